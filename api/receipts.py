"""`/receipts`: what the record holds of an act, for who did it, their unit, the office and the auditor."""

import re
from typing import Any

import msgspec

from api.routes import Ask, Family
from api.schemas import PageQuery, envelope
from api.schemas_reports import ReceivedOut
from domain import ids
from domain.actors import AUDITOR, OFFICE_ROLES, UNIT_ROLES, Actor
from domain.errors import AbsentError
from domain.record import Meta, Recorded
from projections import audit_log
from projections.report_file import on_behalf

family = Family("receipts")
RECEIPT = re.compile(r"r-([1-9][0-9]{0,15})")


@family.get("/receipts", power="read_receipts", query=PageQuery, answer=envelope(ReceivedOut))
def list_receipts(ask: Ask) -> dict[str, Any]:
    """Return the receipts a unit holds, or those of one's own acts, the newest first."""
    actor, limit, cursor = ask.actor, ask.query["limit"], ask.query.get("cursor")
    whose = {"unit": actor.unit} if actor.role in UNIT_ROLES else {"actor": actor.account}
    held: list[Recorded] = []
    with ask.reading() as db:
        as_of = ask.as_of(db)
        while len(held) <= limit:
            page = audit_log.lines(
                db, viewer=actor, as_of=as_of, zone=ask.app.settings.zone, cursor=cursor, limit=limit + 1, **whose
            )  # fmt: skip
            lines = (ask.app.store.line(row["position"]) for row in page["items"] if not _is_a_number(row["stream"]))
            held += [line for line in lines if line is not None and _may_see(actor, line.meta)]
            cursor = page["next_cursor"]
            if cursor is None:
                break
    rows = [_told(line) for line in held]
    return {
        "items": rows[:limit],
        "next_cursor": str(rows[limit - 1]["position"]) if len(rows) > limit else None,
        "as_of": as_of.shown(),
    }


@family.get("/receipts/<receipt_id>", power="read_receipts", answer=ReceivedOut)
def read_receipt(ask: Ask, receipt_id: str) -> dict[str, Any]:
    """Return what was received, when, from whom, and where it stands in the record."""
    found = RECEIPT.fullmatch(receipt_id)
    line = ask.app.store.line(int(found[1])) if found else None
    if line is None or not _may_see(ask.actor, line.meta):
        raise AbsentError("receipt", receipt_id)
    return _told(line)


def _is_a_number(stream: str) -> bool:
    """Tell whether a line only says that a number was taken, by an act that has a receipt of its own."""
    return stream.startswith(ids.register(""))


def _told(line: Recorded) -> dict[str, Any]:
    meta = line.meta
    return {
        "receipt_id": f"r-{line.position}",
        "position": line.position,
        "recorded_at": meta.recorded_at,
        "leaf": line.leaf.hex(),
        "stream": line.stream,
        "version": line.version,
        "event": line.name,
        "received": msgspec.to_builtins(line.event),
        "account": meta.account,
        "role": meta.role,
        "unit": meta.unit,
        "post": meta.post,
        "person": meta.person,
        "on_behalf": on_behalf(line),
    }


def _may_see(actor: Actor, meta: Meta) -> bool:
    if actor.role in OFFICE_ROLES or actor.role == AUDITOR or actor.account == meta.account:
        return True
    if actor.role in UNIT_ROLES and actor.unit and meta.role in UNIT_ROLES and meta.unit == actor.unit:
        return True
    whose, _, name = (meta.on_behalf_of or "").partition(":")
    return (whose == "unit" and actor.role in UNIT_ROLES and name == actor.unit) or (
        whose == "post" and name in actor.posts
    )
