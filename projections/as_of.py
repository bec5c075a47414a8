"""The two times a question may be asked for: as known at a position of the log, and as true on a day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import InvalidError
from projections.model import Db

DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AsOf:
    """`position`: what was on the record then. `true_on`: None is as the record stands, with every change applied."""

    position: int
    known_at: datetime | None = None
    true_on: date | None = None
    zone: ZoneInfo = DEFAULT_ZONE

    def is_now(self, db: Db) -> bool:
        return self.true_on is None and self.position == db.position

    def shown(self) -> dict[str, Any]:
        """Return what a list says it was asked for."""
        return {
            "position": self.position,
            "known_at": told(self.known_at) if self.known_at else None,
            "true_on": self.true_on.isoformat() if self.true_on else None,
        }


def now(db: Db) -> AsOf:
    return AsOf(db.position)


def resolve(db: Db, *, known_at: Any = None, true_on: Any = None, zone: ZoneInfo) -> AsOf:
    """Return the position and day meant.

    `known_at`: a date (the end of that local day), a moment with offset (a `+` that became a blank is understood),
    or `position:N`. `true_on`: a date. Raises: InvalidError naming the field.
    """
    day = _day("true_on", true_on) if true_on else None
    if not known_at:
        return AsOf(db.position, None, day, zone)
    if isinstance(known_at, str) and known_at.startswith("position:"):
        return AsOf(_position(db, known_at.removeprefix("position:")), None, day, zone)
    moment = _moment(known_at, zone)
    return AsOf(position_at(db, moment), moment, day, zone)


def day_of(db: Db, as_of: AsOf) -> date:
    """Return the day asked for; where none is named, the local day of the line asked for: no clock is read here."""
    if as_of.true_on is not None:
        return as_of.true_on
    row = db.execute("SELECT recorded_at FROM audit_line WHERE position = ?", (as_of.position,)).fetchone()
    return moment_of(row[0]).astimezone(as_of.zone).date() if row else date.min


def micros(moment: datetime) -> int:
    """Return a moment as the read models keep it: whole microseconds since 1970, UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(microseconds: int) -> datetime:
    return _EPOCH + microseconds * _MICROSECOND


def told(moment: datetime) -> str:
    """Return a moment as answers write it: UTC, `2020-09-03T01:00:00Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def position_at(db: Db, moment: datetime) -> int:
    """Return the last position recorded at or before a moment; 0 when the record began later.

    Searches by halves: moments rise with positions, but for the two seconds the clock rule lets pass.
    """
    wanted = micros(moment)
    low, high = 0, db.position
    while low < high:
        middle = (low + high + 1) // 2
        row = db.execute("SELECT recorded_at FROM audit_line WHERE position = ?", (middle,)).fetchone()
        if row[0] <= wanted:
            low = middle
        else:
            high = middle - 1
    return low


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the last moment of a local day."""
    tomorrow = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
    return tomorrow.astimezone(UTC) - _MICROSECOND


def start_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _position(db: Db, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise InvalidError("known_at", "not_a_position", value=text)
    if int(text) > db.position:
        raise InvalidError("known_at", "beyond_the_record", value=text, position=db.position)
    return int(text)


def _day(field: str, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InvalidError(field, "not_a_date", value=str(value)) from None


def _moment(value: Any, zone: ZoneInfo) -> datetime:
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, date):
        found = _end(value, zone)
    else:
        found = _parsed(str(value).strip(), zone)
    if found.tzinfo is None:
        raise InvalidError("known_at", "needs_an_offset", value=str(value))
    return _utc(found)


def _parsed(text: str, zone: ZoneInfo) -> datetime:
    try:
        if len(text) == 10:
            return _end(date.fromisoformat(text), zone)
        head, blank, offset = text.rpartition(" ")
        if blank and "T" in head:
            text = f"{head}+{offset}"  # an unencoded + arrives as a blank
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidError("known_at", "not_a_moment", value=text) from None


def _end(day: date, zone: ZoneInfo) -> datetime:
    try:
        return end_of(day, zone)
    except OverflowError:
        raise InvalidError("known_at", "not_a_moment", value=day.isoformat()) from None


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidError("known_at", "not_a_moment", value=str(moment)) from None
