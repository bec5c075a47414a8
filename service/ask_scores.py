"""Scores as asked for: every row, one unit's entries, the same facts under another formula (二(五), D-062)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import actors, formulas
from domain.actors import Actor
from domain.assessment import Entry, Standing
from domain.errors import AbsentError
from domain.scheme import Formula
from projections import frame, unit_performance
from projections.as_of import AsOf, day_of, resolve
from projections.model import Db
from service.app import App

_LIGHTS = ("green", "yellow", "red")


@dataclass(frozen=True, slots=True)
class Asked:
    """A scheme's scores as they were known: the official formula, and whether its year is over."""

    scheme: str
    formula: Formula
    year_over: bool
    db: Db
    as_of: AsOf

    def rows(self, formula: Formula | None = None) -> Sequence[Standing]:
        return unit_performance.standings(
            self.db, as_of=self.as_of, scheme=self.scheme, formula=formula or self.formula, year_over=self.year_over
        )

    def other(self, wished: Mapping[str, Any]) -> Formula:
        """Return the official formula with the parts that `wished` changes. Raises: InvalidError."""
        return formulas.overlay(self.formula, wished)


def asked(db: Db, as_of: AsOf, scheme_id: str) -> Asked:
    """Return what scores of a scheme rest on as of a line and day. Raises: AbsentError."""
    state = frame.scheme(db, scheme_id, as_of=as_of)
    if state is None:
        raise AbsentError("scheme", scheme_id)
    day = day_of(db, as_of)
    scheme = state.on(day)
    return Asked(scheme_id, scheme.formula, day > scheme.ends_on, db, as_of)


def visible(rows: Sequence[Standing], viewer: Actor) -> list[dict[str, Any]]:
    """Return the rows a viewer may see: all, or its own unit's without rank and suggestion."""
    if actors.may("read_scores", viewer):
        return [row_of(row) for row in rows]
    return [{**row_of(row), **_UNSAID} for row in rows if row.unit == viewer.unit]


def one(rows: Sequence[Standing], viewer: Actor, code: str) -> dict[str, Any]:
    """Return a unit's row with its entries. Raises: AbsentError when there is none, or it is not the viewer's."""
    row = next((row for row in rows if row.unit == code), None)
    shown = visible([row], viewer) if row else []
    if row is None or not shown:
        raise AbsentError("assessment", code)
    return {**shown[0], "entries": [entry_of(entry) for entry in row.entries]}


def compared(official: Sequence[Standing], other: Sequence[Standing]) -> list[dict[str, Any]]:
    """Return each unit's official score and rank beside the other formula's, with the differences."""
    by_unit = {row.unit: row for row in other}
    return [_compared(row, by_unit[row.unit]) for row in official]


def scores(
    app: App, *, scheme_id: str, unit: str | None = None, formula: Mapping[str, Any] | None = None,
    known_at: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return the rows, or one unit's with its entries; for the command line, which may see everything.

    Raises: AbsentError, InvalidError.
    """
    with app.read.at() as db:
        found = asked(db, resolve(db, known_at=known_at, zone=app.settings.zone), scheme_id)
        used = found.other(formula) if formula is not None else found.formula
        rows = [row for row in found.rows(used) if unit in (None, row.unit)]
        if unit is not None and not rows:
            raise AbsentError("assessment", unit)
        items = [row_of(row) for row in rows]
        if unit is not None:
            items[0]["entries"] = [entry_of(entry) for entry in rows[0].entries]
        return {"scheme": scheme_id, "formula": formula_of(used), "items": items, "as_of": found.as_of.shown()}


def formula_of(formula: Formula) -> dict[str, Any]:
    return {"name": formula.name, "version": formula.version, "base": float(formula.base), "clause": formula.clause}


def row_of(row: Standing) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "group": row.group,
        "rank": row.rank,
        "score": float(row.score),
        "rate_per_task": None if row.rate_per_task is None else float(row.rate_per_task),
        "tasks": row.tasks,
        "lights": {**dict.fromkeys(_LIGHTS, 0), **row.lights},
        "breaches": row.breaches,
        "suggestion": row.suggestion.suggestion,
        "suggested_for": list(row.suggestion.tasks),
        "for_decision": list(row.suggestion.for_decision),
    }


def entry_of(entry: Entry) -> dict[str, Any]:
    return {
        "cause": entry.cause,
        "task_no": entry.task_no,
        "period": entry.period or None,
        "role": entry.role or None,
        "points": float(entry.points),
        "factor": float(entry.factor),
        "positions": list(entry.positions),
        "counted": entry.counted,
        "why": entry.why,
    }


_UNSAID: dict[str, Any] = {"rank": None, "suggestion": None, "suggested_for": [], "for_decision": []}


def _compared(official: Standing, other: Standing) -> dict[str, Any]:
    both = official.rank is not None and other.rank is not None
    return {
        "unit": official.unit,
        "group": official.group,
        "official": {"score": float(official.score), "rank": official.rank},
        "what_if": {"score": float(other.score), "rank": other.rank},
        "difference": {
            "score": float(other.score - official.score),
            "rank": (other.rank or 0) - (official.rank or 0) if both else None,
        },
    }
