"""Say when something is due, with every calendar day counted or left out and why; needs no record."""

from datetime import date
from typing import Any

from domain import duties, working_days
from domain.errors import InvalidError, RefusedError
from domain.scheme import Scheme
from domain.working_days import Calendar, Due
from service import bundled


def explain_due(kind: str, period: str, *, scheme_id: str, role: str) -> dict[str, Any]:
    """Explain by the bundled scheme and calendars. Raises: AbsentError for another scheme; as `explain`."""
    years = {event.year: working_days.evolve(None, event) for event in bundled.calendar_years()}
    calendar = Calendar({number: year for number, year in years.items() if year is not None})
    return explain(kind, period, bundled.scheme(scheme_id), calendar, role)


def explain(kind: str, period: str, scheme: Scheme, calendar: Calendar, role: str) -> dict[str, Any]:
    """Return the due day of `kind` for `period` and how it was reckoned.

    `period` of a notice answer is the day on which the notice is issued. Raises: InvalidError, RefusedError.
    """
    if kind == duties.NOTICE_ANSWER:
        return _said(
            scheme, kind, period, role, duties.notice_due(_day(period), scheme, calendar), _answer_clause(scheme)
        )
    known = {rule.kind for rule in scheme.duties}
    if kind not in known:
        raise InvalidError("kind", "unknown_kind", kind=kind, known=sorted({*known, duties.NOTICE_ANSWER}))
    if kind == duties.IMPLEMENTATION_PLAN:
        role = "responsible"
    elif kind == duties.OFFICE_SPECIAL:
        role = duties.OFFICE
    rule = duties.rule_for(scheme, kind, role, period)
    return _said(scheme, kind, period, role, duties.due_by(rule, scheme, period, calendar), rule.clause)


def _said(scheme: Scheme, kind: str, period: str, role: str, due: Due, clause: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "period": period,
        "role": role,
        "scheme": scheme.scheme,
        "due_on": due.due_on.isoformat(),
        "because": because(due),
        "provisional": due.provisional,
        "clause": clause,
    }


def because(due: Due) -> list[dict[str, Any]]:
    """Return the days walked as people's programs read them."""
    return [{"date": day.date.isoformat(), "counted": day.counted, "why": day.why} for day in due.because]


def _answer_clause(scheme: Scheme) -> str:
    if not scheme.notices.answer_roles:
        raise RefusedError("duty.not_owed", clause=scheme.notices.clause, kind=duties.NOTICE_ANSWER, periods=[])
    return scheme.notices.clause


def _day(period: str) -> date:
    try:
        return date.fromisoformat(period)
    except ValueError:
        raise InvalidError("period", "not_a_date", period=period) from None
