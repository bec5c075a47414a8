"""Reports on a real record: what one write holds, whose act it was, and what the words become."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from domain import events as e
from domain import ids
from domain.actors import CLERK, HEAD, LEADER, OFFICE, PRINCIPAL, Actor
from domain.errors import AbsentError, ForbiddenError, InvalidError, RefusedError
from domain.record import Fact
from projections import extension_file, report_file
from service import bundled
from service.accept_report import accept_report
from service.act import Act, Paper
from service.app import App
from service.close_problem import close_problem
from service.decide_extension import decide_extension
from service.event_store import KeyReusedError
from service.files import Files
from service.instruct_problem import instruct_problem
from service.read_problem import read_problem
from service.request_extension import request_extension
from service.return_report import return_report
from service.settings import Settings
from service.submit_report import ReportForm, submit_report
from tests.fakes import ZONE, FixedClock, a_record, act, local

NO = "2020-001"
FINANCE = Actor("finance-1", CLERK, unit="finance")
ROADS = Actor("roads-1", CLERK, unit="roads")
HEALTH = Actor("health-1", CLERK, unit="health")
CUSTOMS = Actor("customs-1", CLERK, unit="customs")
LEADER_1 = Actor("leader-1", LEADER, posts=("vm-1",))
MAYOR = Actor("mayor", PRINCIPAL, posts=("mayor",))
CLERK_1 = Actor("office-1", OFFICE)


def paper(of: str, received_at: datetime, scan: str | None = None, entry_reason: str | None = None) -> Act:
    return act(CLERK_1, Paper(of, received_at, scan, entry_reason))


@pytest.fixture
def clock():
    return FixedClock(local("2020-08-11"))


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock):
    store = a_record(tmp_path, clock=clock)
    settings = Settings(tmp_path, ZONE, "zh_Hans", None, 0, "json", timer=False)
    made = App(settings, clock, store, read=None, accounts=None, files=Files(tmp_path / "files"))  # type: ignore[arg-type]
    store.write(act(Actor("head", HEAD)), lambda turn: _beginning())
    clock.move_to(local("2020-09-01"))
    yield made
    store.close()


def _beginning() -> list[Fact]:
    entered = e.TaskEntered(
        NO, "heyuan-2020", "a road", "hard_task", None, "vm-1", None, None, ("finance",), ("health",), ("roads",),
        False, date(2020, 8, 11),
    )  # fmt: skip
    planned = e.NodePlanFiled(
        NO, "finance", "lead", (e.NodeTask("2020-08", "half", date(2020, 9, 2)),), local("2020-08-14"),
        date(2020, 8, 17), 0,
    )  # fmt: skip
    return [
        Fact(ids.scheme("heyuan-2020"), e.SchemeIssued("heyuan-2020", 1, bundled.scheme_content("heyuan-2020"))),
        Fact(ids.calendar(2020), e.CalendarYearPublished(2020, (date(2020, 10, 1), date(2020, 10, 2)), (), "test")),
        Fact(ids.post("mayor"), e.PostCreated("mayor", "mayor", None, "principal_leader")),
        Fact(ids.post("vm-1"), e.PostCreated("vm-1", "vice mayor", None, "leader")),
        Fact(ids.post("vm-2"), e.PostCreated("vm-2", "vice mayor", None, "leader")),
        Fact(ids.task(NO), entered),
        Fact(ids.task(NO), planned),
    ]


def submit(app: App, by: Act, **form: object):
    usual = {"node": "2020-08", "progress": "80 %", "text": "钢筋已绑扎"}
    return submit_report(app, by, task_no=NO, form=ReportForm(**{**usual, **form}))  # type: ignore[arg-type]


def test_the_words_of_a_report_lie_beside_the_record_and_the_event_holds_their_digests(app: App):
    written = submit(app, act(FINANCE), problems="征地未完成", next_steps="九月完成")
    event = written.lines[0].event
    assert "钢筋" not in repr(event)
    row = report_file.with_words(report_file.reports(written.lines)[0], app.store.contents([event.text]))
    assert (row["text"], row["problems"], row["erased"]) == ("钢筋已绑扎", None, True)
    assert app.store.contents([event.problems]) == {event.problems: "征地未完成"}


def test_an_important_problem_is_raised_in_the_same_write_and_followed_to_its_end(app: App):
    written = submit(app, act(FINANCE), problems="征地未完成", important=True)
    assert [line.name for line in written.lines] == ["report.submitted.v1", "problem.raised.v1"]
    assert {line.event.text for line in written.lines[1:]} == {written.lines[0].event.problems}
    with pytest.raises(RefusedError, match=r"problem\.not_read_yet"):
        instruct_problem(app, act(LEADER_1), task_no=NO, problem_no=1, text="限期解决")
    read_problem(app, act(LEADER_1), task_no=NO, problem_no=1)
    instructed = instruct_problem(app, paper("post:mayor", local("2020-09-01")), task_no=NO, problem_no=1, text="限期")
    assert instructed.lines[0].event.leader == "mayor"
    close_problem(app, act(CLERK_1), task_no=NO, problem_no=1, outcome="已交地")
    assert app.store.fold(ids.task(NO)).problems[0].state == "closed"


def test_a_repeated_key_answers_with_the_same_report(app: App):
    first = submit(app, act(FINANCE, key="k-1"))
    again = submit(app, act(FINANCE, key="k-1"))
    assert again.replayed and again.receipt == first.receipt and again.lines == first.lines
    other = Act(FINANCE, "r", "r", key="k-1", body_digest=b"x" * 32)
    with pytest.raises(KeyReusedError):
        submit(app, other)


def test_a_unit_that_has_no_part_in_the_task_finds_none(app: App):
    with pytest.raises(AbsentError):
        submit(app, act(CUSTOMS))
    with pytest.raises(RefusedError, match=r"report\.co_owes_none"):
        submit(app, act(HEALTH))
    with pytest.raises(ForbiddenError):
        submit(app, act(LEADER_1))


def test_a_report_names_only_files_that_were_uploaded(app: App):
    with pytest.raises(InvalidError) as refused:
        submit(app, act(FINANCE), files=("0" * 64,))
    assert refused.value.field == "files.0"


def test_the_lead_returns_its_construction_entitys_report_and_the_office_the_leads(app: App, clock: FixedClock):
    submit(app, act(ROADS))
    submit(app, act(FINANCE))
    with pytest.raises(RefusedError, match=r"report\.not_addressed_to_you"):
        return_report(app, act(CLERK_1), task_no=NO, report_no=1, reason="数字不符")
    return_report(app, act(FINANCE), task_no=NO, report_no=1, reason="数字不符")
    clock.move_to(local("2020-09-02", "23:59"))
    again = submit(app, act(ROADS)).lines[0].event
    assert (again.replaces, again.late_days, again.effective_at) == (1, 0, local("2020-09-01"))
    merged = submit(app, act(FINANCE), merges=(3,))
    assert app.store.fold(ids.task(NO)).reports[2].state == "accepted"
    accept_report(app, act(CLERK_1), task_no=NO, report_no=merged.lines[0].event.report_no)
    rows = report_file.reports(app.store.stream(ids.task(NO)))
    assert [row["state"] for row in rows] == ["replaced", "replaced", "accepted", "accepted"]
    assert [row["report_no"] for row in report_file.versions(rows, 4)] == [2, 4]
    assert (rows[2]["merged_into"], rows[0]["returned"]["by"]) == (4, "finance")


# --- paper entered by the office ---


def test_a_paper_counts_from_its_stamp_and_says_who_entered_it(app: App, clock: FixedClock):
    clock.move_to(local("2020-09-04"))
    scan = app.files.put(BytesIO(PNG), "scan.png").sha256
    written = submit(app, paper("unit:finance", local("2020-09-03", "17:00"), scan))
    line = written.lines[0]
    assert (line.event.unit, line.event.late_days, line.event.effective_at) == (
        "finance",
        0,
        local("2020-09-03", "17:00"),
    )
    assert (line.meta.account, line.meta.on_behalf_of, line.meta.paper) == ("office-1", "unit:finance", scan)


@pytest.mark.parametrize(
    ("received_at", "scan", "field"),
    [(local("2020-09-04", "09:01"), None, "received_at"), (local("2020-09-03"), "0" * 64, "paper"),
     (datetime(2020, 9, 3, 9), None, "received_at")],  # noqa: DTZ001 - a stamp without its offset is the case
)  # fmt: skip
def test_a_paper_cannot_come_from_the_future_nor_name_a_scan_nobody_uploaded(app, clock, received_at, scan, field):
    clock.move_to(local("2020-09-04"))
    with pytest.raises(InvalidError) as refused:
        submit(app, paper("unit:finance", received_at, scan))
    assert refused.value.field == field


def test_a_paper_entered_more_than_a_working_day_later_says_why(app: App, clock: FixedClock):
    clock.move_to(local("2020-09-04", "23:59"))
    submit(app, paper("unit:finance", local("2020-09-03")))
    clock.move_to(local("2020-09-07"))
    with pytest.raises(RefusedError, match=r"act\.late_entry_needs_reason"):
        submit(app, paper("unit:roads", local("2020-09-03")))
    submit(app, paper("unit:roads", local("2020-09-03"), entry_reason="台风停电"))


def test_only_the_office_enters_paper_and_never_acts_for_a_unit_without(app: App):
    with pytest.raises(RefusedError, match=r"act\.only_the_office_enters_paper"):
        submit(app, act(FINANCE, Paper("unit:finance", local("2020-09-01"))))
    with pytest.raises(RefusedError, match=r"act\.office_needs_a_paper"):
        submit(app, act(CLERK_1))


# --- extensions ---


def extension(app: App, by: Act):
    return request_extension(
        app, by, task_no=NO, node="2020-08", new_limit_on=date(2020, 9, 20), reason="台风", progress="八成"
    )


def test_an_extension_asked_in_time_is_granted_after_the_limit_and_the_report_supplemented(app: App, clock: FixedClock):
    submit(app, act(FINANCE))
    extension(app, act(FINANCE))
    clock.move_to(local("2020-09-10"))
    decide_extension(app, act(LEADER_1), task_no=NO, extension=1, granted=True, reason="同意")
    clock.move_to(local("2020-09-18"))
    event = submit(app, act(FINANCE), done_on=date(2020, 9, 18)).lines[0].event
    assert (event.replaces, event.late_days, event.effective_at) == (1, 0, local("2020-09-01"))
    (row,) = extension_file.extensions(app.store.stream(ids.task(NO)))
    assert (row["state"], row["decision"]["leader"]) == ("granted", "vm-1")


def test_an_extension_is_decided_by_the_leader_in_charge_or_the_principal_also_on_paper(app: App):
    extension(app, act(FINANCE))
    decided = {"task_no": NO, "extension": 1, "granted": False, "reason": "不同意"}
    with pytest.raises(AbsentError):
        decide_extension(app, act(Actor("leader-2", LEADER, posts=("vm-2",))), **decided)
    with pytest.raises(RefusedError, match=r"act\.post_not_in_charge"):
        decide_extension(app, paper("post:vm-2", local("2020-09-01")), **decided)
    with pytest.raises(InvalidError):
        decide_extension(app, paper("post:nobody", local("2020-09-01")), **decided)
    written = decide_extension(app, paper("post:vm-1", local("2020-09-01")), **decided)
    assert written.lines[0].event.leader == "vm-1"
    extension(app, act(FINANCE))
    assert decide_extension(app, act(MAYOR), **{**decided, "extension": 2}).lines[0].event.leader == "mayor"


def test_an_extension_asked_on_paper_counts_from_the_stamp(app: App, clock: FixedClock):
    clock.move_to(local("2020-09-03"))
    with pytest.raises(RefusedError, match=r"extension\.asked_late"):
        extension(app, act(FINANCE))
    written = extension(app, paper("unit:finance", local("2020-09-02", "18:00")))
    assert written.lines[0].event.effective_at == local("2020-09-02", "18:00")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
