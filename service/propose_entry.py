"""The office or the assessor proposes a manual entry of a unit's score (D-123)."""

from decimal import Decimal

from domain import actors, finalisation, ids
from domain.record import Fact
from domain.task_state import Task
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.references import look_up


def propose_entry(
    app: App, act: Act, *, scheme: str, unit: str, task_no: str | None, points: Decimal, reason: str
) -> Written:
    """Put the proposal on record; it counts once a second person has confirmed it.

    Raises: AbsentError for an unknown scheme; as `domain.finalisation.propose_entry`.
    """
    actors.require("propose_entry", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        rules = known.scheme_of(turn, scheme)
        stream = ids.assessment(scheme)
        task = turn.fold(ids.task(task_no)) if task_no is not None else None
        events = finalisation.propose_entry(
            turn.fold(stream), scheme=rules, unit=unit, task_no=task_no, task=task if isinstance(task, Task) else None,
            points=points, reason=reason, known=look_up(turn, units=[unit]), today=turn.today,
        )  # fmt: skip
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)
