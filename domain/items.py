"""A major item of the notice (annex 1) and the units it names: roles are presumed until confirmed (S2, S7)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import events as e
from domain.errors import InvalidError, RefusedError
from domain.references import References
from domain.scheme import Scheme

ITEM_ID = re.compile(r"(\d{4})-\d{1,2}(-\d{1,2})?")
_LABEL = re.compile(r"([一二三四五六七八九十]{1,3})(?:[(（]([一二三四五六七八九十]{1,3})[)）])?")
_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class Item:
    item: str
    scheme: str
    label: str
    aspect: str
    title: str
    units: tuple[str, ...]  # unit or unit-group codes, in the order written
    as_written: tuple[str, ...]
    lead: tuple[str, ...]
    co: tuple[str, ...]
    presumed_lead: str | None
    roles_presumed: bool = True


def evolve(item: Item | None, event: Any, account: str = "") -> Item:
    """Return the item after `event`."""
    if isinstance(event, e.ItemEntered):
        return Item(
            item=event.item, scheme=event.scheme, label=event.label, aspect=event.aspect, title=event.title,
            units=event.units, as_written=event.as_written, lead=event.lead, co=event.co,
            presumed_lead=event.presumed_lead,
        )  # fmt: skip
    assert item is not None, "an item stream begins with ItemEntered"
    if isinstance(event, e.ItemRolesConfirmed):
        return replace(item, lead=event.lead, co=event.co, presumed_lead=None, roles_presumed=False)
    return item


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item as asked for; units as written (code or known alias)."""

    label: str
    title: str
    units: tuple[str, ...]
    item: str | None = None
    aspect: str | None = None
    as_written: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()


def item_id(year: int, label: str) -> str:
    """Return the address of an item by its label: `三(一)` of 2020 is `2020-3-1`. Raises: InvalidError."""
    found = _LABEL.fullmatch(label.strip())
    if found is None:
        raise InvalidError("label", "not_an_item_label", label=label)
    return "-".join(str(part) for part in (year, *(_number(sign) for sign in found.groups() if sign)))


def _number(signs: str) -> int:
    tens, ten, ones = signs.rpartition("十")
    if not ten:
        tens, ones = "", signs
    value = (_DIGITS.get(tens, 1 if not tens else 0) * 10 if ten else 0) + (_DIGITS.get(ones, 0) if ones else 0)
    if value == 0 or len(tens) > 1 or len(ones) > 1:
        raise InvalidError("label", "not_an_item_label", label=signs)
    return value


def identify(scheme: Scheme, wished: NewItem) -> str:
    """Return the id the item will have: the one asked for, else by its label. Raises: InvalidError."""
    if wished.item is None:
        return item_id(scheme.year, wished.label)
    found = ITEM_ID.fullmatch(wished.item)
    if found is None:
        raise InvalidError("item", "not_an_item_id", item=wished.item)
    if int(found[1]) != scheme.year:
        raise InvalidError("item", "not_of_the_schemes_year", item=wished.item, year=scheme.year)
    return wished.item


def enter(item: Item | None, wished: NewItem, *, scheme: Scheme, known: References, on: date) -> list[e.ItemEntered]:
    """Enter an item. The first unit named is the presumed lead where the text marks none (S7).

    An item may name no unit: 十一(四) refers to annex 3 instead.

    Raises: RefusedError when the id is taken; InvalidError naming the field.
    """
    number, label = identify(scheme, wished), wished.label.strip()
    if item is not None:
        raise RefusedError("item.number_taken", clause="一(一)", item=number)
    if not wished.title.strip():
        raise InvalidError("title", "missing")
    units = _distinct("units", [known.unit_or_group(f"units.{n}", unit, on) for n, unit in enumerate(wished.units)])
    lead = _named("lead", known.units_of("lead", wished.lead, on), units)
    co = _named("co", known.units_of("co", wished.co, on), units)
    _no_unit_in_both(lead, co)
    as_written = wished.as_written or wished.units
    if len(as_written) != len(units):
        raise InvalidError("as_written", "one_for_each_unit", units=len(units), written=len(as_written))
    groups = {found.code for found in known.units.values() if found.is_group}
    presumed = None if lead else next((unit for unit in units if unit not in groups and unit not in co), None)
    return [
        e.ItemEntered(
            item=number, scheme=scheme.scheme, label=label, aspect=wished.aspect or re.split("[(（]", label)[0],
            title=wished.title.strip(), units=units, as_written=tuple(as_written), lead=lead, co=co,
            presumed_lead=presumed,
        )
    ]  # fmt: skip


def confirm_roles(
    item: Item, *, lead: Sequence[str], co: Sequence[str], known: References, on: date
) -> list[e.ItemRolesConfirmed]:
    """Confirm who leads an item and who co-organises it; both among the units it names.

    Raises: RefusedError when this is what stands already; InvalidError naming the field.
    """
    leads = _named("lead", known.units_of("lead", lead, on), item.units)
    cos = _named("co", known.units_of("co", co, on), item.units)
    if not leads:
        raise InvalidError("lead", "needs_a_lead")
    _no_unit_in_both(leads, cos)
    if not item.roles_presumed and (item.lead, item.co) == (leads, cos):
        raise RefusedError("item.roles_confirmed_already", clause="D-040", item=item.item)
    return [e.ItemRolesConfirmed(item.item, leads, cos)]


def _distinct(where: str, units: Sequence[str]) -> tuple[str, ...]:
    for place, unit in enumerate(units):
        if unit in units[:place]:
            raise InvalidError(f"{where}.{place}", "unit_named_twice", unit=unit)
    return tuple(units)


def _named(where: str, units: Sequence[str], among: Sequence[str]) -> tuple[str, ...]:
    for place, unit in enumerate(units):
        if unit not in among:
            raise InvalidError(f"{where}.{place}", "not_a_unit_of_the_item", unit=unit)
    return _distinct(where, units)


def _no_unit_in_both(lead: Sequence[str], co: Sequence[str]) -> None:
    for place, unit in enumerate(co):
        if unit in lead:
            raise InvalidError(f"co.{place}", "unit_has_a_role_already", unit=unit)
