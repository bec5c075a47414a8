"""The ledger through the year on a real record: names looked up, numbers given, notices voided, editions issued."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.actors import CLERK, HEAD, LEADER, OFFICE, PRINCIPAL, UNIT_HEAD, Actor
from domain.errors import AbsentError, ConflictError, ForbiddenError, InvalidError, RefusedError
from domain.events import NodeTask
from domain.items import NewItem
from domain.record import Fact
from domain.tasks import NewTask
from service import app as parts
from service.act import Act, Paper
from service.amend_task import amend_task
from service.apply_completion import apply_completion
from service.confirm_item_roles import confirm_item_roles
from service.confirm_node_plan import confirm_node_plan
from service.confirm_roles import confirm_roles
from service.draft_edition import draft_edition
from service.enter_item import enter_item
from service.enter_task import enter_task
from service.event_store import Written
from service.file_implementation_plan import file_implementation_plan
from service.file_node_plan import file_node_plan
from service.issue_edition import issue_edition
from service.open_record import open_record
from service.seal_node_plan import seal_node_plan
from service.settings import Settings
from service.transfer_task import TransferForm, transfer_task
from service.verify_completion import verify_completion
from service.withdraw_task import withdraw_task
from tests.fakes import ZONE, FixedClock

SCHEME = "heyuan-2020"
NODES = (NodeTask("2020-08", "完成10家"), NodeTask("2020-12", "完成30家"))


def act(role: str = OFFICE, *, unit: str | None = None, posts: tuple[str, ...] = (), **changes: Any) -> Act:
    return replace(Act(Actor(f"a-{role}", role, unit, posts), "test", "test"), **changes)


CLERK_OF_FAGAI, HEAD_OF_FAGAI = act(CLERK, unit="fagai"), act(UNIT_HEAD, unit="fagai")
THE_LEADER = act(LEADER, posts=("vice-1",))
WISHED = NewTask(title="新增规上企业", category="hard_task", lead=("fagai",), co=("caizheng",), leader="vice-1")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def city(tmp_path: Path, clock: FixedClock) -> Iterator[parts.App]:
    settings = Settings(
        home=tmp_path, zone=ZONE, locale="zh_Hans", clock=None, trusted_proxies=0,
        log_format="console", timer=False,
    )  # fmt: skip
    open_record(settings, scheme_id=SCHEME, demonstration=True, clock=clock)
    app = parts.build(settings, clock=clock)
    posts = (("vice-1", "leader"), ("vice-2", "leader"), ("mayor", "principal_leader"))
    created = [Fact(ids.post(name), e.PostCreated(name, name, None, rank)) for name, rank in posts]
    app.store.write(act(), lambda turn: created)
    yield app
    app.close()


def entered(app: parts.App, task_no: str | None = None, **changes: Any) -> str:
    written = enter_task(app, act(), scheme=SCHEME, wished=replace(WISHED, **changes), task_no=task_no)
    return str(written.lines[0].event.task_no)


def names(written: Written) -> list[str]:
    return [type(line.event).__name__ for line in written.lines]


def refusal(error: Any) -> str:
    return str(error.value.reason)


# --- items and tasks ---------------------------------------------------------------------------------------------


def test_numbers_are_given_in_order_and_a_free_number_may_be_named(city: parts.App) -> None:
    assert [entered(city), entered(city, "2020-017"), entered(city), entered(city, "2020-005"), entered(city)] == [
        "2020-001", "2020-017", "2020-018", "2020-005", "2020-019",
    ]  # fmt: skip
    with pytest.raises(RefusedError) as error:
        entered(city, "2020-017")
    assert refusal(error) == "task.number_taken"


def test_a_unit_is_known_by_its_code_and_by_its_name(city: parts.App) -> None:
    unit = city.store.fold(ids.unit("fagai"))
    assert unit is not None
    task_no = entered(city, lead=(unit.names[-1].name,))
    assert city.store.fold(ids.task(task_no)).lead == ("fagai",)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"lead": ("没有这个单位",)}, "lead.0"), ({"leader": "nobody"}, "leader"), ({"item": "2020-9-9"}, "item")],
)
def test_what_a_task_names_must_be_there(city: parts.App, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as error:
        entered(city, **changes)
    assert error.value.field == field


def test_a_unit_group_gets_no_role_but_may_be_named_by_an_item(city: parts.App) -> None:
    group = e.UnitGroupDefined("all-units", "各单位", ("fagai",), date(2020, 8, 11))
    city.store.write(act(), lambda turn: [Fact(ids.unit_group("all-units"), group)])
    with pytest.raises(InvalidError) as error:
        entered(city, co=("all-units",))
    assert (error.value.field, error.value.reason) == ("co.0", "unit_group_owes_nothing")
    wished = NewItem(label="十二(九)", title="示例", units=("all-units", "fagai"))
    written = enter_item(city, act(), scheme=SCHEME, wished=wished)
    assert (written.lines[0].event.item, written.lines[0].event.presumed_lead) == ("2020-12-9", "fagai")
    assert names(confirm_item_roles(city, act(), item="2020-12-9", lead=("fagai",), co=())) == ["ItemRolesConfirmed"]


def test_only_the_office_enters_tasks_and_only_its_head_withdraws_them(city: parts.App) -> None:
    with pytest.raises(ForbiddenError):
        enter_task(city, CLERK_OF_FAGAI, scheme=SCHEME, wished=WISHED)
    task_no = entered(city)
    with pytest.raises(ForbiddenError):
        withdraw_task(city, act(OFFICE), task_no=task_no, reason="r")


def test_an_amendment_from_a_stale_page_is_refused(city: parts.App) -> None:
    stream = ids.task(entered(city))
    amend_task(city, act(expected=((stream, 1),)), task_no="2020-001", changes={"title": "新"}, reason="r")
    with pytest.raises(ConflictError):
        amend_task(city, act(expected=((stream, 1),)), task_no="2020-001", changes={"title": "又新"}, reason="r")


def test_roles_are_presumed_until_confirmed(city: parts.App) -> None:
    task_no = entered(city)
    assert city.store.fold(ids.task(task_no)).roles_presumed
    confirm_roles(city, act(), task_no=task_no, lead=("fagai",), co=(), construction=("gaoxin",))
    task = city.store.fold(ids.task(task_no))
    assert (task.roles_presumed, task.co, task.construction) == (False, (), ("gaoxin",))


# --- withdrawal, transfer, completion ----------------------------------------------------------------------------


def lit(app: parts.App, task_no: str) -> str:
    """Put a yellow light with its notice on record."""
    notice = e.NoticeIssued(
        "n-2020-0001", "河督改〔2020〕1号", SCHEME, task_no, "2020-08", "yellow",
        (e.Addressee("fagai", "lead"), e.Addressee("caizheng", "co")), {}, "限期整改", date(2020, 9, 17), (),
        date(2020, 9, 4),
    )  # fmt: skip
    light = e.LightSet(
        task_no, "2020-08", "yellow", SCHEME, 1, SCHEME, "yellow", "miss", "二(三)", date(2020, 8, 31), None,
        date(2020, 9, 3), {}, "", 1, notice="n-2020-0001",
    )  # fmt: skip
    facts = [Fact(ids.task(task_no), light), Fact(ids.notice("n-2020-0001"), notice)]
    app.store.write(act(HEAD), lambda turn: facts)
    return "n-2020-0001"


def test_withdrawing_a_task_voids_its_open_notice_and_keeps_its_light(city: parts.App) -> None:
    task_no = entered(city)
    notice = lit(city, task_no)
    written = withdraw_task(city, act(HEAD), task_no=task_no, reason="上级任务取消")
    assert names(written) == ["TaskWithdrawn", "NoticeVoided"]
    assert written.lines[1].event == e.NoticeVoided(notice, "上级任务取消", None)
    task = city.store.fold(ids.task(task_no))
    assert (task.state, task.light("2020-08").light) == ("withdrawn", "yellow")
    with pytest.raises(RefusedError) as error:
        amend_task(city, act(), task_no=task_no, changes={"title": "新"}, reason="r")
    assert (refusal(error), error.value.clause) == ("task.withdrawn", "D-004")


@pytest.mark.parametrize(
    ("duties_move", "moved"), [(True, ["TaskTransferred", "NoticeReaddressed"]), (False, ["TaskTransferred"])]
)
def test_open_notices_go_with_a_role_when_its_duties_move(city: parts.App, duties_move: bool, moved: list[str]) -> None:
    task_no = entered(city)
    lit(city, task_no)
    form = TransferForm("lead", "fagai", "gaoxin", duties_move, "机构改革", date(2020, 9, 1))
    assert names(transfer_task(city, act(HEAD), task_no=task_no, form=form)) == moved


def test_the_lead_applies_for_completion_and_the_office_verifies_it(city: parts.App) -> None:
    task_no = entered(city)
    written = apply_completion(city, CLERK_OF_FAGAI, task_no=task_no, done_on=date(2020, 8, 10), text="已全部完成")
    assert city.store.content(written.lines[0].event.text) == "已全部完成"
    verify_completion(city, act(), task_no=task_no, accepted=True)
    task = city.store.fold(ids.task(task_no))
    assert (task.state, task.completed_on) == ("completed", date(2020, 8, 10))
    with pytest.raises(RefusedError) as error:
        file_node_plan(city, CLERK_OF_FAGAI, task_no=task_no, nodes=NODES)
    assert refusal(error) == "task.completed"


def test_a_unit_without_a_role_finds_no_such_task(city: parts.App) -> None:
    task_no = entered(city)
    for number in (task_no, "2020-999"):
        with pytest.raises(AbsentError):
            apply_completion(city, act(CLERK, unit="gaoxin"), task_no=number, done_on=date(2020, 8, 10), text="x")


# --- editions ----------------------------------------------------------------------------------------------------


def issued(app: parts.App, edition: int) -> Any:
    draft_edition(app, act(), scheme=SCHEME)
    return issue_edition(app, act(HEAD), scheme=SCHEME, edition=edition).lines[0].event


def test_an_edition_lists_the_tasks_of_its_turn_and_what_changed_since_the_one_before(city: parts.App) -> None:
    entered(city), entered(city, "2020-009")
    assert issued(city, 1).tasks == ("2020-001", "2020-009")
    withdraw_task(city, act(HEAD), task_no="2020-001", reason="上级任务取消")
    with pytest.raises(InvalidError) as error:
        entered(city)
    assert error.value.field == "reason"
    added = entered(city, reason="新增民生项目", category="livelihood")
    second = issued(city, 2)
    assert (second.tasks, second.added, second.withdrawn) == (("2020-009", added), (added,), ("2020-001",))
    assert [told["reason"] for told in second.reasons["2020-001"]] == ["上级任务取消"]


def test_the_drafter_does_not_issue(city: parts.App) -> None:
    entered(city)
    draft_edition(city, act(), scheme=SCHEME)
    with pytest.raises(ForbiddenError):
        issue_edition(city, act(OFFICE), scheme=SCHEME, edition=1)


def test_a_task_added_later_owes_its_plan_some_days_after_the_edition_that_names_it(
    city: parts.App, clock: FixedClock
) -> None:
    clock.move_to(datetime(2020, 9, 21, 1, tzinfo=UTC))  # a Monday
    task_no = entered(city)
    plan = file_node_plan(city, CLERK_OF_FAGAI, task_no=task_no, nodes=NODES[1:]).lines[0].event
    assert (plan.due_on, plan.late_days) == (None, 0)
    other = entered(city)
    issued(city, 1)
    plan = file_node_plan(city, CLERK_OF_FAGAI, task_no=other, nodes=NODES[1:]).lines[0].event
    assert plan.due_on == date(2020, 9, 27)  # the make-up Sunday before the National Day holiday is the fifth


# --- plans -------------------------------------------------------------------------------------------------------


def test_a_node_plan_is_filed_sealed_and_confirmed(city: parts.App) -> None:
    task_no = entered(city)
    file_node_plan(city, CLERK_OF_FAGAI, task_no=task_no, nodes=NODES)
    with pytest.raises(ForbiddenError):
        seal_node_plan(city, CLERK_OF_FAGAI, task_no=task_no)
    seal_node_plan(city, HEAD_OF_FAGAI, task_no=task_no)
    assert confirm_node_plan(city, THE_LEADER, task_no=task_no).lines[0].event.leader == "vice-1"


def test_a_leader_of_another_portfolio_finds_no_such_task_and_the_principal_leader_may_confirm(city: parts.App) -> None:
    task_no = entered(city)
    file_node_plan(city, CLERK_OF_FAGAI, task_no=task_no, nodes=NODES)
    seal_node_plan(city, HEAD_OF_FAGAI, task_no=task_no)
    with pytest.raises(AbsentError):
        confirm_node_plan(city, act(LEADER, posts=("vice-2",)), task_no=task_no)
    written = confirm_node_plan(city, act(PRINCIPAL, posts=("mayor",)), task_no=task_no)
    assert written.lines[0].event.leader == "mayor"


def test_seal_and_confirmation_may_come_on_paper_and_lateness_counts_from_the_stamp(
    city: parts.App, clock: FixedClock
) -> None:
    task_no = entered(city)
    clock.move_to(datetime(2020, 8, 18, 1, tzinfo=UTC))
    stamp = datetime(2020, 8, 17, 8, tzinfo=UTC)
    of_unit, of_leader = Paper("unit:fagai", stamp), Paper("post:vice-1", stamp)
    plan = file_node_plan(city, act(paper=of_unit), task_no=task_no, nodes=NODES).lines[0].event
    assert (plan.unit, plan.due_on, plan.late_days) == ("fagai", date(2020, 8, 17), 0)
    seal_node_plan(city, act(paper=of_unit), task_no=task_no)
    with pytest.raises(RefusedError) as error:
        confirm_node_plan(city, act(paper=Paper("post:vice-2", stamp)), task_no=task_no)
    assert refusal(error) == "act.post_not_in_charge"
    assert confirm_node_plan(city, act(paper=of_leader), task_no=task_no).lines[0].meta.on_behalf_of == "post:vice-1"


def test_an_implementation_plan_covers_every_item_that_names_the_unit(city: parts.App) -> None:
    for label in ("一(一)", "二(三)"):
        enter_item(city, act(), scheme=SCHEME, wished=NewItem(label=label, title="示例", units=("fagai", "caizheng")))
    with pytest.raises(RefusedError) as error:
        file_implementation_plan(city, CLERK_OF_FAGAI, unit="fagai", scheme=SCHEME, items=["2020-1-1"], text="方案")
    assert error.value.details["missing"] == ["2020-2-3"]
    written = file_implementation_plan(
        city, CLERK_OF_FAGAI, unit="fagai", scheme=SCHEME, items=["2020-1-1", "2020-2-3"], text="方案"
    )
    plan = written.lines[0].event
    assert (plan.due_on, plan.late_days, city.store.content(plan.text)) == (date(2020, 8, 17), 0, "方案")


def test_a_unit_files_its_own_implementation_plan_only(city: parts.App) -> None:
    with pytest.raises(AbsentError):
        file_implementation_plan(city, CLERK_OF_FAGAI, unit="caizheng", scheme=SCHEME, items=["2020-1-1"], text="x")
