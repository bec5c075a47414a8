"""The notices that stand with a task's lights, as the writer's turn finds them."""

from domain import ids
from domain.errors import AbsentError
from domain.notices import Notice
from domain.task_state import NodeLight, Task
from service.known import Folds


def notices_of(turn: Folds, task: Task) -> list[Notice]:
    """Return the task's notices in node order: each arose with a light, which names it, so no list is needed."""
    found = (latest_notice(turn, light) for light in task.lights)
    return [notice for notice in found if notice is not None]


def latest_notice(turn: Folds, light: NodeLight) -> Notice | None:
    """Return the light's notice; of one that was voided and replaced, the last that took its place."""
    notice = turn.fold(ids.notice(light.notice)) if light.notice else None
    while isinstance(notice, Notice) and notice.replaced_by:
        notice = turn.fold(ids.notice(notice.replaced_by))
    return notice if isinstance(notice, Notice) else None


def standing_notice(turn: Folds, light: NodeLight | None) -> Notice | None:
    """Return the notice that stands with the light; None when there is none, or it was voided."""
    notice = latest_notice(turn, light) if light else None
    return notice if notice is not None and notice.state != "voided" else None


def notice_named(turn: Folds, notice_id: str) -> Notice:
    """Raises: AbsentError."""
    found = turn.fold(ids.notice(notice_id))
    if not isinstance(found, Notice):
        raise AbsentError("notice", notice_id)
    return found
