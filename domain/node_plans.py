"""Node plans (annex 4): the lead's is the task's, a construction entity's its part; sealed and confirmed (三(四)2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain import events as e
from domain.errors import InvalidError, RefusedError
from domain.scheme import Scheme
from domain.task_state import Plan, Task
from domain.tasks import require_active
from domain.working_days import Calendar, Due

CLAUSE = {"lead": "三(四)2", "construction": "三(四)4"}


def file(
    task: Task, nodes: Sequence[e.NodeTask], *, unit: str, scheme: Scheme, due: Due | None, calendar: Calendar,
    received_at: datetime, received_on: date,
) -> list[e.NodePlanFiled]:  # fmt: skip
    """File a unit's node plan, or file it again until it is confirmed; late is accepted and says so.

    `due` is None when no list edition has named a task added later. A plan filed again keeps the lateness of the
    first filing (D-041).
    Raises: RefusedError when the unit owes none or the plan is confirmed; InvalidError naming `nodes.1.target`.
    """
    require_active(task)
    role = filing_role(task, unit)
    own = task.plan()
    before = own if role == "lead" else _plan_of(task, unit)
    if before is not None and own is not None and own.confirmed:
        raise RefusedError("node_plan.confirmed", clause=CLAUSE[role], task_no=task.task_no)
    checked = _nodes(task, nodes, scheme)
    known = due if due is not None and not due.provisional else None  # no breach is set on a provisional day
    due_on = known.due_on if known else None
    late_days = calendar.late_days(known.due_on, received_on) if known else 0
    if before is not None:
        due_on, late_days = before.due_on or due_on, before.late_days
    return [e.NodePlanFiled(task.task_no, unit, role, checked, received_at, due_on, late_days)]


def filing_role(task: Task, unit: str) -> str:
    """Return in which role the unit owes a plan. Raises: RefusedError for a co-organising unit."""
    role = task.role_of(unit)
    if role not in CLAUSE:
        raise RefusedError("node_plan.not_owed", clause="三(四)2", task_no=task.task_no, unit=unit)
    return role


def seal(task: Task, *, unit: str) -> list[e.NodePlanSealed]:
    """Seal the plan the unit has filed. Raises: RefusedError when there is none, or it is sealed already."""
    require_active(task)
    plan = _plan_of(task, unit)
    if plan is None:
        raise RefusedError("node_plan.not_filed", clause="三(四)2", task_no=task.task_no, unit=unit)
    if plan.sealed:
        raise RefusedError("node_plan.sealed_already", clause="三(四)2", task_no=task.task_no, unit=unit)
    return [e.NodePlanSealed(task.task_no, unit)]


def confirm(task: Task, *, post: str | None, principal: bool) -> list[e.NodePlanConfirmed]:
    """Confirm the task's sealed plan, by the leader in charge or the principal leader.

    `post` is the one whose act this is; `principal`: it is the principal leader's.
    Raises: RefusedError when another leader confirms, or the plan is not ready, or confirmed already.
    """
    require_active(task)
    if not principal and (post is None or post != task.leader):
        raise RefusedError("node_plan.not_the_leader_in_charge", clause="三(四)2", task_no=task.task_no)
    plan = task.plan()
    if plan is None:
        raise RefusedError("node_plan.not_filed", clause="三(四)2", task_no=task.task_no, unit="、".join(task.lead))
    if plan.confirmed:
        raise RefusedError("node_plan.confirmed_already", clause="三(四)2", task_no=task.task_no)
    if not plan.sealed:
        raise RefusedError("node_plan.not_sealed", clause="三(四)2", task_no=task.task_no)
    return [e.NodePlanConfirmed(task.task_no, post)]


def _plan_of(task: Task, unit: str) -> Plan | None:
    role = task.role_of(unit)
    return next((plan for plan in task.plans if (plan.unit, plan.role) == (unit, role)), None)


def _nodes(task: Task, nodes: Sequence[e.NodeTask], scheme: Scheme) -> tuple[e.NodeTask, ...]:
    if not nodes:
        raise InvalidError("nodes", "missing")
    spans = _spans(scheme)
    for place, node in enumerate(nodes):
        where = f"nodes.{place}"
        if node.node not in spans:
            raise InvalidError(f"{where}.node", "unknown_node", node=node.node, known=list(spans))
        if node.node in [earlier.node for earlier in nodes[:place]]:
            raise InvalidError(f"{where}.node", "node_named_twice", node=node.node)
        _check(task, node, where, *spans[node.node])
    clean = (replace(n, target=n.target.strip(), measures=n.measures.strip()) for n in nodes)
    return tuple(sorted(clean, key=lambda n: spans[n.node]))


def _spans(scheme: Scheme) -> dict[str, tuple[date, date]]:
    """Return each node's first and last day: from the day after the node before, the first from the scheme's start."""
    starts = [scheme.starts_on, *(node.ends_on + timedelta(days=1) for node in scheme.nodes)]
    return {node.node: (start, node.ends_on) for start, node in zip(starts, scheme.nodes, strict=False)}


def _check(task: Task, node: e.NodeTask, where: str, first: date, last: date) -> None:
    if last < task.entered_on:
        # Nothing is owed for periods already ended when the task was added (D-004).
        raise InvalidError(f"{where}.node", "node_ended_before_the_task", node=node.node, entered_on=task.entered_on)
    if not node.target.strip():
        raise InvalidError(f"{where}.target", "missing")
    if node.limit_on is not None and not first <= node.limit_on <= last:
        raise InvalidError(f"{where}.limit_on", "outside_node", node=node.node, first=first, last=last)
    if node.percent is not None and not 0 <= node.percent <= 100:
        raise InvalidError(f"{where}.percent", "not_a_percentage", percent=node.percent)
