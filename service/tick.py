"""The daily tick: day by day up to today, what fell due before and is unmet goes on the record (S25, D-061)."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta, tzinfo
from typing import Any

from domain import duties, ids
from domain.actors import SYSTEM, Actor
from domain.errors import InvalidError
from domain.events import DayReached, DutyMissed
from domain.frame import TickState
from domain.record import Fact
from projections import what_is_due
from projections.what_is_due import Candidate
from service.act import Act
from service.app import App
from service.duties_of import (
    Owed,
    duties_of_interview,
    duties_of_notice,
    duties_of_office,
    duties_of_task,
    duties_of_unit,
)
from service.event_store import Turn
from service.known import Folds
from service.remove_erased import remove_erased
from service.settle_mergers import settle_mergers

CLOCKWORK = Actor("system", SYSTEM)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TickResult:
    """The days reached, and what was found missing on them, in order."""

    days: tuple[date, ...] = ()
    missed: list[dict[str, Any]] = field(default_factory=list)


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
    if not dry_run:
        remove_erased(app)
    return TickResult(tuple(days), missed)


def _recorded(app: App, day: date, began_on: date, last: date) -> list[Fact]:
    """Reach a day in one write; nothing when another process has reached it."""
    with app.read.at() as db:
        candidates = what_is_due.candidates(db, before=day)

    def decide(turn: Turn) -> list[Fact]:
        state = turn.fold(ids.TICK)
        if isinstance(state, TickState) and state.last_day >= day:
            return []
        return _facts(turn, candidates, day, began_on, app.settings.zone)

    act = Act(CLOCKWORK, f"tick:{day.isoformat()}", f"tick:{last.isoformat()}")
    return [Fact(line.stream, line.event) for line in app.store.write(act, decide).lines]


def _told(app: App, day: date, began_on: date, told: set[str]) -> list[Fact]:
    """Return what the day would record, beyond what earlier days of this dry run have told."""
    with app.read.at() as db:
        candidates = what_is_due.candidates(db, before=day)
    found = [fact for fact in _facts(app.store, candidates, day, began_on, app.settings.zone) if repr(fact) not in told]
    told.update(repr(fact) for fact in found)
    return found


def _facts(turn: Folds, candidates: Iterable[Candidate], day: date, began_on: date, zone: tzinfo) -> list[Fact]:
    """Return the day's facts: what is missing, then that the day was reached."""
    facts = [
        Fact(stream, DutyMissed(d.kind, d.scheme, d.unit, d.role, d.task_no, d.period, d.due.due_on))
        for stream, owed in _owed(turn, candidates, zone)
        for d, found in owed
        if d.due.due_on >= began_on and duties.falls_missed(d, found, day)
    ]
    return [*facts, Fact(ids.TICK, DayReached(day))]


def _owed(turn: Folds, candidates: Iterable[Candidate], zone: tzinfo) -> Iterator[tuple[str, Iterator[Owed]]]:
    """Yield each stream that a candidate names, once, with what it owes; the stream decides, not the read model."""
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.stream in seen:
            continue
        seen.add(candidate.stream)
        kind, _, name = candidate.stream.partition("/")
        if kind == "task":
            yield candidate.stream, duties_of_task(turn, name, zone)
        elif kind == "plan":
            yield candidate.stream, duties_of_unit(turn, candidate.scheme, candidate.unit, candidate.items)
        elif kind == "notice":
            yield candidate.stream, duties_of_notice(turn, name)
        elif kind == "interview":
            yield candidate.stream, duties_of_interview(turn, name)
        elif kind == "office":
            yield candidate.stream, duties_of_office(turn, name)


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
