"""`/reminders`: who was reminded of what (催办), when, and whether word of it went out (D-147)."""

from typing import Any

from marshmallow import fields

from api.fields import Id, TaskNo, UnitCode, one_of
from api.routes import Ask, Family
from api.schemas import Out, PageQuery, cursor_of, envelope, listed
from domain.reminders import MOMENTS
from projections import as_of as times
from projections import reminders

family = Family("reminders")


class RemindersQuery(PageQuery):
    scheme = Id()
    unit = UnitCode()
    task_no = TaskNo()
    moment = one_of(*MOMENTS)


class DeliveryOut(Out):
    """One attempt. `to`: office, or the unit whose own channel it is; `channel`: what kind of address."""

    to = fields.String(required=True)
    channel = fields.String(required=True)
    attempt = fields.Integer(required=True)
    state = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class ReminderOut(Out):
    """A duty told of on `day`; `moment`: as coming, as due, or as overdue."""

    unit = fields.String(required=True)
    day = fields.Date(required=True)
    moment = fields.String(required=True)
    duty_id = fields.String(required=True)
    scheme = fields.String(required=True)
    kind = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    period = fields.String(required=True)
    due_on = fields.Date(required=True)
    position = fields.Integer(required=True)
    prepared_at = fields.AwareDateTime(required=True)
    deliveries = fields.List(fields.Nested(DeliveryOut), required=True)


@family.get("/reminders", power="read_reminders", query=RemindersQuery, answer=envelope(ReminderOut))
def list_reminders(ask: Ask) -> dict[str, Any]:
    """Return what units were reminded of, the newest first: a unit its own, a leader those of the portfolio."""
    asked = {name: ask.query.get(name) for name in ("scheme", "unit", "task_no", "moment")}
    limit, before = ask.query["limit"], cursor_of(ask.query, int, str)
    with ask.reading() as db:
        rows = reminders.listed(db, viewer=ask.actor, **asked, before=before, limit=limit + 1)
        return listed(
            rows, as_of=times.now(db), limit=limit, cursor=lambda row: (row["position"], row["duty_id"])
        )  # fmt: skip
