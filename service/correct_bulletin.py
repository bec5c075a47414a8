"""A second person confirms the correction of a bulletin; what it takes back no longer counts (D-120, D-121)."""

from domain import actors, bulletin_corrections, ids
from domain.record import Fact
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written


def correct_bulletin(app: App, act: Act, *, bulletin: str, correction: int) -> Written:
    """Put the correction on record. Raises: AbsentError; as `domain.bulletin_corrections.confirm`."""
    actors.require("correct_bulletin", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        stream = ids.bulletin(bulletin)
        events = bulletin_corrections.confirm(
            turn.fold(stream), bulletin, correction, today=turn.today, persons=persons(act)
        )
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)
