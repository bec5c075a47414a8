"""The items of a notice that was read go on the record, all of them or none (一(一), S2, S7)."""

from typing import Any

from domain import actors, ids, items
from domain.errors import InvalidError
from domain.items import NewItem
from domain.record import Fact
from domain.unit_names import UnitNames
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.reading_text import fold
from service.references import look_up, scheme_named


def import_notice(app: App, act: Act, *, scheme: str, read: dict[str, Any]) -> Written:
    """Enter every item of `service.reading_notices.read_notice`; names are matched on their folded key.

    Raises: InvalidError listing the units that are not registered, and as `domain.items.enter`.
    """
    actors.require("enter_item", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        current = scheme_named(turn, scheme)
        codes = unit_codes(turn, read["units"])
        unknown = [name for name in read["units"] if name not in codes]
        if unknown:
            raise InvalidError("units", "units_not_registered", units="、".join(unknown), count=len(unknown))
        facts = []
        for row in read["items"]:
            wished = _wished(row, codes)
            item = items.identify(current, wished)
            names = look_up(turn, units=wished.units)
            events = items.enter(turn.fold(ids.item(item)), wished, scheme=current, known=names, on=turn.today)
            facts += [Fact(ids.item(item), event) for event in events]
        return facts

    return app.store.write(act, decide)


def unit_codes(turn: Turn, names: list[str]) -> dict[str, str]:
    """Return name → code of the unit or group registered under it, whatever characters either is written in."""
    taken = turn.fold(ids.UNIT_NAMES)
    owners = taken.owners if isinstance(taken, UnitNames) else {}
    folded = {fold(known): code for known, code in owners.items()}
    keys = {name: fold("".join(name.split())) for name in names}
    return {name: folded[key] for name, key in keys.items() if key in folded}


def _wished(row: dict[str, Any], codes: dict[str, str]) -> NewItem:
    """An alias beside its unit's own name in one list is one unit: the first mention stands."""
    mentions: dict[str, str] = {}
    for name, written in zip(row["units"], row["as_written"], strict=True):
        mentions.setdefault(codes[name], written)
    return NewItem(
        label=row["label"],
        title=row["title"],
        units=tuple(mentions),
        aspect=row["aspect"],
        as_written=tuple(mentions.values()),
        lead=tuple(dict.fromkeys(codes[name] for name in row["lead"])),
        co=tuple(dict.fromkeys(codes[name] for name in row["co"])),
    )
