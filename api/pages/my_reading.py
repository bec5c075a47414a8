"""`/tasks/<no>/reports/<n>`: a report with its versions side by side; received, or returned with a reason (三(四)4)."""

from difflib import SequenceMatcher
from typing import Any

from flask import Response

from api import reports, tasks
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.actors import AUDITOR, OFFICE_ROLES

pages = Pages("my")
_COMPARED = ("done_on", "percent", "progress", "text", "problems", "next_steps", "files", "merges")
_WORDED = ("progress", "text", "problems", "next_steps")
_MOST = 4000  # characters of one field that are compared letter by letter
_ALIKE = 0.3  # below it nothing of the old text is left to point at
Piece = tuple[str, str]  # (same added gone, words)


@pages.get("/tasks/<no>/reports/<int:n>", power="read_tasks")
def show_report(visit: Visit, no: str, n: int) -> Response:
    """Show a report, what changed from version to version, and what became of it."""
    report = visit.read(reports.read_report, no=no, n=n)
    task = visit.read(tasks.one, no=no)
    versions = report["versions"]
    return visit.show(
        "my/reading.html",
        here="/my" if visit.actor.unit else "/",
        task=task,
        report=report,
        versions=versions,
        changes=[_changes(old, new) for old, new in zip([None, *versions[:-1]], versions, strict=True)],
        holds_receipts=visit.actor.role in (*OFFICE_ROLES, AUDITOR) or visit.actor.unit == report["unit"],
        receives=_receives(visit, report, task),
        merges=[visit.read(reports.read_report, no=no, n=part) for part in report["merges"]],
    )


@pages.post("/tasks/<no>/reports/<int:n>/return", power="return_report", again=show_report)
def give_back(visit: Visit, no: str, n: int) -> Response:
    """Return the report to its author with a reason."""
    return visit.go(f"/tasks/{no}/reports/{n}", visit.do(reports.give_back, no=no, n=n))


@pages.post("/tasks/<no>/reports/<int:n>/acceptance", power="accept_report", again=show_report)
def accept(visit: Visit, no: str, n: int) -> Response:
    """Receive the report as it stands."""
    return visit.go(f"/tasks/{no}/reports/{n}", visit.do(reports.accept, no=no, n=n))


def _receives(visit: Visit, report: dict[str, Any], task: dict[str, Any]) -> bool:
    """Tell whether the visitor is who the report was handed to; a new lead receives what the old one was sent."""
    if report["state"] != "submitted":
        return False
    if report["to"] == "office":
        return visit.actor.role in OFFICE_ROLES
    return visit.actor.unit in task["lead"] and report["unit"] != visit.actor.unit


def _changes(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that differ from the version before: worded ones in pieces, others as True."""
    if old is None:
        return {}
    differing = [name for name in _COMPARED if old[name] != new[name]]
    return {name: pieces(old[name] or "", new[name] or "") if name in _WORDED else True for name in differing}


def pieces(old: str, new: str) -> list[Piece]:
    """Return the new text in pieces: what stayed, what was added, what is gone."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) > _MOST or matcher.ratio() < _ALIKE:
        return [piece for piece in (("gone", old), ("added", new)) if piece[1]]
    found: list[Piece] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found.append(("same", new[k:m]))
            continue
        found += [piece for piece in (("gone", old[i:j]), ("added", new[k:m])) if piece[1]]
    return found
