"""Scores as asked for: every row, one unit's entries, the same facts under another formula (二(五), D-062)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from domain import actors, assessment, formulas
from domain.actors import Actor
from domain.assessment import Entry, Evidence, Principal, Standing, UnitFacts
from domain.errors import AbsentError
from domain.scheme import Formula
from projections import frame, unit_performance
from projections.as_of import AsOf, day_of, resolve
from projections.model import Db
from service import final_scores
from service.app import App
from service.final_scores import Difference, Final

_LIGHTS = ("green", "yellow", "red")


@dataclass(frozen=True, slots=True)
class Asked:
    """A scheme's scores as they were known: as finalised once they are, else reckoned from the facts.

    `formula` is the official one of what is shown, `current` the scheme's of the day asked for.
    """

    scheme: str
    formula: Formula
    current: Formula
    year_over: bool
    ends_on: date
    db: Db
    as_of: AsOf
    final: Final | None  # what is shown; None: not finalised by then, or not asked for
    finalised: Final | None

    def facts(self) -> Sequence[UnitFacts]:
        if self.final is not None:
            return self.final.facts
        return unit_performance.facts(self.db, as_of=self.as_of, scheme=self.scheme)

    def rows(self, formula: Formula | None = None) -> Sequence[Standing]:
        """Return every unit's row; under another formula the same facts, frozen ones too."""
        if self.final is None:
            return self._live(formula or self.formula)
        if formula is None:
            return self.final.rows
        return self._with_principals(assessment.standings(self.final.facts, formula))

    def differences(self) -> list[Difference]:
        """Return what has changed since the scores were finalised; nothing before."""
        if self.finalised is None:
            return []
        return final_scores.differences(self.finalised.rows, self._live(self.current), self.current.base)

    def other(self, wished: Mapping[str, Any]) -> Formula:
        """Return the official formula with the parts that `wished` changes. Raises: InvalidError."""
        return formulas.overlay(self.formula, wished)

    def _live(self, formula: Formula) -> Sequence[Standing]:
        return self._with_principals(
            unit_performance.standings(
                self.db, as_of=self.as_of, scheme=self.scheme, formula=formula, year_over=self.year_over
            )
        )

    def _with_principals(self, rows: Sequence[Standing]) -> Sequence[Standing]:
        """Name the principals whose eligibility goes with their unit's: who held the post at the year's end."""
        if not any(row.suggestion.suggestion == assessment.CANCEL for row in rows):
            return rows
        named = self._principals()
        return [
            replace(row, principals=named.get(row.unit, ())) if row.suggestion.suggestion == assessment.CANCEL else row
            for row in rows
        ]

    def _principals(self) -> dict[str, tuple[Principal, ...]]:
        found: dict[str, tuple[Principal, ...]] = {}
        for post in frame.posts(self.db, as_of=replace(self.as_of, true_on=self.ends_on)):
            if post["rank"] == "unit_principal" and post["unit"] is not None:
                person = post["holder"]["person"] if post["holder"] else None
                principal = Principal(post["post"], post["title"], person)
                found[post["unit"]] = (*found.get(post["unit"], ()), principal)
        return found


def asked(db: Db, as_of: AsOf, scheme_id: str, *, live: bool = False, year_over: bool | None = None) -> Asked:
    """Return what scores of a scheme rest on as of a line and day; `live` leaves what was finalised aside.

    `year_over` None: as the day says. Raises: AbsentError.
    """
    state = frame.scheme(db, scheme_id, as_of=as_of)
    if state is None:
        raise AbsentError("scheme", scheme_id)
    day = day_of(db, as_of)
    scheme = state.on(day)
    finalised = final_scores.final_of(db, scheme_id, as_of.position)
    final = None if live else finalised
    over = day > scheme.ends_on if year_over is None else year_over
    return Asked(
        scheme_id, final.formula if final else scheme.formula, scheme.formula, over, scheme.ends_on, db, as_of, final,
        finalised,
    )  # fmt: skip


def visible(rows: Sequence[Standing], viewer: Actor, *, final: bool) -> list[dict[str, Any]]:
    """Return the rows a viewer may see: all, or its own unit's without suggestion, its rank once it is final."""
    if actors.may("read_scores", viewer):
        return [row_of(row) for row in rows]
    unsaid = _UNSAID if final else {**_UNSAID, "rank": None}
    return [{**row_of(row), **unsaid} for row in rows if row.unit == viewer.unit]


def one(rows: Sequence[Standing], viewer: Actor, code: str, *, final: bool) -> dict[str, Any]:
    """Return a unit's row with its entries. Raises: AbsentError when there is none, or it is not the viewer's."""
    row = next((row for row in rows if row.unit == code), None)
    shown = visible([row], viewer, final=final) if row else []
    if row is None or not shown:
        raise AbsentError("assessment", code)
    return {**shown[0], "entries": [entry_of(entry) for entry in row.entries]}


def differing(found: Asked, viewer: Actor) -> list[dict[str, Any]]:
    """Return what has changed since the scores were finalised; a unit sees its own difference, without a new rank."""
    everything = actors.may("read_scores", viewer)
    return [
        {
            "unit": changed.unit,
            "group": changed.group,
            "finalised": _place(changed.finalised, found, ranked=True, all_told=everything),
            "now": _place(changed.now, found, ranked=everything, all_told=everything),
            "added": [entry_of(entry) for entry in changed.added],
            "removed": [entry_of(entry) for entry in changed.removed],
        }
        for changed in found.differences()
        if everything or (changed.in_score and changed.unit == viewer.unit)
    ]


def _place(row: Standing | None, found: Asked, *, ranked: bool, all_told: bool) -> dict[str, Any]:
    score, rank, suggestion = found.current.base, None, assessment.NO_SUGGESTION
    if row is not None:
        score, rank, suggestion = row.score, row.rank if ranked else None, row.suggestion.suggestion
    return {"score": float(score), "rank": rank, "suggestion": suggestion if all_told else None}


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
        other = found.other(formula) if formula is not None else None
        rows = [row for row in found.rows(other) if unit in (None, row.unit)]
        if unit is not None and not rows:
            raise AbsentError("assessment", unit)
        items = [row_of(row) for row in rows]
        if unit is not None:
            items[0]["entries"] = [entry_of(entry) for entry in rows[0].entries]
        return {
            "scheme": scheme_id,
            "formula": formula_of(other or found.formula),
            "finalised": found.finalised.told if found.finalised else None,
            "items": items,
            "as_of": found.as_of.shown(),
        }


def formula_of(formula: Formula) -> dict[str, Any]:
    """Return the formula with all its numbers; `formulas.overlay` reads any part of it back."""
    return {
        "name": formula.name,
        "version": formula.version,
        "base": float(formula.base),
        "floor": float(formula.floor),
        "role_factor": {role: float(factor) for role, factor in formula.role_factor.items()},
        "points": {cause: float(points) for cause, points in formula.points.items()},
        "factored": list(formula.factored),
        "breach_kinds": list(formula.breach_kinds),
        "heaviest_light_per_task": formula.heaviest_light_per_task,
        "clause": formula.clause,
    }


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
        "principals": [asdict(principal) for principal in row.principals],
        "evidence": [_evidence_of(evidence) for evidence in row.evidence],
    }


def _evidence_of(evidence: Evidence) -> dict[str, Any]:
    return {**asdict(evidence), "positions": list(evidence.positions)}


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


# a suggestion is not decided yet, and others decide
_UNSAID: dict[str, Any] = {
    "suggestion": None, "suggested_for": [], "for_decision": [], "principals": [], "evidence": [],
}  # fmt: skip


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
