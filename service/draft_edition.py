"""The office drafts the next dated edition of a scheme's list of tasks (一(二), S4)."""

from domain import actors, editions, ids
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.references import scheme_named


def draft_edition(app: App, act: Act, *, scheme: str, note: str = "") -> Written:
    """Put the draft on record; what it lists is decided when it is issued. Raises: InvalidError, unknown scheme."""
    actors.require("draft_edition", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        scheme_named(turn, scheme)
        stream = ids.editions(scheme)
        events = editions.draft(turn.fold(stream), scheme=scheme, note=note, today=turn.today)
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)
