"""`/burden`: how much each unit is asked for, month by month and kind by kind (mission: a burden meter)."""

from typing import Any

from marshmallow import fields

from api.fields import Form, Id, UnitCode
from api.routes import Ask, Family
from api.schemas import AsOfQuery, Out, envelope, listed
from api.whole_lists import WholeQuery, paged
from domain.actors import UNIT_ROLES
from projections import burden

family = Family("burden")
_MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"


class BurdenQuery(AsOfQuery, WholeQuery):
    """`from` and `to` are months, both included."""

    scheme = Id()
    unit = UnitCode()
    from_month = fields.String(validate=Form(_MONTH), data_key="from")
    to_month = fields.String(validate=Form(_MONTH), data_key="to")


class BurdenLineOut(Out):
    """`kind`: a duty's, `rectification_notice` or `report_returned`; a duty counts in the month it falls due."""

    unit = fields.String(required=True)
    month = fields.String(required=True)
    kind = fields.String(required=True)
    requests = fields.Integer(required=True)


@family.get("/burden", power="read_burden", query=BurdenQuery, answer=envelope(BurdenLineOut))
def requests(ask: Ask) -> dict[str, Any]:
    """Return how many requests each unit got, one line per unit, month and kind; a unit is told its own."""
    asked = {name: ask.query.get(name) for name in ("scheme", "unit", "from_month", "to_month")}
    with ask.reading() as db:
        as_of = ask.as_of(db)
        rows = burden.requests(db, as_of=as_of, **asked)
    if ask.actor.role in UNIT_ROLES:
        rows = [row for row in rows if row["unit"] == ask.actor.unit]
    return paged(ask.query, listed(rows, as_of=as_of))
