"""A second person confirms a manual entry of a unit's score (D-123)."""

from domain import actors, finalisation, ids
from domain.record import Fact
from service import known
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written


def confirm_entry(app: App, act: Act, *, scheme: str, entry: int) -> Written:
    """Put the confirmed entry on record. Raises: AbsentError; as `domain.finalisation.confirm_entry`."""
    actors.require("confirm_entry", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        known.scheme_of(turn, scheme)
        stream = ids.assessment(scheme)
        events = finalisation.confirm_entry(turn.fold(stream), scheme, entry, persons=persons(act))
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)
