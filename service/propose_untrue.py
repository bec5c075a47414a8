"""The office proposes to find a report untrue (二(二), D-113)."""

from domain import actors, ids, untruths
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def propose_untrue(
    app: App, act: Act, *, task_no: str, report_no: int, reason: str, inspection: str | None = None
) -> Written:
    """Put the proposal on record; nothing changes before a second person confirms. Raises: as `untruths.propose`."""
    actors.require("propose_untrue", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        events = untruths.propose(task, report_no, reason=reason, inspection=inspection)
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
