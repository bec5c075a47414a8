"""What a decision looks up inside the turn: current tasks, schemes and the calendar, folded from the record."""

from datetime import date
from typing import Protocol

from domain import ids, scheme, task_state
from domain.actors import Actor, may_know_task
from domain.errors import AbsentError
from domain.frame import SchemeState
from domain.working_days import Calendar, Year


class Folds(Protocol):
    """A turn, or the store outside one."""

    @property
    def today(self) -> date: ...

    def fold(self, stream: str) -> object | None: ...


def task(turn: Folds, task_no: str, actor: Actor | None = None) -> task_state.Task:
    """Return the task. Raises: AbsentError when there is none, or `actor` may not know of it."""
    found = turn.fold(ids.task(task_no))
    if not isinstance(found, task_state.Task):
        raise AbsentError("task", task_no)
    if actor is not None and not may_know_task(actor, units=found.known_to(), leader=found.leader):
        raise AbsentError("task", task_no)
    return found


def scheme_of(turn: Folds, scheme_id: str) -> scheme.Scheme:
    """Return the scheme in the version that rules today. Raises: AbsentError."""
    found = turn.fold(ids.scheme(scheme_id))
    if not isinstance(found, SchemeState):
        raise AbsentError("scheme", scheme_id)
    return found.on(turn.today)


def calendar(turn: Folds, around: int) -> Calendar:
    """Return the recorded calendar of the years `around` − 1 … + 2; years not published are absent from it."""
    years = (turn.fold(ids.calendar(year)) for year in range(around - 1, around + 3))
    return Calendar({year.year: year for year in years if isinstance(year, Year)})
