"""The office enters a major item of the notice with the units it names (一(一), S2)."""

from domain import actors, ids, items
from domain.items import NewItem
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.references import look_up, scheme_named


def enter_item(app: App, act: Act, *, scheme: str, wished: NewItem) -> Written:
    """Put an item on record. Raises: as `domain.items.enter`; InvalidError for an unknown scheme."""
    actors.require("enter_item", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        current = scheme_named(turn, scheme)
        item = items.identify(current, wished)
        names = look_up(turn, units=(*wished.units, *wished.lead, *wished.co))
        events = items.enter(turn.fold(ids.item(item)), wished, scheme=current, known=names, on=turn.today)
        return [Fact(ids.item(item), event) for event in events]

    return app.store.write(act, decide)
