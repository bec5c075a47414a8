"""A lead unit applies for the early completion of a task (办结, D-004)."""

from datetime import date

from domain import actors, ids, tasks
from domain.record import Fact
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper


def apply_completion(app: App, act: Act, *, task_no: str, done_on: date, text: str) -> Written:
    """Put the application on record. Raises: AbsentError; as `domain.tasks.apply_completion`."""
    actors.require("apply_completion", act.actor)
    unit = acting_unit(act)
    content = app.store.content_of(text)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        events = tasks.apply_completion(
            task, unit=unit, done_on=done_on, text=content.digest, on=turn.received_on, scheme=scheme
        )  # fmt: skip
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide, contents=[content])
