"""`/audit`: every line of the record as a sentence, with who, when and from where; filtered and searched (S54)."""

from typing import Any

from marshmallow import fields

from api.fields import Day, Line
from api.routes import Ask, Family
from api.schemas import AsOfQuery, Out, PageQuery, envelope
from api.sentences import sentence
from projections import audit_log

family = Family("audit")
FILTERS = ("stream", "actor", "unit", "event", "from_on", "to_on", "q", "cursor")


class AuditQuery(AsOfQuery, PageQuery):
    """`from` and `to` are local days, both included; `event` a stored name or its beginning; `q` words of the event."""

    stream = Line()
    actor = Line()
    unit = Line()
    event = Line()
    from_on = Day(data_key="from")
    to_on = Day(data_key="to")
    q = Line()


class AuditLineOut(Out):
    """`actor` is the account; `unit` whose act it was, or whom the line is about."""

    position = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    actor = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)
    post = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    on_behalf_of = fields.String(required=True, allow_none=True)
    event = fields.String(required=True)
    sentence = fields.String(required=True)
    stream = fields.String(required=True)
    version = fields.Integer(required=True)
    leaf = fields.String(required=True)


@family.get("/audit", power="read_audit", query=AuditQuery, answer=envelope(AuditLineOut))
def audit(ask: Ask) -> dict[str, Any]:
    """Return the lines of the record, the newest first; drafts only to those who may read lighting sessions.

    Each is told in the language of Accept-Language; what it quotes of the record stays as it was written.
    """
    asked = {name: ask.query.get(name) for name in FILTERS}
    with ask.reading() as db:
        found = audit_log.lines(
            db, viewer=ask.actor, as_of=ask.as_of(db), zone=ask.app.settings.zone, limit=ask.query["limit"], **asked
        )
    return {**found, "items": [_row(ask, row) for row in found["items"]]}


def _row(ask: Ask, row: dict[str, Any]) -> dict[str, Any]:
    line = ask.app.store.line(row["position"])
    assert line is not None, "the read models are never ahead of the record"
    told = {name: row[name] for name in ("position", "recorded_at", "person", "post", "unit", "on_behalf_of")}
    return {
        **told,
        "actor": row["account"],
        "event": row["name"],
        "sentence": sentence(row["name"], line.event, ask.app.settings.zone, ask.language),
        "stream": row["stream"],
        "version": row["version"],
        "leaf": row["leaf"],
    }
