"""`/assessments/{scheme}`: every unit's score, each point with its events; what-if under another formula (D-062)."""

from typing import Any

from marshmallow import fields

from api.routes import Ask, Family
from api.schemas import AsOfOut, AsOfQuery, In, Out
from service import ask_scores

family = Family("assessments")


class FormulaIn(In):
    """A formula, or the parts of it that differ from the official one: `{"points": {"yellow": -1}}`."""

    formula = fields.Dict(keys=fields.String(), required=True)


class FormulaOut(Out):
    name = fields.String(required=True)
    version = fields.Integer(required=True)
    base = fields.Float(required=True)
    clause = fields.String(required=True)


class UnitRow(Out):
    """`rank` and `suggestion` are null for a unit that asks for its own."""

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


class ScoresOut(Out):
    scheme = fields.String(required=True)
    formula = fields.Nested(FormulaOut, required=True)
    items = fields.List(fields.Nested(UnitRow), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    as_of = fields.Nested(AsOfOut, required=True)


class UnitScoreOut(UnitRow):
    scheme = fields.String(required=True)
    formula = fields.Nested(FormulaOut, required=True)
    entries = fields.List(fields.Nested(EntryOut), required=True)
    as_of = fields.Nested(AsOfOut, required=True)


class PlaceOut(Out):
    score = fields.Float(required=True)
    rank = fields.Integer(required=True, allow_none=True)


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


@family.get("/assessments/<scheme>/units", power="read_own_score", query=AsOfQuery, answer=ScoresOut)
def list_scores(ask: Ask, scheme: str) -> dict[str, Any]:
    """Return every unit's score by group, best first; a unit sees its own alone."""
    with ask.reading() as db:
        found = ask_scores.asked(db, ask.as_of(db), scheme)
        return {
            "scheme": scheme,
            "formula": ask_scores.formula_of(found.formula),
            "items": ask_scores.visible(found.rows(), ask.actor),
            "next_cursor": None,
            "as_of": found.as_of.shown(),
        }


@family.get("/assessments/<scheme>/units/<code>", power="read_own_score", query=AsOfQuery, answer=UnitScoreOut)
def read_score(ask: Ask, scheme: str, code: str) -> dict[str, Any]:
    """Return a unit's score as a ledger: base and entries add up to it, each entry with its events."""
    with ask.reading() as db:
        found = ask_scores.asked(db, ask.as_of(db), scheme)
        return {
            "scheme": scheme,
            "formula": ask_scores.formula_of(found.formula),
            **ask_scores.one(found.rows(), ask.actor, code),
            "as_of": found.as_of.shown(),
        }


@family.post("/assessments/<scheme>/what-if", power="ask_what_if", query=AsOfQuery, body=FormulaIn, answer=ComparedOut)
def what_if(ask: Ask, scheme: str) -> dict[str, Any]:
    """Reckon the same facts under another formula, beside the official scores; records nothing."""
    with ask.reading() as db:
        found = ask_scores.asked(db, ask.as_of(db), scheme)
        other = found.other(ask.body["formula"])
        return {
            "scheme": scheme,
            "official": ask_scores.formula_of(found.formula),
            "what_if": ask_scores.formula_of(other),
            "items": ask_scores.compared(found.rows(), found.rows(other)),
            "as_of": found.as_of.shown(),
        }
