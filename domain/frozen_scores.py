"""Scores as plain data for good: what a finalised assessment keeps of facts, formula and results (二(五), D-124)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from domain.assessment import Entry, Evidence, Principal, ScoreFact, Standing, Suggestion, UnitFacts, YearEnd
from domain.events import Json


def facts_told(units: Iterable[UnitFacts]) -> tuple[Json, ...]:
    """Return the facts as data that `facts_read` turns back into the same facts."""
    return tuple(_plain(asdict(unit)) for unit in units)


def facts_read(rows: Iterable[Mapping[str, Any]]) -> list[UnitFacts]:
    return [
        UnitFacts(
            row["unit"], row["group"], tuple(_fact(fact) for fact in row["facts"]), row["tasks"], dict(row["lights"]),
            tuple(YearEnd(**last) for last in row["year_end"]),
        )
        for row in rows
    ]  # fmt: skip


def results_told(rows: Iterable[Standing]) -> tuple[Json, ...]:
    """Return the rows with their entries as data that `results_read` turns back into the same rows."""
    return tuple(_plain(asdict(row)) for row in rows)


def results_read(rows: Iterable[Mapping[str, Any]]) -> tuple[Standing, ...]:
    return tuple(_standing(row) for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, (list, tuple)) else value


def _fact(row: Mapping[str, Any]) -> ScoreFact:
    return ScoreFact(**{**row, "positions": tuple(row["positions"]), "points": _number(row["points"])})


def _standing(row: Mapping[str, Any]) -> Standing:
    suggested = {name: _tuple(value) for name, value in row["suggestion"].items()}
    return Standing(
        row["unit"], row["group"], row["rank"], Decimal(row["score"]), _number(row["rate_per_task"]), row["tasks"],
        dict(row["lights"]), row["breaches"], Suggestion(**suggested), tuple(_entry(entry) for entry in row["entries"]),
        tuple(Evidence(**{name: _tuple(value) for name, value in x.items()}) for x in row["evidence"]),
        tuple(Principal(**x) for x in row["principals"]),
    )  # fmt: skip


def _entry(row: Mapping[str, Any]) -> Entry:
    numbers = {name: Decimal(row[name]) for name in ("points", "factor")}
    return Entry(**{**row, **numbers, "positions": tuple(row["positions"])})


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
