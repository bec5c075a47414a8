"""The head of the office issues the drafted edition over the tasks as they stand in the writer's turn (一(二), S5)."""

from domain import actors, editions, ids
from domain.record import Fact
from domain.task_state import Task
from service import known
from service.act import Act, persons
from service.app import App
from service.enter_task import last_number
from service.event_store import Turn, Written


def issue_edition(app: App, act: Act, *, scheme: str, edition: int) -> Written:
    """Put the edition on record. Raises: AbsentError; as `domain.editions.issue`."""
    actors.require("issue_edition", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        stream = ids.editions(scheme)
        listed = tasks_of(turn, scheme)
        events = editions.issue(
            turn.fold(stream), edition=edition, tasks=listed, today=turn.today, persons=persons(act)
        )
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)


def tasks_of(turn: known.Folds, scheme: str) -> list[Task]:
    """Return all tasks of a scheme. The register names them, so a task entered a moment ago cannot be missed."""
    year = known.scheme_of(turn, scheme).year
    numbers = range(1, last_number(turn, scheme) + 1)
    found = (turn.fold(ids.task(ids.task_no(year, number))) for number in numbers)
    return [task for task in found if isinstance(task, Task) and task.scheme == scheme]
