"""`/duties`: what is owed, by whom, until when and why that day; met, late, missed or lapsed (三(四), S25)."""

from datetime import date
from typing import Any

from marshmallow import fields

from api.fields import Day, Id, TaskNo, UnitCode, one_of
from api.routes import Ask, Family
from api.schemas import AsOfQuery, Out, PageQuery, envelope
from domain import duties
from projections import reminders, what_is_due
from projections.as_of import AsOf, day_of
from projections.model import Db
from service import known

family = Family("duties")
KINDS = (
    duties.IMPLEMENTATION_PLAN, duties.NODE_PLAN, duties.PROGRESS_REPORT, duties.NOTICE_ANSWER,
    "commitment", "office_special",
)  # fmt: skip
_OWED = (duties.OPEN, duties.MISSED, duties.PROVISIONAL)
STATES = (duties.OPEN, duties.MET, duties.LATE, duties.MISSED, duties.LAPSED, duties.PROVISIONAL)


class DutiesQuery(AsOfQuery, PageQuery):
    """`due_before` excludes that day."""

    scheme = Id()
    unit = UnitCode()
    state = one_of(*STATES)
    kind = one_of(*KINDS)
    task_no = TaskNo()
    due_before = Day()


class DayOut(Out):
    """One calendar day walked. `why`: period_end fixed_day working weekend holiday makeup_workday unpublished."""

    date = fields.Date(required=True)
    counted = fields.Boolean(required=True)
    why = fields.String(required=True)


class RemindedOut(Out):
    """What was told of it, and on which day. `moment`: coming due overdue."""

    moment = fields.String(required=True)
    on = fields.Date(required=True)


class DutyOut(Out):
    """`reminders`: when its unit was reminded of it (催办), each moment at most once.

    `days_left`: working days from the day asked for up to the due day, below 0 when overdue; null once settled.
    """

    duty_id = fields.String(required=True)
    scheme = fields.String(required=True)
    unit = fields.String(required=True)
    kind = fields.String(required=True)
    role = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    items = fields.List(fields.String(), required=True)
    period = fields.String(required=True)
    due_on = fields.Date(required=True)
    due_because = fields.List(fields.Nested(DayOut), required=True)
    provisional = fields.Boolean(required=True)
    clause = fields.String(required=True)
    to = fields.String(required=True)
    state = fields.String(required=True)
    late_days = fields.Integer(required=True)
    days_left = fields.Integer(required=True, allow_none=True)
    settled_on = fields.Date(required=True, allow_none=True)
    reminders = fields.List(fields.Nested(RemindedOut), required=True)


@family.get("/duties", power="read_duties", query=DutiesQuery, answer=envelope(DutyOut))
def list_duties(ask: Ask) -> dict[str, Any]:
    """Return what is owed, by due day: a unit its own and what is owed to it, a leader what its tasks owe."""
    asked = {name: value for name, value in ask.query.items() if name not in ("known_at", "true_on", "after")}
    with ask.reading() as db:
        as_of = ask.as_of(db)
        found = what_is_due.list_duties(db, viewer=ask.actor, as_of=as_of, **asked)
        told = reminders.of_duties(db, [duty["duty_id"] for duty in found["items"]], as_of)
        left = _DaysLeft(ask, _day(ask, db, as_of))
    items = [
        {**duty, "days_left": left.of(duty), "reminders": told.get(duty["duty_id"], [])} for duty in found["items"]
    ]
    return {**found, "items": items}


def _day(ask: Ask, db: Db, as_of: AsOf) -> date:
    """Return the day from which days are counted: the past is answered as it was answered then."""
    if as_of.true_on is not None:
        return as_of.true_on
    if as_of.known_at is not None:
        return as_of.known_at.astimezone(as_of.zone).date()
    return ask.app.store.today if as_of.position == db.position else day_of(db, as_of)


class _DaysLeft:
    """Counts each due day once: a unit's duties fall on few."""

    def __init__(self, ask: Ask, on: date) -> None:
        self._store, self._on = ask.app.store, on
        self._counted: dict[str, int] = {}

    def of(self, duty: dict[str, Any]) -> int | None:
        due_on: str = duty["due_on"]
        if duty["state"] not in _OWED:
            return None
        if due_on not in self._counted:
            calendar = known.calendar(self._store, self._on.year)
            self._counted[due_on] = calendar.days_left(date.fromisoformat(due_on), self._on)
        return self._counted[due_on]
