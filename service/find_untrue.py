"""A second person finds a report untrue: it shows nothing any more, and costs its unit points (二(五), D-113)."""

from domain import actors, ids, untruths
from domain.record import Fact
from service import known
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written


def find_untrue(app: App, act: Act, *, task_no: str, report_no: int) -> Written:
    """Put the finding on record. Raises: as `domain.untruths.find`."""
    actors.require("find_untrue", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        events = untruths.find(task, report_no, persons=persons(act))
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
