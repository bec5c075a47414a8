"""The office finds a commitment kept or not (D-103)."""

from domain import actors, commitments, ids
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import looked_at


def verify_commitment(app: App, act: Act, *, interview: str, commitment: int, fulfilled: bool, reason: str) -> Written:
    """Put the judgement on record. Raises: AbsentError; as `domain.commitments.verify`."""
    actors.require("verify_commitment", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found, _, _ = looked_at(app, turn, act, interview)
        events = commitments.verify(found, commitment, fulfilled=fulfilled, reason=reason, today=turn.today)
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide)
