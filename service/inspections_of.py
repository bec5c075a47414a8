"""Inspections as the writer's turn finds them, and who may know of them (D-111)."""

from domain import ids
from domain.actors import Actor
from domain.errors import AbsentError
from domain.inspections import Inspection, may_know
from domain.instructions import Instruction
from service.instructions_of import tasks_of
from service.known import Folds


def inspection_named(turn: Folds, inspection_id: str, actor: Actor | None = None) -> Inspection:
    """Return the inspection. Raises: AbsentError when there is none, or `actor` may not know of it."""
    found = turn.fold(ids.inspection(inspection_id))
    if not isinstance(found, Inspection):
        raise AbsentError("inspection", inspection_id)
    if actor is not None:
        leaders = {task.leader for task in tasks_of(turn, found.tasks).values()}
        started = turn.fold(ids.instruction(found.started_by))
        instructed_by = started.leader if isinstance(started, Instruction) else None
        if not may_know(actor, found, leaders=leaders, instructed_by=instructed_by):
            raise AbsentError("inspection", inspection_id)
    return found
