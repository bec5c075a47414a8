"""`/interviews`: the interviews as they stand, and each one's file 约谈档案 from light to commitments (二(三))."""

from typing import Any

from flask import Response

from api import interview_disputes, interviews, tasks
from api.pages.cases_family import HERE, task_of
from api.pages.cases_open import open_to
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.interviews import ON_FILE

pages = Pages("cases")
TAKEN = ("proposed", "approved", "convened", "held", "filed", "signed", "reported", "archived")
_VIEWINGS = 5  # shown beside the case; all of them on a page of their own
_FILTERS = ("state", "level", "disputed", "task_no")


@pages.get("/interviews", power="read_interviews")
def show_list(visit: Visit) -> Response:
    """List the interviews: those that wait for a step, the longest waiting first, then those that have ended."""
    asked = {name: visit.query.get(name) for name in _FILTERS}
    rows = visit.every(interviews.list_interviews, query=asked)
    waiting = sorted((row for row in rows if row["waiting_days"] is not None), key=lambda row: row["since_on"])
    ended = sorted((row for row in rows if row["waiting_days"] is None), key=lambda row: row["since_on"], reverse=True)
    return visit.show(
        "cases/interviews.html", here=HERE, groups=(("waiting", waiting), ("ended", ended)), asked=asked,
        titles=_titles(visit, rows), total=len(rows),
    )  # fmt: skip


@pages.get("/interviews/<interview>", power="read_interviews")
def show_interview(visit: Visit, interview: str) -> Response:
    """Show the case: how it went, the record, signatures, commitments, disputes, evidence; and what may be done now."""
    found = visit.read(interviews.read_interview, interview=interview)
    filed = found["record"] is not None
    beside = visit.read(interview_disputes.read_disputes, interview=interview) if filed else None
    return visit.show(
        "cases/interview.html", here=HERE, case=found, beside=beside, open=open_to(visit, found, beside),
        seen=viewings(visit, found, _VIEWINGS), task=task_of(visit, found), line=_line(found), taken=TAKEN,
    )  # fmt: skip


@pages.get("/interviews/<interview>/viewings", power="read_minutes")
def show_viewings(visit: Visit, interview: str) -> Response:
    """Show who has been shown the record, and who has held a copy against it."""
    rows = visit.every(interview_disputes.read_viewings, interview=interview)
    return visit.show("cases/viewings.html", here=HERE, interview=interview, rows=rows)


def viewings(visit: Visit, found: dict[str, Any], limit: int) -> list[dict[str, Any]]:
    """Return the latest readings of a filed record, for who may read it."""
    if found["state"] not in ON_FILE or not visit.may("read_minutes"):
        return []
    asked = {"limit": limit}
    rows: list[dict[str, Any]] = visit.read(
        interview_disputes.read_viewings, query=asked, interview=found["interview"]
    )["items"]  # fmt: skip
    return rows


def _titles(visit: Visit, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return what the tasks are called, as far as the reader may know of them."""
    known = {row["scheme"] for row in rows}
    found = [task for scheme in known for task in visit.every(tasks.tasks, query={"scheme": scheme})]
    return {task["task_no"]: task["title"] for task in found}


def _line(found: dict[str, Any]) -> dict[str, Any]:
    """Return what the case's line shows beside the steps: the light in force at each node, and where it stands now."""
    lights = [light for light in found["case"]["lights"] if light["until_position"] is None]
    done = {step["step"]: step for step in found["steps"]}
    coming = [step for step in TAKEN if step not in done] if found["state"] != "declined" else []
    return {"lights": lights, "done": done, "coming": coming}
