"""`/erasures`: lawful erasure of texts and files, proposed by the office, confirmed by a second person (D-015)."""

from typing import Any

from marshmallow import fields

from api.fields import Digest, Line, Text, list_of, one_of
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import In, Out, PageQuery, ReadQuery, WriteOut, envelope
from domain import ids
from domain.events import ContentErasureProposed
from projections import as_of as times
from projections import erasure_file
from service.confirm_erasure import confirm_erasure
from service.propose_erasure import ErasureForm, propose_erasure

family = Family("erasures")
STATES = ("proposed", "erased")


class ErasureIn(In):
    """`ground` is law and article; it and the reason stay on record, so they repeat nothing of what is to go."""

    texts = list_of(Digest(), most=200, load_default=list)
    files = list_of(Digest(), most=200, load_default=list)
    ground = Line(required=True, limit=200)
    reason = Text(required=True, limit=2000)


class ConfirmationIn(In):
    """Nothing beside the act itself."""


class ErasuresQuery(PageQuery):
    state = one_of(*STATES)


class ErasureOut(Out):
    """`lines` are the positions of the lines that name what goes; they stay as they are."""

    erasure = fields.String(required=True)
    state = fields.String(required=True)
    texts = fields.List(fields.String(), required=True)
    files = fields.List(fields.String(), required=True)
    lines = fields.List(fields.Integer(), required=True)
    ground = fields.String(required=True)
    reason = fields.String(required=True)
    proposed_by = fields.String(required=True)
    proposed_at = fields.AwareDateTime(required=True)
    confirmed_by = fields.String(required=True, allow_none=True)
    erased_at = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ErasureProposedOut(WriteOut):
    erasure = fields.String(required=True)
    state = fields.String(required=True)
    lines = fields.List(fields.Integer(), required=True)


class ErasureDoneOut(WriteOut):
    erasure = fields.String(required=True)
    state = fields.String(required=True)


@family.get("/erasures", power="read_erasures", query=ErasuresQuery, answer=envelope(ErasureOut))
def list_erasures(ask: Ask) -> dict[str, Any]:
    """List erasures by number, proposed ones and done ones."""
    asked = {name: ask.query.get(name) for name in ("state", "cursor")}
    with ask.reading() as db:
        return erasure_file.list_erasures(db, as_of=times.now(db), limit=ask.query["limit"], **asked)


@family.get("/erasures/<erasure>", power="read_erasures", query=ReadQuery, answer=ErasureOut)
def read_erasure(ask: Ask, erasure: str) -> Answer:
    """Return one erasure, with the lines that name what goes by it."""
    with ask.reading() as db:
        found = erasure_file.one(db, erasure)
    return Answer(found, etag=found["version"])


@family.post("/erasures", power="propose_erasure", body=ErasureIn, answer=ErasureProposedOut, status=201)
def propose(ask: Ask) -> dict[str, Any]:
    """Propose to erase texts and files by digest, on a legal ground, with a reason."""
    body = ask.body
    form = ErasureForm(tuple(body["texts"]), tuple(body["files"]), body["ground"], body["reason"])
    written = propose_erasure(ask.app, ask.act(), form=form)
    event = next(line.event for line in written.lines if isinstance(line.event, ContentErasureProposed))
    return {"erasure": event.erasure, "state": "proposed", "lines": event.lines, "receipt": receipt_of(written)}


@family.post("/erasures/<erasure>/confirmation", power="confirm_erasure", body=ConfirmationIn, answer=ErasureDoneOut)
def confirm(ask: Ask, erasure: str) -> dict[str, Any]:
    """Confirm an erasure as the second person: its texts and files go, every proof stays whole."""
    written = confirm_erasure(ask.app, ask.act(ids.erasure(erasure)), erasure=erasure)
    return {"erasure": erasure, "state": "erased", "receipt": receipt_of(written)}
