"""Rectification notices (督查整改通知书): issued, signed for, answered, verified or voided (二(三), D-007)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.events import Addressee, Json
from domain.working_days import Calendar

OPEN = ("issued", "served", "received", "answered")
CLOSED = ("rectified", "not_rectified")


@dataclass(frozen=True, slots=True)
class Answer:
    unit: str
    done_on: date | None
    files: tuple[str, ...]
    effective_at: datetime
    late_days: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as its stream tells it; lists are in the order things happened."""

    notice: str
    number: str
    scheme: str
    task_no: str
    node: str
    light: str
    addressees: tuple[Addressee, ...]
    facts: Json
    requirement: str
    limit_on: date
    copies_to: tuple[str, ...]
    issued_on: date
    issued_by: str
    state: str = "issued"  # issued served received answered rectified not_rectified voided
    received: tuple[str, ...] = ()  # units that signed for it
    answers: tuple[Answer, ...] = ()
    void_proposed_by: str | None = None
    void_reason: str = ""
    void_replaces: bool = False
    replaced_by: str | None = None
    missed: tuple[str, ...] = ()  # units whose answer the daily tick found missing

    def role_of(self, unit: str) -> str | None:
        """Return the addressee's role; None: the unit is no addressee."""
        return next((a.role for a in self.addressees if a.unit == unit), None)


def evolve(notice: Notice | None, event: Any, account: str = "") -> Notice:
    """Return the notice after `event`."""
    if isinstance(event, e.NoticeIssued):
        return _issued(event, account)
    assert notice is not None, "a notice stream begins with NoticeIssued"
    match event:
        case e.NoticeServed():
            return replace(notice, state="served") if notice.state == "issued" else notice
        case e.NoticeReceived():
            state = "received" if notice.state in ("issued", "served") else notice.state
            return replace(notice, state=state, received=(*notice.received, event.unit))
        case e.NoticeAnswered():
            answer = Answer(event.unit, event.done_on, event.files, event.effective_at, event.late_days)
            return replace(notice, state="answered", answers=(*notice.answers, answer))
        case e.NoticeVerified():
            state = "rectified" if event.rectified else "not_rectified"
            return replace(notice, state=state)
        case e.NoticeVoidProposed():
            return replace(notice, void_proposed_by=account, void_reason=event.reason, void_replaces=event.replace)
        case e.NoticeVoided():
            return replace(notice, state="voided", void_reason=event.reason, replaced_by=event.replaced_by)
        case e.DutyMissed():
            return replace(notice, missed=(*notice.missed, event.unit))
        case e.NoticeReaddressed():
            return replace(notice, addressees=_readdressed(notice.addressees, event))
    return notice


def _issued(event: e.NoticeIssued, account: str) -> Notice:
    return Notice(
        notice=event.notice, number=event.number, scheme=event.scheme, task_no=event.task_no, node=event.node,
        light=event.light, addressees=event.addressees, facts=event.facts, requirement=event.requirement,
        limit_on=event.limit_on, copies_to=event.copies_to, issued_on=event.issued_on, issued_by=account,
    )  # fmt: skip


def _readdressed(addressees: tuple[Addressee, ...], event: e.NoticeReaddressed) -> tuple[Addressee, ...]:
    moved = Addressee(event.to_unit, event.role)
    was = Addressee(event.from_unit, event.role)
    kept = [moved if a == was else a for a in addressees if a == was or a.unit != event.to_unit]
    return tuple(dict.fromkeys(kept))


def receive(notice: Notice, unit: str) -> list[e.NoticeReceived]:
    """Return the unit's signature for the notice (签收). Raises: AbsentError for a unit that is no addressee."""
    _addressed(notice, unit)
    _not_voided(notice)
    if unit in notice.received:
        raise RefusedError("notices.already_received", clause="D-007", number=notice.number, unit=unit)
    return [e.NoticeReceived(notice.notice, unit)]


def answer(
    notice: Notice,
    unit: str,
    *,
    text: str,
    done_on: date | None,
    files: tuple[str, ...],
    effective_at: datetime,
    received_on: date,
    calendar: Calendar,
) -> list[Any]:
    """Return the unit's answer, late by the working days after the limit; who answers has received it (D-007).

    `text` is a content digest. Raises: AbsentError, RefusedError once the office has given its verdict, InvalidError.
    """
    _addressed(notice, unit)
    _not_voided(notice)
    if notice.state in CLOSED:
        raise RefusedError("notices.closed", clause="D-007", number=notice.number, state=notice.state)
    if done_on is not None and done_on > received_on:
        raise InvalidError("done_on", "done_in_the_future", done_on=done_on)
    late_days = calendar.late_days(notice.limit_on, received_on)
    signed = [] if unit in notice.received else [e.NoticeReceived(notice.notice, unit)]
    return [*signed, e.NoticeAnswered(notice.notice, unit, text, done_on, files, effective_at, late_days)]


def verify(notice: Notice, *, rectified: bool, reason: str, today: date) -> list[e.NoticeVerified]:
    """Return the office's verdict: after an answer, or unanswered once the limit has passed (D-007).

    Raises: RefusedError, InvalidError when a refusal of the rectification has no reason.
    """
    _not_voided(notice)
    if notice.state in CLOSED:
        raise RefusedError("notices.closed", clause="D-007", number=notice.number, state=notice.state)
    if notice.state != "answered" and today <= notice.limit_on:
        raise RefusedError("notices.await_answer", clause="D-007", number=notice.number, limit_on=notice.limit_on)
    if not rectified and not reason.strip():
        raise InvalidError("reason", "needed_when_not_rectified")
    return [e.NoticeVerified(notice.notice, rectified, reason.strip(), today)]


def propose_void(notice: Notice, *, reason: str, replace_it: bool = False) -> list[e.NoticeVoidProposed]:
    """Return the proposal to void; a later one takes its place. Raises: RefusedError, InvalidError without a reason."""
    _not_voided(notice)
    if not reason.strip():
        raise InvalidError("reason", "missing")
    return [e.NoticeVoidProposed(notice.notice, reason.strip(), replace_it)]


def confirm_void(notice: Notice, *, persons: Collection[str], replaced_by: str | None = None) -> list[e.NoticeVoided]:
    """Return the voiding, by a second person; the number stays taken. Raises: RefusedError."""
    _not_voided(notice)
    if notice.void_proposed_by is None:
        raise RefusedError("notices.void_not_proposed", clause="D-072", number=notice.number)
    if notice.void_proposed_by in persons:
        raise RefusedError("notices.second_person", clause="D-072", number=notice.number)
    return [e.NoticeVoided(notice.notice, notice.void_reason, notice.void_proposed_by, replaced_by)]


def void_with_task(notice: Notice, *, reason: str) -> list[e.NoticeVoided]:
    """Return the voiding of an open notice whose task is withdrawn; nothing when it is no longer open."""
    return [e.NoticeVoided(notice.notice, reason, None)] if notice.state in OPEN else []


def readdress(
    notice: Notice, *, role: str, from_unit: str, to_unit: str, effective_on: date
) -> list[e.NoticeReaddressed]:
    """Return the moving of an open notice to the unit that takes the role over; nothing when there is none to move."""
    if notice.state not in OPEN or Addressee(from_unit, role) not in notice.addressees:
        return []
    return [e.NoticeReaddressed(notice.notice, role, from_unit, to_unit, effective_on)]


def _addressed(notice: Notice, unit: str) -> None:
    if notice.role_of(unit) is None:
        raise AbsentError("notice", notice.notice)


def _not_voided(notice: Notice) -> None:
    if notice.state == "voided":
        raise RefusedError("notices.voided", clause="D-007", number=notice.number)
