"""The office finds a notice rectified or not (二(三), D-007)."""

from domain import actors, ids, notices
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.notices_of import notice_named


def verify_rectification(app: App, act: Act, *, notice: str, rectified: bool, reason: str) -> Written:
    """Put the verdict on record. Raises: AbsentError; as `domain.notices.verify`."""
    actors.require("verify_rectification", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = notice_named(turn, notice)
        events = notices.verify(found, rectified=rectified, reason=reason, today=turn.today)
        return [Fact(ids.notice(notice), event) for event in events]

    return app.store.write(act, decide)
