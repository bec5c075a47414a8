"""`/workbooks/mappings`: what headings of other people's forms mean, confirmed once and used afterwards (D-132)."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from api import ledger_workbook, workbook_accounts, workbook_node_plan, workbook_progress
from api.fields import Line, one_of
from api.routes import Ask, Family, receipt_of
from api.schemas import In, Out, ReadQuery, WriteOut, envelope, listed
from api.whole_lists import WholeQuery, paged
from api.workbooks import heading_key
from domain import ids
from domain.frame import SchemeState
from projections import frame
from projections.as_of import now
from service.confirm_mapping import confirm_mapping, confirmed_mappings

family = Family("workbook_mappings")
_FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ledger": ledger_workbook.HEADINGS,
    "progress": workbook_progress.HEADINGS,
    "accounts": workbook_accounts.HEADINGS,
    "node-plan": {},
}


class MappingIn(In):
    form = one_of(*_FORMS, required=True)
    heading = Line(required=True, limit=60)
    field = Line(required=True, limit=60)


class MappingsQuery(ReadQuery, WholeQuery):
    form = one_of(*_FORMS)


class MappingOut(WriteOut):
    form = fields.String(required=True)
    heading = fields.String(required=True)
    field = fields.String(required=True)


class ConfirmedOut(Out):
    """`heading` is as it was written when it was confirmed."""

    form = fields.String(required=True)
    heading = fields.String(required=True)
    field = fields.String(required=True)


@family.get("/workbooks/mappings", power="confirm_mapping", query=MappingsQuery, answer=envelope(ConfirmedOut))
def confirmed(ask: Ask) -> dict[str, Any]:
    """Return what headings of other people's forms were confirmed to mean, the one that stands for each."""
    forms = [ask.query["form"]] if "form" in ask.query else list(_FORMS)
    rows = [
        {"form": row.form, "heading": row.heading, "field": row.field}
        for form in forms
        for row in confirmed_mappings(ask.app, form)
    ]
    with ask.reading() as db:
        return paged(ask.query, listed(rows, as_of=now(db)))


@family.post("/workbooks/mappings", power="confirm_mapping", body=MappingIn, answer=MappingOut, status=201)
def confirm(ask: Ask) -> dict[str, Any]:
    """Confirm that a heading of a form means one of our fields; sheets that come in later are read by it."""
    form, heading, field = ask.body["form"], ask.body["heading"].strip(), ask.body["field"]
    headings = _FORMS[form] or workbook_node_plan.headings(_nodes(ask))
    key = heading_key(heading)
    own = next((name for name, known in headings.items() if key in known), None)
    act = ask.act(ids.workbook(form))
    written = confirm_mapping(
        ask.app, act, form=form, heading=heading, key=key, field=field, fields=tuple(headings), own=own
    )
    event = written.lines[0].event
    return {"form": event.form, "heading": event.heading, "field": event.field, "receipt": receipt_of(written)}


def _nodes(ask: Ask) -> list[str]:
    """Return the nodes of every scheme: a plan's fields are named by them."""
    with ask.reading() as db:
        states: list[SchemeState] = frame.schemes(db, as_of=now(db))
    return list(dict.fromkeys(node.node for state in states for node in state.scheme.nodes))
