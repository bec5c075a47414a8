"""Commitments made in an interview: said to be fulfilled by the unit, judged by the office; each is a duty (D-103)."""

from datetime import date, datetime

from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.interviews import ON_FILE, Interview, Promise
from domain.working_days import Calendar

CLAUSE = "D-103"


def fulfil(
    interview: Interview, commitment: int, unit: str, *, text: str, done_on: date, files: tuple[str, ...],
    effective_at: datetime, received_on: date, calendar: Calendar,
) -> list[e.CommitmentFulfilled]:  # fmt: skip
    """Return the unit's word that it has kept a commitment; until it is judged a later word takes its place.

    `text` is a content digest. Late are the working days by which it was done after its day.
    Raises: AbsentError, RefusedError for another unit's or one that is settled, InvalidError.
    """
    promise = _found(interview, commitment)
    if unit != promise.unit:
        raise RefusedError("commitments.of_another_unit", clause=CLAUSE, commitment=commitment, unit=promise.unit)
    _unsettled(promise)
    if done_on > received_on:
        raise InvalidError("done_on", "done_in_the_future", done_on=done_on)
    late_days = calendar.late_days(promise.due_on, done_on)
    return [
        e.CommitmentFulfilled(
            interview.interview, commitment, unit, text, done_on, files, effective_at, late_days
        )
    ]  # fmt: skip


def verify(
    interview: Interview, commitment: int, *, fulfilled: bool, reason: str, today: date
) -> list[e.CommitmentVerified]:
    """Return the office's judgement: of what the unit has said, or of its silence once the day has passed.

    Raises: AbsentError, RefusedError, InvalidError when "not fulfilled" has no reason.
    """
    promise = _found(interview, commitment)
    _unsettled(promise)
    if promise.state == "open" and (fulfilled or today <= promise.due_on):
        raise RefusedError("commitments.await_word", clause=CLAUSE, commitment=commitment, due_on=promise.due_on)
    if not fulfilled and not reason.strip():
        raise InvalidError("reason", "needed_when_not_fulfilled")
    return [
        e.CommitmentVerified(interview.interview, commitment, promise.unit, fulfilled, reason.strip(), today)
    ]  # fmt: skip


def _found(interview: Interview, commitment: int) -> Promise:
    promise = interview.promise(commitment)
    if interview.state not in ON_FILE or promise is None:
        raise AbsentError("commitment", f"{interview.interview}/{commitment}")
    return promise


def _unsettled(promise: Promise) -> None:
    if promise.state == "fulfilled":
        raise RefusedError("commitments.fulfilled_already", clause=CLAUSE, commitment=promise.commitment)
