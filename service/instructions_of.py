"""Instructions as the writer's turn finds them: one by its id, and the rules their paper is entered by (D-110)."""

from collections.abc import Iterable

from domain import ids
from domain.actors import Actor
from domain.errors import AbsentError
from domain.instructions import Instruction, may_know
from domain.task_state import Task
from projections.task_state import schemes
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn
from service.known import Folds
from service.on_behalf import check_paper


def instruction_named(turn: Folds, instruction_id: str, actor: Actor) -> Instruction:
    """Return the instruction. Raises: AbsentError when there is none, or `actor` may not know of it."""
    found = turn.fold(ids.instruction(instruction_id))
    if not isinstance(found, Instruction):
        raise AbsentError("instruction", instruction_id)
    leaders = {task.leader for task in tasks_of(turn, found.tasks).values()}
    if not may_know(actor, found, leaders=leaders):
        raise AbsentError("instruction", instruction_id)
    return found


def tasks_of(turn: Folds, numbers: Iterable[str]) -> dict[str, Task]:
    found = (turn.fold(ids.task(number)) for number in numbers)
    return {task.task_no: task for task in found if isinstance(task, Task)}


def rules_on_record(app: App) -> list[str]:
    """Return the schemes on record: which streams to look at; asked before the turn, in which nothing waits."""
    with app.read.at() as db:
        return schemes(db)


def check_its_paper(app: App, turn: Turn, act: Act, tasks: Iterable[str], rules: list[str]) -> None:
    """Let pass an act without paper, or with a sound one, by the rules of the tasks named, else of the latest scheme.

    Raises: as `service.on_behalf.check_paper`; AbsentError while there is no scheme.
    """
    if act.paper is None:
        return
    named = [task.scheme for task in tasks_of(turn, tasks).values()] or rules
    if not named:
        raise AbsentError("scheme", "")
    scheme = max((known.scheme_of(turn, name) for name in named), key=lambda found: (found.year, found.scheme))
    check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
