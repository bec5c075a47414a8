"""What the names in a request turned out to be inside the turn: units, posts and items, checked by field (D-040)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.errors import InvalidError


@dataclass(frozen=True, slots=True)
class UnitFound:
    """What a written unit stands for; `ended_on` is the day from which it is merged, split or closed."""

    code: str
    is_group: bool = False
    ended_on: date | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class References:
    """Only what the request names is looked up: anything absent here is unknown."""

    units: Mapping[str, UnitFound] = field(default_factory=dict)  # as written → found
    posts: Collection[str] = ()
    items: Mapping[str, str] = field(default_factory=dict)  # item → scheme

    def unit(self, where: str, written: str, on: date) -> str:
        """Return the code of the unit written there. Raises: InvalidError naming `where`."""
        found = self._found(where, written, on)
        if found.is_group:
            # A written collective owes nothing (S7), so it can have no role.
            raise InvalidError(where, "unit_group_owes_nothing", unit=written)
        return found.code

    def unit_or_group(self, where: str, written: str, on: date) -> str:
        return self._found(where, written, on).code

    def units_of(self, where: str, written: Sequence[str], on: date) -> tuple[str, ...]:
        """Return the codes in the order written. Raises: InvalidError naming the place, e.g. `co.2`."""
        return tuple(self.unit(f"{where}.{place}", name, on) for place, name in enumerate(written))

    def post(self, where: str, post: str | None) -> str | None:
        if post is not None and post not in self.posts:
            raise InvalidError(where, "unknown_post", post=post)
        return post

    def item(self, where: str, item: str | None, scheme: str) -> str | None:
        if item is not None and self.items.get(item) != scheme:
            raise InvalidError(where, "unknown_item", item=item, scheme=scheme)
        return item

    def _found(self, where: str, written: str, on: date) -> UnitFound:
        found = self.units.get(written)
        if found is None:
            raise InvalidError(where, "unknown_unit", unit=written)
        if found.ended_on is not None and found.ended_on <= on:
            raise InvalidError(
                where, "unit_ended", unit=written, ended_on=found.ended_on, successors=list(found.successors)
            )
        return found


def roles(references: References, on: date, **lists: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the codes of each role's units, no unit twice. Raises: InvalidError naming the place."""
    checked: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for role, written in lists.items():
        checked[role] = references.units_of(role, written, on)
        for place, code in enumerate(checked[role]):
            if code in seen:
                raise InvalidError(f"{role}.{place}", "unit_has_a_role_already", unit=code)
            seen.add(code)
    return checked
