"""The frame the work stands in: the record itself, the daily tick, schemes and number registers, folded."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain import events as e
from domain.scheme import Scheme, amend, parse


@dataclass(frozen=True, slots=True)
class RecordState:
    incarnation: str
    demonstration: bool
    clock_accepted_at: datetime | None = None  # what an administrator last declared to be the time


@dataclass(frozen=True, slots=True)
class TickState:
    last_day: date


@dataclass(frozen=True, slots=True)
class SchemeState:
    """A scheme in its current version. `content` is what the next amendment changes."""

    content: e.Json
    scheme: Scheme
    version: int


@dataclass(frozen=True, slots=True)
class Register:
    last: int  # the number last given; they are given without gaps


def evolve_record(state: RecordState | None, event: Any, account: str = "") -> RecordState | None:
    if isinstance(event, e.RecordCreated):
        return RecordState(event.incarnation, event.demonstration)
    if isinstance(event, e.ClockAccepted) and state is not None:
        return replace(state, clock_accepted_at=event.now_at)
    return state


def evolve_tick(state: TickState | None, event: Any, account: str = "") -> TickState | None:
    return TickState(event.day) if isinstance(event, e.DayReached) else state


def evolve_scheme(state: SchemeState | None, event: Any, account: str = "") -> SchemeState | None:
    """Return the scheme after `event`; the version is the event's, whatever the content says of itself."""
    if isinstance(event, e.SchemeIssued):
        return _scheme_state(event.content, event.version)
    if isinstance(event, e.SchemeAmended) and state is not None:
        return _scheme_state(amend(state.content, event.changes), event.version)
    return state


def _scheme_state(content: e.Json, version: int) -> SchemeState:
    return SchemeState(content, replace(parse(content), version=version), version)


def evolve_register(state: Register | None, event: Any, account: str = "") -> Register | None:
    return Register(event.number) if isinstance(event, e.NumberTaken) else state
