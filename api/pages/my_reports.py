"""`/tasks/<no>/reports/new`: annex 5 for one task and period, begun from the last report, and again after a return."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from api import duties, reports, tasks
from api.pages.declared import Pages
from api.pages.my_family import own_unit, to_receipt
from api.pages.visit import Visit
from domain.errors import InvalidError

pages = Pages("my")
_CARRIED = ("progress", "percent", "text", "problems", "next_steps")
_BLANK: Mapping[str, Any] = {"done_on": None, "files": [], **dict.fromkeys(_CARRIED)}


@pages.get("/tasks/<no>/reports/new", power="submit_report")
def show_report_form(visit: Visit, no: str) -> Response:
    """Show the form, filled in from the version before it or from the last period's report."""
    unit = own_unit(visit)
    task, match = visit.tagged(tasks.one, no=no)
    owed = visit.every(duties.list_duties, query={"task_no": no, "unit": unit, "kind": "progress_report"})
    node = visit.form.get("node") or visit.query.get("node") or _next_period(owed, visit)
    filed = visit.every(reports.list_reports, no=no)
    own = [row for row in filed if row["unit"] == unit]
    before = next((row for row in reversed(own) if row["node"] == node), None)
    last = next((row for row in reversed(own) if row["node"] < node), None)
    start = None if "blank" in visit.query else before or last
    return visit.show(
        "my/report.html",
        here="/my",
        task=task,
        match=match,
        node=node,
        duty=next((duty for duty in owed if duty["period"] == node), None),
        planned=next((one for one in task["nodes"] if one["node"] == node), None),
        before=before,
        last=last,
        start=start,
        given=_given(start, node),
        parts=[row for row in filed if row["role"] == "construction" and _can_merge(row, unit, task, node)],
        merged=_merged(visit, before),
    )


@pages.post("/tasks/<no>/reports/new", power="submit_report", again=show_report_form)
def hand_in_report(visit: Visit, no: str) -> Response:
    """Hand the report in; the answer is its receipt."""
    own_unit(visit)
    visit.keep_files()
    done = visit.form.get("done")
    if done == "yes" and not visit.form.get("done_on"):
        raise InvalidError("done_on", "missing")
    if done == "no":
        visit.form["done_on"] = ""
    return to_receipt(visit, visit.do(reports.submit, no=no))


def _next_period(owed: list[dict[str, Any]], visit: Visit) -> str:
    """Return the period to report when the address names none: the first that is still owed."""
    still = [duty["period"] for duty in owed if duty["days_left"] is not None]
    return still[0] if still else visit.today.isoformat()[:7]


def _given(start: Mapping[str, Any] | None, node: str) -> Mapping[str, Any]:
    """Return what stands in the form before anybody types; what was done in an earlier period is no answer for this."""
    if start is None:
        return _BLANK
    if start["node"] == node:
        return start
    return {**_BLANK, **{name: start[name] for name in _CARRIED}}


def _can_merge(row: Mapping[str, Any], unit: str, task: Mapping[str, Any], node: str) -> bool:
    return unit in task["lead"] and row["node"] == node and row["state"] in ("submitted", "accepted")


def _merged(visit: Visit, before: Mapping[str, Any] | None) -> list[str]:
    """Return the numbers ticked: as typed, as the address asks, or as in the version before."""
    if visit.refusal is not None:
        return visit.form.getlist("merges")
    asked = visit.query.get("merge")
    return [*([asked] if asked else []), *map(str, before["merges"] if before else ())]
