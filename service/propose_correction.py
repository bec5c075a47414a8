"""The office proposes to correct a light that was set (D-074)."""

from domain import actors, corrections, ids
from domain.lights import Decision
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def propose_correction(app: App, act: Act, *, task_no: str, node: str, decision: Decision) -> Written:
    """Put the proposal on record; nothing changes before a second person confirms it.

    Raises: AbsentError; as `domain.corrections.propose`.
    """
    actors.require("propose_correction", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        events = corrections.propose(task, node, scheme, today=turn.today, decision=decision)
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
