"""What is owed, by whom, for which period and until when: derived from scheme, ledger and calendar (三(四)1–4)."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain import interviews, working_days
from domain.errors import InvalidError, RefusedError
from domain.events import Addressee
from domain.interviews import Interview
from domain.items import Item
from domain.scheme import DutyRule, Scheme
from domain.task_state import Task
from domain.tenures import Tenure
from domain.working_days import Calendar, Due

IMPLEMENTATION_PLAN, NODE_PLAN = "implementation_plan", "node_plan"
PROGRESS_REPORT, NOTICE_ANSWER = "progress_report", "notice_answer"
COMMITMENT, OFFICE_SPECIAL = "commitment", "office_special"
OFFICE = "office"  # the unit, and the role, of what the office owes itself
OPEN, MET, LATE, MISSED, LAPSED, PROVISIONAL = "open", "met", "late", "missed", "lapsed", "provisional"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed. `to` is `office` or the lead unit's code; `period` a node, a month, the year, or a notice id."""

    kind: str
    scheme: str
    unit: str
    role: str
    task_no: str | None
    period: str
    due: Due
    to: str
    clause: str
    items: tuple[str, ...] = ()  # what an implementation plan covers
    lapsed: bool = False  # nothing more is owed: the task was withdrawn or completed, the notice voided

    @property
    def duty_id(self) -> str:
        return f"{self.kind}:{self.task_no or self.scheme}:{self.period}:{self.role}:{self.unit}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record says of a duty (`domain.fulfilment` reads it from the stream that owns the duty)."""

    met: bool = False
    late_days: int = 0
    missed: bool = False  # the daily tick recorded it
    reopened_until: date | None = None  # handed in and returned: to be sent again by this day
    pending: bool = False  # said to be done; it is not judged yet

    def until(self, duty: Duty) -> date:
        """Return the duty's last day: one handed in and returned has a day for coming again."""
        return max(duty.due.due_on, self.reopened_until or duty.due.due_on)


def state_of(duty: Duty, facts: Facts) -> tuple[str, int]:
    """Return the duty's state and by how many working days it was late."""
    if facts.met:
        return (LATE, facts.late_days) if facts.late_days else (MET, 0)
    if facts.missed:
        return MISSED, 0
    if duty.lapsed:
        return LAPSED, 0
    return (PROVISIONAL if duty.due.provisional else OPEN), 0


def falls_missed(duty: Duty, facts: Facts, day: date) -> bool:
    """Tell whether the tick of `day` finds the duty fallen due on an earlier day, unmet and not yet recorded."""
    return not facts.pending and state_of(duty, facts)[0] == OPEN and facts.until(duty) < day


def period_end(scheme: Scheme, period: str) -> date:
    """Return the last calendar day of a node, of a month `2020-09` or of a year `2020`. Raises: InvalidError."""
    for node in scheme.nodes:
        if node.node == period:
            return node.ends_on
    year, _, month = period.partition("-")
    try:
        first = date(int(year), int(month or 12), 1)
    except ValueError:
        raise InvalidError("period", "unknown_period", period=period) from None
    return first.replace(day=monthrange(first.year, first.month)[1])


def rule_for(scheme: Scheme, kind: str, role: str, period: str, category: str | None = None) -> DutyRule:
    """Return the rule under which `role` owes `kind` for `period`; any category when none is given.

    Raises: RefusedError when nothing is owed for the period.
    """
    rules = [r for r in scheme.duties if (r.kind, r.role) == (kind, role) and _covers(r, category)]
    for rule in rules:
        if period in rule.periods:
            return rule
    known = sorted({p for rule in rules for p in rule.periods})
    clause = rules[0].clause if rules else "D-060"
    raise RefusedError("duty.not_owed", clause=clause, kind=kind, role=role, period=period, periods=known)


def due_by(rule: DutyRule, scheme: Scheme, period: str, calendar: Calendar) -> Due:
    """Return the due day of a rule's period: the day it names, or working days after the period ends."""
    if rule.by is not None:
        return working_days.fixed(rule.by)
    assert rule.working_days is not None, "a duty rule has a day or a number of working days"
    return calendar.after(period_end(scheme, period), rule.working_days)


def report_due(scheme: Scheme, category: str, role: str, period: str, calendar: Calendar) -> Due:
    """Return when the report of a period is due. Raises: RefusedError when none is owed for it."""
    return due_by(rule_for(scheme, PROGRESS_REPORT, role, period, category), scheme, period, calendar)


def plan_due(
    scheme: Scheme, task: Task, role: str, calendar: Calendar, *, edition_issued_on: date | None = None,
    unit: str | None = None,
) -> Due | None:  # fmt: skip
    """Return when the node plan of a role is due; None: not owed yet, or by no rule.

    A task entered after the scheme's day is planned some working days after the list edition that names it (D-004);
    so is one by a `unit` that joined when roles were confirmed.
    """
    rule = next((r for r in scheme.duties if (r.kind, r.role) == (NODE_PLAN, role) and _covers(r, task.category)), None)
    if rule is None:
        return None
    joined = max((t.since for t in task.tenures if t.unit == unit and t.by_confirmation and t.since), default=None)
    if rule.by is None:
        return due_by(rule, scheme, rule.periods[0], calendar)
    if max(task.entered_on, joined or task.entered_on) <= rule.by:
        return working_days.fixed(rule.by)
    if edition_issued_on is None or rule.late_entry_days is None:
        return None
    return calendar.after(max(edition_issued_on, joined or edition_issued_on), rule.late_entry_days)


def implementation_plan_due(scheme: Scheme) -> Due | None:
    """Return the day by which implementation plans are due; None when the scheme asks for none."""
    rule = next((r for r in scheme.duties if r.kind == IMPLEMENTATION_PLAN), None)
    return working_days.fixed(rule.by) if rule and rule.by else None


def notice_due(issued_on: date, scheme: Scheme, calendar: Calendar) -> Due:
    """Return the limit of a rectification notice issued on a day."""
    return calendar.after(issued_on, scheme.notices.limit_days)


def owed_by_task(
    scheme: Scheme, task: Task, calendar: Calendar, *, edition_issued_on: date | None = None, unit: str | None = None
) -> list[Duty]:
    """Return what the units of a task owe, plans before reports, by period, then by role and unit.

    `edition_issued_on` is the day of the first list edition that names the task. `unit`: only what this one owes.
    """
    found: dict[str, Duty] = {}
    for rule in scheme.duties:
        if rule.kind not in (NODE_PLAN, PROGRESS_REPORT):
            continue
        for period in rule.periods:
            for duty in _owed_for(scheme, rule, task, period, calendar, edition_issued_on, unit):
                found.setdefault(duty.duty_id, duty)
    return list(found.values())


def owed_for_period(
    scheme: Scheme, rule: DutyRule, task: Task, period: str, calendar: Calendar, *, unit: str
) -> Duty | None:
    """Return what a unit of a task owes for one period of a rule about reports, None when it owes nothing."""
    return next(_owed_for(scheme, rule, task, period, calendar, None, unit), None)


def owed_by_items(scheme: Scheme, items: Iterable[Item], groups: Collection[str], calendar: Calendar) -> list[Duty]:
    """Return one implementation plan per unit that an item names, listing its items (三(四)1).

    `groups` are the codes of unit groups: a member owes only where it is named itself (D-060).
    """
    naming: dict[str, list[str]] = {}
    for item in items:
        for unit in dict.fromkeys(item.units):
            if unit not in groups:
                naming.setdefault(unit, []).append(item.item)
    return [
        Duty(rule.kind, scheme.scheme, unit, rule.role, None, period, due_by(rule, scheme, period, calendar),
             rule.to, rule.clause, items=tuple(named))
        for rule in scheme.duties if rule.kind == IMPLEMENTATION_PLAN
        for period in rule.periods
        for unit, named in naming.items()
    ]  # fmt: skip


def notice_answer(
    scheme: Scheme, calendar: Calendar, *, notice: str, task_no: str, addressees: Iterable[Addressee],
    issued_on: date, limit_on: date, closed: bool = False,
) -> list[Duty]:  # fmt: skip
    """Return the answers owed to a notice; the limit written in it stands. `closed`: voided or decided already."""
    reckoned = notice_due(issued_on, scheme, calendar)
    due = reckoned if reckoned.due_on == limit_on else working_days.fixed(limit_on)
    return [
        Duty(NOTICE_ANSWER, scheme.scheme, a.unit, a.role, task_no, notice, due, "office", scheme.notices.clause,
             lapsed=closed)
        for a in addressees if a.role in scheme.notices.answer_roles
    ]  # fmt: skip


def commitments(scheme: Scheme, interview: Interview, *, lapsed: bool = False) -> list[Duty]:
    """Return the commitments made in an interview; the day written in its record stands (D-103)."""
    return [
        Duty(COMMITMENT, scheme.scheme, p.unit, p.role, interview.task_no,
             interviews.period_of(interview.interview, p.commitment), working_days.fixed(p.due_on), "office",
             scheme.interviews.clause, lapsed=lapsed)
        for p in interview.promises
    ]  # fmt: skip


def owed_by_office(scheme: Scheme, calendar: Calendar) -> list[Duty]:
    """Return what the office owes itself: the livelihood special of every month (二(四), D-121)."""
    return [
        Duty(rule.kind, scheme.scheme, OFFICE, rule.role, None, period, due_by(rule, scheme, period, calendar),
             rule.to, rule.clause)
        for rule in scheme.duties if rule.kind == OFFICE_SPECIAL
        for period in rule.periods
    ]  # fmt: skip


def _owed_for(
    scheme: Scheme, rule: DutyRule, task: Task, period: str, calendar: Calendar, edition_issued_on: date | None,
    unit: str | None,
) -> Iterator[Duty]:  # fmt: skip
    opened_on = _opened_on(scheme, rule, task, period)
    if opened_on < task.entered_on or not _covers(rule, _category_on(task, opened_on)):
        return
    for tenure in task.tenures:
        if tenure.role != rule.role or unit not in (None, tenure.unit):
            continue
        due = (
            plan_due(scheme, task, rule.role, calendar, edition_issued_on=edition_issued_on, unit=tenure.unit)
            if rule.kind == NODE_PLAN
            else due_by(rule, scheme, period, calendar)
        )
        if due is None or not _is_theirs(task, tenure, rule, period, opened_on, due):
            continue
        lapsed = _is_after_the_end(task, tenure.unit, rule, period, due)
        if lapsed and rule.kind == PROGRESS_REPORT and opened_on >= (_ended_on(task) or opened_on):
            continue  # its period had not ended: it never arose
        to = task.lead[0] if rule.to == "lead" and task.lead else rule.to
        yield Duty(
            rule.kind, scheme.scheme, tenure.unit, rule.role, task.task_no, period, due, to, rule.clause, lapsed=lapsed
        )


def _is_after_the_end(task: Task, unit: str, rule: DutyRule, period: str, due: Due) -> bool:
    """Tell whether the task was withdrawn or completed while the duty was still open."""
    ended_on = _ended_on(task)
    return ended_on is not None and ended_on <= due.due_on and not _done(task, rule.kind, rule.role, unit, period)


def _is_theirs(task: Task, tenure: Tenure, rule: DutyRule, period: str, opened_on: date, due: Due) -> bool:
    """What was handed in, or recorded missing, stays with the unit it was then; the rest follows the role."""
    if _done(task, rule.kind, rule.role, tenure.unit, period):
        return True
    others = {tenure.after, *(t.unit for t in task.tenures if (t.after, t.role) == (tenure.unit, tenure.role))}
    if any(_done(task, rule.kind, rule.role, other, period) for other in others if other):
        return False  # settled by the unit before, or a plan that went with the role
    joined = tenure.since if tenure.by_confirmation and not tenure.takes_open else None
    if rule.kind == NODE_PLAN and joined and due.due_on >= joined:
        return tenure.until is None
    return tenure.bears(opened_on, due.due_on)


def _done(task: Task, kind: str, role: str, unit: str, period: str) -> bool:
    """Tell whether the record already settles the duty: something was handed in, or it was recorded missing."""
    if (kind, unit, period) in task.missed:
        return True
    if kind == NODE_PLAN:
        return any((plan.unit, plan.role) == (unit, role) for plan in task.plans)
    return any(
        report.node == period and report.unit == unit and report.role == role
        and report.state in ("submitted", "accepted", "untrue")  # handed in: untruth is a breach of its own
        for report in reversed(task.reports)  # the newest first: it is nearly always the one that stands
    )  # fmt: skip


def _opened_on(scheme: Scheme, rule: DutyRule, task: Task, period: str) -> date:
    """Return when a duty arises: a report when its period ends, a plan with the task."""
    return task.entered_on if rule.kind == NODE_PLAN else period_end(scheme, period)


def _ended_on(task: Task) -> date | None:
    """Return the day from which nothing more is owed."""
    return task.withdrawn_on if task.state == "withdrawn" else task.completed_on


def _category_on(task: Task, day: date) -> str:
    """Return the category the task had on a day: a later one asks nothing for periods ended before."""
    return next((category for until, category in task.categories_before if day < until), task.category)


def _covers(rule: DutyRule, category: str | None) -> bool:
    return category is None or not rule.categories or category in rule.categories
