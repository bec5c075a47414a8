"""A unit's score as a ledger that adds up, and the same facts under another formula beside the official one."""

import json
import re
from decimal import Decimal
from typing import Any

from flask import Response
from werkzeug.datastructures import MultiDict

from api import assessments
from api.pages.declared import Pages
from api.pages.visit import Refusal, Visit
from api.pages.year_assessments import HERE, asked, by_group, scheme_called, suffix
from api.pages.year_family import in_order
from api.problems import AskError, told
from domain.errors import InvalidError

pages = Pages("year")
_NUMBERS, _TABLES = ("base", "floor"), ("points", "role_factor")
_MONTH = re.compile("[0-9]{4}-[0-9]{2}")
_HEAVIEST = "heaviest_light_per_task"


@pages.get("/assessments/<scheme>/units/<code>", power="read_own_score")
def show_score(visit: Visit, scheme: str, code: str) -> Response:
    """Show a unit's score: base and entries add up to it, each entry opens down to its events."""
    score = visit.read(assessments.read_score, query=asked(visit), scheme=scheme, code=code)
    about = scheme_called(visit, scheme)
    return visit.show(
        "year/score.html", here=HERE, about=about, score=score, ledger=_ledger(score), asked=suffix(visit),
        over=str(visit.today) > str(about["ends_on"]), formula=_ordered(score["formula"]), as_of=score["as_of"],
    )  # fmt: skip


@pages.get("/assessments/<scheme>/what-if", power="ask_what_if")
def show_what_if(visit: Visit, scheme: str) -> Response:
    """Show every unit's score under another formula beside the official one; nothing is recorded.

    A question with an address of its own: it can be kept and sent, and coming back to it asks nothing anew.
    """
    visit.form = MultiDict(visit.query)
    same = visit.do(assessments.what_if, also={"formula": {}}, scheme=scheme)
    try:
        answer = visit.do(assessments.what_if, also={"formula": _wished(visit, same["official"])}, scheme=scheme)
    except (AskError, InvalidError) as error:
        visit.refusal, answer = Refusal.of(told(error), visit.language), same
    moved, ranked = ([x for x in answer["items"] if x["difference"][of]] for of in ("score", "rank"))
    return visit.show(
        "year/what_if.html", here=HERE, about=scheme_called(visit, scheme), official=_ordered(same["official"]),
        groups=by_group(answer["items"]), moved=moved, ranked=ranked, asked=bool(visit.query),
        as_of=answer["as_of"],
    )  # fmt: skip


def _wished(visit: Visit, official: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of the formula that were filled in; what experts write as JSON goes before the numbers.

    Raises: InvalidError for JSON that is no formula.
    """
    typed = {name.removeprefix("formula."): value.strip() for name, value in visit.form.items() if value.strip()}
    wished: dict[str, Any] = {name: typed[name] for name in _NUMBERS if name in typed}
    for table in _TABLES:
        found = {name: typed[f"{table}.{name}"] for name in official[table] if f"{table}.{name}" in typed}
        wished |= {table: found} if found else {}
    if _HEAVIEST in typed:
        wished[_HEAVIEST] = typed[_HEAVIEST] == "true"
    if "formula" not in typed:
        return wished
    try:
        said = json.loads(typed["formula"])
    except ValueError as error:
        raise InvalidError("formula", "not_a_formula", detail=str(error)) from None
    if not isinstance(said, dict):
        raise InvalidError("formula", "not_a_formula", detail=type(said).__name__)
    return {**wished, **said}


def _ordered(formula: dict[str, Any]) -> dict[str, Any]:
    """Return the formula with its numbers in the order people name them in."""
    points, factors = in_order(formula["points"], "score_cause"), in_order(formula["role_factor"], "role_in_task")
    return {**formula, "points": points, "role_factor": factors}


def _ledger(score: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries, each with the balance after it: the last balance is the score."""
    rows, balance = [], Decimal(str(score["formula"]["base"]))
    for entry in score["entries"]:
        balance += Decimal(str(entry["points"]))
        rows.append({**entry, "balance": float(balance), **_named(entry["period"] or "")})
    return rows


def _named(period: str) -> dict[str, str | None]:
    """Return what an entry's period is: a notice, a bulletin, or a month; a year and a manual entry need no words."""
    return {
        "notice": period if period.startswith("n-") else None,
        "bulletin": period if period.startswith("b-") else None,
        "month": period if _MONTH.fullmatch(period) else None,
    }
