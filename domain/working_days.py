"""Working days of the State Council's yearly notices, make-up weekends included, each day with its reason (三(四))."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.errors import InvalidError, RefusedError
from domain.events import CalendarYearPublished

FIRST_YEAR, LAST_YEAR = 2000, 2199
_DAY = timedelta(days=1)
_SATURDAY = 5  # date.weekday()


@dataclass(frozen=True, slots=True)
class Year:
    """One published calendar year."""

    year: int
    days_off: frozenset[date]  # public holidays that fall on Monday to Friday
    workdays: frozenset[date]  # make-up working Saturdays and Sundays
    source: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One calendar day walked. `why`: period_end fixed_day working weekend holiday makeup_workday unpublished."""

    date: date
    counted: bool
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """A due day, inclusive, until 24:00 local (D-001); `provisional`: it was reached through an unpublished year."""

    due_on: date
    because: tuple[Counted, ...]
    provisional: bool


def fixed(day: date) -> Due:
    """Return the due day a scheme names itself (8月17日前): inclusive, never moved, never provisional."""
    return Due(day, (Counted(day, True, "fixed_day"),), False)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published years; any other year is reckoned by weekends only, and what rests on it is provisional."""

    years: Mapping[int, Year]

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is worked; in an unpublished year every Monday to Friday is."""
        return self.counted(day).counted

    def counted(self, day: date) -> Counted:
        """Return `day` with whether it counts as a working day, and why."""
        year = self.years.get(day.year)
        weekend = day.weekday() >= _SATURDAY
        if year is None:
            return Counted(day, not weekend, "unpublished")
        if weekend:
            worked = day in year.workdays
            return Counted(day, worked, "makeup_workday" if worked else "weekend")
        off = day in year.days_off
        return Counted(day, not off, "holiday" if off else "working")

    def after(self, day: date, n: int) -> Due:
        """Return the n-th working day after `day`, with every calendar day walked; n = 0 is `day` itself.

        Raises: InvalidError when n is negative.
        """
        if n < 0:
            raise InvalidError("working_days", "negative", value=n)
        walked = [Counted(day, False, "period_end")]
        while n:
            step = self.counted(walked[-1].date + _DAY)
            walked.append(step)
            n -= step.counted
        provisional = any(step.why == "unpublished" for step in walked)
        return Due(walked[-1].date, tuple(walked), provisional)

    def late_days(self, due_on: date, on: date) -> int:
        """Return how many working days late `on` is: 0 in time, at least 1 after it, even on a holiday."""
        if on <= due_on:
            return 0
        days = ((due_on + _DAY * ahead) for ahead in range(1, (on - due_on).days + 1))
        return max(1, sum(self.counted(day).counted for day in days))

    def days_left(self, due_on: date, on: date) -> int:
        """Return how many working days are left after `on` up to the due day; below 0: overdue by so many."""
        if on > due_on:
            return -self.late_days(due_on, on)
        return sum(self.counted(on + _DAY * ahead).counted for ahead in range(1, (due_on - on).days + 1))


def evolve(_state: Year | None, event: Any, _account: str = "") -> Year | None:
    """Return the year as last published; an earlier version stays on the record."""
    if isinstance(event, CalendarYearPublished):
        return Year(event.year, frozenset(event.days_off), frozenset(event.workdays), event.source)
    return _state


def publish(
    current: Year | None, year: int, *, days_off: Collection[date], workdays: Collection[date], source: str
) -> list[CalendarYearPublished]:
    """Publish a year, or publish it anew.

    Raises: InvalidError naming the day that is outside the year, named twice or on the wrong side of the weekend;
    RefusedError when the year stands exactly so already.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidError("year", "out_of_range", year=year)
    if not source.strip():
        raise InvalidError("source", "missing")
    if not days_off:
        raise InvalidError("days_off", "missing")  # no year is without holidays: an empty table is a slip
    _check("days_off", days_off, year, weekend=False)
    _check("workdays", workdays, year, weekend=True)
    if current == Year(year, frozenset(days_off), frozenset(workdays), source):
        raise RefusedError("calendar.already_so", clause="D-001", year=year)
    return [CalendarYearPublished(year, tuple(sorted(days_off)), tuple(sorted(workdays)), source)]


def _check(field: str, days: Collection[date], year: int, *, weekend: bool) -> None:
    seen: set[date] = set()
    for place, day in enumerate(days):
        at = f"{field}.{place}"
        if day.year != year:
            raise InvalidError(at, "outside_the_year", day=day.isoformat(), year=year)
        if (day.weekday() >= _SATURDAY) != weekend:
            raise InvalidError(at, "not_a_weekend" if weekend else "not_a_weekday", day=day.isoformat())
        if day in seen:
            raise InvalidError(at, "day_named_twice", day=day.isoformat())
        seen.add(day)
