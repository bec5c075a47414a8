"""Correcting a light that was set: proposed with a reason, confirmed by a second person; its notice follows (D-074)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from domain import events as e
from domain import ids, lights, notice_issue
from domain.done_days import not_before_the_year
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.lights import Decision
from domain.notice_issue import Desk
from domain.notices import Notice
from domain.record import Fact
from domain.scheme import Node, Scheme
from domain.task_state import Correction, NodeLight, Task


def propose(
    task: Task, node: str, scheme: Scheme, *, today: date, decision: Decision
) -> list[e.LightCorrectionProposed]:
    """Return the proposal of another done day or another light for a light that was set.

    Raises: AbsentError when no light was set, RefusedError when nothing would change, InvalidError without a reason.
    """
    place = scheme.node(node)
    standing = _standing(task, node)
    if not decision.reason.strip():
        raise InvalidError("reason", "missing")
    done_on = decision.done_on if decision.states_done else standing.done_on
    if done_on is not None and done_on > today:
        raise InvalidError("done_on", "done_in_the_future", done_on=done_on)
    not_before_the_year(done_on, scheme)
    light = _corrected_light(task, place, scheme, today, replace(decision, done_on=done_on))
    if (light, done_on) == (standing.light, standing.done_on):
        raise RefusedError("lights.correction_changes_nothing", clause="D-074", task_no=task.task_no, node=node)
    number = len(task.corrections) + 1
    return [e.LightCorrectionProposed(task.task_no, number, node, done_on, light, decision.reason.strip())]


def _corrected_light(task: Task, node: Node, scheme: Scheme, today: date, decision: Decision) -> str:
    if decision.light == "deferred" and lights.deferred_to(task, node):
        return "deferred"  # asked for in time on paper, entered after the light was set
    granted = task.granted(node.node)
    limit_on = granted.new_limit_on if granted else _standing(task, node.node).limit_on
    facts = lights.known(task, node, scheme, today)
    facts = replace(facts, done_on=decision.done_on, limit_on=limit_on, extended=False)
    return lights.judged(scheme.lights, facts, decision.light)[0]


def confirm(
    task: Task, correction_no: int, desk: Desk, *, persons: Collection[str], standing_notice: Notice | None
) -> list[Fact]:
    """Return the correction and what becomes of the notice: issued when missing, voided when there is no light for it.

    `persons` are the accounts that confirm, `standing_notice` the unvoided notice of the light, if it has one.
    Raises: AbsentError; RefusedError when the proposer confirms, or it was confirmed before.
    """
    proposed = _proposed(task, correction_no)
    if proposed.proposed_by in persons:
        raise RefusedError("lights.second_person", clause="D-072", task_no=task.task_no, correction=correction_no)
    was = _standing(task, proposed.node)
    keeps = notice_issue.needed(desk.scheme, task, proposed.light)
    notice = standing_notice.notice if standing_notice and keeps else None
    facts: list[Fact] = []
    if keeps and standing_notice is None:
        number = desk.last_number + 1
        notice = desk.notice_id(number)
        told = _told(proposed, was)
        facts = notice_issue.issue(desk, task, number=number, node=proposed.node, light=proposed.light, facts=told)
    elif standing_notice is not None and not keeps:
        voided = e.NoticeVoided(standing_notice.notice, proposed.reason, proposed.proposed_by)
        facts = [Fact(ids.notice(standing_notice.notice), voided)]
    corrected = e.LightCorrected(
        task_no=task.task_no,
        correction=correction_no,
        node=proposed.node,
        light=proposed.light,
        was=was.light,
        done_on=proposed.done_on,
        reason=proposed.reason,
        proposed_by=proposed.proposed_by,
        because={"was_done_on": was.done_on.isoformat() if was.done_on else None},
        notice=notice,
    )
    return [Fact(ids.task(task.task_no), corrected), *facts]


def _told(proposed: Correction, was: NodeLight) -> e.Json:
    return {
        "limit_on": was.limit_on.isoformat(),
        "done_on": proposed.done_on.isoformat() if proposed.done_on else None,
        "case": "correction",
        "correction": proposed.correction,
        "was": was.light,
    }


def _standing(task: Task, node: str) -> NodeLight:
    standing = task.light(node)
    if standing is None:
        raise AbsentError("light", f"{task.task_no}/{node}")
    return standing


def _proposed(task: Task, correction_no: int) -> Correction:
    found = next((c for c in task.corrections if c.correction == correction_no), None)
    if found is None:
        raise AbsentError("correction", f"{task.task_no}/{correction_no}")
    if found.state != "proposed":
        raise RefusedError("lights.correction_confirmed", clause="D-074", task_no=task.task_no,
                           correction=correction_no)  # fmt: skip
    return found
