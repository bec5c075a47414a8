"""`POST /imports/notice`: a red-head document read and compared with the record, then entered as items (annex 1)."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from api.fields import Digest, Id, Text
from api.routes import Ask, Family, receipt_of
from api.schemas import In, Out, ReceiptOut
from service.import_notice import compare_notice, import_notice
from service.read_file import know_file
from service.reading_notices import read_paragraphs
from service.reading_text import paragraphs, pasted

family = Family("imports")
LONGEST = 100_000  # characters; the notice of 2020 with its annex has 13,000


class NoticeIn(In):
    """`text` as pasted, or `sha256` of a .docx uploaded before; `dry_run` reads and compares, and enters nothing."""

    scheme = Id(required=True)
    text = Text(limit=LONGEST)
    sha256 = Digest()
    dry_run = fields.Boolean(load_default=False, truthy={True}, falsy={False})

    @validates_schema
    def _one_source(self, data: dict[str, Any], **_: Any) -> None:
        if ("text" in data) == ("sha256" in data):
            raise ValidationError("one_source", "text")


class TargetOut(Out):
    text = fields.String(required=True)
    value = fields.String(required=True)
    unit_of_measure = fields.String(required=True)


class ReadItemOut(Out):
    """`units`, `lead`, `co`: names in full; roles only where the text marks them. `taken`: on record already."""

    item = fields.String(required=True, allow_none=True)
    taken = fields.Boolean(required=True)
    label = fields.String(required=True)
    aspect = fields.String(required=True)
    title = fields.String(required=True)
    units = fields.List(fields.String(), required=True)
    as_written = fields.List(fields.String(), required=True)
    lead = fields.List(fields.String(), required=True)
    co = fields.List(fields.String(), required=True)
    presumed_lead = fields.String(required=True, allow_none=True)
    references = fields.List(fields.String(), required=True)
    targets = fields.List(fields.Nested(TargetOut), required=True)


class ReadUnitOut(Out):
    """`unit`: whose name it is. `may_be`: of nobody's, the one unit it may be written for; `collective`: 各单位."""

    name = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    may_be = fields.String(required=True, allow_none=True)
    collective = fields.Boolean(required=True)


class DifferenceOut(Out):
    what = fields.String(required=True)
    stated = fields.Integer(required=True)
    found = fields.Integer(required=True)


class NoticeRead(Out):
    """What was read; `entered` are the items that went on record with it."""

    aspects = fields.Integer(required=True)
    items = fields.List(fields.Nested(ReadItemOut), required=True)
    units = fields.List(fields.Nested(ReadUnitOut), required=True)
    alias_suggestions = fields.List(fields.List(fields.String()), required=True)
    stated_counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    differences = fields.List(fields.Nested(DifferenceOut), required=True)
    entered = fields.List(fields.String(), required=True)
    receipt = fields.Nested(ReceiptOut, required=True, allow_none=True)


@family.post("/imports/notice", power="enter_item", body=NoticeIn, answer=NoticeRead)
def notice(ask: Ask) -> dict[str, Any]:
    """Read a notice, compare it with the record, and enter all its items or none; `dry_run` enters nothing."""
    read, scheme, act = read_paragraphs(*_source(ask)), ask.body["scheme"], ask.act()
    entered: dict[str, Any] = {"entered": [], "receipt": None}
    if not ask.body["dry_run"]:
        written = import_notice(ask.app, act, scheme=scheme, read=read)
        entered = {"entered": [line.event.item for line in written.lines], "receipt": receipt_of(written)}
    told = compare_notice(ask.app, act, scheme=scheme, read=read)  # after the write, so that a repeat tells the same
    return {**{name: told[name] for name in NoticeRead._declared_fields if name in told}, **entered}


def _source(ask: Ask) -> tuple[list[str], str]:
    """Return the paragraphs, and the field they came in. Raises: AbsentError, InvalidError."""
    if "text" in ask.body:
        return pasted(ask.body["text"]), "text"
    stored = know_file(ask.app, ask.actor, sha256=ask.body["sha256"])
    return paragraphs(ask.app.files.path(stored.sha256), stored.kind), "sha256"
