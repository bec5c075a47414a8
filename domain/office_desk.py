"""What the office itself has left undone under a scheme, as the daily tick found it (二(四), D-121)."""

from dataclasses import dataclass, replace
from typing import Any

from domain.events import DutyMissed


@dataclass(frozen=True, slots=True)
class OfficeDesk:
    scheme: str
    missed: frozenset[tuple[str, str]] = frozenset()  # (kind, period)


def evolve(desk: OfficeDesk | None, event: Any, account: str = "") -> OfficeDesk | None:
    """Return the desk after `event`."""
    if not isinstance(event, DutyMissed):
        return desk
    before = desk or OfficeDesk(event.scheme)
    return replace(before, missed=before.missed | {(event.kind, event.period)})
