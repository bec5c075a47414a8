"""The office changes what the ledger says of a task, with a reason that the next list edition tells (一(二), S4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain import actors, ids, tasks
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.references import look_up


def amend_task(
    app: App, act: Act, *, task_no: str, changes: Mapping[str, Any], reason: str, effective_on: date | None = None
) -> Written:
    """Put an amendment on record, in effect from today unless said. Raises: AbsentError; as `domain.tasks.amend`."""
    actors.require("amend_task", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        names = look_up(
            turn,
            units=changes.get("counties") or (),
            posts=[changes.get(name) for name in ("leader", "coordinator", "responsible")],
            items=[changes.get("item")],
        )
        on = effective_on or tasks.default_day(scheme, turn.today)
        events = tasks.amend(task, changes=changes, reason=reason, effective_on=on, scheme=scheme, known=names)
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
