"""`/tasks/<no>/reports/<n>/finding`: a report found untrue, by two persons (二(五), D-113)."""

from flask import Response

from api import inspections, reports, tasks
from api.pages.declared import Pages
from api.pages.visit import Visit

pages = Pages("office")
_STANDING = ("submitted", "accepted")


@pages.get("/tasks/<no>/reports/<int:n>/finding", power="read_lighting")
def show_finding(visit: Visit, no: str, n: int) -> Response:
    """Show the report beside what inspections saw; propose to find it untrue, or confirm it as the second person."""
    report = visit.read(reports.read_report, no=no, n=n)
    task, tag = visit.tagged(tasks.one, no=no)
    proposed, standing = report["untrue_proposed"], report["state"] in _STANDING
    persons = {visit.actor.account, visit.actor.delegated_by}
    return visit.show(
        "office/finding.html", here="/inspections", report=report, task=task, tag=tag,
        seen=visit.every(inspections.list_inspections, query={"task_no": no}),
        may_propose=standing and visit.may("propose_untrue"),
        may_confirm=standing and bool(proposed) and visit.may("find_untrue") and proposed["proposed_by"] not in persons,
    )  # fmt: skip


@pages.post("/tasks/<no>/reports/<int:n>/finding", power="propose_untrue", again=show_finding)
def propose(visit: Visit, no: str, n: int) -> Response:
    """Propose to find the report untrue; another person confirms it."""
    return visit.go(f"/tasks/{no}/reports/{n}/finding", visit.do(inspections.propose, no=no, n=n))


@pages.post("/tasks/<no>/reports/<int:n>/finding/confirmation", power="find_untrue", again=show_finding)
def confirm(visit: Visit, no: str, n: int) -> Response:
    """Find the report untrue as the second person."""
    return visit.go(f"/tasks/{no}/reports/{n}/finding", visit.do(inspections.confirm, no=no, n=n))
