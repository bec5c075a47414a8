"""`/my/workbooks`: annexes 4 and 5 as workbooks, given out filled in and taken back, answered row by row (S49)."""

from typing import Any

from flask import Response

from api import duties
from api import workbook_uploads as uploads
from api.pages.declared import Pages
from api.pages.my_family import own_unit
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import Visit
from api.routes import Handler

pages = Pages("my")


@pages.get("/my/workbooks", power="submit_report")
def show_workbooks(visit: Visit) -> Response:
    """Show the forms to download, and where they are handed in."""
    unit = own_unit(visit)
    reports = [duty for duty in _asked(visit, unit, "progress_report") if _begun(visit, duty)]
    plans = _asked(visit, unit, "node_plan")
    asked = {duty["scheme"] for duty in (*reports, *plans)}
    return visit.show(
        "my/workbooks.html",
        here="/my",
        periods=_counted(reports, "scheme", "period"),
        plans=_counted(plans, "scheme"),
        schemes=[one for one in schemes_on_record(visit) if one["scheme"] in asked],
    )


@pages.post("/my/workbooks/progress", power="submit_report", again=show_workbooks)
def hand_in_progress(visit: Visit) -> Response:
    """Take in a workbook of reports and answer each row."""
    return _answered(visit, uploads.progress)


@pages.post("/my/workbooks/node-plan", power="file_node_plan", again=show_workbooks)
def hand_in_node_plans(visit: Visit) -> Response:
    """Take in a workbook of node plans and answer each row."""
    return _answered(visit, uploads.node_plan)


def _answered(visit: Visit, handler: Handler) -> Response:
    own_unit(visit)
    return visit.show("my/workbook_answer.html", here="/my", answer=visit.do(handler))


def _asked(visit: Visit, unit: str, kind: str) -> list[dict[str, Any]]:
    found = visit.every(duties.list_duties, query={"unit": unit, "kind": kind})
    return [duty for duty in found if duty["state"] != "lapsed"]


def _begun(visit: Visit, duty: dict[str, Any]) -> bool:
    begun: bool = duty["period"] <= visit.today.isoformat()[:7]
    return begun


def _counted(found: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Return each workbook there is, the latest first: how many rows it has, and how many are still owed."""
    books: dict[tuple[str, ...], dict[str, Any]] = {}
    for duty in reversed(found):
        key = tuple(duty[name] for name in names)
        book = books.setdefault(key, {**{name: duty[name] for name in names}, "rows": 0, "owed": 0})
        book["rows"] += 1
        book["owed"] += duty["days_left"] is not None
        book["due_on"] = duty["due_on"]
    return list(books.values())
