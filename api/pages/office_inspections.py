"""`/inspections`: visits without notice and what they found of each task; publication to units (二(二), D-111)."""

from typing import Any

from flask import Response

from api import files, inspections, instructions, reports, tasks
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.actors import UNIT_ROLES
from domain.errors import DuchaError
from domain.inspections import KINDS

pages = Pages("office")
HERE = "/inspections"
_FILTERS = ("kind", "task_no", "unit")
_SPARE = 3  # empty rows for findings; more at the press of a button


@pages.get("/inspections", power="read_inspections")
def show_inspections(visit: Visit) -> Response:
    """List the inspections the visitor may know of, the newest first, with what they found."""
    asked = {name: visit.query.get(name) for name in _FILTERS}
    found = visit.read(inspections.list_inspections, query={**asked, "cursor": visit.query.get("cursor")})
    return visit.show(
        "office/inspections.html", here=HERE, rows=found["items"], cursor=found["next_cursor"], asked=asked,
        as_of=found["as_of"], kinds=KINDS, mine=visit.actor.role in UNIT_ROLES, titles=titles(visit),
    )  # fmt: skip


@pages.get("/inspections/new", power="record_inspection")
def show_inspection_form(visit: Visit) -> Response:
    """Show the form of a visit that has taken place; a finding has a row of its own."""
    asked = visit.query.get("task_no")
    listed = visit.every(tasks.tasks, query={"state": "active"})
    return visit.show(
        "office/inspection_form.html", here=HERE, kinds=KINDS, tasks=[(one["task_no"], one) for one in listed],
        started=[one["instruction"] for one in visit.every(instructions.list_instructions) if one["state"] != "closed"],
        nodes=sorted({node["node"] for one in listed for node in one["nodes"]}), places=_places(visit), first=asked,
    )  # fmt: skip


@pages.post("/inspections/new", power="record_inspection", again=show_inspection_form)
def record(visit: Visit) -> Response:
    """Put the visit on record; or only keep its photos and give room for more findings."""
    photos = _photos(visit)
    if "more" in visit.form:
        return show_inspection_form(visit)
    also: dict[str, Any] = {name: _lines(visit.form.get(name, "")) for name in ("team", "places")}
    also["photos"] = photos
    done = visit.do(inspections.record, also=also)
    return visit.go(f"{HERE}/{done['inspection']}", done)


@pages.get("/inspections/<inspection>", power="read_inspections")
def show_inspection(visit: Visit, inspection: str) -> Response:
    """Show a visit: who, where, what was found of each task, to whom it was published."""
    found, tag = visit.tagged(inspections.read_inspection, inspection=inspection)
    return visit.show(
        "office/inspection.html", here=HERE, inspection=found, tag=tag, mine=visit.actor.role in UNIT_ROLES,
        titles=titles(visit), told=_concerned(visit, found), facts=_facts(visit, found),
        started=_started(visit, found["started_by"]), doubted=_doubted(visit, found),
    )  # fmt: skip


@pages.post("/inspections/<inspection>/publication", power="publish_inspection", again=show_inspection)
def publish(visit: Visit, inspection: str) -> Response:
    """Publish it to units with a part in its tasks; there is no taking back."""
    return visit.go(f"{HERE}/{inspection}", visit.do(inspections.publish, inspection=inspection))


def titles(visit: Visit) -> dict[str, str]:
    return {task["task_no"]: task["title"] for task in visit.every(tasks.tasks)}


def _concerned(visit: Visit, found: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the units with a part in its tasks that do not know of it yet, for who may publish it."""
    if not visit.may("publish_inspection"):
        return []
    known = {one["unit"] for one in found["published"]}
    roles = ("lead", "co", "construction")
    of_tasks = (visit.read(tasks.one, no=task_no) for task_no in found["tasks"])
    codes = {unit: None for task in of_tasks for role in roles for unit in task[role] if unit not in known}
    return [(code, visit.names.unit(code)) for code in codes]


def _doubted(visit: Visit, found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the standing reports of tasks that were not found done, for who may propose to find them untrue."""
    if not visit.may("propose_untrue"):
        return {}
    not_done = {one["task_no"] for one in found["findings"] if one["done"] is not True or one["done_on"]}
    return {
        no: [one for one in visit.every(reports.list_reports, no=no) if one["state"] in ("submitted", "accepted")]
        for no in sorted(not_done)
    }


def _facts(visit: Visit, found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is known of each photo, by digest; one that was erased is left out."""
    digests = [*found["photos"], *(photo for one in found["findings"] for photo in one["photos"])]
    return {digest: fact for digest in digests if (fact := _fact(visit, digest))}


def _fact(visit: Visit, digest: str) -> dict[str, Any] | None:
    try:
        return visit.read(files.facts, sha256=digest)
    except DuchaError:  # erased by law
        return None


def _started(visit: Visit, by: str) -> str | None:
    """Return the instruction that started it, when the visitor may know which."""
    return by if by not in ("ledger", "instruction") else None


def _photos(visit: Visit) -> list[str]:
    """Keep the photos of the visit and of each finding; what was kept the time before stays."""
    for name in [name for name in visit.files if name.startswith("photos.")]:
        row = name.removeprefix("photos.")
        before = visit.form.getlist("files")
        visit.form.setlist("files", [])
        kept = visit.keep_files(name)
        field = f"findings.{row}.photos"
        visit.form.setlist(field, [*visit.form.getlist(field), *kept])
        visit.form.setlist("files", before)
    return visit.keep_files()


def _places(visit: Visit) -> int:
    """Return how many rows for findings there are."""
    numbers = [
        int(name.split(".")[1]) + 1
        for name in visit.form
        if name.startswith("findings.") and name.split(".")[1].isdigit()
    ]
    return max([_SPARE, *numbers]) + (_SPARE if "more" in visit.form else 0)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("、", "\n").splitlines() if line.strip()]
