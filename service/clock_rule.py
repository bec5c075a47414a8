"""When the clock may be believed: not behind the last line, not beyond the day after the last tick (rules: clock)."""

import sqlite3
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from domain import ids
from domain.events import STORED_NAME, ClockAccepted, DayReached
from service import codec
from service import record_tables as sql

BACKWARD = timedelta(seconds=2)  # two processes and a step of NTP; more than that is another clock
_ACCEPTED = STORED_NAME[ClockAccepted]
_TICKED = STORED_NAME[DayReached]
WATCHED = frozenset({_ACCEPTED, _TICKED})


class ClockSeen(NamedTuple):
    """What the record says of time so far; a tick or an administrator has vouched for the local day `reached_on`."""

    last_at: datetime | None = None
    reached_on: date | None = None

    def after(self, event: Any, recorded_at: datetime, zone: ZoneInfo) -> "ClockSeen":
        """Return what is known after one more line."""
        reached = self.reached_on
        if isinstance(event, ClockAccepted):
            reached = event.now_at.astimezone(zone).date()  # it may lead back: the clock was wrong before
        elif isinstance(event, DayReached) and reached is not None:
            reached = max(reached, event.day)  # catching up day by day takes nothing back
        elif reached is None:
            reached = recorded_at.astimezone(zone).date()
        return ClockSeen(recorded_at, reached)

    def anomaly(self, now: datetime, today: date, *, forward: bool) -> str | None:
        """Return why this clock cannot be believed, or None. `forward`: the forward rule applies."""
        if self.last_at is not None and self.last_at - now > BACKWARD:
            return f"clock_behind now={now.isoformat()} last_line={self.last_at.isoformat()}"
        if forward and self.reached_on is not None and (today - self.reached_on).days > 1:
            return f"clock_ahead now={now.isoformat()} last_day_reached={self.reached_on.isoformat()}"
        return None


def read_clock_seen(connection: sqlite3.Connection, zone: ZoneInfo) -> ClockSeen:
    """Return what the record says of time: its last line, its last tick, the last acceptance, else its first day."""
    last = connection.execute(sql.LAST_META).fetchone()
    if last is None:
        return ClockSeen()
    first_meta = connection.execute(sql.FIRST_META).fetchone()[0]
    seen = ClockSeen().after(None, codec.decode_meta(first_meta).recorded_at, zone)
    vouched = [
        row
        for stream, name in ((ids.RECORD, _ACCEPTED), (ids.TICK, _TICKED))
        if (row := connection.execute(sql.LAST_NAMED, (stream, name)).fetchone())
    ]
    last_at = codec.decode_meta(last[1]).recorded_at
    for _, name, state in sorted(vouched):
        seen = seen.after(codec.decode(name, state), last_at, zone)
    return ClockSeen(last_at, seen.reached_on)
