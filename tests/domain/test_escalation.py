"""What calls for an interview: a red light, a failed rectification, the office; and when the ground falls (D-100)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain import escalation, ids, interviews, notices
from domain import events as e
from domain.escalation import Docket
from domain.interview_rules import NONE
from domain.record import Fact
from tests.given import given
from tests.interviewed import APPROVED, CO, CONVENED, HELD, LEAD, NAME, proposed
from tests.lit_tasks import AUGUST, HEYUAN, OCTOBER, entered, lit, task_of

TODAY = date(2020, 9, 30)


def interview(*events: Any) -> Any:
    return given(*events, fold=interviews.evolve)


def docket(*there: Any, last: int = 0, scheme: Any = HEYUAN) -> Docket:
    return Docket(scheme, date(2020, 11, 5), last, tuple(there))


def called_for(task: Any, light: e.LightSet, *there: Any, scheme: Any = HEYUAN) -> list[e.InterviewProposed]:
    grounds = escalation.of_lights([Fact(ids.task(task.task_no), light)], {task.task_no: task}, scheme)
    facts = escalation.proposals(grounds, docket(*there, last=len(there), scheme=scheme))
    return [fact.event for fact in facts if isinstance(fact.event, e.InterviewProposed)]


TWICE = task_of(entered(), lit(AUGUST, "yellow", notice="n-2020-0001"))
RED = lit(OCTOBER, "red", notice="n-2020-0007")


def test_a_red_light_calls_for_the_principal_leader_with_its_whole_run() -> None:
    (made,) = called_for(TWICE, RED)
    assert (made.level, made.ground, made.node) == (2, "light", OCTOBER)
    assert made.lights == (e.LitNode(AUGUST, "yellow"), e.LitNode(OCTOBER, "red"))
    assert made.notices == ("n-2020-0001", "n-2020-0007")
    assert (made.units, made.clause) == ((LEAD,), "二(三)")


def test_a_green_light_between_begins_the_run_again() -> None:
    task = task_of(entered(), lit(AUGUST, "green"))
    (made,) = called_for(task, RED)
    assert made.lights == (e.LitNode(OCTOBER, "red"),)


def test_a_yellow_light_calls_for_a_notice_and_no_interview() -> None:
    assert called_for(task_of(entered()), lit(AUGUST, "yellow")) == []


def test_each_lead_unit_is_interviewed_for_itself() -> None:
    task = task_of(entered(lead=("finance", "roads"), construction=()), lit(AUGUST, "yellow"))
    made = called_for(task, RED)
    assert [(p.interview, p.units[0].unit) for p in made] == [("i-2020-0001", "finance"), ("i-2020-0002", "roads")]


def test_a_withdrawn_task_calls_for_no_interview() -> None:
    task = task_of(entered(), lit(AUGUST, "yellow"), e.TaskWithdrawn("2020-001", "merged", date(2020, 11, 1)))
    assert called_for(task, RED) == []


@pytest.mark.parametrize(
    ("events", "calls"),
    [
        ((proposed(level=2),), 0),
        ((proposed(level=2), APPROVED, CONVENED), 0),
        ((proposed(level=1),), 1),
        ((proposed(level=2), APPROVED, CONVENED, HELD), 1),
        ((proposed(level=2), e.InterviewDeclined(NAME, "mayor", "no", TODAY)), 1),
        ((proposed(level=2, task_no="2020-002"),), 1),
    ],
)
def test_one_as_high_that_is_still_to_be_held_takes_a_further_ground_in(events: Any, calls: int) -> None:
    assert len(called_for(TWICE, RED, interview(*events).state)) == calls


def test_a_scheme_that_knows_no_interviews_calls_for_none() -> None:
    assert called_for(TWICE, RED, scheme=replace(HEYUAN, interviews=NONE)) == []


def test_the_office_proposes_by_hand_with_units_that_take_part() -> None:
    facts = escalation.propose(
        task_of(entered(), lit(AUGUST, "yellow", notice="n-2020-0001")), docket(), units=("health", "finance"), level=1,
        reason="misled the office", notice=None,
    )  # fmt: skip
    made = facts[-1].event
    assert (made.units, made.ground, made.reason) == ((LEAD, CO), "by_hand", "misled the office")
    assert (made.lights, made.notices) == ((e.LitNode(AUGUST, "yellow"),), ("n-2020-0001",))


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"units": ("customs",)}, "units.0", "no_role_in_task"),
        ({"level": 3}, "level", "unknown_level"),
        ({"reason": " "}, "reason", "missing"),
    ],
)
def test_a_proposal_by_hand_says_whom_how_high_and_why(changes: Any, field: str, reason: str) -> None:
    asked = {"units": (), "level": 1, "reason": "why", "notice": None, **changes}
    given(entered()).when(escalation.propose, docket(), **asked).invalid(field, reason)


def test_the_same_units_are_not_called_twice_for_the_same_meeting() -> None:
    there = docket(interview(proposed()).state, last=1)
    asked = {"level": 1, "reason": "why", "notice": None}
    given(entered()).when(escalation.propose, there, units=(), **asked).refused(
        "interviews.waiting_already", clause="D-100"
    )
    assert given(entered()).when(escalation.propose, there, units=("finance", "health"), **asked).refusal is None


ISSUED = e.NoticeIssued(
    "n-2020-0001", "河督改〔2020〕1号", "heyuan-2020", "2020-001", AUGUST, "yellow", (LEAD, CO), {}, "rectify",
    date(2020, 9, 18), (), date(2020, 9, 4),
)  # fmt: skip
VOIDED = e.NoticeVoided("n-2020-0001", "wrong task", "clerk")


@pytest.mark.parametrize(("rectified", "calls"), [(False, 1), (True, 0)])
def test_a_notice_not_rectified_calls_for_an_interview_of_the_first_level(rectified: bool, calls: int) -> None:
    verdict = e.NoticeVerified("n-2020-0001", rectified, "nothing done", TODAY)
    notice = given(ISSUED, fold=notices.evolve).state
    grounds = escalation.of_verdict([verdict], notice, task_of(entered()), HEYUAN)
    made = [fact.event for fact in escalation.proposals(grounds, docket())]
    assert len(made) == 2 * calls
    if calls:
        number, interview_ = made
        assert (number.register, number.taken_for) == ("interviews-2020", interview_.interview)
        assert (interview_.level, interview_.ground, interview_.notices) == (1, "not_rectified", ("n-2020-0001",))
        assert interview_.units == (LEAD,), "who owes the answer"


def test_a_corrected_day_of_a_red_light_calls_for_nothing_new() -> None:
    corrected = e.LightCorrected("2020-001", 1, OCTOBER, "red", "red", date(2020, 11, 2), "late", "clerk")
    task = task_of(entered(), lit(AUGUST, "yellow"), lit(OCTOBER, "red"))
    assert escalation.of_lights([Fact(ids.task("2020-001"), corrected)], {"2020-001": task}, HEYUAN) == []


@pytest.mark.parametrize(("voided", "fallen"), [(False, False), (True, True)])
def test_a_ground_falls_with_its_notice(voided: bool, fallen: bool) -> None:
    notice = given(ISSUED, *([VOIDED] if voided else []), fold=notices.evolve).state
    task, state = task_of(entered(), lit(AUGUST, "yellow")), interview(proposed()).state
    assert escalation.fell(state, task, [notice], [state]) is fallen


@pytest.mark.parametrize(
    ("events", "ground", "fallen"),
    [
        ((lit(AUGUST, "red"),), {"ground": "light", "lights": (e.LitNode(AUGUST, "red"),)}, False),
        ((lit(AUGUST, "green"),), {"ground": "light", "lights": (e.LitNode(AUGUST, "red"),)}, True),
        ((lit(AUGUST, "yellow"), e.TaskWithdrawn("2020-001", "x", TODAY)), {}, True),
        ((lit(AUGUST, "yellow"),), {}, False),
    ],
)
def test_a_ground_falls_with_its_light_or_its_task(events: Any, ground: Any, fallen: bool) -> None:
    state = interview(proposed(**ground)).state
    assert escalation.fell(state, task_of(entered(), *events), [], [state]) is fallen


def test_a_ground_falls_when_a_later_proposal_takes_its_place() -> None:
    task, state = task_of(entered()), interview(proposed()).state
    higher = interview(proposed(interview="i-2020-0002", level=2)).state
    assert escalation.fell(state, task, [], [state, higher])
    assert not escalation.fell(higher, task, [], [state, higher])
