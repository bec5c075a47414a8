"""The assessor proposes to finalise a scheme's scores (D-124)."""

from domain import actors, finalisation, ids
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.issue_edition import tasks_of


def propose_finalisation(app: App, act: Act, *, scheme: str, reason: str) -> Written:
    """Put the proposal on record. Raises: AbsentError; as `domain.finalisation.propose`."""
    actors.require("propose_finalisation", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        rules = known.scheme_of(turn, scheme)
        stream = ids.assessment(scheme)
        events = finalisation.propose(
            turn.fold(stream), scheme=rules, tasks=tasks_of(turn, scheme), today=turn.today, reason=reason
        )
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)
