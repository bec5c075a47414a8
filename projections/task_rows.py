"""How tasks follow the record: each event changes what is true from a day on, as known from its line on."""

import json
from typing import Any

from domain import events as e
from domain.record import Recorded
from domain.scheme import amend
from projections import task_told as told
from projections.model import Batch
from projections.task_told import Attributes

_VERSION = "INSERT OR REPLACE INTO task_version VALUES (?, ?)"


def scheme_issued(batch: Batch, line: Recorded) -> None:
    event: e.SchemeIssued = line.event
    _keep_scheme(batch, event.scheme, event.content)


def scheme_amended(batch: Batch, line: Recorded) -> None:
    event: e.SchemeAmended = line.event
    content = json.loads(batch.one("SELECT content FROM task_scheme WHERE scheme = ?", event.scheme)[0])
    _keep_scheme(batch, event.scheme, amend(content, event.changes))
    for (task_no,) in batch.all("SELECT task_no FROM task_now WHERE scheme = ?", event.scheme):
        told.tell(batch, task_no, event.scheme)


def _keep_scheme(batch: Batch, scheme: str, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    batch.run("INSERT OR REPLACE INTO task_scheme VALUES (?, ?, ?)", scheme, content["timezone"], text)
    batch.remembered("task_scheme").pop(scheme, None)


def entered(batch: Batch, line: Recorded) -> None:
    event: e.TaskEntered = line.event
    attributes: Attributes = {
        "title": event.title, "category": event.category, "item": event.item, "leader": event.leader,
        "coordinator": event.coordinator, "responsible": event.responsible, "lead": list(event.lead),
        "co": list(event.co), "construction": list(event.construction), "roles_presumed": event.roles_presumed,
        "targets": [told.plain_target(target) for target in event.targets], "note": event.note,
        "counties": list(event.counties), "state": "active", "plan": None, "planned": {}, "limits": {},
    }  # fmt: skip
    start = event.effective_on.isoformat()
    batch.run(told.INSERT, event.task_no, start, None, line.position, told.text_of(attributes))
    batch.run(
        "INSERT INTO task_now VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?)",
        event.task_no, told.place_of(event.task_no), event.scheme, event.category, event.leader, "active",
        "[]", "{}",
    )  # fmt: skip
    told.tell(batch, event.task_no, event.scheme)


def amended(batch: Batch, line: Recorded) -> None:
    event: e.TaskAmended = line.event

    def edit(attributes: Attributes) -> None:
        attributes.update({name: value for name, value in event.changes.items() if name in attributes})

    told.change(batch, line, event.task_no, event.effective_on, edit)


def roles_confirmed(batch: Batch, line: Recorded) -> None:
    event: e.TaskRolesConfirmed = line.event

    def edit(attributes: Attributes) -> None:
        attributes.update({role: list(getattr(event, role)) for role in told.ROLES})
        attributes["roles_presumed"] = event.still_presumed

    told.change(batch, line, event.task_no, event.confirmed_on, edit)


def transferred(batch: Batch, line: Recorded) -> None:
    event: e.TaskTransferred = line.event

    def edit(attributes: Attributes) -> None:
        after = [event.to_unit if unit == event.from_unit else unit for unit in attributes[event.role]]
        attributes[event.role] = list(dict.fromkeys(after))

    told.change(batch, line, event.task_no, event.effective_on, edit)


def withdrawn(batch: Batch, line: Recorded) -> None:
    event: e.TaskWithdrawn = line.event
    told.change(batch, line, event.task_no, event.effective_on, lambda attributes: attributes.update(state="withdrawn"))


def completion_verified(batch: Batch, line: Recorded) -> None:
    event: e.CompletionVerified = line.event
    if event.accepted:
        told.change(batch, line, event.task_no, event.done_on, lambda attributes: attributes.update(state="completed"))


def plan_filed(batch: Batch, line: Recorded) -> None:
    event: e.NodePlanFiled = line.event
    if event.role != "lead":
        return
    planned = {node.node: {"target": node.target, "limit_on": told.iso(node.limit_on)} for node in event.nodes}
    zone, _ = told.frame_of(batch, told.scheme_of(batch, event.task_no))
    on = told.local_day(event.effective_at, zone)
    told.change(batch, line, event.task_no, on, lambda attributes: attributes.update(planned=planned, plan="filed"))


def plan_sealed(batch: Batch, line: Recorded) -> None:
    event: e.NodePlanSealed = line.event

    def edit(attributes: Attributes) -> None:
        if event.unit in attributes["lead"]:
            attributes["plan"] = "sealed"

    told.change(batch, line, event.task_no, None, edit)


def plan_confirmed(batch: Batch, line: Recorded) -> None:
    event: e.NodePlanConfirmed = line.event
    told.change(batch, line, event.task_no, None, lambda attributes: attributes.update(plan="confirmed"))


def extension_decided(batch: Batch, line: Recorded) -> None:
    event: e.ExtensionDecided = line.event
    if event.granted and event.new_limit_on is not None:
        moved = {event.node: event.new_limit_on.isoformat()}
        told.change(batch, line, event.task_no, None, lambda attributes: attributes["limits"].update(moved))


def light_set(batch: Batch, line: Recorded) -> None:
    event: e.LightSet = line.event
    on = told.happened_on(batch, event.scheme, line).isoformat()
    batch.run(
        "UPDATE task_light SET to_position = ?"
        " WHERE task_no = ? AND node = ? AND to_position IS NULL AND effective_on >= ?",
        line.position, event.task_no, event.node, on,
    )  # fmt: skip
    told.insert_light(batch, line, event.task_no, event.node, on, event.light)
    told.tell(batch, event.task_no, event.scheme)


def light_corrected(batch: Batch, line: Recorded) -> None:
    """The corrected light was never right: what is known from now on is true from the day it was first set."""
    event: e.LightCorrected = line.event
    was = batch.one(
        "SELECT effective_on, from_position FROM task_light WHERE task_no = ? AND node = ? AND to_position IS NULL"
        " ORDER BY effective_on DESC LIMIT 1",
        event.task_no, event.node,
    )  # fmt: skip
    batch.run(
        "UPDATE task_light SET to_position = ? WHERE task_no = ? AND node = ? AND from_position = ?",
        line.position, event.task_no, event.node, was[1],
    )  # fmt: skip
    told.insert_light(batch, line, event.task_no, event.node, was[0], event.light)
    told.tell(batch, event.task_no, told.scheme_of(batch, event.task_no))


def counted(batch: Batch, line: Recorded) -> None:
    """Every line of a task's stream moves its version, whatever it says."""
    if line.stream.startswith("task/"):
        batch.memo.setdefault("task_version", {})[line.stream[5:]] = line.version


def flush(batch: Batch) -> None:
    versions = batch.memo.get("task_version")
    if versions:
        batch.db.executemany(_VERSION, list(versions.items()))
        versions.clear()
