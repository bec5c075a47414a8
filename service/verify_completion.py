"""The office verifies a completion a unit applied for: accepted, the task owes nothing more (D-004)."""

from datetime import date

from domain import actors, ids, tasks
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def verify_completion(
    app: App, act: Act, *, task_no: str, accepted: bool, done_on: date | None = None, reason: str = ""
) -> Written:
    """Put the decision on record. Raises: AbsentError; as `domain.tasks.verify_completion`."""
    actors.require("verify_completion", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        events = tasks.verify_completion(
            task, accepted=accepted, done_on=done_on, reason=reason, today=turn.today,
            scheme=known.scheme_of(turn, task.scheme),
        )  # fmt: skip
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
