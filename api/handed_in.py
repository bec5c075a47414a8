"""`/handed-in`: what was handed in and waits for the office, a leader or a unit to go on with (三(四), D-153)."""

from typing import Any

from marshmallow import fields

from api.fields import Id, TaskNo, UnitCode, one_of
from api.routes import Ask, Family
from api.schemas import Out, PageQuery, cursor_of, envelope, listed
from projections import handed_in

family = Family("handed_in")


class HandedInQuery(PageQuery):
    """`to`: whose step it is: `office`, `leader` or a unit's code."""

    scheme = Id()
    kind = one_of(*handed_in.KINDS)
    task_no = TaskNo()
    unit = UnitCode()
    to = UnitCode()


class HandedInOut(Out):
    """`number`: of the report or extension. `asked_day`: resubmit by, the new limit asked for, or done on."""

    kind = fields.String(required=True)
    task_no = fields.String(required=True)
    scheme = fields.String(required=True)
    title = fields.String(required=True)
    leader = fields.String(required=True, allow_none=True)
    number = fields.Integer(required=True, allow_none=True)
    unit = fields.String(required=True)
    role = fields.String(required=True)
    to = fields.String(required=True)
    node = fields.String(required=True, allow_none=True)
    asked_day = fields.Date(required=True, allow_none=True)
    since = fields.AwareDateTime(required=True)
    position = fields.Integer(required=True)


@family.get("/handed-in", power="read_tasks", query=HandedInQuery, answer=envelope(HandedInOut))
def list_handed_in(ask: Ask) -> dict[str, Any]:
    """Return what was handed in and waits for a next step, the oldest first; each reader what is theirs."""
    limit = ask.query["limit"]
    after = cursor_of(ask.query, int)
    wanted = {name: ask.query.get(name) for name in ("scheme", "kind", "task_no", "unit", "to")}
    with ask.reading() as db:
        as_of = ask.as_of(db)
        rows = handed_in.waiting(db, viewer=ask.actor, **wanted, after=after[0] if after else 0, limit=limit + 1)
    return listed(rows, as_of=as_of, limit=limit, cursor=lambda row: (row["position"],))
