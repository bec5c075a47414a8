"""Working days: the worked dates, make-up weekends, unpublished years, lateness, and the laws of the reckoning."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import working_days
from domain.errors import InvalidError, RefusedError
from domain.events import CalendarYearPublished
from domain.working_days import Calendar, Counted, Year

BUNDLED = sorted((Path(working_days.__file__).parent / "calendars").glob("*.json"))


def _read(path: Path) -> Year:
    read = json.loads(path.read_text())
    days = {name: frozenset(date.fromisoformat(day) for day in read[name]) for name in ("days_off", "workdays")}
    return Year(read["year"], days["days_off"], days["workdays"], read["source"])


YEARS = {year.year: year for year in map(_read, BUNDLED)}
CALENDAR = Calendar(YEARS)
WEEKENDS_ONLY = Calendar({})

days = st.dates(date(2017, 6, 1), date(2027, 6, 1))  # reaches into unpublished years at both ends
counts = st.integers(1, 40)


@pytest.mark.parametrize(
    ("period_end", "one_day", "three_days"),
    [
        (date(2020, 8, 31), date(2020, 9, 1), date(2020, 9, 3)),
        (date(2020, 9, 30), date(2020, 10, 9), date(2020, 10, 12)),
        (date(2020, 10, 31), date(2020, 11, 2), date(2020, 11, 4)),
        (date(2020, 11, 30), date(2020, 12, 1), date(2020, 12, 3)),
        (date(2020, 12, 31), date(2021, 1, 4), date(2021, 1, 6)),
    ],
)
def test_the_worked_dates_of_2020(period_end: date, one_day: date, three_days: date) -> None:
    assert CALENDAR.after(period_end, 1).due_on == one_day
    assert CALENDAR.after(period_end, 3).due_on == three_days
    assert not CALENDAR.after(period_end, 3).provisional


def test_the_reckoning_names_every_day_and_why() -> None:
    off, worked = "holiday", "working"
    assert [(d.date.isoformat(), d.counted, d.why) for d in CALENDAR.after(date(2020, 9, 30), 3).because] == [
        ("2020-09-30", False, "period_end"),
        *[(f"2020-10-{n:02d}", False, off if n not in (3, 4) else "weekend") for n in range(1, 9)],
        ("2020-10-09", True, worked),
        ("2020-10-10", True, "makeup_workday"),
        ("2020-10-11", False, "weekend"),
        ("2020-10-12", True, worked),
    ]


def test_an_unpublished_year_is_reckoned_by_weekends_and_provisional() -> None:
    only_2020 = Calendar({2020: YEARS[2020]})
    due = only_2020.after(date(2020, 12, 31), 3)
    assert (due.due_on, due.provisional) == (date(2021, 1, 5), True)
    assert {day.why for day in due.because[1:]} == {"unpublished"}
    assert not only_2020.after(date(2020, 12, 28), 3).provisional


def test_the_publication_of_the_year_makes_the_day_firm() -> None:
    assert CALENDAR.after(date(2020, 12, 31), 3).due_on == date(2021, 1, 6)
    assert not CALENDAR.after(date(2020, 12, 31), 3).provisional


@pytest.mark.parametrize(
    ("due_on", "on", "late"),
    [
        (date(2020, 9, 3), date(2020, 9, 2), 0),
        (date(2020, 9, 3), date(2020, 9, 3), 0),
        (date(2020, 9, 3), date(2020, 9, 4), 1),
        (date(2020, 9, 4), date(2020, 9, 5), 1),  # Saturday: late all the same
        (date(2020, 9, 4), date(2020, 9, 7), 1),
        (date(2020, 9, 30), date(2020, 10, 5), 1),  # within the holidays
        (date(2020, 9, 30), date(2020, 10, 10), 2),  # the make-up Saturday counts
    ],
)
def test_lateness_is_counted_in_working_days(due_on: date, on: date, late: int) -> None:
    assert CALENDAR.late_days(due_on, on) == late


def test_a_fixed_day_stays_even_on_a_holiday() -> None:
    due = working_days.fixed(date(2020, 10, 1))
    assert due == working_days.Due(date(2020, 10, 1), (Counted(date(2020, 10, 1), True, "fixed_day"),), False)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_the_bundled_years_are_those_of_chinesecalendar(path: Path) -> None:
    year = _read(path)
    assert path.stem == str(year.year)
    for ahead in range((date(year.year + 1, 1, 1) - date(year.year, 1, 1)).days):
        day = date(year.year, 1, 1) + timedelta(days=ahead)
        assert CALENDAR.is_working(day) == chinese_calendar.is_workday(day), day
    published = working_days.publish(
        None, year.year, days_off=year.days_off, workdays=year.workdays, source=year.source
    )
    assert working_days.evolve(None, published[0]) == year


@pytest.mark.parametrize("year", range(2018, 2026))
def test_a_second_source_knows_the_same_working_days(year: int) -> None:
    other = holidays.country_holidays("CN", years=year, language="zh_CN")
    # the Spring Festival of 2020 was prolonged by a later notice that the second source does not hold
    prolonged = {date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)}
    for day in {*YEARS[year].days_off, *(d for d in other if d.weekday() < 5)} - prolonged:
        assert (day in YEARS[year].days_off) == (day in other), day
    assert {day for day in YEARS[year].workdays if other.is_working_day(day)} == YEARS[year].workdays


def test_the_bundled_years_are_2018_to_2026() -> None:
    assert sorted(YEARS) == list(range(2018, 2027))


@given(days, counts)
def test_a_due_day_is_a_working_day(day: date, n: int) -> None:
    assert CALENDAR.is_working(CALENDAR.after(day, n).due_on)


@given(days, counts)
def test_more_days_allowed_fall_due_later(day: date, n: int) -> None:
    assert CALENDAR.after(day, n).due_on < CALENDAR.after(day, n + 1).due_on
    assert CALENDAR.after(day, n).due_on <= CALENDAR.after(day + timedelta(days=1), n).due_on


@given(days, st.integers(0, 20), st.integers(0, 20))
def test_days_may_be_allowed_in_parts(day: date, a: int, b: int) -> None:
    assert CALENDAR.after(day, a + b).due_on == CALENDAR.after(CALENDAR.after(day, a).due_on, b).due_on


@given(days, counts)
def test_every_day_walked_is_told_once_and_in_order(day: date, n: int) -> None:
    due = CALENDAR.after(day, n)
    assert due.because[0] == Counted(day, False, "period_end")
    assert due.because[-1].date == due.due_on
    assert sum(step.counted for step in due.because) == n
    assert all(after.date - before.date == timedelta(days=1) for before, after in pairwise(due.because))


@given(days, counts)
def test_lateness_agrees_with_the_allowance(day: date, n: int) -> None:
    assert CALENDAR.late_days(day, CALENDAR.after(day, n).due_on) == n


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_lateness_never_shrinks_with_time(day: date, a: int, b: int) -> None:
    sooner, later = sorted((a, b))
    late = [CALENDAR.late_days(day, day + timedelta(days=n)) for n in (sooner, later)]
    assert late[0] <= late[1]
    assert (late[0] == 0) == (sooner == 0)


@given(days, counts)
def test_without_any_published_year_weekends_alone_decide(day: date, n: int) -> None:
    due = WEEKENDS_ONLY.after(day, n)
    assert due.provisional
    assert all(step.counted == (step.date.weekday() < 5) for step in due.because[1:])


def test_a_negative_allowance_is_refused() -> None:
    with pytest.raises(InvalidError, match="negative"):
        CALENDAR.after(date(2020, 9, 30), -1)


@pytest.mark.parametrize(
    ("field", "day", "reason"),
    [
        ("days_off", date(2021, 10, 1), "outside_the_year"),
        ("days_off", date(2020, 10, 3), "not_a_weekday"),
        ("workdays", date(2020, 10, 9), "not_a_weekend"),
        ("workdays", date(2019, 10, 12), "outside_the_year"),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_name(field: str, day: date, reason: str) -> None:
    table = {"days_off": [date(2020, 10, 1)], "workdays": [date(2020, 10, 10)]}
    table[field] = [*table[field], day]
    with pytest.raises(InvalidError) as refused:
        working_days.publish(None, 2020, source="国办发明电〔2019〕16号", **table)
    assert (refused.value.field, refused.value.reason) == (f"{field}.1", reason)


def test_a_day_named_twice_and_a_missing_source_are_refused() -> None:
    with pytest.raises(InvalidError, match="day_named_twice"):
        working_days.publish(None, 2020, days_off=[date(2020, 10, 1)] * 2, workdays=[], source="s")
    with pytest.raises(InvalidError, match="source: missing"):
        working_days.publish(None, 2020, days_off=[], workdays=[], source=" ")
    with pytest.raises(InvalidError, match="days_off: missing"):
        working_days.publish(None, 2020, days_off=[], workdays=[], source="s")
    with pytest.raises(InvalidError, match="year: out_of_range"):
        working_days.publish(None, 9999, days_off=[date(9999, 1, 1)], workdays=[], source="s")


def test_publishing_the_same_year_again_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"calendar\.already_so"):
        working_days.publish(
            YEARS[2020],
            2020,
            days_off=YEARS[2020].days_off,
            workdays=YEARS[2020].workdays,
            source=YEARS[2020].source,
        )


def test_an_amended_year_replaces_the_one_before() -> None:
    facts = working_days.publish(YEARS[2020], 2020, days_off=[date(2020, 1, 1)], workdays=[], source="另一通知")
    assert facts == [CalendarYearPublished(2020, (date(2020, 1, 1),), (), "另一通知")]
    assert working_days.evolve(YEARS[2020], facts[0]) == Year(
        2020, frozenset({date(2020, 1, 1)}), frozenset(), "另一通知"
    )
