"""Looks up in the writer's turn what a request names: units by code or known name, posts, items (D-040)."""

from collections.abc import Iterable

from domain import ids
from domain.errors import InvalidError
from domain.frame import SchemeState
from domain.items import Item
from domain.references import References, UnitFound
from domain.scheme import Scheme
from domain.unit_names import UnitNames
from domain.units import Unit, UnitGroup
from service.known import Folds


def look_up(
    turn: Folds, *, units: Iterable[str] = (), posts: Iterable[str | None] = (), items: Iterable[str | None] = ()
) -> References:
    """Return what is known of each name; the decision refuses what is not, and says which field."""
    found = {written: unit for written in units if (unit := _unit(turn, written)) is not None}
    known_posts = {post for post in posts if post is not None and turn.fold(ids.post(post)) is not None}
    folded = {item: turn.fold(ids.item(item)) for item in items if item is not None}
    return References(
        found, known_posts, {name: item.scheme for name, item in folded.items() if isinstance(item, Item)}
    )


def scheme_named(turn: Folds, scheme: str) -> Scheme:
    """Return the scheme a request names. Raises: InvalidError naming the field `scheme`."""
    found = turn.fold(ids.scheme(scheme))
    if not isinstance(found, SchemeState):
        raise InvalidError("scheme", "unknown_scheme", scheme=scheme)
    return found.on(turn.today)


def _unit(turn: Folds, written: str) -> UnitFound | None:
    """Return the unit of that code, else the one that bears the name (today, once, or as a confirmed alias)."""
    if ids.UNIT_CODE.fullmatch(written):
        found = _coded(turn, written)
        if found is not None:
            return found
    names = turn.fold(ids.UNIT_NAMES)
    owner = names.owner(written) if isinstance(names, UnitNames) else None
    return _coded(turn, owner) if owner is not None else None


def _coded(turn: Folds, code: str) -> UnitFound | None:
    unit = turn.fold(ids.unit(code))
    if isinstance(unit, Unit):
        successors = (unit.merged_into,) if unit.merged_into else unit.split_into
        return UnitFound(code, ended_on=unit.ended_on, successors=successors)
    group = turn.fold(ids.unit_group(code))
    return UnitFound(code, is_group=True) if isinstance(group, UnitGroup) else None
