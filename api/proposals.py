"""`/proposals`: corrections of lights and findings of untruth that wait for a second person (D-072, D-113)."""

from typing import Any

from marshmallow import fields

from api.fields import one_of
from api.routes import Ask, Family
from api.schemas import Out, PageQuery, cursor_of, envelope, listed
from projections import as_of as times
from projections import what_is_proposed

family = Family("proposals")


class SecondPersonQuery(PageQuery):
    kind = one_of(*what_is_proposed.KINDS)


class SecondPersonOut(Out):
    """`number`: of the correction or the report. `kind`: light_correction untrue_report."""

    kind = fields.String(required=True)
    task_no = fields.String(required=True)
    number = fields.Integer(required=True)
    node = fields.String(required=True, allow_none=True)
    light = fields.String(required=True, allow_none=True)
    proposed_by = fields.String(required=True)
    position = fields.Integer(required=True)
    since = fields.AwareDateTime(required=True)


@family.get("/proposals", power="read_lighting", query=SecondPersonQuery, answer=envelope(SecondPersonOut))
def list_proposals(ask: Ask) -> dict[str, Any]:
    """List corrections of lights and findings of untruth that nobody has confirmed yet, the oldest first."""
    limit, after = ask.query["limit"], cursor_of(ask.query, int) or (0,)
    with ask.reading() as db:
        rows = what_is_proposed.proposals(db, kind=ask.query.get("kind"), after=after[0], limit=limit + 1)
        return listed(rows, as_of=times.now(db), limit=limit, cursor=lambda row: (row["position"],))
