"""Which unit, or unit group, each written name belongs to, so that no two ever share one (D-030)."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain import events as e
from domain.errors import InvalidError, RefusedError

CLAUSE = "D-030"
LONGEST = 100  # characters; the longest name in annex 1 has 28


@dataclass(frozen=True, slots=True)
class UnitNames:
    owners: Mapping[str, str] = field(default_factory=dict)  # folded name → code

    def owner(self, name: str) -> str | None:
        """Return the code of the unit or group that bears `name`, today or ever."""
        return self.owners.get(key(name))


def key(name: str) -> str:
    """Fold what no reader would call a difference: full-width forms and spaces. Never characters (D-030)."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def evolve(names: UnitNames | None, event: Any, account: str = "") -> UnitNames:
    before = names or UnitNames()
    if not isinstance(event, e.UnitNamesTaken):
        return before
    return UnitNames({**before.owners, **{key(name): event.code for name in event.names}})


def take(names: UnitNames | None, *, code: str, wanted: Mapping[str, str]) -> list[Any]:
    """Take names (field → name) for a unit or group; those it bears already need no event.

    Raises: InvalidError when one is empty or too long, RefusedError naming the unit that bears it.
    """
    before = names or UnitNames()
    for place, name in wanted.items():
        if not 0 < len(key(name)) <= LONGEST:
            raise InvalidError(place, "bad_name", longest=LONGEST)
        owner = before.owner(name)
        if owner not in (None, code):
            raise RefusedError("unit.name_taken", clause=CLAUSE, name=name, unit=owner, field=place)
    new = _once(name for name in wanted.values() if before.owner(name) is None)
    return [e.UnitNamesTaken(code, new)] if new else []


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({key(name): name for name in names}.values())
