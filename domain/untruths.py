"""A report found untrue: proposed with a reason, found so by a second person; it shows nothing any more (D-113)."""

from collections.abc import Collection

from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.reports import STANDING
from domain.task_reports import Report
from domain.task_state import Task

CLAUSE = "D-113"


def propose(task: Task, report_no: int, *, reason: str, inspection: str | None) -> list[e.ReportUntrueProposed]:
    """Return the proposal to find a standing report untrue; a later one takes its place.

    Raises: AbsentError, RefusedError for a report that does not stand, InvalidError without a reason, or for an
    inspection that found nothing of the task.
    """
    _standing(task, report_no)
    if not reason.strip():
        raise InvalidError("reason", "missing")
    if inspection is not None and not any(f.inspection == inspection for f in task.findings):
        raise InvalidError("inspection", "inspection_of_other_tasks", inspection=inspection, task_no=task.task_no)
    return [e.ReportUntrueProposed(task.task_no, report_no, reason.strip(), inspection)]


def find(task: Task, report_no: int, *, persons: Collection[str]) -> list[e.ReportFoundUntrue]:
    """Return the finding, by a second person; `persons` are the accounts that confirm.

    Raises: AbsentError, RefusedError when nobody proposed it, or the proposer confirms.
    """
    report = _standing(task, report_no)
    if report.untruth is None:
        raise RefusedError("report.untruth_not_proposed", clause=CLAUSE, report_no=report_no)
    if report.untruth.proposed_by in persons:
        raise RefusedError("report.second_person", clause="D-072", report_no=report_no)
    return [
        e.ReportFoundUntrue(
            task.task_no, report_no, report.unit, report.role, report.node, report.untruth.reason,
            report.untruth.proposed_by,
        )
    ]  # fmt: skip


def _standing(task: Task, report_no: int) -> Report:
    report = task.report(report_no)
    if report is None:
        raise AbsentError("report", f"{task.task_no}/{report_no}")
    if report.state == "untrue":
        raise RefusedError("report.found_untrue", clause=CLAUSE, report_no=report_no)
    if report.state not in STANDING:
        raise RefusedError("report.no_longer_stands", clause=CLAUSE, report_no=report_no)
    return report
