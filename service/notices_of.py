"""The notices that stand with a task's lights, as the writer's turn finds them."""

from domain import ids
from domain.notices import Notice
from domain.task_state import Task
from service.known import Folds


def notices_of(turn: Folds, task: Task) -> list[Notice]:
    """Return the task's notices in node order: each arose with a light, which names it, so no list is needed."""
    found = (turn.fold(ids.notice(light.notice)) for light in task.lights if light.notice is not None)
    return [notice for notice in found if isinstance(notice, Notice)]
