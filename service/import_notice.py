"""The items of a notice that was read go on the record, all of them or none (一(一), S2, S7)."""

from typing import Any

from domain import actors, ids, items
from domain.errors import InvalidError
from domain.items import NewItem
from domain.record import Fact
from domain.scheme import Scheme
from domain.unit_names import UnitNames
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.known import Folds
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


def compare_notice(app: App, act: Act, *, scheme: str, read: dict[str, Any]) -> dict[str, Any]:
    """Return a notice as read beside what the record knows of it; nothing is entered.

    Each item has its address, None for a label that gives none, and whether that is `taken`. `units` say whose name
    each is, and of one that is nobody's whose it may be written for: a person decides.

    Raises: InvalidError for an unknown scheme.
    """
    actors.require("enter_item", act.actor)
    current, known = scheme_named(app.store, scheme), _known_names(app.store)
    known = {name: code for name, code in known.items() if app.store.fold(ids.unit(code)) is not None}  # no collective
    codes = unit_codes(app.store, read["units"])
    return {
        **read,
        "items": [{**row, **_addressed(app.store, current, row["label"])} for row in read["items"]],
        "units": [
            {"name": name, "unit": codes.get(name), "collective": name in read["groups"],
             "may_be": None if name in codes else _may_be(name, known, read["alias_suggestions"])}
            for name in read["units"]
        ],
    }  # fmt: skip


def unit_codes(turn: Folds, names: list[str]) -> dict[str, str]:
    """Return name → code of the unit or group registered under it, whatever characters either is written in."""
    folded = _known_names(turn)
    keys = {name: _key(name) for name in names}
    return {name: folded[key] for name, key in keys.items() if key in folded}


def _known_names(turn: Folds) -> dict[str, str]:
    taken = turn.fold(ids.UNIT_NAMES)
    owners = taken.owners if isinstance(taken, UnitNames) else {}
    return {fold(known): code for known, code in owners.items()}


def _key(name: str) -> str:
    return fold("".join(name.split()))


def _addressed(turn: Folds, scheme: Scheme, label: str) -> dict[str, Any]:
    try:
        item = items.item_id(scheme.year, label)
    except InvalidError:
        return {"item": None, "taken": False}
    return {"item": item, "taken": turn.fold(ids.item(item)) is not None}


def _may_be(name: str, known: dict[str, str], pairs: list[list[str]]) -> str | None:
    """Return the one unit whose name this may be: the other of a pair, else the longer name it is drawn from."""
    others = (_key(other) for pair in pairs if name in pair for other in pair if other != name)
    paired = {known[other] for other in others if other in known}
    found = paired or {code for full, code in known.items() if _drawn_from(_key(name), full)}
    return found.pop() if len(found) == 1 else None


def _drawn_from(short: str, full: str) -> bool:
    """Tell whether a name is another with characters left out: 市发改局 of 市发展改革局."""
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)


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
