"""The office proposes to correct a published bulletin; its figures stay as they were printed (D-120)."""

from collections.abc import Sequence

from domain import actors, bulletin_corrections, ids
from domain.events import Withdrawn
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def propose_bulletin_correction(
    app: App, act: Act, *, bulletin: str, text: str, reason: str, withdraws: Sequence[Withdrawn] = (),
    public: bool | None = None,
) -> Written:  # fmt: skip
    """Put the proposal on record; nothing changes before a second person confirms it.

    Raises: AbsentError; as `domain.bulletin_corrections.propose`.
    """
    actors.require("propose_bulletin_correction", act.actor)
    words = app.store.content_of(text)

    def decide(turn: Turn) -> list[Fact]:
        stream = ids.bulletin(bulletin)
        events = bulletin_corrections.propose(
            turn.fold(stream), bulletin, text=words.digest, reason=reason, withdraws=withdraws, public=public
        )
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide, [words])
