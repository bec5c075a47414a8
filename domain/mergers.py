"""What a merger of units does to a task: the unit that stays takes over the role, and has one role only (D-031)."""

from datetime import date
from typing import Any

from domain import events as e
from domain.task_state import Task, evolve

_WEIGHT = ("co", "construction", "lead")  # the heavier the later


def take_over(task: Task, *, from_unit: str, to_unit: str, effective_on: date, reason: str) -> list[Any]:
    """Return what moves the role of a merged unit; nothing when the task is no longer active or it has no role.

    Where both have a role the heavier one stays, so that nobody owes a report to himself.
    """
    given, had = task.role_of(from_unit), task.role_of(to_unit)
    if task.state != "active" or given is None:
        return []
    moved: list[Any] = []
    if had is None or _WEIGHT.index(given) > _WEIGHT.index(had):
        moved.append(e.TaskTransferred(task.task_no, given, from_unit, to_unit, effective_on, True, reason))
        had = given
    after = task
    for event in moved:
        after = evolve(after, event)
    roles = {role: _without(getattr(after, role), from_unit, None if role == had else to_unit) for role in _WEIGHT}
    if any(roles[role] != getattr(after, role) for role in _WEIGHT):
        moved.append(e.TaskRolesConfirmed(
            task.task_no, roles["lead"], roles["co"], roles["construction"], effective_on, task.roles_presumed
        ))  # fmt: skip
    return moved


def _without(units: tuple[str, ...], *gone: str | None) -> tuple[str, ...]:
    return tuple(unit for unit in units if unit not in gone)
