"""Shapes of scores, manual entries and finalised assessments."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate

from api.fields import Line, TaskNo, Text
from api.schemas import AsOfOut, AsOfQuery, In, Out, ReadQuery, WriteOut
from api.schemas_lighting import NothingIn
from api.whole_lists import WholeQuery

__all__ = ["NothingIn"]


class ScoresQuery(AsOfQuery):
    """`live`: as things stand, also after the scores were finalised."""

    live = fields.Boolean(truthy={"1", "true"}, falsy={"0", "false"}, load_default=False)


class RankingQuery(ScoresQuery, WholeQuery):
    pass


class EntriesQuery(ReadQuery, WholeQuery):
    pass


class FormulaIn(In):
    """A formula, or the parts of it that differ from the official one: `{"points": {"yellow": -1}}`."""

    formula = fields.Dict(keys=fields.String(), required=True)


class FormulaOut(Out):
    """`factored`: causes to which the role's factor applies; `breach_kinds`: duties whose lateness counts."""

    name = fields.String(required=True)
    version = fields.Integer(required=True)
    base = fields.Float(required=True)
    floor = fields.Float(required=True)
    role_factor = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)
    points = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)
    factored = fields.List(fields.String(), required=True)
    breach_kinds = fields.List(fields.String(), required=True)
    heaviest_light_per_task = fields.Boolean(required=True)
    clause = fields.String(required=True)


class PrincipalOut(Out):
    """A principal of a unit for which cancelled eligibility is suggested; `person` held the post at the year's end."""

    post = fields.String(required=True)
    title = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)


class EvidenceOut(Out):
    """What a suggestion rests on. `speaks_for`: cancel decision award none (what stands against an award)."""

    speaks_for = fields.String(required=True)
    cause = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    role = fields.String(required=True)
    positions = fields.List(fields.Integer(), required=True)


class UnitRow(Out):
    """For a unit that asks for its own, `suggestion` is null, and `rank` until the scores are final."""

    unit = fields.String(required=True)
    group = fields.String(required=True)
    rank = fields.Integer(required=True, allow_none=True)
    score = fields.Float(required=True)
    rate_per_task = fields.Float(required=True, allow_none=True)
    tasks = fields.Integer(required=True)
    lights = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    breaches = fields.Integer(required=True)
    suggestion = fields.String(required=True, allow_none=True)
    suggested_for = fields.List(fields.String(), required=True)
    for_decision = fields.List(fields.String(), required=True)
    principals = fields.List(fields.Nested(PrincipalOut), required=True)
    evidence = fields.List(fields.Nested(EvidenceOut), required=True)


class EntryOut(Out):
    """`why`: counted lighter_light handed_in_late kind_not_counted not_in_formula floor. Uncounted entries have 0."""

    cause = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    period = fields.String(required=True, allow_none=True)
    role = fields.String(required=True, allow_none=True)
    points = fields.Float(required=True)
    factor = fields.Float(required=True)
    positions = fields.List(fields.Integer(), required=True)
    counted = fields.Boolean(required=True)
    why = fields.String(required=True)


class PlaceOut(Out):
    score = fields.Float(required=True)
    rank = fields.Integer(required=True, allow_none=True)


class StandOut(PlaceOut):
    suggestion = fields.String(required=True, allow_none=True)


class DifferenceOut(Out):
    """A unit whose score or suggestion is no longer the finalised one.

    For a unit that asks for its own, both suggestions and the rank of now are null.
    """

    unit = fields.String(required=True)
    group = fields.String(required=True)
    finalised = fields.Nested(StandOut, required=True)
    now = fields.Nested(StandOut, required=True)
    added = fields.List(fields.Nested(EntryOut), required=True)
    removed = fields.List(fields.Nested(EntryOut), required=True)


class FinalOut(Out):
    """`position`: the line that finalised the scores; `as_of`: the line they are those of."""

    position = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    as_of = fields.Integer(required=True)
    finalised_on = fields.Date(required=True)
    reason = fields.String(required=True)
    proposed_by = fields.String(required=True)
    confirmed_by = fields.String(required=True)


class AboutOut(Out):
    scheme = fields.String(required=True)
    formula = fields.Nested(FormulaOut, required=True)
    finalised = fields.Nested(FinalOut, required=True, allow_none=True)
    differences = fields.List(fields.Nested(DifferenceOut), required=True)
    as_of = fields.Nested(AsOfOut, required=True)


class ScoresOut(AboutOut):
    items = fields.List(fields.Nested(UnitRow), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class UnitScoreOut(AboutOut, UnitRow):
    entries = fields.List(fields.Nested(EntryOut), required=True)


class ComparedRow(Out):
    unit = fields.String(required=True)
    group = fields.String(required=True)
    official = fields.Nested(PlaceOut, required=True)
    what_if = fields.Nested(PlaceOut, required=True)
    difference = fields.Nested(PlaceOut, required=True)


class ComparedOut(Out):
    scheme = fields.String(required=True)
    official = fields.Nested(FormulaOut, required=True)
    what_if = fields.Nested(FormulaOut, required=True)
    items = fields.List(fields.Nested(ComparedRow), required=True)
    as_of = fields.Nested(AsOfOut, required=True)


class Points(fields.Float):
    """Points as written, kept exactly: 0.1 is a tenth."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValidationError("not_a_number")
        return Decimal(str(value))


class EntryIn(In):
    """A manual entry: its points as they are to count, no factor applied."""

    unit = Line(required=True)
    task_no = TaskNo(allow_none=True, load_default=None)
    points = Points(required=True, validate=validate.Range(min=-1000, max=1000))
    reason = Text(required=True, limit=2000)


class EntryProposedOut(WriteOut):
    scheme = fields.String(required=True)
    entry = fields.Integer(required=True)
    unit = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    points = fields.Float(required=True)
    reason = fields.String(required=True)
    state = fields.String(required=True)


class ConfirmedEntryOut(EntryProposedOut):
    proposed_by = fields.String(required=True)


class EntryRow(Out):
    entry = fields.Integer(required=True)
    unit = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    points = fields.Float(required=True)
    reason = fields.String(required=True)
    proposed_by = fields.String(required=True)
    confirmed_by = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)


class EntriesOut(Out):
    scheme = fields.String(required=True)
    items = fields.List(fields.Nested(EntryRow), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    as_of = fields.Nested(AsOfOut, required=True)


class FinalisationIn(In):
    reason = Text(required=True, limit=2000)


class FinalisationOut(Out):
    """`state`: none proposed finalised. Once proposed, `reason` and `proposed_by` are told."""

    scheme = fields.String(required=True)
    state = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    proposed_by = fields.String(required=True, allow_none=True)
    finalised_on = fields.Date(required=True, allow_none=True)


class FinalisationProposedOut(WriteOut):
    scheme = fields.String(required=True)
    state = fields.String(required=True)


class FinalisedOut(FinalisationProposedOut):
    position = fields.Integer(required=True)
    as_of_position = fields.Integer(required=True)
    finalised_on = fields.Date(required=True)
    units = fields.Integer(required=True)
