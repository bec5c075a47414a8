"""As what a duty is told on a working day, and what is never told."""

from dataclasses import replace
from datetime import date

import pytest

from domain import reminders
from domain.duties import Duty, Facts
from domain.working_days import Calendar, Due, Year, fixed

DAYS = Calendar({2020: Year(2020, frozenset({date(2020, 10, n) for n in (1, 2, 5, 6, 7, 8)}),
                            frozenset({date(2020, 10, 10)}), "test")})  # fmt: skip
NOTHING = Facts()
DUTY = Duty("progress_report", "s", "u", "lead", "2020-001", "2020-09", fixed(date(2020, 10, 12)), "office", "三(四)3")


def told(day: date, duty: Duty = DUTY, facts: Facts = NOTHING, days_before: int = 2) -> str | None:
    found = reminders.of_duty(duty, facts, reminders.window(day, days_before, DAYS))
    return found.moment if found else None


@pytest.mark.parametrize(
    ("day", "days_before", "moment"),
    [
        (date(2020, 9, 30), 2, None),  # 9, 10 and 12 October are worked before and on the day
        (date(2020, 9, 30), 3, "coming"),
        (date(2020, 10, 9), 2, "coming"),
        (date(2020, 10, 9), 1, None),
        (date(2020, 10, 10), 1, "coming"),
        (date(2020, 10, 10), 0, None),
        (date(2020, 10, 12), 0, "due"),
        (date(2020, 10, 13), 0, "overdue"),
        (date(2020, 12, 1), 0, "overdue"),
    ],
)
def test_working_days_ahead_are_counted_by_the_official_calendar(day: date, days_before: int, moment: str) -> None:
    assert told(day, days_before=days_before) == moment


@pytest.mark.parametrize(
    ("duty", "facts"),
    [
        (DUTY, Facts(met=True)),
        (DUTY, Facts(met=True, late_days=2)),
        (DUTY, Facts(pending=True)),
        (replace(DUTY, lapsed=True), Facts()),
        (replace(DUTY, due=Due(date(2020, 10, 12), (), provisional=True)), Facts()),
    ],
)
def test_nothing_is_told_of_what_is_met_judged_lapsed_or_provisional(duty: Duty, facts: Facts) -> None:
    assert told(date(2020, 10, 12), duty, facts) is None


def test_what_is_recorded_missing_is_still_owed() -> None:
    assert told(date(2020, 10, 13), facts=Facts(missed=True)) == "overdue"


def test_a_returned_report_is_due_on_its_day_for_coming_again() -> None:
    facts = Facts(reopened_until=date(2020, 10, 14))
    assert told(date(2020, 10, 13), facts=facts) == "coming"
    assert told(date(2020, 10, 14), facts=facts) == "due"
