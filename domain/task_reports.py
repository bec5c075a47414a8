"""Reports as a task's stream tells them: handed in, replaced, merged, decided (三(四)2–4)."""

from datetime import date, datetime
from sys import intern  # a year holds tens of thousands of reports by some dozens of units
from typing import Any, NamedTuple

from domain.events import ReportSubmitted
from domain.findings import Untruth


class Report(NamedTuple):
    """A report as it stands. A tuple: a frozen dataclass takes four times as long to make, and a stream has many."""

    report_no: int
    unit: str
    role: str
    node: str
    to: str
    done_on: date | None
    percent: float | None
    effective_at: datetime
    due_on: date | None
    late_days: int
    merges: tuple[int, ...]
    state: str = "submitted"  # submitted returned accepted replaced untrue
    resubmit_by: date | None = None
    due_provisional: bool = False  # its lateness is reckoned once the year's calendar is published
    untruth: Untruth | None = None  # proposed, and once `untrue` found


_STATE = Report._fields.index("state")


def hand_in(reports: list[Report], event: ReportSubmitted) -> None:
    """Add a report to those of its task, and say what becomes of the one it replaces and those it merges."""
    if event.replaces and reports[event.replaces - 1].state != "untrue":  # what was found stays found
        reports[event.replaces - 1] = _in_state(reports[event.replaces - 1], "replaced")
    for merged in event.merges:
        reports[merged - 1] = _in_state(reports[merged - 1], "accepted")
    reports.append(
        Report(
            event.report_no, intern(event.unit), intern(event.role), intern(event.node), intern(event.to),
            event.done_on, event.percent, event.effective_at, event.due_on, event.late_days, event.merges,
            "submitted", None, event.due_provisional,
        )
    )  # fmt: skip


def changed(reports: tuple[Report, ...], report_no: int, **changes: Any) -> tuple[Report, ...]:
    """Return the reports with one of them changed."""
    return (*reports[: report_no - 1], reports[report_no - 1]._replace(**changes), *reports[report_no:])


def _in_state(report: Report, state: str) -> Report:
    values: tuple[Any, ...] = report
    return Report._make((*values[:_STATE], state, *values[_STATE + 1 :]))
