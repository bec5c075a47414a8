"""The light of a task at a node: what the scheme's profile proposes and why, and what the office decides (二(三))."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import completion, duties, findings
from domain.done_days import not_before_the_year
from domain.errors import InvalidError, RefusedError
from domain.events import Json, LightSet
from domain.scheme import LightCase, LightProfile, Node, Scheme
from domain.task_state import NodeLight, Task
from domain.working_days import Calendar, Due, fixed

DECIDABLE = ("green", "yellow", "red", "none")  # `deferred` follows from a granted extension alone


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a node task when its light is considered; the profile's conditions speak of nothing else."""

    planned: bool
    extended: bool  # to a day beyond the node's end that has not passed yet
    limit_on: date
    done_on: date | None
    previous: tuple[str, ...]  # assessed lights of earlier nodes, newest first
    planned_percent: float = 100.0
    reported_percent: float | None = None

    @property
    def done_by_limit(self) -> bool:
        return self.done_on is not None and self.done_on <= self.limit_on

    @property
    def behind_percent(self) -> float:
        """Percent of the plan still missing; a completed node task without a figure is behind by nothing."""
        if self.reported_percent is None:
            return 0.0 if self.done_on is not None else self.planned_percent
        return self.planned_percent - self.reported_percent


@dataclass(frozen=True, slots=True)
class Proposal:
    """The light the rules propose, and all it rests on; `because` is kept with the light for ever."""

    task_no: str
    light: str
    case: str
    clause: str
    limit_on: date
    done_on: date | None
    due_on: date
    because: Json
    ready: bool
    blocked_by: str | None  # withdrawn completed already_set extension_runs provisional not_yet_due


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office decides for one task; nothing stated means the proposal is accepted."""

    task_no: str
    done_on: date | None = None
    states_done: bool = False  # whether `done_on` was stated: None then means "not done"
    light: str | None = None
    reason: str = ""


def propose(task: Task, node: str, scheme: Scheme, calendar: Calendar, today: date) -> Proposal:
    """Return the light that the rules give the task at the node today, and whether it may be set.

    Raises: InvalidError for a node that the scheme does not name.
    """
    place = scheme.node(node)
    due = _report_due(task, place, scheme, calendar)
    facts = known(task, place, scheme, today)
    case = evaluate(scheme.lights, facts)
    blocked_by = _blocked(task, place, scheme, due, today)
    return Proposal(
        task_no=task.task_no,
        light=case.light,
        case=case.case,
        clause=case.clause,
        limit_on=facts.limit_on,
        done_on=facts.done_on,
        due_on=due.due_on,
        because=_because(task, place, scheme, facts, due),
        ready=blocked_by is None,
        blocked_by=blocked_by,
    )


def _report_due(task: Task, node: Node, scheme: Scheme, calendar: Calendar) -> Due:
    try:
        return duties.report_due(scheme, task.category, "lead", node.node, calendar)
    except RefusedError:  # a scheme may light a node for which this category reports nothing
        return fixed(node.ends_on)


def known(task: Task, node: Node, scheme: Scheme, today: date) -> Known:
    """Return what is known of the task's node on a day: plan, extension, the lead's report and the lights before."""
    planned = task.node_task(node.node) if task.entered_on <= node.ends_on else None
    granted = task.granted(node.node)
    shown = completion.shown(task, node, scheme)
    limit_on = (planned.limit_on if planned else None) or node.ends_on
    if granted is not None:
        limit_on = granted.new_limit_on
    return Known(
        planned=planned is not None,
        extended=_extension_runs(task, node, today),
        limit_on=limit_on,
        done_on=shown.done_on,
        previous=tuple(light.light for light in previous_lights(task, node.node, scheme)),
        planned_percent=100.0 if planned is None or planned.percent is None else planned.percent,
        reported_percent=shown.percent,
    )


def previous_lights(task: Task, node: str, scheme: Scheme) -> list[NodeLight]:
    """Return the assessed lights of the nodes before `node`, newest first (D-006: the run).

    A node without a node task is absent from it; a deferred light takes its place at its own node once it is set.
    """
    order = [place.node for place in scheme.nodes]
    before = order[: order.index(node)]
    lights = [light for light in task.lights if light.assessed and light.node in before]
    return sorted(lights, key=lambda light: order.index(light.node), reverse=True)


def deferred_to(task: Task, node: Node) -> date | None:
    """Return the new limit of an extension beyond the node's end; one within the node only moves the limit (D-006)."""
    granted = task.granted(node.node)
    return granted.new_limit_on if granted is not None and granted.new_limit_on > node.ends_on else None


def _extension_runs(task: Task, node: Node, today: date) -> bool:
    new_limit_on = deferred_to(task, node)
    return new_limit_on is not None and today <= new_limit_on


def evaluate(profile: LightProfile, facts: Known) -> LightCase:
    """Return the first case of the profile whose every condition holds."""
    for case in profile.cases:
        if all(_holds(name, wanted, facts) for name, wanted in case.when.items()):
            return case
    raise InvalidError("lights.cases", "no_case_holds", profile=profile.profile)


def _holds(condition: str, wanted: Any, facts: Known) -> bool:
    match condition:
        case "planned":
            return facts.planned is bool(wanted)
        case "extended":
            return facts.extended is bool(wanted)
        case "done":
            return (facts.done_on is not None) is bool(wanted)
        case "done_by_limit":
            return facts.done_by_limit is bool(wanted)
        case "previous":
            return list(facts.previous[: len(wanted)]) == list(wanted)
        case "behind_percent_at_least":
            return facts.behind_percent >= float(wanted)
        case _:
            raise InvalidError("lights.cases", "unknown_condition", condition=condition)


def is_assessed(task: Task, node: Node, scheme: Scheme) -> bool:
    """Tell whether the task is to have a light at the node: neither withdrawn, nor completed before it began."""
    return task.state != "withdrawn" and not (
        task.state == "completed" and completion.after_completion(task, node, scheme)
    )


def _blocked(task: Task, node: Node, scheme: Scheme, due: Due, today: date) -> str | None:
    standing = task.light(node.node)
    reasons = {
        "withdrawn": task.state == "withdrawn",
        "completed": task.state == "completed" and completion.after_completion(task, node, scheme),
        "already_set": standing is not None and standing.light != "deferred",
        "extension_runs": standing is not None and standing.light == "deferred" and _extension_runs(task, node, today),
        "provisional": due.provisional,
        "not_yet_due": today <= due.due_on,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _because(task: Task, node: Node, scheme: Scheme, facts: Known, due: Due) -> Json:
    """What was known then, as plain data: it is stored with the light and never computed again."""
    shown = completion.shown(task, node, scheme)
    report, done_on = shown.report, shown.done_on
    granted = task.granted(node.node)
    return {
        "planned": facts.planned,
        "report_no": report.report_no if report else None,
        "report_at": report.effective_at.isoformat() if report else None,
        "evidence": shown.evidence,
        "inspection": shown.finding.inspection if shown.finding else None,
        "done_on": done_on.isoformat() if done_on else None,
        "previous": [{"node": light.node, "light": light.light} for light in previous_lights(task, node.node, scheme)],
        "extension": {"extension": granted.extension, "new_limit_on": granted.new_limit_on.isoformat()}
        if granted
        else None,
        "planned_percent": facts.planned_percent,
        "reported_percent": facts.reported_percent,
        "counted": [{"date": day.date.isoformat(), "counted": day.counted, "why": day.why} for day in due.because],
    }


def _told(because: Json, task: Task) -> Json:
    """Return what is stored with the light: units read it, so an inspection some of them do not know is not named."""
    of_inspection = [f for f in task.findings if f.inspection == because["inspection"]]
    if all(findings.known_to_all(finding, task.known_to()) for finding in of_inspection):
        return because
    return {**because, "evidence": "office", "inspection": None}


def decide(
    task: Task, node: str, scheme: Scheme, calendar: Calendar, *, today: date, decision: Decision, session: int = 0
) -> LightSet:
    """Return the light as the office decides it: the proposal, or another done day or light with a reason.

    Raises: RefusedError when the light may not be set now, or differs without a reason; InvalidError.
    """
    proposal = propose(task, node, scheme, calendar, today)
    if proposal.blocked_by:
        raise RefusedError(
            f"lights.{proposal.blocked_by}", clause="D-070", task_no=task.task_no, node=node, due_on=proposal.due_on
        )
    light, case, done_on = _decided(task, scheme, node, proposal, decision, today)
    if (light, done_on) != (proposal.light, proposal.done_on) and not decision.reason.strip():
        raise RefusedError("lights.differs_without_reason", clause="D-071", task_no=task.task_no, node=node,
                           proposed=proposal.light, decided=light)  # fmt: skip
    return LightSet(
        task_no=task.task_no,
        node=node,
        light=light,
        scheme=scheme.scheme,
        scheme_version=scheme.version,
        profile=scheme.lights.profile,
        proposed=proposal.light,
        case=case.case,
        clause=case.clause,
        limit_on=proposal.limit_on,
        done_on=done_on,
        due_on=proposal.due_on,
        because=_told(proposal.because, task),
        reason=decision.reason.strip(),
        session=session,
    )


def _decided(
    task: Task, scheme: Scheme, node: str, proposal: Proposal, decision: Decision, today: date
) -> tuple[str, LightCase, date | None]:
    done_on = decision.done_on if decision.states_done else proposal.done_on
    if done_on is not None and done_on > today:
        raise InvalidError("done_on", "done_in_the_future", task_no=task.task_no, done_on=done_on)
    not_before_the_year(done_on, scheme)
    facts = replace(known(task, scheme.node(node), scheme, today), done_on=done_on)
    light, case = judged(scheme.lights, facts, decision.light)
    return light, case, done_on


def judged(profile: LightProfile, facts: Known, stated: str | None) -> tuple[str, LightCase]:
    """Return the light that `facts` give, or the stated one as the office's own decision (D-071).

    Raises: RefusedError for a deferral without an extension, InvalidError for an unknown light.
    """
    case = evaluate(profile, facts)
    if stated is None or stated == case.light:
        return case.light, case
    if stated == "deferred":
        raise RefusedError("lights.only_an_extension_defers", clause="D-006")
    if stated not in DECIDABLE:
        raise InvalidError("light", "unknown_light", light=stated)
    return stated, LightCase("office_decision", stated, "D-071", {})


def later_differing(task: Task, node: str, scheme: Scheme) -> list[Json]:
    """Return the task's later lights that the rules would now set otherwise: [{node, light, would_be}] (D-074).

    They are told, never changed silently.
    """
    order = [place.node for place in scheme.nodes]
    later = [light for light in task.lights if light.assessed and order.index(light.node) > order.index(node)]
    found = []
    for light in later:
        place = scheme.node(light.node)
        # `max`: the light stands, so its extension has passed
        facts = replace(known(task, place, scheme, date.max), limit_on=light.limit_on, done_on=light.done_on)
        would_be = evaluate(scheme.lights, facts).light
        if would_be != light.light:
            found.append({"node": light.node, "light": light.light, "would_be": would_be})
    return found
