"""What lies beside a filed interview record: corrections, disputes with their checks and outcomes, the latest readings.

The record itself never changes (rules: notices and interviews; D-104). Decisions are in `domain.interview_disputes`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain import events as e

ONE_READING = timedelta(minutes=1)  # what an account reads again within it is still the same reading (D-105)


@dataclass(frozen=True, slots=True)
class Correction:
    """Words to be put in the place of others; texts are content digests."""

    correction: int
    field: str
    passage: str
    replacement: str
    reason: str
    dispute: int | None
    proposed_by: str  # account
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    dispute: int
    unit: str | None  # None: the leader's who led the interview
    field: str
    raised_by: str  # account
    checks: int = 0
    outcome: str | None = None

    @property
    def state(self) -> str:
        """Return open, checked or resolved."""
        return "resolved" if self.outcome else "checked" if self.checks else "open"


@dataclass(frozen=True, slots=True)
class Reading:
    account: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DisputeFile:
    """`confirmed` are corrections in the order in which they took effect; `readings` only those of the last minute."""

    filed_by: str | None = None  # account
    corrections: tuple[Correction, ...] = ()
    confirmed: tuple[int, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    readings: tuple[Reading, ...] = ()

    def correction(self, number: int) -> Correction | None:
        return self.corrections[number - 1] if 0 < number <= len(self.corrections) else None

    def dispute(self, number: int) -> Dispute | None:
        return self.disputes[number - 1] if 0 < number <= len(self.disputes) else None

    def correcting(self, dispute: int) -> tuple[int, ...]:
        """Return the confirmed corrections that name the dispute."""
        return tuple(c.correction for c in self.corrections if c.confirmed and c.dispute == dispute)


EMPTY = DisputeFile()


def evolve(file: DisputeFile, event: Any, account: str = "") -> DisputeFile:
    """Return the file after `event`; what concerns something else leaves it as it is."""
    step = _STEPS.get(type(event))
    return step(file, event, account) if step else file


def _filed(file: DisputeFile, _event: e.InterviewRecordFiled, account: str) -> DisputeFile:
    return replace(file, filed_by=account)


def _proposed(file: DisputeFile, event: e.RecordCorrectionProposed, account: str) -> DisputeFile:
    added = Correction(
        event.correction, event.field, event.passage, event.replacement, event.reason, event.dispute, account
    )
    return replace(file, corrections=(*file.corrections, added))


def _corrected(file: DisputeFile, event: e.RecordCorrected, _: str) -> DisputeFile:
    corrections = tuple(replace(c, confirmed=True) if c.correction == event.correction else c for c in file.corrections)
    return replace(file, corrections=corrections, confirmed=(*file.confirmed, event.correction))


def _disputed(file: DisputeFile, event: e.RecordDisputed, account: str) -> DisputeFile:
    return replace(file, disputes=(*file.disputes, Dispute(event.dispute, event.unit, event.field, account)))


def _checked(file: DisputeFile, event: e.DisputeChecked, _: str) -> DisputeFile:
    found = file.disputes[event.dispute - 1]
    return _with(file, replace(found, checks=found.checks + 1))


def _resolved(file: DisputeFile, event: e.DisputeResolved, _: str) -> DisputeFile:
    return _with(file, replace(file.disputes[event.dispute - 1], outcome=event.outcome))


def _with(file: DisputeFile, dispute: Dispute) -> DisputeFile:
    return replace(file, disputes=tuple(dispute if d.dispute == dispute.dispute else d for d in file.disputes))


def _viewed(file: DisputeFile, event: e.RecordViewed, _: str) -> DisputeFile:
    recent = (r for r in file.readings if event.viewed_at - r.at < ONE_READING)
    return replace(file, readings=(*recent, Reading(event.account, event.what, event.viewed_at)))


_STEPS: dict[type, Callable[[DisputeFile, Any, str], DisputeFile]] = {
    e.InterviewRecordFiled: _filed,
    e.RecordCorrectionProposed: _proposed,
    e.RecordCorrected: _corrected,
    e.RecordDisputed: _disputed,
    e.DisputeChecked: _checked,
    e.DisputeResolved: _resolved,
    e.RecordViewed: _viewed,
}
