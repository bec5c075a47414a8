"""The daily tick: day by day up to today, what fell due before and is unmet goes on the record (S25, D-061)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta, tzinfo
from typing import Any

from domain import duties, ids
from domain.actors import SYSTEM, Actor
from domain.errors import InvalidError
from domain.events import DayReached, DutyMissed, ReminderPrepared
from domain.frame import TickState
from domain.record import Fact
from projections import what_is_due
from projections.what_is_due import Candidate
from service.act import Act
from service.app import App
from service.duties_of import duties_of
from service.event_store import Turn
from service.known import Folds
from service.remind import Near, near_to, reminders_of
from service.remove_erased import remove_erased
from service.settle_mergers import settle_mergers

CLOCKWORK = Actor("system", SYSTEM)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TickResult:
    """The days reached, what was found missing on them, in order, and how many units are reminded today."""

    days: tuple[date, ...] = ()
    missed: list[dict[str, Any]] = field(default_factory=list)
    reminded: int = 0


def tick(app: App, *, until: date | None = None, dry_run: bool = False) -> TickResult:
    """Reach every day since the last, one write a day; with `dry_run` only tell what would be recorded.

    Raises: InvalidError for a day that has not come; ClockRefusedError.
    """
    today = app.store.today
    last = until or today
    if last > today:
        raise InvalidError("until", "day_not_come", until=last, today=today)
    if not dry_run:
        # before anything is found missing: what moved is owed by the unit that took it over
        settle_mergers(app, Act(CLOCKWORK, f"tick:{today.isoformat()}", f"tick:{last.isoformat()}"))
    began_on = _began_on(app)
    days: list[date] = []
    missed: list[dict[str, Any]] = []
    reminded = 0
    told: set[str] = set()
    for day in _days_after(app.store.fold(ids.TICK), began_on, last):
        facts = _told(app, day, began_on, told) if dry_run else _recorded(app, day, began_on, last)
        if facts:
            days.append(day)
            missed += [
                {**asdict(fact.event), "due_on": fact.event.due_on.isoformat(), "recorded_for": day.isoformat()}
                for fact in facts
                if isinstance(fact.event, DutyMissed)
            ]
            reminded += sum(isinstance(fact.event, ReminderPrepared) for fact in facts)
    if not dry_run:
        remove_erased(app)
    return TickResult(tuple(days), missed, reminded)


def _recorded(app: App, day: date, began_on: date, last: date) -> list[Fact]:
    """Reach a day in one write; nothing when another process has reached it."""
    look = _look(app, day)

    def decide(turn: Turn) -> list[Fact]:
        state = turn.fold(ids.TICK)
        if isinstance(state, TickState) and state.last_day >= day:
            return []
        return _facts(turn, look, day, began_on, app.settings.zone)

    act = Act(CLOCKWORK, f"tick:{day.isoformat()}", f"tick:{last.isoformat()}")
    return [Fact(line.stream, line.event) for line in app.store.write(act, decide).lines]


def _told(app: App, day: date, began_on: date, told: set[str]) -> list[Fact]:
    """Return what the day would record, beyond what earlier days of this dry run have told."""
    facts = _facts(app.store, _look(app, day), day, began_on, app.settings.zone)
    found = [fact for fact in facts if repr(fact) not in told]
    told.update(repr(fact) for fact in found)
    return found


def _look(app: App, day: date) -> tuple[list[Candidate], Near]:
    """Return where the read model says to look, for what is missing and for what is to be told."""
    with app.read.at() as db:
        overdue = what_is_due.candidates(db, before=day)
    return overdue, near_to(app, day)


def _facts(turn: Folds, look: tuple[list[Candidate], Near], day: date, began_on: date, zone: tzinfo) -> list[Fact]:
    """Return the day's facts: what is missing, what units are told, then that the day was reached."""
    overdue, near = look
    missing = [
        Fact(stream, DutyMissed(d.kind, d.scheme, d.unit, d.role, d.task_no, d.period, d.due.due_on))
        for stream, owed in duties_of(turn, overdue, zone)
        for d, found in owed
        if d.due.due_on >= began_on and duties.falls_missed(d, found, day)
    ]
    return [*missing, *reminders_of(turn, near, day, began_on=began_on, zone=zone), Fact(ids.TICK, DayReached(day))]


def _days_after(state: object, began_on: date, last: date) -> Iterator[date]:
    day = state.last_day + _DAY if isinstance(state, TickState) else began_on
    while day <= last:
        yield day
        day += _DAY


def _began_on(app: App) -> date:
    """Return the record's first local day: what fell due before it is not for the record to say."""
    first = app.store.line(1)
    if first is None:
        return app.store.today
    return first.meta.recorded_at.astimezone(app.settings.zone).date()
