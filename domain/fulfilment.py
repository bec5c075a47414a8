"""What the record says of a duty: handed in, late, missing, returned; read from the stream that owns it (D-060)."""

from datetime import tzinfo

from domain.bulletins import Bulletin
from domain.duties import NODE_PLAN, Duty, Facts
from domain.implementation_plans import PlanFile
from domain.interviews import Interview, commitment_of
from domain.notices import Notice
from domain.office_desk import OfficeDesk
from domain.task_reports import Report
from domain.task_state import Task
from domain.working_days import Calendar


def by_task(duty: Duty, task: Task, calendar: Calendar, zone: tzinfo) -> Facts:
    """Return what the task says of a node plan or a report owed to it."""
    missed = (duty.kind, duty.unit, duty.period) in task.missed
    return _planned(duty, task, missed) if duty.kind == NODE_PLAN else _reported(duty, task, missed, calendar, zone)


def by_plan(plan: PlanFile | None) -> Facts:
    """Return what a unit's file says of its implementation plan; there is no file before the first filing."""
    if plan is None:
        return Facts()
    return Facts(met=plan.filings > 0, late_days=plan.late_days, missed=plan.missed)


def by_notice(duty: Duty, notice: Notice) -> Facts:
    """Return what the notice says of a unit's answer; the first answer tells the lateness."""
    answer = next((answer for answer in notice.answers if answer.unit == duty.unit), None)
    return Facts(answer is not None, answer.late_days if answer else 0, duty.unit in notice.missed)


def by_commitment(duty: Duty, interview: Interview) -> Facts:
    """Return what the interview says of a commitment: kept once the office has found it so (D-103)."""
    promise = interview.promise(commitment_of(duty.period))
    if promise is None:
        return Facts()
    met = promise.state == "fulfilled"
    return Facts(met, promise.late_days if met else 0, promise.missed, pending=promise.state == "reported")


def by_office(duty: Duty, desk: OfficeDesk | None, special: Bulletin | None) -> Facts:
    """Return what became of a special the office owes: met by the bulletin published for its period (D-121)."""
    missed = desk is not None and (duty.kind, duty.period) in desk.missed
    told = special.published if special else None
    return Facts(told is not None, told.late_days if told else 0, missed)


def _planned(duty: Duty, task: Task, missed: bool) -> Facts:
    """A joint lead's plan is the task's: it meets the duty of every lead unit."""
    for plan in task.plans:
        if plan.role == duty.role and (plan.unit == duty.unit or duty.role == "lead"):
            return Facts(True, plan.late_days, missed)
    return Facts(missed=missed)


def _reported(duty: Duty, task: Task, missed: bool, calendar: Calendar, zone: tzinfo) -> Facts:
    versions = [r for r in task.reports if (r.unit, r.role, r.node) == (duty.unit, duty.role, duty.period)]
    latest = versions[-1] if versions else None
    if latest is None:
        return Facts(missed=missed)
    if latest.state == "returned":
        return Facts(missed=missed, reopened_until=latest.resubmit_by)
    return Facts(True, _late_days(duty, latest, calendar, zone), missed)


def _late_days(duty: Duty, report: Report, calendar: Calendar, zone: tzinfo) -> int:
    """Return the lateness as recorded; one reckoned on a provisional day is reckoned anew once the day is firm."""
    if not report.due_provisional or duty.due.provisional:
        return report.late_days
    return calendar.late_days(duty.due.due_on, report.effective_at.astimezone(zone).date())
