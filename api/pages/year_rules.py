"""`/schemes/<id>` and `/calendar/<year>`: the rules in force and the working days, to be read where a page says why."""

import calendar
import json
from datetime import date
from typing import Any

from flask import Response

from api import calendar as years
from api import schemes
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import Visit
from api.pages.year_family import in_order
from domain.errors import AbsentError
from domain.working_days import FIRST_YEAR, LAST_YEAR, Calendar, Year

pages = Pages("year")
_NUMERALS = "一二三四五六七八九十"


@pages.get("/schemes/<scheme>", power="read_schemes")
def show_rules(visit: Visit, scheme: str) -> Response:
    """Show a scheme's rules: nodes, duties, lights, escalation and scores, each with its clause; its amendments."""
    told = visit.read(schemes.read_scheme, scheme=scheme)
    formula = told["content"]["formula"]
    return visit.show(
        "year/rules.html", told=told, rules=told["content"], others=schemes_on_record(visit),
        points=in_order(formula["points"], "score_cause"), factors=in_order(formula["role_factor"], "role_in_task"),
        amendments=[{**one, "changes": _written(one["changes"])} for one in told["amendments"]],
        clauses=sorted(told["content"]["clauses"].items(), key=_clause_place), as_of=told["as_of"],
    )  # fmt: skip


@pages.get("/calendar/<int:year>", power="read_calendar")
def show_year(visit: Visit, year: int) -> Response:
    """Show a year's working days; an unpublished year says that it goes by weekends alone."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise AbsentError("calendar", str(year))
    told = _published(visit, year)
    months = [(f"{year}-{month:02d}", _weeks(year, month, told)) for month in range(1, 13)]
    span = [n for n in (year - 1, year + 1) if FIRST_YEAR <= n <= LAST_YEAR]
    return visit.show("year/calendar.html", year=year, told=told, months=months, span=span)


def _written(changes: dict[str, Any]) -> dict[str, str]:
    """Return what was changed as it would be typed: words as they are, anything else as JSON."""
    return {path: new if isinstance(new, str) else json.dumps(new, ensure_ascii=False) for path, new in changes.items()}


def _clause_place(clause: tuple[str, str]) -> list[int]:
    """Return where a clause stands in its notice: 二 comes before 三."""
    return [_NUMERALS.find(letter) for letter in clause[0]]


def _published(visit: Visit, year: int) -> dict[str, Any] | None:
    try:
        return visit.read(years.read_year, year=year)
    except AbsentError:
        return None


def _weeks(year: int, month: int, told: dict[str, Any] | None) -> list[list[dict[str, Any] | None]]:
    """Return a month's weeks from Monday on, each day with why it is worked or not, as duties count it."""
    known = Calendar({year: _year(year, told)} if told else {})
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return [[_day(known, day) if day.month == month else None for day in week] for week in weeks]


def _year(year: int, told: dict[str, Any]) -> Year:
    days_off, workdays = (frozenset(map(date.fromisoformat, told[name])) for name in ("days_off", "workdays"))
    return Year(year, days_off, workdays, told["source"])


def _day(known: Calendar, day: date) -> dict[str, Any]:
    counted = known.counted(day)
    return {"day": day.day, "counted": counted.counted, "why": counted.why}
