"""Interviews on a real record: one write with what calls for them, numbers without gaps, papers, second persons."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.actors import CLERK, HEAD, LEADER, OFFICE, PRINCIPAL, UNIT_HEAD, Actor
from domain.errors import AbsentError, ForbiddenError, InvalidError, RefusedError
from domain.interview_record import Promised
from domain.lights import Decision
from domain.record import Fact
from service import bundled
from service.act import Paper
from service.app import App
from service.archive_interview import archive_interview
from service.confirm_correction import confirm_correction
from service.convene_interview import convene_interview
from service.decide_interview import decide_interview
from service.file_interview_record import file_interview_record
from service.files import Files
from service.fulfil_commitment import FulfilmentForm, fulfil_commitment
from service.hold_interview import hold_interview
from service.issue_lights import issue_lights
from service.propose_correction import propose_correction
from service.propose_interview import ProposalForm, propose_interview
from service.refuse_signature import refuse_signature
from service.report_interview import report_interview
from service.settings import Settings
from service.sign_record import sign_record
from service.sitting_of import proposed
from service.verify_commitment import verify_commitment
from service.verify_rectification import verify_rectification
from tests.fakes import ZONE, FixedClock, a_record, act, local
from tests.interviewed import MEETING, MINUTES, SITTING
from tests.lit_tasks import AUGUST, OCTOBER, entered, planned

SCHEME, FIRST = "heyuan-2020", "i-2020-0001"
CLERK_1, HEAD_1 = Actor("clerk-1", OFFICE), Actor("head-1", HEAD)
VM, MAYOR = Actor("vm", LEADER, posts=("vm-1",)), Actor("mayor", PRINCIPAL, posts=("mayor",))
FINANCE = Actor("finance-head", UNIT_HEAD, unit="finance")
POSTS = (
    e.PostCreated("vm-1", "Vice Mayor", None, "leader"), e.PostCreated("vm-2", "Vice Mayor", None, "leader"),
    e.PostCreated("mayor", "Mayor", None, "principal_leader"),
)  # fmt: skip


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(local("2020-08-11"))


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Any:
    """A record on 21 September: tasks 1 and 2 were lit yellow and their notices' limit has passed."""
    store = a_record(tmp_path, clock=clock)
    settings = Settings(tmp_path, ZONE, "zh_Hans", None, 0, "json", timer=False)
    made = App(settings, clock, store, read=None, accounts=None, files=Files(tmp_path / "files"))  # type: ignore[arg-type]
    numbers = [Fact(ids.register(f"tasks-{SCHEME}"), e.NumberTaken(f"tasks-{SCHEME}", n, f"2020-{n:03d}"))
               for n in (1, 2)]  # fmt: skip
    tasks = [event for no in ("2020-001", "2020-002") for event in (entered(no), planned(task_no=no))]
    on_record(
        made, Fact(ids.scheme(SCHEME), e.SchemeIssued(SCHEME, 1, bundled.scheme_content(SCHEME))), *numbers,
        *(Fact(ids.calendar(year.year), year) for year in bundled.calendar_years() if year.year in (2020, 2021)),
        *(Fact(ids.post(post.post), post) for post in POSTS), *(Fact(ids.task(t.task_no), t) for t in tasks),
    )  # fmt: skip
    clock.move_to(local("2020-09-04"))
    light(made, AUGUST, "2020-001", "2020-002")
    clock.move_to(local("2020-09-21"))
    yield made
    store.close()


def on_record(app: App, *facts: Fact) -> None:
    app.store.write(act(HEAD_1), lambda _: list(facts))


def light(app: App, node: str, *task_nos: str) -> Any:
    return issue_lights(app, act(HEAD_1), scheme=SCHEME, node=node, proposal=proposed(app, SCHEME, node).tag,
                        decisions=[Decision(no) for no in task_nos])  # fmt: skip


def fail(app: App, number: int = 1, key: str | None = None) -> Any:
    notice = ids.notice_id(2020, number)
    return verify_rectification(app, act(CLERK_1, key=key), notice=notice, rectified=False, reason="nothing done")


def interview(app: App, name: str = FIRST) -> Any:
    return app.store.fold(ids.interview(name))


def convened(app: App, clock: FixedClock, name: str = FIRST) -> None:
    decide_interview(app, act(VM), interview=name, approved=True, reason="")
    convene_interview(app, act(CLERK_1), interview=name, meeting=MEETING)
    convene_interview(app, act(HEAD_1), interview=name, meeting=None)


def filed(app: App, clock: FixedClock) -> None:
    fail(app)
    convened(app, clock)
    clock.move_to(local("2020-09-29"))
    file_interview_record(app, act(CLERK_1), interview=FIRST, minutes=MINUTES, sitting=SITTING)


# --- what calls for one ------------------------------------------------------------------------------------------


def test_the_verdict_and_the_proposal_it_calls_for_arise_in_one_commit(app: App) -> None:
    written = fail(app, key="k")
    assert [line.name for line in written.lines] == [
        "notice.verified.v1", "register.number_taken.v1", "interview.proposed.v1",
    ]  # fmt: skip
    again = fail(app, key="k")
    assert (again.replayed, again.lines) == (True, written.lines)
    assert interview(app, "i-2020-0002") is None


def test_a_rectified_notice_calls_for_nothing(app: App) -> None:
    app.store.write(
        act(HEAD_1),
        lambda turn: [
            Fact(ids.notice("n-2020-0001"), e.NoticeAnswered("n-2020-0001", "finance", "", None, (), turn.now, 0))
        ],
    )
    written = verify_rectification(app, act(CLERK_1), notice="n-2020-0001", rectified=True, reason="")
    assert [line.name for line in written.lines] == ["notice.verified.v1"]


def test_red_lights_their_notices_and_the_proposals_arise_in_one_commit(app: App, clock: FixedClock) -> None:
    fail(app)
    clock.move_to(local("2020-11-05"))
    written = light(app, OCTOBER, "2020-001", "2020-002")
    made = [line.event for line in written.lines if isinstance(line.event, e.InterviewProposed)]
    assert [(p.interview, p.task_no, p.level) for p in made] == [
        ("i-2020-0002", "2020-001", 2), ("i-2020-0003", "2020-002", 2),
    ]  # fmt: skip
    assert made[0].notices == ("n-2020-0001", "n-2020-0003")
    fail(app, 2)
    assert interview(app, "i-2020-0004") is None, "the higher one that is still to be held takes it in"


def test_a_light_corrected_to_red_calls_for_one_too(app: App, clock: FixedClock) -> None:
    clock.move_to(local("2020-11-05"))
    decision = Decision("2020-001", done_on=date(2020, 10, 30), states_done=True, reason="seen on the spot")
    issue_lights(app, act(HEAD_1), scheme=SCHEME, node=OCTOBER, proposal=proposed(app, SCHEME, OCTOBER).tag,
                 decisions=[decision])  # fmt: skip
    undone = Decision("2020-001", done_on=None, states_done=True, reason="it was not finished")
    propose_correction(app, act(CLERK_1), task_no="2020-001", node=OCTOBER, decision=undone)
    confirm_correction(app, act(HEAD_1), task_no="2020-001", node=OCTOBER, correction=1)
    assert (interview(app).level, interview(app).notices) == (2, ("n-2020-0001", "n-2020-0003"))


def test_only_the_office_proposes_by_hand(app: App) -> None:
    form = ProposalForm("2020-001", 2, "misled the office", ("finance", "health"))
    with pytest.raises(ForbiddenError):
        propose_interview(app, act(FINANCE), form=form)
    propose_interview(app, act(CLERK_1), form=form)
    assert interview(app).codes == ("finance", "health")
    with pytest.raises(InvalidError, match="unknown_notice"):
        propose_interview(app, act(CLERK_1), form=replace(form, task_no="2020-002", notice="n-2020-0099"))


# --- approval, papers, second persons ----------------------------------------------------------------------------


def test_a_leaders_paper_is_entered_with_the_day_of_its_stamp(app: App) -> None:
    fail(app)
    paper = Paper("post:vm-1", local("2020-09-21", "08:00"))
    decide_interview(app, act(CLERK_1, paper), interview=FIRST, approved=True, reason="")
    assert (interview(app).approved_by, interview(app).approved_on) == ("vm-1", date(2020, 9, 21))


@pytest.mark.parametrize(
    ("whose", "error"), [("post:vm-2", "post_not_in_charge"), ("post:nobody", "unknown_post"), ("unit:finance", "must")]
)
def test_the_paper_is_that_of_the_leader_in_charge_or_a_higher_one(app: App, whose: str, error: str) -> None:
    fail(app)
    with pytest.raises((RefusedError, InvalidError), match=error):
        decide_interview(
            app, act(CLERK_1, Paper(whose, local("2020-09-21", "08:00"))), interview=FIRST, approved=True, reason=""
        )


def test_a_leader_of_other_tasks_finds_no_interview(app: App) -> None:
    fail(app)
    other = Actor("vm-2", LEADER, posts=("vm-2",))
    with pytest.raises(AbsentError):
        decide_interview(app, act(other), interview=FIRST, approved=True, reason="")


def test_a_lent_power_makes_no_second_person(app: App) -> None:
    fail(app)
    decide_interview(app, act(MAYOR), interview=FIRST, approved=True, reason="")
    convene_interview(app, act(CLERK_1), interview=FIRST, meeting=MEETING)
    lent = Actor("head-1", HEAD, delegated_by="clerk-1")
    with pytest.raises(RefusedError, match="drafter_may_not_issue"):
        convene_interview(app, act(lent), interview=FIRST, meeting=None)


def test_numbers_arise_at_issue_and_leave_no_gap(app: App, clock: FixedClock) -> None:
    fail(app, 1)
    fail(app, 2)
    convened(app, clock, "i-2020-0002")
    convened(app, clock, FIRST)
    assert [interview(app, name).number for name in (FIRST, "i-2020-0002")] == [
        "河督约〔2020〕2号",
        "河督约〔2020〕1号",
    ]
    convene_interview(app, act(CLERK_1), interview=FIRST, meeting=MEETING)
    again = convene_interview(app, act(HEAD_1), interview=FIRST, meeting=None)
    assert [line.name for line in again.lines] == ["interview.convened.v1"], "put off, under the same number"
    assert app.store.fold(ids.register("interview-notices-2020")).last == 2


# --- the record --------------------------------------------------------------------------------------------------


def test_the_record_lies_with_its_meeting_in_one_write_and_its_texts_beside_it(app: App, clock: FixedClock) -> None:
    filed(app, clock)
    record = interview(app).record
    texts = app.store.contents([record.matters, record.statement, record.cause, record.requirements,
                                *record.commitment_texts])  # fmt: skip
    assert set(texts.values()) == {MINUTES.matters, MINUTES.statement, MINUTES.cause, MINUTES.requirements,
                                   MINUTES.commitments[0].text}  # fmt: skip
    raw = b"".join(state for *_, state in app.store.raw_stream(ids.interview(FIRST)))
    assert MINUTES.statement.encode() not in raw, "no narrative lies in an event"


def test_a_record_that_cannot_be_filed_leaves_no_meeting_behind(app: App, clock: FixedClock) -> None:
    fail(app)
    convened(app, clock)
    clock.move_to(local("2020-09-29"))
    early = replace(MINUTES, commitments=(Promised("x", date(2020, 9, 1)),))
    with pytest.raises(InvalidError, match="due_before_the_interview"):
        file_interview_record(app, act(CLERK_1), interview=FIRST, minutes=early, sitting=SITTING)
    assert interview(app).state == "convened"
    with pytest.raises(InvalidError, match="unknown_file"):
        file_interview_record(
            app, act(CLERK_1), interview=FIRST, minutes=replace(MINUTES, files=("0" * 64,)), sitting=SITTING
        )


def test_the_host_of_a_meeting_is_a_post_on_record(app: App, clock: FixedClock) -> None:
    fail(app)
    convened(app, clock)
    clock.move_to(local("2020-09-29"))
    nobody = replace(SITTING, host="nobody", attendees=(replace(SITTING.attendees[0], post="nobody"),
                                                        *SITTING.attendees[1:]))  # fmt: skip
    with pytest.raises(InvalidError, match="unknown_post"):
        hold_interview(app, act(CLERK_1), interview=FIRST, sitting=nobody)


def test_each_side_signs_in_person_or_on_paper_and_a_refusal_is_noted(app: App, clock: FixedClock) -> None:
    filed(app, clock)
    with pytest.raises(RefusedError, match="office_needs_a_paper"):
        sign_record(app, act(CLERK_1), interview=FIRST, side="city")
    sign_record(app, act(CLERK_1, Paper("post:vm-1", local("2020-09-29", "08:30"))), interview=FIRST, side="city")
    with pytest.raises(AbsentError):
        refuse_signature(app, act(Actor("h", UNIT_HEAD, unit="health")), interview=FIRST, side="unit", reason="no",
                         witness="Zhao Min")  # fmt: skip
    refuse_signature(app, act(CLERK_1), interview=FIRST, side="unit", reason="not the cause", witness="Zhao Min")
    assert interview(app).state == "signed"
    sign_record(app, act(FINANCE), interview=FIRST, side="unit")
    assert [(s.side, s.signed) for s in interview(app).signatures] == [("city", True), ("unit", False), ("unit", True)]
    report_interview(app, act(CLERK_1), interview=FIRST, to="mayor")
    archive_interview(app, act(CLERK_1), interview=FIRST)
    assert (interview(app).state, interview(app).archive_number) == ("archived", "河督档〔2020〕1号")


# --- commitments -------------------------------------------------------------------------------------------------


def test_a_units_word_on_paper_counts_by_its_stamp(app: App, clock: FixedClock) -> None:
    filed(app, clock)
    clock.move_to(local("2020-10-21"))
    form = FulfilmentForm("done", date(2020, 10, 20))
    paper = Paper("unit:finance", local("2020-10-20", "17:00"))
    written = fulfil_commitment(app, act(CLERK_1, paper), interview=FIRST, commitment=1, form=form)
    assert (written.lines[0].event.late_days, written.lines[0].event.effective_at) == (0, paper.received_at)
    verify_commitment(app, act(CLERK_1), interview=FIRST, commitment=1, fulfilled=True, reason="seen")
    assert interview(app).promises[0].state == "fulfilled"


def test_another_unit_learns_nothing_of_a_commitment(app: App, clock: FixedClock) -> None:
    filed(app, clock)
    stranger, form = Actor("h", CLERK, unit="health"), FulfilmentForm("done", date(2020, 9, 29))
    for name in (FIRST, "i-2020-0099"):
        with pytest.raises(AbsentError):
            fulfil_commitment(app, act(stranger), interview=name, commitment=1, form=form)
