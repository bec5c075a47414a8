"""The office proposes to void a notice, and where its light stands, to issue another in its place (D-072)."""

from domain import actors, ids, notices
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.notices_of import notice_named


def propose_void(app: App, act: Act, *, notice: str, reason: str, replace: bool = False) -> Written:
    """Put the proposal on record; the notice stands until a second person confirms.

    Raises: AbsentError; as `domain.notices.propose_void`.
    """
    actors.require("propose_void", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = notice_named(turn, notice)
        events = notices.propose_void(found, reason=reason, replace_it=replace)
        return [Fact(ids.notice(notice), event) for event in events]

    return app.store.write(act, decide)
