"""Where reminders are delivered, and in which hours: read from the settings (docs/operate.md)."""

import re
from dataclasses import dataclass
from datetime import time

from environs import ValidationError

from domain import ids
from domain.duties import OFFICE

_ADDRESS = re.compile(r"(?:(?P<to>[a-z0-9-]{2,32})=)?(?P<url>(?P<channel>[a-z][a-z0-9+.-]*)://\S+)")
_SPAN = re.compile(r"\s*(\d\d:\d\d)-(\d\d:\d\d)\s*")

Hours = tuple[tuple[time, time], ...]
HOURS: Hours = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))


@dataclass(frozen=True, slots=True)
class Address:
    """A channel as apprise writes it. `to`: `office`, which is told everything, or the one unit it belongs to."""

    to: str
    channel: str  # the kind of address: mailtos, wecombot
    url: str  # a secret: never logged, never on the record


def read_addresses(text: str) -> tuple[Address, ...]:
    """Read addresses between blanks, each alone or as `UNIT=ADDRESS`. Raises: ValidationError."""
    found: list[Address] = []
    for place, word in enumerate(text.split(), start=1):
        match = _ADDRESS.fullmatch(word)
        if match is None or match["to"] in ids.NO_UNITS - {OFFICE}:
            raise ValidationError(f"address {place} is neither scheme://… nor UNIT=scheme://…")
        found.append(Address(match["to"] or OFFICE, match["channel"], match["url"]))
    twice = len(found) - len({(one.to, one.channel) for one in found})
    if twice:
        raise ValidationError("two addresses of the same kind for the same receiver")
    return tuple(found)


def read_hours(text: str) -> Hours:
    """Read spans such as `08:30-12:00`, in order, between commas. Raises: ValidationError."""
    spans: list[tuple[time, time]] = []
    for part in text.split(","):
        match = _SPAN.fullmatch(part)
        try:
            begin, end = (time.fromisoformat(word) for word in match.groups()) if match else (time.max, time.min)
        except ValueError:
            begin, end = time.max, time.min
        if begin >= end or (spans and begin < spans[-1][1]):
            raise ValidationError(f"{part!r} is no span of a day after the one before, such as 08:30-12:00")
        spans.append((begin, end))
    return tuple(spans)
