"""Extensions of a node task's limit: asked by the lead before it, granted by the leader in charge (decision 009)."""

from datetime import date, datetime

from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.reports import Received
from domain.scheme import Scheme
from domain.task_state import Extension, Task
from domain.tasks import require_active

CLAUSE = "D-009"


def request(
    task: Task, unit: str, *, node: str, new_limit_on: date, reason: str, progress: str, scheme: Scheme,
    received: Received,
) -> list[e.ExtensionRequested]:  # fmt: skip
    """Ask for a later limit of a node task. Raises: RefusedError, InvalidError, AbsentError."""
    require_active(task)
    _check_lead(task, unit)
    limit_on = limit_of(task, node, scheme)
    _check_open(task, node)
    if received.on > limit_on:
        raise RefusedError("extension.asked_late", clause=CLAUSE, node=node, limit_on=limit_on)
    if any(x.node == node and x.state == "requested" for x in task.extensions):
        raise RefusedError("extension.one_is_pending", clause=CLAUSE, node=node)
    _check_new_limit(new_limit_on, limit_on, scheme)
    for name, words in (("reason", reason), ("progress", progress)):
        if not words.strip():
            raise InvalidError(name, "missing")
    return [_requested(task, unit, node, new_limit_on, reason, progress, received.at)]


def decide(
    task: Task, extension: int, *, granted: bool, reason: str, new_limit_on: date | None, leader: str | None,
    scheme: Scheme,
) -> list[e.ExtensionDecided]:  # fmt: skip
    """Grant or refuse; the leader may grant another day than the one asked for. `leader` is the deciding post.

    An extension asked in time may be granted after the old limit, but not once the node's light is set.
    Raises: RefusedError, InvalidError, AbsentError.
    """
    require_active(task)
    asked = _found(task, extension)
    if asked.state != "requested":
        raise RefusedError("extension.already_decided", clause=CLAUSE, extension=extension)
    if not granted:
        if new_limit_on is not None:
            raise InvalidError("new_limit_on", "limit_only_when_granted")
        if not reason.strip():
            raise InvalidError("reason", "missing")
        return [e.ExtensionDecided(task.task_no, extension, asked.node, False, None, reason, leader)]
    _check_open(task, asked.node)
    new_limit_on = new_limit_on or asked.new_limit_on
    _check_new_limit(new_limit_on, limit_of(task, asked.node, scheme), scheme)
    return [e.ExtensionDecided(task.task_no, extension, asked.node, True, new_limit_on, reason, leader)]


def limit_of(task: Task, node: str, scheme: Scheme) -> date:
    """Return the node task's limit: as extended, as planned, or the node's last day.

    Raises: RefusedError when nothing is planned for the node, InvalidError when the scheme has no such node.
    """
    ends_on = scheme.node(node).ends_on
    planned = task.node_task(node)
    if planned is None:
        raise RefusedError("extension.nothing_planned", clause=CLAUSE, node=node)
    extended = task.granted(node)
    return extended.new_limit_on if extended else planned.limit_on or ends_on


def _check_lead(task: Task, unit: str) -> None:
    role = task.role_of(unit)
    if role is None:
        raise AbsentError("unit_in_task", unit)
    if role != "lead":
        raise RefusedError("extension.only_the_lead_asks", clause="三(二)", unit=unit)


def _check_open(task: Task, node: str) -> None:
    """A deferred light is no light yet: a further extension may be asked for before the new limit."""
    light = task.light(node)
    if light is not None and light.light != "deferred":
        raise RefusedError("extension.light_is_set", clause=CLAUSE, node=node)


def _check_new_limit(new_limit_on: date, limit_on: date, scheme: Scheme) -> None:
    if new_limit_on <= limit_on:
        raise RefusedError("extension.not_after_the_limit", clause=CLAUSE, limit_on=limit_on)
    if new_limit_on > scheme.ends_on:
        raise RefusedError("extension.beyond_the_scheme", clause=CLAUSE, ends_on=scheme.ends_on)


def _requested(
    task: Task, unit: str, node: str, new_limit_on: date, reason: str, progress: str, at: datetime
) -> e.ExtensionRequested:
    return e.ExtensionRequested(task.task_no, len(task.extensions) + 1, unit, node, new_limit_on, reason, progress, at)


def _found(task: Task, extension: int) -> Extension:
    for asked in task.extensions:
        if asked.extension == extension:
            return asked
    raise AbsentError("extension", f"{task.task_no}/{extension}")
