"""Units, posts and accounts on a real record: what is written, in which streams, and what is refused."""

from datetime import date

import pytest

from domain import actors, ids
from domain import events as e
from domain.actors import Actor
from domain.errors import AbsentError, ForbiddenError, InvalidError, RefusedError
from domain.record import Fact
from projections.store import ReadStore
from service import bundled
from service.accounts import Accounts
from service.app import App
from service.appoint_holder import appoint_holder
from service.change_unit import ChangeForm, change_unit, confirm_alias
from service.close_account import close_account
from service.create_post import create_post
from service.define_group import define_group
from service.delegate_power import delegate_power
from service.issue_token import issue_token, revoke_token
from service.open_account import open_account, renew_activation
from service.register_unit import register_unit
from service.settle_mergers import settle_mergers
from tests.fakes import FixedClock, a_record, an_act

ADMIN = Actor("root", actors.ADMIN)
TODAY = date(2020, 8, 11)


@pytest.fixture
def app(tmp_path):
    clock = FixedClock()
    store = a_record(tmp_path, clock=clock)
    read = ReadStore(tmp_path / "read.db", store)
    store.follow = read.follow
    accounts = Accounts(tmp_path / "accounts.db", store.zone)
    accounts.create_tables()
    made = App(None, clock, store, read, accounts, None)
    issued = e.SchemeIssued("heyuan-2020", 1, bundled.scheme_content("heyuan-2020"))
    store.write(an_act(), lambda _: [Fact(ids.scheme("heyuan-2020"), issued)])
    for code, name in (("a", "甲局"), ("b", "乙局"), ("c", "丙局")):
        register_unit(made, an_act(actor=ADMIN), code=code * 2, name=name, group="municipal")
    yield made
    made.close()


def act(key=None, actor=ADMIN):
    return an_act(key, actor=actor)


def merge(to="bb", on=TODAY, **more):
    return ChangeForm(kind="merge", to=to, effective_on=on, reason="机构改革", **more)


def task(app, task_no, **roles):
    roles = {"lead": (), "co": (), "construction": ()} | roles
    entered = e.TaskEntered(
        task_no, "heyuan-2020", "新增规上工业企业", "hard_task", None, None, None, None, roles["lead"], roles["co"],
        roles["construction"], False, TODAY,
    )  # fmt: skip
    app.store.write(act(), lambda _: [Fact(ids.task(task_no), entered)])


def light_with_notice(app, task_no, *addressees):
    light = e.LightSet(
        task_no, "2020-08", "yellow", "heyuan-2020", 1, "heyuan-2020", "yellow", "miss", "二(三)", TODAY, None, TODAY,
        {}, "", 1, notice="n-2020-0001",
    )  # fmt: skip
    issued = e.NoticeIssued(
        "n-2020-0001", "河督改〔2020〕1号", "heyuan-2020", task_no, "2020-08", "yellow",
        tuple(e.Addressee(*addressee) for addressee in addressees), {}, "", TODAY, (), TODAY,
    )  # fmt: skip
    app.store.write(act(), lambda _: [Fact(ids.task(task_no), light), Fact(ids.notice("n-2020-0001"), issued)])


def test_a_name_in_use_is_refused_naming_its_unit_also_under_another_field(app):
    with pytest.raises(RefusedError) as caught:
        register_unit(app, act(), code="dd", name="丁局", group="county", aliases=["乙局"])
    assert (caught.value.reason, caught.value.details["unit"]) == ("unit.name_taken", "bb")
    assert caught.value.details["field"] == "aliases.0"
    assert app.store.fold(ids.unit("dd")) is None


def test_an_old_name_goes_on_meaning_its_unit(app):
    form = ChangeForm(kind="rename", to="甲新局", effective_on=TODAY, reason="")
    change_unit(app, act(), code="aa", form=form)
    with pytest.raises(RefusedError, match=r"unit\.name_taken"):
        confirm_alias(app, act(), code="bb", alias="甲局")
    confirm_alias(app, act(), code="bb", alias="乙")
    with pytest.raises(RefusedError, match=r"unit\.name_taken"):
        change_unit(app, act(), code="aa", form=ChangeForm("rename", "乙", TODAY, ""))


def test_a_merger_moves_open_roles_and_open_notices_in_one_write(app):
    task(app, "2020-001", lead=("aa",), co=("cc",))
    task(app, "2020-002", lead=("cc",))
    light_with_notice(app, "2020-001", ("aa", "lead"), ("cc", "co"))
    written = change_unit(app, act(), code="aa", form=merge())
    assert [line.name for line in written.lines] == [
        "unit.merged.v1", "task.transferred.v1", "notice.readdressed.v1",
    ]  # fmt: skip
    assert app.store.fold(ids.task("2020-001")).lead == ("bb",)
    assert [a.unit for a in app.store.fold(ids.notice("n-2020-0001")).addressees] == ["bb", "cc"]


def test_a_merger_leaves_duties_where_they_are_when_told_so(app):
    task(app, "2020-001", lead=("aa",))
    written = change_unit(app, act(), code="aa", form=merge(duties_move=False))
    assert [line.name for line in written.lines] == ["unit.merged.v1"]
    assert settle_mergers(app, act()) == []


def test_a_merger_to_come_moves_duties_when_its_day_comes(app):
    task(app, "2020-001", lead=("aa",))
    change_unit(app, act(), code="aa", form=merge(on=date(2020, 8, 13)))
    assert settle_mergers(app, act()) == []
    app.clock.advance(days=2)
    (written,) = settle_mergers(app, act(actor=Actor("system", actors.SYSTEM)))
    (line,) = written.lines
    assert (line.event.from_unit, line.event.to_unit, line.event.effective_on) == ("aa", "bb", date(2020, 8, 13))
    assert settle_mergers(app, act()) == []


def test_a_split_names_registered_units_and_moves_nothing(app):
    task(app, "2020-001", lead=("aa",))
    form = ChangeForm("split", ["bb", "cc"], TODAY, "机构改革")
    assert [line.name for line in change_unit(app, act(), code="aa", form=form).lines] == ["unit.split.v1"]
    with pytest.raises(InvalidError):
        change_unit(app, act(), code="bb", form=ChangeForm("split", ["cc", "zz"], TODAY, ""))


def test_an_unknown_unit_is_absent_and_an_unknown_change_invalid(app):
    with pytest.raises(AbsentError):
        change_unit(app, act(), code="zz", form=merge())
    with pytest.raises(InvalidError):
        change_unit(app, act(), code="aa", form=ChangeForm("rename", ["x"], TODAY, ""))


def test_units_are_changed_by_office_and_administrator_only(app):
    clerk = act(actor=Actor("li", actors.CLERK, unit="aa"))
    with pytest.raises(ForbiddenError):
        change_unit(app, clerk, code="aa", form=merge())
    with pytest.raises(ForbiddenError):
        register_unit(app, clerk, code="dd", name="丁局", group="county")


def test_a_groups_code_and_name_are_its_own(app):
    define_group(app, act(), group="all", name="各单位", members=["aa", "bb"], effective_on=TODAY)
    with pytest.raises(RefusedError, match=r"unit\.code_is_a_group"):
        register_unit(app, act(), code="all", name="新单位", group="county")
    with pytest.raises(RefusedError, match=r"unit\.name_taken"):
        confirm_alias(app, act(), code="aa", alias="各单位")
    with pytest.raises(InvalidError, match=r"members\.1"):
        define_group(app, act(), group="some", name="若干", members=["aa", "zz"], effective_on=TODAY)


def test_the_holder_of_the_day_is_shown_beside_the_accounts_acts(app):
    create_post(app, act(), post="vice-1", title="副市长", rank="leader")
    open_account(app, act(), account="wang", role="leader", posts=["vice-1"])
    token = issue_token(app, act(), account="wang", label="网页").token
    assert app.accounts.actor_for_token(token, app.clock.now()).person is None
    appoint_holder(app, act(), post="vice-1", person="王某", from_on=TODAY)
    assert app.accounts.actor_for_token(token, app.clock.now()).person == "王某"


def test_no_secret_is_on_the_record(app):
    opened = open_account(app, act(), account="li", role="office")
    issued = issue_token(app, act(), account="li", label="脚本")
    again = renew_activation(app, act(), account="li", reason="遗失")
    stored = b"".join(
        part for stream in (ids.account("li"),) for row in app.store.raw_stream(stream) for part in row[3:5]
    )
    for secret in (opened.code, issued.token, again.code):
        assert secret.encode() not in stored


def test_an_opening_answered_twice_gives_a_usable_code_until_one_is_used(app):
    first = open_account(app, act("k1"), account="li", role="office")
    second = open_account(app, act("k1"), account="li", role="office")
    assert second.written.replayed and second.written.receipt == first.written.receipt
    assert not app.accounts.activate("li", first.code, "a long password", app.clock.now())
    assert app.accounts.activate("li", second.code, "a long password", app.clock.now())
    assert open_account(app, act("k1"), account="li", role="office").code is None
    assert app.accounts.check_password("li", "a long password", app.clock.now())


def test_a_token_is_shown_once(app):
    open_account(app, act(), account="li", role="office")
    first = issue_token(app, act("k2"), account="li", label="脚本")
    assert issue_token(app, act("k2"), account="li", label="脚本").token is None
    assert app.accounts.actor_for_token(first.token, app.clock.now()).account == "li"
    revoke_token(app, act(), account="li", label="脚本", reason="遗失")
    assert app.accounts.actor_for_token(first.token, app.clock.now()) is None


def test_powers_are_lent_by_their_owner_to_be_used_in_the_dates(app):
    open_account(app, act(), account="head", role="office_head")
    open_account(app, act(), account="li", role="office")
    lent = {"account": "head", "to": "li", "from_on": TODAY, "to_on": date(2020, 8, 12), "reason": "出差"}
    with pytest.raises(ForbiddenError):
        delegate_power(app, act(), **lent)
    with pytest.raises(ForbiddenError):  # lent powers are not lent on
        delegate_power(app, act(actor=Actor("head", "leader", delegated_by="x")), **lent)
    delegate_power(app, act(actor=Actor("head", actors.HEAD)), **lent)
    acting = app.accounts.actor_of("li", app.clock.now(), acting_for="head")
    assert (acting.role, acting.delegated_by) == ("office_head", "head")
    app.clock.advance(days=2)
    with pytest.raises(ForbiddenError):
        app.accounts.actor_of("li", app.clock.now(), acting_for="head")


def test_only_the_administrator_opens_and_closes_accounts(app):
    office = act(actor=Actor("li", actors.OFFICE))
    with pytest.raises(ForbiddenError):
        open_account(app, office, account="x1", role="admin")
    open_account(app, act(), account="li", role="office")
    with pytest.raises(ForbiddenError):
        close_account(app, office, account="li", reason="")
    close_account(app, act(), account="li", reason="调离")
    assert app.accounts.actor_of("li", app.clock.now()) is None
