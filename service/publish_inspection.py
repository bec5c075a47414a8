"""The head of the office makes an inspection known to units (签发, 二(二), D-111)."""

from domain import actors, inspections
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.inspections_of import inspection_named


def publish_inspection(app: App, act: Act, *, inspection: str, units: tuple[str, ...]) -> Written:
    """Put the publication on record, on the inspection and on its tasks. Raises: as `domain.inspections.publish`."""
    actors.require("publish_inspection", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = inspection_named(turn, inspection, act.actor)
        tasks = {task_no: known.task(turn, task_no) for task_no in found.tasks}
        return inspections.publish(found, units, today=turn.today, tasks=tasks)

    return app.store.write(act, decide)
