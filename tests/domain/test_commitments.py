"""Commitments made in an interview: the unit says it kept one, the office judges, the tick finds what is missing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain import commitments, duties, fulfilment, interviews
from domain import events as e
from domain.errors import AbsentError
from tests.given import given
from tests.interviewed import DUE_ON, KEPT, LIFE, MISSED, NAME
from tests.lit_tasks import CALENDAR, HEYUAN


def interview(*events: Any) -> Any:
    return given(*events, fold=interviews.evolve)


def fulfil(unit: str = "finance", done_on: date = date(2020, 10, 19), on: date = date(2020, 10, 20)) -> dict[str, Any]:
    return {
        "commitment": 1, "unit": unit, "text": "k" * 64, "done_on": done_on, "files": (),
        "effective_at": datetime(2020, 10, 20, tzinfo=UTC), "received_on": on, "calendar": CALENDAR,
    }  # fmt: skip


def verified(fulfilled: bool, reason: str = "seen") -> e.CommitmentVerified:
    return e.CommitmentVerified(NAME, 1, "finance", fulfilled, reason, date(2020, 10, 21))


def test_a_commitment_is_kept_once_the_office_has_found_it_so() -> None:
    interview(*LIFE).when(commitments.fulfil, **fulfil()).then(KEPT)
    asked = interview(*LIFE, KEPT).when(commitments.verify, 1, fulfilled=True, reason="seen", today=date(2020, 10, 21))
    asked.then(verified(True))
    assert interview(*LIFE, KEPT, verified(True)).state.promises[0].state == "fulfilled"


def test_a_commitment_done_after_its_day_is_late_by_working_days() -> None:
    late = interview(*LIFE).when(commitments.fulfil, **fulfil(done_on=date(2020, 10, 22), on=date(2020, 10, 23)))
    assert late.events[0].late_days == 2


def test_one_found_unkept_is_open_again() -> None:
    promise = interview(*LIFE, KEPT, verified(False)).state.promises[0]
    assert (promise.state, promise.done_on, promise.judged_unfulfilled) == ("open", None, 1)


@pytest.mark.parametrize(
    ("events", "asked", "reason"),
    [
        (LIFE, fulfil(unit="health"), "commitments.of_another_unit"),
        ((*LIFE, KEPT, verified(True)), fulfil(), "commitments.fulfilled_already"),
    ],
)
def test_a_word_on_a_commitment_is_the_units_own_and_comes_before_it_is_settled(
    events: Any, asked: Any, reason: str
) -> None:
    interview(*events).when(commitments.fulfil, **asked).refused(reason, clause="D-103")


def test_the_office_judges_a_word_or_the_silence_after_the_day() -> None:
    asked = {"fulfilled": False, "reason": "nothing was done"}
    interview(*LIFE).when(commitments.verify, 1, **asked, today=DUE_ON).refused("commitments.await_word")
    assert interview(*LIFE).when(commitments.verify, 1, **asked, today=DUE_ON + timedelta(days=1)).refusal is None
    interview(*LIFE, KEPT).when(commitments.verify, 1, fulfilled=False, reason="", today=DUE_ON).invalid("reason")


@pytest.mark.parametrize("number", [0, 2, 99])
def test_there_are_no_commitments_but_those_in_the_record(number: int) -> None:
    named = {**fulfil(), "commitment": number}
    assert isinstance(interview(*LIFE).when(commitments.fulfil, **named).refusal, AbsentError)


LATE = e.CommitmentFulfilled(NAME, 1, "finance", "k" * 64, date(2020, 10, 22), (), KEPT.effective_at, 2)


@pytest.mark.parametrize(
    ("events", "state", "falls"),
    [
        ((), ("open", 0), True),
        ((KEPT,), ("open", 0), False),
        ((KEPT, verified(True)), ("met", 0), False),
        ((KEPT, verified(False)), ("open", 0), True),
        ((MISSED,), ("missed", 0), False),
        ((MISSED, LATE), ("missed", 0), False),
        ((MISSED, LATE, verified(True)), ("late", 2), False),
    ],
)
def test_a_commitment_is_a_duty_until_the_office_finds_it_kept(events: Any, state: Any, falls: bool) -> None:
    now = interview(*LIFE, *events).state
    (duty,) = duties.commitments(HEYUAN, now)
    facts = fulfilment.by_commitment(duty, now)
    assert (duty.kind, duty.unit, duty.due.due_on, duty.period) == ("commitment", "finance", DUE_ON, f"{NAME}/1")
    assert duties.state_of(duty, facts) == state
    assert duties.falls_missed(duty, facts, DUE_ON + timedelta(days=1)) is falls
