"""`/tasks/{no}/reports`: handing in, reading, returning and accepting progress reports (三(四)2–4)."""

from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import envelope, listed
from api.schemas_reports import (
    NothingIn,
    OneReportOut,
    ReasonIn,
    ReportAcceptedOut,
    ReportIn,
    ReportOut,
    ReportReturnedOut,
    ReportsQuery,
    SubmittedOut,
)
from api.whole_lists import paged
from domain import ids
from domain.actors import UNIT_ROLES, Actor, may
from domain.errors import AbsentError, InvalidError
from domain.events import ProblemRaised
from domain.findings import known_to
from domain.reports import may_read
from domain.task_state import Task
from projections import report_file
from service import known
from service.accept_report import accept_report
from service.return_report import return_report
from service.submit_report import ReportForm, submit_report

family = Family("reports")


@family.post("/tasks/<no>/reports", power="submit_report", body=ReportIn, answer=SubmittedOut, status=201)
def submit(ask: Ask, no: str) -> dict[str, Any]:
    """Hand in the unit's report of a period, or a new version of it."""
    body = ask.body
    if not (body["text"].strip() or body["progress"].strip()):
        raise InvalidError("text", "missing")
    lists = {name: tuple(body.pop(name)) for name in ("files", "merges")}
    written = submit_report(ask.app, ask.act(ids.task(no)), task_no=no, form=ReportForm(**body, **lists))
    event = written.lines[0].event
    raised = [line.event.problem_no for line in written.lines if isinstance(line.event, ProblemRaised)]
    return {
        "report_no": event.report_no,
        "task_no": no,
        "unit": event.unit,
        "role": event.role,
        "node": event.node,
        "to": event.to,
        "due_on": event.due_on,
        "due_provisional": event.due_provisional,
        "on_time": event.late_days == 0,
        "late_days": event.late_days,
        "effective_at": event.effective_at,
        "replaces": event.replaces,
        "problem_no": raised[0] if raised else None,
        "receipt": receipt_of(written),
    }


@family.get("/tasks/<no>/reports", power="read_tasks", query=ReportsQuery, answer=envelope(ReportOut))
def list_reports(ask: Ask, no: str) -> Answer:
    """List the reports of a task, all versions, oldest first; a unit sees its own and, as lead, those sent to it."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
    rows = _visible(ask, no, upto=as_of.position)
    for name in ("node", "unit", "state"):
        if name in ask.query:
            rows = [row for row in rows if row[name] == ask.query[name]]
    body = paged(ask.query, listed(_with_words(ask, rows), as_of=as_of))
    gone = any(row["erased"] for row in body["items"])
    return Answer(body, etag=ask.app.store.version(ids.task(no)), fresh=gone)


@family.get("/tasks/<no>/reports/<int:n>", power="read_tasks", answer=OneReportOut)
def read_report(ask: Ask, no: str, n: int) -> Answer:
    """Return one report with all its versions, oldest first."""
    rows = _visible(ask, no)
    if not any(row["report_no"] == n for row in rows):
        raise AbsentError("report", f"{no}/{n}")
    task = known.task(ask.app.store, no, ask.actor)
    every = [_told(row, task, ask.actor) for row in report_file.reports(ask.app.store.stream(ids.task(no)))]
    versions = _with_words(ask, report_file.versions(every, n))
    (row,) = (version for version in versions if version["report_no"] == n)
    gone = any(version["erased"] for version in versions)
    return Answer({**row, "versions": versions}, etag=ask.app.store.version(ids.task(no)), fresh=gone)


@family.post("/tasks/<no>/reports/<int:n>/return", power="return_report", body=ReasonIn, answer=ReportReturnedOut)
def give_back(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Return a report to its author, with a reason."""
    act = ask.act(ids.task(no))
    written = return_report(ask.app, act, task_no=no, report_no=n, reason=ask.body["reason"])
    event = written.lines[0].event
    return {"report_no": n, "resubmit_by": event.resubmit_by, "receipt": receipt_of(written)}


@family.post("/tasks/<no>/reports/<int:n>/acceptance", power="accept_report", body=NothingIn, answer=ReportAcceptedOut)
def accept(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Accept a report as it stands."""
    written = accept_report(ask.app, ask.act(ids.task(no)), task_no=no, report_no=n)
    return {"report_no": n, "receipt": receipt_of(written)}


def _visible(ask: Ask, no: str, *, upto: int | None = None) -> list[dict[str, Any]]:
    """Return the rows the actor may read. Raises: AbsentError when the task itself is not for the actor to know."""
    task = known.task(ask.app.store, no, ask.actor)
    lines = ask.app.store.stream(ids.task(no))
    rows = report_file.reports(line for line in lines if upto is None or line.position <= upto)
    rows = [_told(row, task, ask.actor) for row in rows]
    if ask.actor.role not in UNIT_ROLES:
        return rows
    allowed = {report.report_no for report in task.reports if may_read(task, report, ask.actor.unit or "")}
    return [row for row in rows if row["report_no"] in allowed]


def _told(row: dict[str, Any], task: Task, actor: Actor) -> dict[str, Any]:
    """Return the row without the office's own paper, and without an inspection the reader does not know of."""
    if not may("read_lighting", actor):
        row = {**row, "untrue_proposed": None}
    hidden = actor.role in UNIT_ROLES and row["untrue"] is not None
    if hidden and row["untrue"]["inspection"] not in known_to(task.findings, actor.unit or ""):
        row = {**row, "untrue": {**row["untrue"], "inspection": None}}
    return row


def _with_words(ask: Ask, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    words = ask.app.store.contents(report_file.digests(rows))
    return [report_file.with_words(row, words) for row in rows]
