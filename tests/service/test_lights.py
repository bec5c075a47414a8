"""Lights and notices on a real record: one write, fresh streams, second persons, explanations at a moment."""

import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.actors import CLERK, HEAD, OFFICE, Actor
from domain.errors import AbsentError, ConflictError, ForbiddenError, RefusedError
from domain.lights import Decision
from domain.record import Fact
from service import bundled
from service.act import Paper
from service.answer_notice import AnswerForm, answer_notice
from service.app import App
from service.confirm_correction import confirm_correction
from service.confirm_void import confirm_void
from service.draft_lights import draft_lights
from service.explain_light import explain_light
from service.files import Files
from service.issue_lights import differing_after, issue_lights
from service.propose_correction import propose_correction
from service.propose_void import propose_void
from service.receive_notice import receive_notice
from service.settings import Settings
from service.sitting_of import proposed
from service.verify_rectification import verify_rectification
from tests.fakes import ZONE, FixedClock, a_record, act, local
from tests.lit_tasks import AUGUST, OCTOBER, entered, extended, planned, reported

SCHEME = "heyuan-2020"
CLERK_1, HEAD_1 = Actor("clerk-1", OFFICE), Actor("head-1", HEAD)
FINANCE, HEALTH = Actor("finance-1", CLERK, unit="finance"), Actor("health-1", CLERK, unit="health")
CUSTOMS = Actor("customs-1", CLERK, unit="customs")
DONE = date(2020, 8, 20)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(local("2020-08-11"))


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Any:
    store = a_record(tmp_path, clock=clock)
    settings = Settings(tmp_path, ZONE, "zh_Hans", None, 0, "json", timer=False)
    made = App(settings, clock, store, read=None, accounts=None, files=Files(tmp_path / "files"))  # type: ignore[arg-type]
    tasks = [entered("2020-001"), planned(task_no="2020-001"), entered("2020-002"), planned(task_no="2020-002"),
             reported(AUGUST, DONE, task_no="2020-002")]  # fmt: skip
    on_record(made, *frame(2), *(Fact(ids.task(event.task_no), event) for event in tasks))
    clock.move_to(local("2020-09-04"))
    yield made
    store.close()


def frame(tasks: int) -> list[Fact]:
    years = [Fact(ids.calendar(year.year), year) for year in bundled.calendar_years() if year.year in (2020, 2021)]
    numbers = [Fact(ids.register(f"tasks-{SCHEME}"), e.NumberTaken(f"tasks-{SCHEME}", n, f"2020-{n:03d}"))
               for n in range(1, tasks + 1)]  # fmt: skip
    issued = e.SchemeIssued(SCHEME, 1, bundled.scheme_content(SCHEME))
    return [Fact(ids.scheme(SCHEME), issued), *years, *numbers]


def on_record(app: App, *facts: Fact) -> None:
    app.store.write(act(HEAD_1), lambda _: list(facts))


def report(app: App, task_no: str, done_on: date | None = None, no: int = 1) -> None:
    on_record(app, Fact(ids.task(task_no), reported(AUGUST, done_on, task_no=task_no, no=no)))


def issue(app: App, *task_nos: str, by: Actor = HEAD_1, node: str = AUGUST, key: str | None = None) -> Any:
    return issue_lights(app, act(by, key=key), scheme=SCHEME, node=node, proposal=proposed(app, SCHEME, node).tag,
                        decisions=[Decision(no) for no in task_nos])  # fmt: skip


def draft(app: App, *decisions: Decision, by: Actor = CLERK_1) -> Any:
    return draft_lights(app, act(by), scheme=SCHEME, node=AUGUST, decisions=decisions,
                        proposal=proposed(app, SCHEME, AUGUST).tag)  # fmt: skip


def light(app: App, task_no: str, node: str = AUGUST) -> Any:
    return app.store.fold(ids.task(task_no)).light(node)


# --- sessions ----------------------------------------------------------------------------------------------------


def test_lights_and_their_notices_arise_in_one_commit(app: App) -> None:
    written = issue(app, "2020-001", "2020-002")
    assert [line.name for line in written.lines] == [
        "lighting.issued.v1", "task.light_set.v1", "register.number_taken.v1", "notice.issued.v1", "notice.served.v1",
        "task.light_set.v1",
    ]  # fmt: skip
    assert (light(app, "2020-001").light, light(app, "2020-001").notice) == ("yellow", "n-2020-0001")
    assert app.store.fold(ids.notice("n-2020-0001")).state == "served"


def test_the_head_issues_what_the_clerk_drafted(app: App) -> None:
    draft(app, Decision("2020-002", None, True, None, "the site is empty"))
    issue_lights(app, act(HEAD_1), scheme=SCHEME, node=AUGUST, proposal=proposed(app, SCHEME, AUGUST).tag)
    assert (light(app, "2020-002").light, light(app, "2020-002").set_by) == ("yellow", "head-1")
    assert proposed(app, SCHEME, AUGUST).draft is None


def test_the_head_may_not_issue_a_draft_of_the_heads_own(app: App) -> None:
    draft(app, Decision("2020-001"), by=HEAD_1)
    with pytest.raises(RefusedError, match=r"lights\.drafter_may_not_issue"):
        issue(app, "2020-001")


def test_a_stale_proposal_is_refused_and_says_what_changed(app: App) -> None:
    tag = proposed(app, SCHEME, AUGUST).tag
    report(app, "2020-001", DONE)
    with pytest.raises(ConflictError) as stale:
        issue_lights(app, act(HEAD_1), scheme=SCHEME, node=AUGUST, proposal=tag, decisions=[Decision("2020-002")])
    assert stale.value.details["changed"] == [
        {"task_no": "2020-001", "was": "yellow", "light": "green", "blocked_by": None,
         "events": ["report.submitted.v1"]},
    ]  # fmt: skip
    assert light(app, "2020-002") is None


def test_what_does_not_concern_the_proposal_leaves_its_tag_valid(app: App) -> None:
    tag = proposed(app, SCHEME, AUGUST).tag
    on_record(app, Fact(ids.task("2020-002"), e.ReportAccepted("2020-002", 1, "office")))
    issue_lights(app, act(HEAD_1), scheme=SCHEME, node=AUGUST, proposal=tag, decisions=[Decision("2020-002")])
    assert light(app, "2020-002").light == "green"


def test_a_refused_session_leaves_nothing_behind(app: App) -> None:
    before = app.store.position()
    issue(app, "2020-002")
    with pytest.raises(RefusedError, match=r"lights\.already_set"):
        issue(app, "2020-001", "2020-002")
    assert app.store.position() == before + 2
    assert light(app, "2020-001") is None


def test_a_repeated_key_issues_once_and_answers_alike(app: App) -> None:
    tag = proposed(app, SCHEME, AUGUST).tag
    asked = {"scheme": SCHEME, "node": AUGUST, "proposal": tag, "decisions": [Decision("2020-001")]}
    first, again = issue_lights(app, act(HEAD_1, key="k"), **asked), issue_lights(app, act(HEAD_1, key="k"), **asked)
    assert again.replayed and again.lines == first.lines


def test_a_clerk_drafts_and_does_not_issue(app: App) -> None:
    with pytest.raises(ForbiddenError):
        issue(app, "2020-001", by=CLERK_1)


def test_notice_numbers_run_without_gaps_over_sessions(app: App) -> None:
    report(app, "2020-002", None, no=2)
    issue(app, "2020-001")
    issue(app, "2020-002")
    assert [light(app, no).notice for no in ("2020-001", "2020-002")] == ["n-2020-0001", "n-2020-0002"]


def test_a_supplementary_session_tells_which_later_lights_would_differ(app: App, clock: FixedClock) -> None:
    on_record(app, *(Fact(ids.task("2020-001"), event) for event in extended(AUGUST, date(2020, 11, 10))))
    issue(app, "2020-001")
    clock.move_to(local("2020-11-05"))
    issue(app, "2020-001", node=OCTOBER)
    clock.move_to(local("2020-11-11"))
    written = issue(app, "2020-001")
    assert light(app, "2020-001").light == light(app, "2020-001", OCTOBER).light == "yellow"
    assert differing_after(app, written) == [
        {"task_no": "2020-001", "node": OCTOBER, "light": "yellow", "would_be": "red"}
    ]


# --- corrections and explanations --------------------------------------------------------------------------------


def corrected(app: App) -> None:
    decision = Decision("2020-001", DONE, True, None, "the paper lay in another file")
    propose_correction(app, act(CLERK_1), task_no="2020-001", node=AUGUST, decision=decision)
    confirm_correction(app, act(HEAD_1), task_no="2020-001", node=AUGUST, correction=1)


def test_a_second_person_corrects_a_light_and_its_notice_is_voided(app: App) -> None:
    issue(app, "2020-001")
    corrected(app)
    assert (light(app, "2020-001").light, light(app, "2020-001").notice) == ("green", None)
    assert app.store.fold(ids.notice("n-2020-0001")).state == "voided"


def test_a_correction_of_another_node_is_absent(app: App) -> None:
    issue(app, "2020-001")
    decision = Decision("2020-001", DONE, True, None, "paper")
    propose_correction(app, act(CLERK_1), task_no="2020-001", node=AUGUST, decision=decision)
    with pytest.raises(AbsentError):
        confirm_correction(app, act(HEAD_1), task_no="2020-001", node=OCTOBER, correction=1)


def test_a_light_explains_itself(app: App) -> None:
    issue(app, "2020-001")
    told = explain_light(app, "2020-001", AUGUST)
    assert (told["light"], told["case"], told["clause"], told["scheme_version"]) == ("yellow", "miss", "二(三)", 1)
    assert told["due_at"].isoformat() == "2020-09-04T00:00:00+08:00"  # 3 September, 24:00
    assert [day["date"] for day in told["due_because"] if day["counted"]] == ["2020-09-01", "2020-09-02", "2020-09-03"]
    assert told["known"]["report_no"] is None
    assert told["set"]["by"]["account"] == "head-1"
    assert told["notice"] == {
        "notice": "n-2020-0001", "number": "河督改〔2020〕1号", "state": "served", "limit_on": date(2020, 9, 18),
    }  # fmt: skip


def test_the_explanation_stays_as_it_was_known(app: App) -> None:
    issue(app, "2020-001")
    then = app.store.position()
    corrected(app)
    was, now = explain_light(app, "2020-001", AUGUST, position=then), explain_light(app, "2020-001", AUGUST)
    assert (was["light"], was["corrections"], was["notice"]["state"]) == ("yellow", [], "served")
    assert (now["light"], now["corrections"][0]["was"], now["notice"]["state"]) == ("green", "yellow", "voided")
    assert now["corrections"][0]["proposed_by"]["account"] == "clerk-1"
    with pytest.raises(AbsentError):
        explain_light(app, "2020-001", AUGUST, position=1)


def test_a_unit_is_told_of_confirmed_corrections_only(app: App) -> None:
    issue(app, "2020-001")
    decision = Decision("2020-001", DONE, True, None, "paper")
    propose_correction(app, act(CLERK_1), task_no="2020-001", node=AUGUST, decision=decision)
    assert explain_light(app, "2020-001", AUGUST, viewer=FINANCE)["proposed_corrections"] == []
    assert len(explain_light(app, "2020-001", AUGUST, viewer=CLERK_1)["proposed_corrections"]) == 1
    with pytest.raises(AbsentError):
        explain_light(app, "2020-001", AUGUST, viewer=CUSTOMS)


# --- notices -----------------------------------------------------------------------------------------------------


@pytest.fixture
def notice(app: App) -> str:
    issue(app, "2020-001")
    return "n-2020-0001"


def test_a_notice_goes_from_service_to_verdict(app: App, notice: str) -> None:
    receive_notice(app, act(FINANCE), notice=notice)
    written = answer_notice(app, act(FINANCE), notice=notice, form=AnswerForm("已完工", date(2020, 9, 3)))
    event = written.lines[0].event
    assert app.store.content(event.text) == "已完工" and "已完工" not in repr(event)
    verify_rectification(app, act(CLERK_1), notice=notice, rectified=True, reason="seen on the spot")
    assert app.store.fold(ids.notice(notice)).state == "rectified"


def test_lateness_counts_from_the_stamp_on_the_paper(app: App, clock: FixedClock, notice: str) -> None:
    clock.move_to(local("2020-09-21"))
    paper = Paper("unit:finance", local("2020-09-18", "17:00"))
    written = answer_notice(app, act(CLERK_1, paper), notice=notice, form=AnswerForm("done"))
    answered = next(line for line in written.lines if line.name == "notice.answered.v1")
    assert (answered.event.late_days, answered.event.unit, answered.meta.on_behalf_of) == (0, "finance", "unit:finance")


def test_a_unit_that_is_no_addressee_learns_nothing(app: App, notice: str) -> None:
    for verb in (
        lambda: receive_notice(app, act(CUSTOMS), notice=notice),
        lambda: answer_notice(app, act(CUSTOMS), notice=notice, form=AnswerForm("x")),
        lambda: receive_notice(app, act(CUSTOMS), notice="n-2020-0999"),
    ):
        with pytest.raises(AbsentError):
            verb()


def test_a_voided_notice_keeps_its_number_and_the_next_one_follows(app: App, notice: str) -> None:
    report(app, "2020-002", None, no=2)
    propose_void(app, act(CLERK_1), notice=notice, reason="wrong addressees", replace=True)
    with pytest.raises(RefusedError, match=r"notices\.second_person"):
        confirm_void(app, act(Actor("clerk-1", HEAD)), notice=notice)
    confirm_void(app, act(HEAD_1), notice=notice)
    assert app.store.fold(ids.notice(notice)).replaced_by == "n-2020-0002"
    assert explain_light(app, "2020-001", AUGUST)["notice"]["notice"] == "n-2020-0002"
    issue(app, "2020-002")
    assert light(app, "2020-002").notice == "n-2020-0003"


def test_correcting_a_light_voids_the_notice_that_took_the_place_of_its_first(app: App, notice: str) -> None:
    propose_void(app, act(CLERK_1), notice=notice, reason="wrong addressees", replace=True)
    confirm_void(app, act(HEAD_1), notice=notice)
    corrected(app)
    assert app.store.fold(ids.notice("n-2020-0002")).state == "voided"


# --- a whole city's session --------------------------------------------------------------------------------------


def test_a_session_over_a_citys_226_tasks_is_proposed_and_issued_quickly(app: App, clock: FixedClock) -> None:
    facts = []
    for number in range(3, 227):
        no = f"2020-{number:03d}"
        facts += [Fact(ids.register(f"tasks-{SCHEME}"), e.NumberTaken(f"tasks-{SCHEME}", number, no))]
        done_on = DONE if number % 3 else None
        facts += [Fact(ids.task(no), event) for event in (
            entered(no), planned(task_no=no), reported(AUGUST, done_on, task_no=no))]  # fmt: skip
    on_record(app, *facts)
    found = proposed(app, SCHEME, AUGUST)
    before = time.perf_counter()
    found = proposed(app, SCHEME, AUGUST)
    took = timedelta(seconds=time.perf_counter() - before)
    assert len(found.proposals) == 226
    written = issue(app, *(p.task_no for p in found.proposals if p.ready))
    notices = [line for line in written.lines if line.name == "notice.issued.v1"]
    assert len(notices) == sum(p.light == "yellow" for p in found.proposals)
    assert took < timedelta(seconds=1), took


def test_a_lent_power_does_not_make_a_second_person(app: App) -> None:
    issue(app, "2020-001")
    decision = Decision("2020-001", DONE, True, None, "paper")
    propose_correction(app, act(HEAD_1), task_no="2020-001", node=AUGUST, decision=decision)
    borrower = Actor("clerk-1", HEAD, delegated_by="head-1")
    with pytest.raises(RefusedError, match=r"lights\.second_person"):
        confirm_correction(app, act(borrower), task_no="2020-001", node=AUGUST, correction=1)
