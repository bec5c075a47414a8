"""The office confirms who leads an item and who co-organises it (S7)."""

from collections.abc import Sequence

from domain import actors, ids, items
from domain.errors import AbsentError
from domain.items import Item
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.references import look_up


def confirm_item_roles(app: App, act: Act, *, item: str, lead: Sequence[str], co: Sequence[str]) -> Written:
    """Put the confirmed roles on record. Raises: AbsentError; as `domain.items.confirm_roles`."""
    actors.require("confirm_item_roles", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = turn.fold(ids.item(item))
        if not isinstance(found, Item):
            raise AbsentError("item", item)
        names = look_up(turn, units=(*lead, *co))
        events = items.confirm_roles(found, lead=lead, co=co, known=names, on=turn.today)
        return [Fact(ids.item(item), event) for event in events]

    return app.store.write(act, decide)
