"""A scheme's scores as they were finalised, and what has changed since (二(五), D-124, D-125)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain import frozen_scores
from domain.assessment import Entry, Standing, Suggestion, UnitFacts
from domain.scheme import Formula, parse_formula
from projections import performance_decided
from projections.model import Db, kept

_TOLD = ("position", "at", "as_of", "finalised_on", "reason", "proposed_by", "confirmed_by")


@dataclass(frozen=True, slots=True)
class Final:
    """What was finalised, at which line of the record, by which formula; `told` is how an answer speaks of it."""

    told: dict[str, Any]
    formula: Formula
    facts: Sequence[UnitFacts]
    rows: Sequence[Standing]


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit whose score or suggestion is no longer the finalised one, and the entries that make the difference."""

    unit: str
    group: str
    finalised: Standing | None
    now: Standing | None
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    in_score: bool  # else only what may be suggested of it has changed


def final_of(db: Db, scheme: str, position: int) -> Final | None:
    """Return what was finalised of a scheme by a line of the record; None when nothing was."""
    body = performance_decided.final(db, scheme=scheme, position=position)
    if body is None:
        return None

    def read() -> Final:
        return Final(
            {name: body[name] for name in _TOLD}, parse_formula(body["formula"]),
            frozen_scores.facts_read(body["facts"]), frozen_scores.results_read(body["results"]),
        )  # fmt: skip

    found: Final = kept(db, ("final_scores", scheme, body["position"]), read)
    return found


def differences(finalised: Iterable[Standing], now: Iterable[Standing], base: Decimal) -> list[Difference]:
    """Return the units whose score or suggestion differs, by code; one without a row stands at the base."""
    before, after = {row.unit: row for row in finalised}, {row.unit: row for row in now}
    found = []
    for unit in sorted(before.keys() | after.keys()):
        was, stands = before.get(unit), after.get(unit)
        in_score = (was.score if was else base) != (stands.score if stands else base)
        if not in_score and _suggested(was) == _suggested(stands):
            continue
        mine, theirs = Counter(was.entries if was else ()), Counter(stands.entries if stands else ())
        one = stands or was
        assert one is not None, "the unit is in one of them"
        found.append(
            Difference(
                unit, one.group, was, stands, tuple((theirs - mine).elements()), tuple((mine - theirs).elements()),
                in_score,
            )
        )  # fmt: skip
    return found


def _suggested(row: Standing | None) -> Suggestion:
    return row.suggestion if row else Suggestion()
