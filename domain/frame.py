"""The frame the work stands in: the record itself, the daily tick, schemes and number registers, folded."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import events as e
from domain.scheme import Scheme, amend, parse


@dataclass(frozen=True, slots=True)
class RecordState:
    incarnation: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class TickState:
    last_day: date


@dataclass(frozen=True, slots=True)
class SchemeState:
    """A scheme in its latest version, from whenever it is in force. `content` is what the next amendment changes."""

    content: e.Json
    scheme: Scheme
    version: int
    in_force: tuple[tuple[date, Scheme], ...] = ()  # every version and the day from which it rules

    def on(self, day: date) -> Scheme:
        """Return the version that rules on a day; before the first amendment takes effect, the scheme as issued."""
        return next((scheme for since, scheme in reversed(self.in_force) if since <= day), self.in_force[0][1])


@dataclass(frozen=True, slots=True)
class Register:
    last: int  # the number last given; they are given without gaps


def evolve_record(state: RecordState | None, event: Any, account: str = "") -> RecordState | None:
    return RecordState(event.incarnation, event.demonstration) if isinstance(event, e.RecordCreated) else state


def evolve_tick(state: TickState | None, event: Any, account: str = "") -> TickState | None:
    return TickState(event.day) if isinstance(event, e.DayReached) else state


def evolve_scheme(state: SchemeState | None, event: Any, account: str = "") -> SchemeState | None:
    """Return the scheme after `event`; the version is the event's, whatever the content says of itself."""
    if isinstance(event, e.SchemeIssued):
        return _scheme_state(event.content, event.version, (), date.min)
    if isinstance(event, e.SchemeAmended) and state is not None:
        amended = amend(state.content, event.changes)
        return _scheme_state(amended, event.version, state.in_force, event.effective_on)
    return state


def _scheme_state(content: e.Json, version: int, before: tuple[tuple[date, Scheme], ...], since: date) -> SchemeState:
    current = replace(parse(content), version=version)
    return SchemeState(content, current, version, (*before, (since, current)))


def evolve_register(state: Register | None, event: Any, account: str = "") -> Register | None:
    return Register(event.number) if isinstance(event, e.NumberTaken) else state
