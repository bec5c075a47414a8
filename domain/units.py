"""A responsible unit: its names, assessment groups and end through time; and groups of units (一(一), D-030, D-031)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import events as e
from domain import ids
from domain.errors import InvalidError, RefusedError

GROUPS = ("county", "municipal", "zone", "stationed", "unassessed")
NAMES_CLAUSE, CHANGES_CLAUSE = "D-030", "D-031"


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    full_name: str
    from_on: date  # date.min: since before the record


@dataclass(frozen=True, slots=True)
class Grouped:
    group: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Unit:
    """`names` and `groups` are in the order of their dates."""

    code: str
    names: tuple[Named, ...]
    groups: tuple[Grouped, ...]
    aliases: tuple[str, ...] = ()
    merged_into: str | None = None
    split_into: tuple[str, ...] = ()
    changed_on: date | None = None  # the merger or split takes effect
    change_reason: str = ""
    duties_move: bool = True  # the merger takes the open duties and notices along

    @property
    def ended_on(self) -> date | None:
        """Return the first day on which the unit is no more; a unit that keeps its code in a split goes on."""
        return None if self.code in self.split_into else self.changed_on

    def named_on(self, day: date) -> Named:
        return [n for n in self.names if n.from_on <= day][-1]

    def group_on(self, day: date) -> str:
        return [g for g in self.groups if g.from_on <= day][-1].group

    def in_force_on(self, day: date) -> bool:
        return self.ended_on is None or day < self.ended_on


@dataclass(frozen=True, slots=True)
class Membership:
    members: tuple[str, ...]
    from_on: date


@dataclass(frozen=True, slots=True)
class UnitGroup:
    group: str
    name: str
    memberships: tuple[Membership, ...]  # in the order of their dates

    def members_on(self, day: date) -> tuple[str, ...]:
        """Return the members of that day; none before the first definition takes effect."""
        current = [m.members for m in self.memberships if m.from_on <= day]
        return current[-1] if current else ()


def evolve(unit: Unit | None, event: Any, account: str = "") -> Unit:
    if isinstance(event, e.UnitRegistered):
        named = Named(event.name, event.full_name, date.min)
        return Unit(event.code, (named,), (Grouped(event.group, date.min),), event.aliases)
    assert unit is not None, "a unit stream begins with UnitRegistered"
    match event:
        case e.UnitAliasConfirmed():
            return replace(unit, aliases=(*unit.aliases, event.alias))
        case e.UnitRenamed():
            named = Named(event.name, event.full_name or event.name, event.effective_on)
            return replace(unit, names=_dated(unit.names, named))
        case e.UnitRegrouped():
            return replace(unit, groups=_dated(unit.groups, Grouped(event.group, event.effective_on)))
        case e.UnitMerged():
            merged = replace(unit, merged_into=event.into, changed_on=event.effective_on)
            return replace(merged, change_reason=event.reason, duties_move=event.duties_move)
        case e.UnitSplit():
            return replace(unit, split_into=event.into, changed_on=event.effective_on, change_reason=event.reason)
    return unit


def evolve_group(group: UnitGroup | None, event: Any, account: str = "") -> UnitGroup:
    if not isinstance(event, e.UnitGroupDefined):
        assert group is not None, "a unit group's stream begins with UnitGroupDefined"
        return group
    before = group.memberships if group else ()
    return UnitGroup(event.group, event.name, _dated(before, Membership(event.members, event.effective_on)))


def _dated(history: tuple[Any, ...], entry: Any) -> tuple[Any, ...]:
    """Put an entry in its place by date; one of the same date takes the place of the other."""
    others = [x for x in history if x.from_on != entry.from_on]
    return tuple(sorted((*others, entry), key=lambda x: x.from_on))


# --- decisions ---------------------------------------------------------------------------------------------------


def register(
    unit: Unit | None, same_code: UnitGroup | None, *, code: str, name: str, full_name: str, group: str,
    aliases: Sequence[str] = (),
) -> list[Any]:  # fmt: skip
    """Register a unit. Its names are taken by `unit_names.take` in the same write.

    Raises: InvalidError for a bad code or group, RefusedError when the code is in use.
    """
    if not ids.UNIT_CODE.fullmatch(code):
        raise InvalidError("code", "bad_unit_code", value=code)
    if code in ids.NO_UNITS:
        raise InvalidError("code", "unit_code_reserved", value=code)
    _known_group(group, "group")
    if unit is not None:
        raise RefusedError("unit.code_taken", clause=NAMES_CLAUSE, unit=code, name=unit.names[-1].name)
    if same_code is not None:
        raise RefusedError("unit.code_is_a_group", clause=NAMES_CLAUSE, unit=code, name=same_code.name)
    return [e.UnitRegistered(code, name, full_name or name, group, tuple(dict.fromkeys(aliases)))]


def confirm_alias(unit: Unit, *, alias: str) -> list[Any]:
    """Confirm that a written form means this unit. Raises: RefusedError when it already does."""
    if alias in unit.aliases or any(alias in (n.name, n.full_name) for n in unit.names):
        raise RefusedError("unit.alias_known", clause=NAMES_CLAUSE, unit=unit.code, alias=alias)
    return [e.UnitAliasConfirmed(unit.code, alias)]


def rename(unit: Unit, *, name: str, full_name: str, effective_on: date, reason: str) -> list[Any]:
    """Give the unit a new name from a date. Raises: RefusedError when ended, or when it bears that name then."""
    _in_force(unit, effective_on)
    now = unit.named_on(effective_on)
    if (now.name, now.full_name) == (name, full_name or name):
        raise RefusedError("unit.same_name", clause=CHANGES_CLAUSE, unit=unit.code, name=name)
    return [e.UnitRenamed(unit.code, name, effective_on, reason, full_name or name)]


def regroup(unit: Unit, *, group: str, effective_on: date, reason: str) -> list[Any]:
    """Assess the unit in another group from a date. Raises: InvalidError, RefusedError as `rename`."""
    _known_group(group, "to")
    _in_force(unit, effective_on)
    if unit.group_on(effective_on) == group:
        raise RefusedError("unit.same_group", clause=CHANGES_CLAUSE, unit=unit.code, group=group)
    return [e.UnitRegrouped(unit.code, group, effective_on, reason)]


def merge(unit: Unit, into: Unit | None, *, to: str, effective_on: date, reason: str, duties_move: bool) -> list[Any]:
    """Merge the unit into another from a date.

    Raises: RefusedError when either has ended, or is to end; InvalidError when there is no such other unit.
    """
    _unchanged(unit)
    if to == unit.code:
        raise RefusedError("unit.into_itself", clause=CHANGES_CLAUSE, unit=unit.code)
    _receives(into, to, "to")
    return [e.UnitMerged(unit.code, to, effective_on, reason, duties_move)]


def split(
    unit: Unit, into: Mapping[str, Unit | None], *, effective_on: date, reason: str
) -> list[Any]:  # fmt: skip
    """Split the unit into two or more registered units; its own code among them means that it goes on.

    Its open duties stay until the office transfers each task: nobody can guess which part answers for which (D-031).
    Raises: as `merge`.
    """
    _unchanged(unit)
    if len(into) < 2:
        raise InvalidError("to", "split_needs_two")
    for place, (code, part) in enumerate(into.items()):
        _receives(part, code, f"to.{place}")
    return [e.UnitSplit(unit.code, tuple(into), effective_on, reason)]


def define_group(
    group: UnitGroup | None, same_code: Unit | None, members: Mapping[str, Unit | None], *, code: str, name: str,
    effective_on: date,
) -> list[Any]:  # fmt: skip
    """Define a group of units, or its members from a date on.

    Raises: InvalidError for a bad code or an unknown member, RefusedError when a unit has the code or nothing changes.
    """
    if not ids.UNIT_CODE.fullmatch(code):
        raise InvalidError("group", "bad_unit_code", value=code)
    if same_code is not None:
        raise RefusedError("unit.code_taken", clause=NAMES_CLAUSE, unit=code, name=same_code.names[-1].name)
    for place, (member, unit) in enumerate(members.items()):
        if unit is None:
            raise InvalidError(f"members.{place}", "unknown_unit", unit=member)
    if group is not None and (group.name, group.members_on(effective_on)) == (name, tuple(members)):
        raise RefusedError("unit_group.nothing_changes", clause=NAMES_CLAUSE, group=code)
    return [e.UnitGroupDefined(code, name, tuple(members), effective_on)]


def _known_group(group: str, place: str) -> None:
    if group not in GROUPS:
        raise InvalidError(place, "unknown_assessment_group", value=group, known=list(GROUPS))


def _in_force(unit: Unit, day: date) -> None:
    if not unit.in_force_on(day):
        raise RefusedError("unit.ended", clause=CHANGES_CLAUSE, unit=unit.code, ended_on=unit.ended_on)


def _unchanged(unit: Unit) -> None:
    if unit.merged_into or unit.split_into:
        into = unit.merged_into or "、".join(unit.split_into)
        raise RefusedError("unit.changed_already", clause=CHANGES_CLAUSE, unit=unit.code, into=into, on=unit.changed_on)


def _receives(unit: Unit | None, code: str, place: str) -> None:
    """A unit with an end of its own, even a later one, takes nobody over: that way no circle can arise."""
    if unit is None:
        raise InvalidError(place, "unknown_unit", unit=code)
    if unit.ended_on is not None:
        raise RefusedError("unit.ended", clause=CHANGES_CLAUSE, unit=code, ended_on=unit.ended_on)
