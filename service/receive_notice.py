"""A unit signs for a rectification notice (签收, 二(三))."""

from domain import actors, ids, notices
from domain.record import Fact
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.event_store import Turn, Written
from service.notices_of import notice_named
from service.on_behalf import check_paper


def receive_notice(app: App, act: Act, *, notice: str) -> Written:
    """Put the unit's signature on record. Raises: AbsentError for a unit that is no addressee; as `notices.receive`."""
    actors.require("receive_notice", act.actor)
    unit = acting_unit(act)

    def decide(turn: Turn) -> list[Fact]:
        found = notice_named(turn, notice)
        scheme = known.scheme_of(turn, found.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        return [Fact(ids.notice(notice), event) for event in notices.receive(found, unit)]

    return app.store.write(act, decide)
