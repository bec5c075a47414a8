"""`/assessments`: the years there are, and a year's ranking by group, as finalised or as known at a moment (二(五))."""

from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import assessments
from api.closed_words import VOCABULARY
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import Visit
from domain.actors import UNIT_ROLES
from domain.errors import AbsentError

pages = Pages("year")
HERE = "/assessments"
GROUPS = tuple(VOCABULARY["assessment_group"])
BAR = 110  # the longest bar, in the picture's own units
_ASKED = ("known_at", "live")
_SUGGESTED = ("award", "cancel")


@pages.get("/assessments", power="read_own_score")
def list_years(visit: Visit) -> Response:
    """Show the years that are scored; a unit goes straight to its own score."""
    rows = [{**scheme, **_found(visit, scheme)} for scheme in schemes_on_record(visit)]
    mine = [row for row in rows if row["units"]]
    if visit.actor.role in UNIT_ROLES and mine:
        worth = next((row for row in mine if _over(visit, row)), mine[0])
        return visit.go(f"/assessments/{worth['scheme']}/units/{visit.actor.unit}")
    return visit.show("year/years.html", here=HERE, rows=rows if visit.may("read_scores") else [])


@pages.get("/assessments/<scheme>", power="read_scores")
def show_ranking(visit: Visit, scheme: str) -> Response:
    """Show every unit's score by group; what is suggested; what has changed since the scores were finalised."""
    about = scheme_called(visit, scheme)
    if about["scheme"] != scheme:
        return visit.go(f"/assessments/{about['scheme']}")
    told = visit.read(assessments.list_scores, query=asked(visit), scheme=scheme)
    return visit.show(
        "year/ranking.html", here=HERE, about=about, over=_over(visit, about), told=told, groups=_groups(told),
        suggested={s: [row for row in told["items"] if row["suggestion"] == s] for s in _SUGGESTED},
        for_decision=_for_decision(told["items"]),
        finalisation=visit.read(assessments.read_finalisation, scheme=scheme),
        waiting=[x for x in entries_of(visit, scheme) if x["state"] == "proposed"],
        bar=BAR, asked=suffix(visit), as_of=told["as_of"],
    )  # fmt: skip


def scheme_called(visit: Visit, name: str) -> dict[str, Any]:
    """Return the scheme of a name or of a year. Raises: AbsentError."""
    for scheme in schemes_on_record(visit):
        if name in (scheme["scheme"], str(scheme["year"])):
            return scheme
    raise AbsentError("scheme", name)


def entries_of(visit: Visit, scheme: str) -> list[dict[str, Any]]:
    return visit.every(assessments.entries, scheme=scheme)


def asked(visit: Visit) -> dict[str, str]:
    """Return as of when the page is asked for, and whether what was finalised is left aside."""
    return {name: value for name in _ASKED if (value := visit.query.get(name))}


def suffix(visit: Visit) -> str:
    """Return the end of an address that asks for the same moment."""
    return f"?{urlencode(asked(visit))}" if asked(visit) else ""


def _found(visit: Visit, scheme: dict[str, Any]) -> dict[str, Any]:
    told = visit.read(assessments.list_scores, scheme=scheme["scheme"])
    return {"units": len(told["items"]), "formula": told["formula"], "finalised": told["finalised"]}


def _over(visit: Visit, scheme: dict[str, Any]) -> bool:
    return str(visit.today) > str(scheme["ends_on"])


def _groups(told: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the rows by group, each with what it lost and the length of its bar."""
    base = told["formula"]["base"]
    most = max((base - row["score"] for row in told["items"]), default=0)
    rows = [
        {**row, "lost": base - row["score"], "bar": round(max(0, base - row["score"]) * BAR / most, 1) if most else 0}
        for row in told["items"]
    ]
    return by_group(rows)


def by_group(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the rows of each assessment group that has any, in their order."""
    return [(group, found) for group in GROUPS if (found := [row for row in rows if row["group"] == group])]


def _for_decision(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the tasks red at the year's end, each with the units that only co-organise it."""
    tasks = sorted({no for row in rows for no in row["for_decision"]})
    return {no: [row["unit"] for row in rows if no in row["for_decision"]] for no in tasks}
