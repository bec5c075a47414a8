"""The one clock and the one source of random ids; a demonstration record may be given its time by DUCHA_CLOCK."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    by_hand: bool  # set by somebody, not by the machine: only a demonstration record obeys it

    def now(self) -> datetime:
        """Return the moment in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    by_hand = False

    def now(self) -> datetime:
        return datetime.now(UTC)


class StandingClock:
    """A demonstration's clock that stands at one moment."""

    by_hand = True

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class FileClock:
    """A demonstration's clock: the moment in a file, read at every use, so that it can be moved from outside."""

    by_hand = True

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        self.path = path
        self.zone = zone

    def now(self) -> datetime:
        return read_moment(self.path.read_text(), self.zone)


class OffsetClock:
    """A demonstration's clock that goes on from a given moment at the machine's pace.

    `since` is the machine's moment at which it started, so that every process of a server tells the same time.
    """

    by_hand = True

    def __init__(self, start: datetime, since: datetime | None = None) -> None:
        self._ahead = start - (since or datetime.now(UTC))

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


def clock_of(setting: str | None, zone: ZoneInfo) -> Clock:
    """Return the clock a setting asks for: nothing, an ISO moment (stands), `from:MOMENT[@SINCE]` (goes on) or
    `file:PATH`.

    A moment without an offset is read in `zone`. Raises: ValueError when it is not a moment.
    """
    if not setting:
        return SystemClock()
    kind, _, rest = setting.partition(":")
    if kind == "file":
        return FileClock(Path(rest), zone)
    if kind == "from":
        start, _, since = rest.partition("@")
        return OffsetClock(read_moment(start, zone), read_moment(since, zone) if since else None)
    return StandingClock(read_moment(setting, zone))


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """Read an ISO moment into UTC. Raises: ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def new_id() -> str:
    """Return 128 random bits as 32 hexadecimal digits: unguessable, and unique without asking anybody."""
    return os.urandom(16).hex()


def new_salt() -> bytes:
    """Return 16 random bytes that keep a short text from being guessed from its digest."""
    return os.urandom(16)
