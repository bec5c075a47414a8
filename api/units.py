"""`/units`: the responsible units, their names and groups through time, and groups of units (一(一), D-030, D-031)."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from api.fields import Day, Line, Text, UnitCode, list_of, one_of
from api.frame_pages import FrameQuery, paged
from api.routes import Ask, Family, receipt_of
from api.schemas import In, Out, WriteOut, envelope
from domain import ids, units
from projections import frame
from service.change_unit import KINDS, ChangeForm, change_unit, confirm_alias
from service.define_group import define_group
from service.event_store import Written
from service.register_unit import register_unit

family = Family("units")


class UnitsQuery(FrameQuery):
    group = one_of(*units.GROUPS)


class UnitIn(In):
    code = UnitCode(required=True)
    name = Line(required=True, limit=100)
    full_name = Line(limit=100, blank=True, load_default="")
    group = one_of(*units.GROUPS, required=True)
    aliases = list_of(Line(limit=100), most=50, load_default=list)


class ChangeIn(In):
    kind = one_of(*KINDS, required=True)
    effective_on = Day(required=True)
    to = fields.Raw(
        required=True, metadata={"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    )
    reason = Text(required=True, limit=2000)
    full_name = Line(limit=100, blank=True, load_default="")
    duties_move = fields.Boolean(load_default=True, truthy={True}, falsy={False})

    @validates_schema
    def _texts(self, data: dict[str, Any], **_: Any) -> None:
        to = data.get("to")
        parts = to if isinstance(to, list) else [to]
        if not all(isinstance(part, str) and 0 < len(part) <= 100 for part in parts) or len(parts) > 50:
            raise ValidationError("not_a_text", "to")


class AliasIn(In):
    alias = Line(required=True, limit=100)


class GroupIn(In):
    group = UnitCode(required=True)
    name = Line(required=True, limit=100)
    members = list_of(UnitCode(), required=True)
    effective_on = Day(required=True)


class NameOut(Out):
    name = fields.String(required=True)
    full_name = fields.String(required=True)
    from_on = fields.Date(required=True, allow_none=True)


class UnitOut(Out):
    """A unit as it was called, and assessed, on the day asked for; `names` is its whole history."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    full_name = fields.String(required=True)
    group = fields.String(required=True)
    aliases = fields.List(fields.String(), required=True)
    names = fields.List(fields.Nested(NameOut), required=True)
    merged_into = fields.String(required=True, allow_none=True)
    split_into = fields.List(fields.String(), required=True)
    ended_on = fields.Date(required=True, allow_none=True)


class GroupOut(Out):
    group = fields.String(required=True)
    name = fields.String(required=True)
    members = fields.List(fields.String(), required=True)


class UnitWritten(WriteOut):
    code = fields.String(required=True)


class ChangeWritten(UnitWritten):
    kind = fields.String(required=True)
    tasks_moved = fields.List(fields.String(), required=True)
    notices_moved = fields.List(fields.String(), required=True)


class GroupWritten(WriteOut):
    group = fields.String(required=True)


@family.get("/units", power="read_units", query=UnitsQuery, answer=envelope(UnitOut))
def list_units(ask: Ask) -> dict[str, Any]:
    """Return the units by code, named and grouped as on the day asked for."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
        return paged(ask, frame.units(db, as_of=as_of, group=ask.query.get("group")), key="code", as_of=as_of)


@family.post("/units", power="register_unit", body=UnitIn, answer=UnitWritten, status=201)
def register(ask: Ask) -> dict[str, Any]:
    """Register a unit; a name or alias that another unit bears is refused, naming that unit."""
    code = ask.body["code"]
    return {"code": code, "receipt": receipt_of(register_unit(ask.app, ask.act(ids.unit(code)), **ask.body))}


@family.post("/units/<code>/changes", power="change_unit", body=ChangeIn, answer=ChangeWritten, status=201)
def change(ask: Ask, code: str) -> dict[str, Any]:
    """Rename, regroup, merge or split a unit from a date; a merger moves open roles and notices unless told not to."""
    written = change_unit(ask.app, ask.act(ids.unit(code)), code=code, form=ChangeForm(**ask.body))
    return {
        "code": code,
        "kind": ask.body["kind"],
        "tasks_moved": _touched(written, "task"),
        "notices_moved": _touched(written, "notice"),
        "receipt": receipt_of(written),
    }


@family.post("/units/<code>/aliases", power="change_unit", body=AliasIn, answer=UnitWritten, status=201)
def add_alias(ask: Ask, code: str) -> dict[str, Any]:
    """Confirm that a written form means this unit; never guessed by similarity."""
    written = confirm_alias(ask.app, ask.act(ids.unit(code)), code=code, alias=ask.body["alias"])
    return {"code": code, "receipt": receipt_of(written)}


@family.get("/units/groups", power="read_units", query=FrameQuery, answer=envelope(GroupOut))
def list_groups(ask: Ask) -> dict[str, Any]:
    """Return the groups of units with their members on the day asked for."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
        return paged(ask, frame.unit_groups(db, as_of=as_of), key="group", as_of=as_of)


@family.post("/units/groups", power="change_unit", body=GroupIn, answer=GroupWritten, status=201)
def define(ask: Ask) -> dict[str, Any]:
    """Define a group of units, or who belongs to it from a date on."""
    group = ask.body["group"]
    return {"group": group, "receipt": receipt_of(define_group(ask.app, ask.act(ids.unit_group(group)), **ask.body))}


def _touched(written: Written, kind: str) -> list[str]:
    streams = (line.stream for line in written.lines if ids.kind(line.stream) == kind)
    return list(dict.fromkeys(stream.partition("/")[2] for stream in streams))
