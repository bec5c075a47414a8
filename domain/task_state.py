"""A task as its stream tells it: roles, plans, reports, extensions, problems, lights; folded, never refused."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain import events as e
from domain import findings, task_reports, tenures
from domain.copies import copier
from domain.findings import Findings, Untruth
from domain.task_reports import Report
from domain.tenures import Tenure


@dataclass(frozen=True, slots=True)
class Plan:
    """A node plan: the lead's is the task's; a construction entity's is its part."""

    unit: str
    role: str
    nodes: tuple[e.NodeTask, ...]
    effective_at: datetime
    due_on: date | None
    late_days: int
    sealed: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Extension:
    extension: int
    unit: str
    node: str
    new_limit_on: date
    state: str = "requested"  # requested granted refused


@dataclass(frozen=True, slots=True)
class NodeLight:
    node: str
    light: str
    assessed: bool
    set_by: str  # the account that issued it, kept for the second-person rule
    limit_on: date
    done_on: date | None
    session: int
    notice: str | None = None  # the notice that stands with it


@dataclass(frozen=True, slots=True)
class Correction:
    correction: int
    node: str
    light: str
    done_on: date | None
    reason: str
    proposed_by: str
    state: str = "proposed"  # proposed confirmed


@dataclass(frozen=True, slots=True)
class Problem:
    problem_no: int
    unit: str
    state: str = "raised"  # raised read instructed closed


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of the ledger that the next list edition must tell (一(二))."""

    change: str  # entered amended roles_confirmed transferred completed withdrawn
    reason: str
    effective_on: date | None


@dataclass(frozen=True, slots=True)
class Task:
    """`version` is the stream's; lists are in the order things happened."""

    task_no: str
    scheme: str
    title: str
    category: str
    item: str | None
    leader: str | None
    coordinator: str | None
    responsible: str | None
    lead: tuple[str, ...]
    co: tuple[str, ...]
    construction: tuple[str, ...]
    roles_presumed: bool
    entered_on: date
    state: str = "active"  # active completed withdrawn
    completed_on: date | None = None
    completion_applied_by: str | None = None
    plans: tuple[Plan, ...] = ()  # the latest of each unit and role
    reports: tuple[Report, ...] = ()
    extensions: tuple[Extension, ...] = ()
    problems: tuple[Problem, ...] = ()
    lights: tuple[NodeLight, ...] = ()  # the latest of each node, in node order
    corrections: tuple[Correction, ...] = ()
    missed: tuple[tuple[str, str, str], ...] = ()  # (kind, unit, period) that the tick found unmet
    completion_done_on: date | None = None  # applied for, not yet verified
    targets: tuple[e.Target, ...] = ()
    counties: tuple[str, ...] = ()
    note: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    withdrawn_on: date | None = None
    tenures: tuple[Tenure, ...] = ()  # who held which role when: whose a duty is
    categories_before: tuple[tuple[date, str], ...] = ()  # (until that day, it was of this category)
    findings: Findings = ()  # of inspections

    def units(self) -> tuple[tuple[str, str], ...]:
        """Return (unit, role) of everybody with a part in the task."""
        return tuple((unit, role) for role in ("lead", "construction", "co") for unit in getattr(self, role))

    def known_to(self) -> frozenset[str]:
        """Return the units that may know of the task: whoever has, or had, a part in it."""
        return frozenset({t.unit for t in self.tenures} | {p.unit for p in self.plans} | {u for u, _ in self.units()})

    def role_of(self, unit: str | None) -> str | None:
        """Return the unit's weightiest role in the task: lead, construction, co, or None."""
        return next((role for code, role in self.units() if code == unit), None)

    def plan(self) -> Plan | None:
        """Return the task's own plan: the lead's, sealed or not, confirmed or not."""
        return next((plan for plan in self.plans if plan.role == "lead"), None)

    def node_task(self, node: str) -> e.NodeTask | None:
        """Return what the lead's plan sets for a node; None: nothing is planned, the node is not assessed."""
        plan = self.plan()
        return next((n for n in plan.nodes if n.node == node), None) if plan else None

    def granted(self, node: str) -> Extension | None:
        """Return the latest extension granted for a node."""
        found = [x for x in self.extensions if x.node == node and x.state == "granted"]
        return found[-1] if found else None

    def light(self, node: str) -> NodeLight | None:
        return next((light for light in self.lights if light.node == node), None)

    def report(self, report_no: int) -> Report | None:
        return self.reports[report_no - 1] if 0 < report_no <= len(self.reports) else None

    def latest_report(self, node: str, unit: str | None = None) -> Report | None:
        """Return the standing report of a node: by `unit`, or by a lead; not one returned, replaced or untrue."""
        for report in reversed(self.reports):
            stands = report.node == node and report.state in ("submitted", "accepted")
            if stands and ((report.unit == unit) if unit else (report.role == "lead")):
                return report
        return None


def evolve(task: Task | None, event: Any, account: str = "") -> Task:
    """Return the task after `event`. `account` is who recorded it."""
    if isinstance(event, e.TaskEntered):
        return _entered(event)
    assert task is not None, "a task stream begins with TaskEntered"
    step = _STEPS.get(type(event))
    return step(task, event, account) if step else task


def fold(task: Task | None, told: Iterable[tuple[Any, str]]) -> Task | None:
    """Return the task after many events, each with who recorded it: as `evolve` one by one.

    A run of reports copies the task and its list of reports once: what a long stream is made of.
    """
    run: list[Report] | None = None
    for event, account in told:
        if task is not None and type(event) is e.ReportSubmitted:
            if run is None:
                run = list(task.reports)
            task_reports.hand_in(run, event)
            continue
        if task is not None and run is not None:
            task, run = _changed(task, reports=tuple(run)), None
        task = evolve(task, event, account)
    return task if task is None or run is None else _changed(task, reports=tuple(run))


_changed = copier(Task)


def _entered(event: e.TaskEntered) -> Task:
    adjusted = (Adjustment("entered", event.reason, event.effective_on),) if event.reason else ()
    return Task(
        task_no=event.task_no, scheme=event.scheme, title=event.title, category=event.category, item=event.item,
        leader=event.leader, coordinator=event.coordinator, responsible=event.responsible, lead=event.lead,
        co=event.co, construction=event.construction, roles_presumed=event.roles_presumed,
        entered_on=event.effective_on, targets=event.targets, counties=event.counties, note=event.note,
        adjustments=adjusted, tenures=tenures.entered(event),
    )  # fmt: skip


def _adjusted(task: Task, change: str, reason: str, effective_on: date | None) -> Task:
    return _changed(task, adjustments=(*task.adjustments, Adjustment(change, reason, effective_on)))


def _amended(task: Task, event: e.TaskAmended, _: str) -> Task:
    known = {"title", "category", "item", "leader", "coordinator", "responsible", "note"}
    changes: dict[str, Any] = {name: value for name, value in event.changes.items() if name in known}
    if "targets" in event.changes:
        changes["targets"] = tuple(e.Target(**target) for target in event.changes["targets"])
    if "counties" in event.changes:
        changes["counties"] = tuple(event.changes["counties"])
    if "category" in event.changes:
        changes["categories_before"] = (*task.categories_before, (event.effective_on, task.category))
    return _adjusted(_changed(task, **changes), "amended", event.reason, event.effective_on)


def _roles_confirmed(task: Task, event: e.TaskRolesConfirmed, _: str) -> Task:
    confirmed = _changed(
        task, lead=event.lead, co=event.co, construction=event.construction, roles_presumed=event.still_presumed,
        tenures=tenures.confirmed(task.tenures, event),
    )  # fmt: skip
    if set(confirmed.units()) == set(task.units()):
        return confirmed
    return _adjusted(confirmed, "roles_confirmed", "", None)


def _withdrawn(task: Task, event: e.TaskWithdrawn, _: str) -> Task:
    gone = _changed(task, state="withdrawn", withdrawn_on=event.effective_on)
    return _adjusted(gone, "withdrawn", event.reason, event.effective_on)


def _transferred(task: Task, event: e.TaskTransferred, _: str) -> Task:
    before: tuple[str, ...] = getattr(task, event.role)
    after = [event.to_unit if unit == event.from_unit else unit for unit in before]
    roles: dict[str, Any] = {event.role: tuple(dict.fromkeys(after))}
    moved = _changed(task, tenures=tenures.transferred(task.tenures, event), **roles)
    moved = _adjusted(moved, "transferred", event.reason, event.effective_on)
    if not event.duties_move:
        return moved
    plans = tuple(
        replace(p, unit=event.to_unit) if (p.unit, p.role) == (event.from_unit, event.role) else p for p in task.plans
    )
    return _changed(moved, plans=plans)


def _completion_applied(task: Task, event: e.CompletionApplied, _: str) -> Task:
    return _changed(task, completion_applied_by=event.unit, completion_done_on=event.done_on)


def _completion_verified(task: Task, event: e.CompletionVerified, _: str) -> Task:
    decided = _changed(task, completion_applied_by=None, completion_done_on=None)
    if not event.accepted:
        return decided
    done = _changed(decided, state="completed", completed_on=event.done_on)
    return _adjusted(done, "completed", event.reason, event.done_on)


def _plan_filed(task: Task, event: e.NodePlanFiled, _: str) -> Task:
    plan = Plan(event.unit, event.role, event.nodes, event.effective_at, event.due_on, event.late_days)
    # joint leads share the task's one plan; each construction entity has its own part (D-041)
    others = tuple(p for p in task.plans if p.role != event.role or (p.role != "lead" and p.unit != event.unit))
    return _changed(task, plans=(*others, plan))


def _plan_sealed(task: Task, event: e.NodePlanSealed, _: str) -> Task:
    return _changed(task, plans=tuple(replace(p, sealed=True) if p.unit == event.unit else p for p in task.plans))


def _plan_confirmed(task: Task, _event: e.NodePlanConfirmed, _: str) -> Task:
    return _changed(task, plans=tuple(replace(p, confirmed=True) if p.role == "lead" else p for p in task.plans))


def _reported(task: Task, event: e.ReportSubmitted, _: str) -> Task:
    reports = list(task.reports)
    task_reports.hand_in(reports, event)
    return _changed(task, reports=tuple(reports))


def _at(task: Task, report_no: int, **changes: Any) -> Task:
    return _changed(task, reports=task_reports.changed(task.reports, report_no, **changes))


def _report_returned(task: Task, event: e.ReportReturned, _: str) -> Task:
    return _at(task, event.report_no, state="returned", resubmit_by=event.resubmit_by)


def _report_accepted(task: Task, event: e.ReportAccepted, _: str) -> Task:
    return _at(task, event.report_no, state="accepted")


def _untrue_proposed(task: Task, event: e.ReportUntrueProposed, account: str) -> Task:
    untruth = Untruth(event.reason, event.inspection, account)
    return _at(task, event.report_no, untruth=untruth)


def _found_untrue(task: Task, event: e.ReportFoundUntrue, _: str) -> Task:
    return _at(task, event.report_no, state="untrue")


def _inspected(task: Task, event: e.TaskInspected, _: str) -> Task:
    return _changed(task, findings=findings.added(task.findings, event))


def _inspection_published(task: Task, event: e.TaskInspectionPublished, _: str) -> Task:
    return _changed(task, findings=findings.published(task.findings, event))


def _extension_requested(task: Task, event: e.ExtensionRequested, _: str) -> Task:
    asked = Extension(event.extension, event.unit, event.node, event.new_limit_on)
    return _changed(task, extensions=(*task.extensions, asked))


def _extension_decided(task: Task, event: e.ExtensionDecided, _: str) -> Task:
    state = "granted" if event.granted else "refused"
    return _changed(
        task,
        extensions=tuple(
            replace(x, state=state, new_limit_on=event.new_limit_on or x.new_limit_on)
            if x.extension == event.extension
            else x
            for x in task.extensions
        ),
    )


def _problem_raised(task: Task, event: e.ProblemRaised, _: str) -> Task:
    return _changed(task, problems=(*task.problems, Problem(event.problem_no, event.unit)))


def _problem_moved(state: str) -> Any:
    def step(task: Task, event: Any, _: str) -> Task:
        problems = tuple(replace(p, state=state) if p.problem_no == event.problem_no else p for p in task.problems)
        return _changed(task, problems=problems)

    return step


def _light_set(task: Task, event: e.LightSet, account: str) -> Task:
    light = NodeLight(
        event.node, event.light, event.light not in ("none", "deferred"), account, event.limit_on, event.done_on,
        event.session, event.notice,
    )  # fmt: skip
    return _with_light(task, light)


def _with_light(task: Task, light: NodeLight) -> Task:
    others = [x for x in task.lights if x.node != light.node]
    return _changed(task, lights=tuple(sorted((*others, light), key=lambda x: x.node)))


def _correction_proposed(task: Task, event: e.LightCorrectionProposed, account: str) -> Task:
    proposed = Correction(event.correction, event.node, event.light, event.done_on, event.reason, account)
    return _changed(task, corrections=(*task.corrections, proposed))


def _light_corrected(task: Task, event: e.LightCorrected, account: str) -> Task:
    was = task.light(event.node)
    assert was is not None, "only a light that was set is corrected"
    light = replace(
        was, light=event.light, done_on=event.done_on, set_by=account, notice=event.notice,
        assessed=event.light not in ("none", "deferred"),
    )  # fmt: skip
    corrections = tuple(
        replace(c, state="confirmed") if c.correction == event.correction else c for c in task.corrections
    )
    return _changed(_with_light(task, light), corrections=corrections)


def _duty_missed(task: Task, event: e.DutyMissed, _: str) -> Task:
    return _changed(task, missed=(*task.missed, (event.kind, event.unit, event.period)))


_STEPS: dict[type, Any] = {
    e.TaskAmended: _amended,
    e.TaskRolesConfirmed: _roles_confirmed,
    e.TaskWithdrawn: _withdrawn,
    e.TaskTransferred: _transferred,
    e.CompletionApplied: _completion_applied,
    e.CompletionVerified: _completion_verified,
    e.NodePlanFiled: _plan_filed,
    e.NodePlanSealed: _plan_sealed,
    e.NodePlanConfirmed: _plan_confirmed,
    e.ReportSubmitted: _reported,
    e.ReportReturned: _report_returned,
    e.ReportAccepted: _report_accepted,
    e.ProblemRaised: _problem_raised,
    e.ProblemRead: _problem_moved("read"),
    e.ProblemInstructed: _problem_moved("instructed"),
    e.ProblemClosed: _problem_moved("closed"),
    e.ExtensionRequested: _extension_requested,
    e.ExtensionDecided: _extension_decided,
    e.DutyMissed: _duty_missed,
    e.LightSet: _light_set,
    e.LightCorrectionProposed: _correction_proposed,
    e.LightCorrected: _light_corrected,
    e.ReportUntrueProposed: _untrue_proposed,
    e.ReportFoundUntrue: _found_untrue,
    e.TaskInspected: _inspected,
    e.TaskInspectionPublished: _inspection_published,
}
