"""Progress reports: submitted, replaced, returned, accepted and merged (三(四)2–4; decisions 005, 050, 051)."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from domain import duties, problems
from domain import events as e
from domain.done_days import not_before_the_year
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.scheme import DutyRule, Scheme
from domain.task_reports import Report
from domain.task_state import Task
from domain.tasks import require_active
from domain.working_days import Calendar, Due

OFFICE = "office"
STANDING = ("submitted", "accepted")


@dataclass(frozen=True, slots=True)
class Received:
    """When a paper counts as received: now, or the stamp it bears; a day is a day of the scheme's own zone."""

    at: datetime
    zone: tzinfo

    @property
    def on(self) -> date:
        return self.day_of(self.at)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Submission:
    """What a unit hands in; `text`, `problems` and `next_steps` are content digests."""

    unit: str
    node: str
    done_on: date | None
    progress: str
    text: str
    percent: float | None = None
    problems: str | None = None
    next_steps: str | None = None
    important: bool = False
    files: tuple[str, ...] = ()
    merges: tuple[int, ...] = ()


def submit(
    task: Task, handed_in: Submission, *, scheme: Scheme, calendar: Calendar, received: Received
) -> list[e.ReportSubmitted | e.ProblemRaised]:
    """Take in a report, and the important problem it raises, if it raises one.

    Raises: RefusedError, InvalidError; AbsentError when the unit has no part in the task.
    """
    require_active(task)
    role = _reporting_role(task, handed_in.unit)
    rule = duties.rule_for(scheme, duties.PROGRESS_REPORT, role, handed_in.node, task.category)
    _check_period_has_begun(handed_in.node, rule, scheme, received)
    _check_values(handed_in, scheme, received)
    _check_merges(task, handed_in, role)
    before = version_before(task, handed_in.unit, role, handed_in.node)
    due = _owed(task, rule, handed_in, before, scheme=scheme, calendar=calendar)
    counts_at = _counts_from(task, before, due, rule, received)
    report_no = len(task.reports) + 1
    late_days = 0
    if due is not None and not due.provisional:
        late_days = calendar.late_days(due.due_on, received.day_of(counts_at))
    submitted = e.ReportSubmitted(
        task.task_no, report_no, handed_in.unit, role, handed_in.node, _addressee(task, rule), handed_in.done_on,
        handed_in.progress, handed_in.percent, handed_in.text, handed_in.problems, handed_in.next_steps,
        handed_in.files, handed_in.merges, before.report_no if before else None, counts_at,
        due.due_on if due else None, late_days,
        late_since_first=before is not None and before.state == "returned" and counts_at > before.effective_at,
        due_provisional=due is not None and due.provisional,
    )  # fmt: skip
    if not handed_in.important:
        return [submitted]
    return [submitted, problems.raised(task, report_no, handed_in.unit, handed_in.problems)]


def version_before(task: Task, unit: str, role: str, node: str) -> Report | None:
    """Return the unit's latest report of the node, standing or returned; a new one takes its place."""
    for report in reversed(task.reports):
        if report.unit == unit and report.node == node and report.role == role:
            return report
    return None


def give_back(
    task: Task, report_no: int, *, by: str, reason: str, scheme: Scheme, calendar: Calendar, on: date
) -> list[e.ReportReturned]:
    """Return a report to its author. `by` is the office or the lead it was addressed to; `on` the day they hear of it.

    Raises: RefusedError, InvalidError, AbsentError.
    """
    require_active(task)
    _check_undecided(_for_addressee(task, report_no, by))
    if not reason.strip():
        raise InvalidError("reason", "missing")
    resubmit_by = calendar.after(on, scheme.limits.resubmit_days).due_on
    return [e.ReportReturned(task.task_no, report_no, by, reason, resubmit_by)]


def accept(task: Task, report_no: int, *, by: str) -> list[e.ReportAccepted]:
    """Accept a report as it stands. Raises: RefusedError, AbsentError."""
    _check_undecided(_for_addressee(task, report_no, by))
    return [e.ReportAccepted(task.task_no, report_no, by)]


def addressed_to(task: Task, report: Report, side: str) -> bool:
    """Tell whether `side` (the office or a unit) receives the report; a new lead inherits those sent to the old one."""
    if report.to == OFFICE or side == OFFICE:
        return report.to == side
    return side in task.lead and (report.to == side or report.to not in task.lead)


def may_read(task: Task, report: Report, unit: str) -> bool:
    """Tell whether a unit sees a report: its own, and as lead those addressed to it."""
    return report.unit == unit or addressed_to(task, report, unit)


def _reporting_role(task: Task, unit: str) -> str:
    role = task.role_of(unit)
    if role is None:
        raise AbsentError("unit_in_task", unit)
    if role == "co":
        raise RefusedError("report.co_owes_none", clause="三(二)", unit=unit)
    return role


def _check_period_has_begun(node: str, rule: DutyRule, scheme: Scheme, received: Received) -> None:
    begins_on = duties.period_end(scheme, node).replace(day=1)
    if received.on < begins_on:
        raise RefusedError("report.period_not_begun", clause=rule.clause, node=node, begins_on=begins_on)


def _owed(
    task: Task, rule: DutyRule, handed_in: Submission, before: Report | None, *, scheme: Scheme, calendar: Calendar
) -> Due | None:
    """Return when the report is due; None: nothing is owed, only told (decision 050)."""
    if before is not None and before.due_on is None:
        return None
    owed = duties.owed_for_period(scheme, rule, task, handed_in.node, calendar, unit=handed_in.unit)
    return owed.due if owed else None


def _check_values(handed_in: Submission, scheme: Scheme, received: Received) -> None:
    if handed_in.done_on is not None and handed_in.done_on > received.on:
        raise InvalidError("done_on", "done_after_receipt", received_on=received.on)
    not_before_the_year(handed_in.done_on, scheme)
    if handed_in.percent is not None and handed_in.percent < 0:
        raise InvalidError("percent", "percent_negative")
    if handed_in.important and not handed_in.problems:
        raise InvalidError("problems", "problems_needed_when_important")


def _check_merges(task: Task, handed_in: Submission, role: str) -> None:
    if handed_in.merges and role != "lead":
        raise RefusedError("report.only_the_lead_merges", clause="三(四)4")
    for place, report_no in enumerate(handed_in.merges):
        wrong = _why_not_merged(task, handed_in, report_no, handed_in.merges[:place])
        if wrong:
            raise InvalidError(f"merges.{place}", wrong, report_no=report_no)


def _why_not_merged(task: Task, handed_in: Submission, report_no: int, earlier: tuple[int, ...]) -> str | None:
    report = task.report(report_no)
    if report is None or report.role != "construction" or not addressed_to(task, report, handed_in.unit):
        return "merge_not_submitted_to_you"
    if report.node != handed_in.node:
        return "merge_of_another_node"
    if report.state not in STANDING:
        return "merge_does_not_stand"
    return "merge_named_twice" if report_no in earlier else None


def _addressee(task: Task, rule: DutyRule) -> str:
    return task.lead[0] if rule.to == "lead" and task.lead else OFFICE


def _counts_from(task: Task, before: Report | None, due: Due | None, rule: DutyRule, received: Received) -> datetime:
    """Return the moment the new version counts as received (decision 005)."""
    if before is None:
        return received.at
    first = min(before.effective_at, received.at)
    if before.state == "returned":
        in_time = before.resubmit_by is not None and received.on <= before.resubmit_by
        return first if in_time else received.at
    if due is None or due.provisional or received.on <= due.due_on:
        if received.at < before.effective_at:
            raise RefusedError("report.paper_older_than_standing", clause="D-051", report_no=before.report_no)
        return received.at
    if not _may_supplement(task, before.node):
        raise RefusedError(
            "report.too_late_to_replace", clause=rule.clause, report_no=before.report_no, due_on=due.due_on
        )
    return first


def _may_supplement(task: Task, node: str) -> bool:
    """An extension or a deferred light keeps the node open, until its light is set (decision 051)."""
    light = task.light(node)
    if light is not None and light.light != "deferred":
        return False
    return light is not None or task.granted(node) is not None


def _for_addressee(task: Task, report_no: int, by: str) -> Report:
    report = task.report(report_no)
    if report is None or not (by == OFFICE or may_read(task, report, by)):
        raise AbsentError("report", f"{task.task_no}/{report_no}")
    if not addressed_to(task, report, by):
        raise RefusedError("report.not_addressed_to_you", clause="三(四)4", report_no=report_no, to=report.to)
    return report


def _check_undecided(report: Report) -> None:
    refusals = {
        "accepted": "report.accepted_stands", "returned": "report.already_returned", "untrue": "report.found_untrue",
    }  # fmt: skip
    if report.state != "submitted":
        raise RefusedError(
            refusals.get(report.state, "report.no_longer_stands"), clause="三(四)4", report_no=report.report_no
        )
