"""The office confirms the roles of a task that were presumed from the notice (S7)."""

from collections.abc import Sequence

from domain import actors, ids, tasks
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.references import look_up


def confirm_roles(
    app: App, act: Act, *, task_no: str, lead: Sequence[str], co: Sequence[str], construction: Sequence[str]
) -> Written:
    """Put the confirmed roles on record. Raises: AbsentError; as `domain.tasks.confirm_roles`."""
    actors.require("confirm_roles", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        names = look_up(turn, units=(*lead, *co, *construction))
        events = tasks.confirm_roles(
            task, lead=lead, co=co, construction=construction, known=names, on=turn.today
        )  # fmt: skip
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
