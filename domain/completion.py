"""What shows that a node's task was done, and since when (二(三), D-073, D-112)."""

from dataclasses import dataclass
from datetime import date

from domain import findings
from domain.findings import Finding
from domain.scheme import Node, Scheme
from domain.task_reports import Report
from domain.task_state import Task

OUTWEIGHED = ("inspection", "untrue")  # the report is there and proves nothing


@dataclass(frozen=True, slots=True)
class Shown:
    """`report` is the one it rests on, or that is outweighed; `finding` what outweighs it."""

    evidence: str  # report completion inspection untrue none
    done_on: date | None
    report: Report | None = None
    finding: Finding | None = None

    @property
    def percent(self) -> float | None:
        return self.report.percent if self.report and self.evidence not in OUTWEIGHED else None


def shown(task: Task, node: Node, scheme: Scheme) -> Shown:
    """Return what shows completion; without a report nothing does, not even an inspection that found it done."""
    report = task.latest_report(node.node)
    if report is not None and report.done_on is not None:
        against = findings.contradicting(task.findings, node.node, report.done_on)
        if against is not None:
            return Shown("inspection", against.done_on, report, against)
        return Shown("report", report.done_on, report)
    if task.state == "completed" and not after_completion(task, node, scheme):
        return Shown("completion", task.completed_on, report)
    untrue = None if report else _untrue(task, node)
    if untrue is not None:
        return Shown("untrue", None, untrue)
    return Shown("report" if report else "none", None, report)


def after_completion(task: Task, node: Node, scheme: Scheme) -> bool:
    """Tell whether the node began after the task was completed early: it is then not assessed (办结)."""
    earlier = [place.ends_on for place in scheme.nodes if place.ends_on < node.ends_on]
    return task.completed_on is not None and bool(earlier) and task.completed_on <= max(earlier)


def _untrue(task: Task, node: Node) -> Report | None:
    found = [r for r in task.reports if (r.node, r.role, r.state) == (node.node, "lead", "untrue")]
    return found[-1] if found else None
