"""`/audit`: every line of the record as a sentence, with who, when and from where; filtered and searched (S54)."""

from typing import Any

import msgspec
from marshmallow import fields

from api import words
from api.fields import Day, Line
from api.routes import Ask, Family
from api.schemas import AsOfQuery, Out, PageQuery, ReadQuery, envelope
from api.sentences import sentence
from domain import evidence
from projections import audit_log
from service import codec
from service.verify_record import verify_record

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


class SaidWithOut(Out):
    """What was recorded beside the fact; what does not apply is null. `paper` is the digest of the scan (代录)."""

    event_id = fields.String(required=True)
    role = fields.String(required=True)
    cause = fields.String(required=True)
    correlation = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True, allow_none=True)
    paper = fields.String(required=True, allow_none=True)
    entry_reason = fields.String(required=True, allow_none=True)
    delegated_by = fields.String(required=True, allow_none=True)


class ProofOut(Out):
    """The audit path, smallest subtree first, to the root of the first `size` lines (docs/verify.md)."""

    size = fields.Integer(required=True)
    root = fields.String(required=True)
    path = fields.List(fields.String(), required=True)


class AuditLineFileOut(AuditLineOut):
    """`fields` are the fact's own; `texts` the digests among them; `earlier`, `later`: lines of the same thing."""

    fields_ = fields.Dict(required=True, data_key="fields")
    texts = fields.List(fields.String(), required=True)
    said_with = fields.Nested(SaidWithOut, required=True)
    earlier = fields.Integer(required=True, allow_none=True)
    later = fields.Integer(required=True, allow_none=True)
    proof = fields.Nested(ProofOut, required=True)


class FaultOut(Out):
    what = fields.String(required=True)
    said = fields.String(required=True)
    position = fields.Integer(required=True, allow_none=True)
    detail = fields.String(required=True)


class VerificationOut(Out):
    """`size` and `root` as hashed anew, up to the fault when there is one."""

    clean = fields.Boolean(required=True)
    size = fields.Integer(required=True)
    root = fields.String(required=True)
    fault = fields.Nested(FaultOut, required=True, allow_none=True)


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


@family.get("/audit/<int:position>", power="read_audit", query=ReadQuery, answer=AuditLineFileOut)
def read_line(ask: Ask, position: int) -> dict[str, Any]:
    """Return one line: everything that was said with it, its neighbours, and what proves it."""
    with ask.reading() as db:
        found = audit_log.one(db, viewer=ask.actor, position=position)
    line = ask.app.store.line(position)
    assert line is not None, "the read models are never ahead of the record"
    said = {name: getattr(line.meta, name) for name in SaidWithOut().fields}
    return {
        **_row(ask, found),
        "fields": msgspec.to_builtins(line.event),
        "texts": codec.digests(line.name, line.event),
        "said_with": said,
        "earlier": found["earlier"],
        "later": found["later"],
        "proof": _proof(ask, position),
    }


@family.get("/audit/verification", power="verify_record", answer=VerificationOut)
def verify(ask: Ask) -> dict[str, Any]:
    """Hash the whole record anew and compare it with its leaves, tiles and counts; name the first wrong place."""
    result = verify_record(ask.app.store)  # 14 µs a line: a year's twenty thousand lines in 0.3 s
    fault = result.fault
    told = fault and {
        "what": fault.what, "said": words.sentence(f"record.{fault.what}", {}, ask.language),
        "position": fault.position, "detail": fault.detail,
    }  # fmt: skip
    return {"clean": result.clean, "size": result.size, "root": result.root, "fault": told}


def _proof(ask: Ask, position: int) -> dict[str, Any]:
    store = ask.app.store
    size = store.position()
    path = evidence.inclusion_path(position - 1, size, store.hashes)
    return {"size": size, "root": evidence.root(store.edge(size)).hex(), "path": [part.hex() for part in path]}


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
