"""What was handed in and waits for somebody's next step: reports, plans, requests (三(四), D-153)."""

from datetime import date
from typing import Any

from domain import events as e
from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.duties import OFFICE
from domain.record import Recorded
from projections.model import Batch, Db, Model

REPORT, RETURNED, SEAL, CONFIRMATION, EXTENSION, COMPLETION = KINDS = (
    "report", "returned_report", "node_plan_seal", "node_plan_confirmation", "extension", "completion",
)  # fmt: skip
IN_CHARGE = "leader"  # for whom it waits where that is no unit and not the office
_PLANS = (SEAL, CONFIRMATION)
_INSERT = "INSERT OR REPLACE INTO handed_in VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COLUMNS = (
    "w.task_no, w.kind, w.number, w.unit, w.role, w.receiver, w.node, w.asked_day, w.since, w.position,"
    " t.scheme, t.title, t.leader"
)


def waiting(
    db: Db, *, viewer: Actor, scheme: str | None = None, kind: str | None = None, task_no: str | None = None,
    unit: str | None = None, to: str | None = None, after: int = 0, limit: int = 100,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return what waits, the oldest first: for a unit its own and what waits for it, for a leader of its tasks.

    `to`: the office, `leader`, or a unit's code. `after`: only what was handed in after a position.
    """
    seen, values = _visible_to(viewer)
    conditions, parameters = [seen, "w.position > ?"], [*values, after]
    wanted = {"t.scheme": scheme, "w.kind": kind, "w.task_no": task_no, "w.unit": unit, "w.receiver": to}
    for column, value in wanted.items():
        if value is not None:
            conditions.append(f"{column} = ?")
            parameters.append(value)
    sql = (
        f"SELECT {_COLUMNS} FROM handed_in w JOIN handed_in_task t USING (task_no)"
        f" WHERE {' AND '.join(conditions)} ORDER BY w.position LIMIT ?"
    )
    return [_told(row) for row in db.execute(sql, [*parameters, limit])]


def _told(row: Any) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "task_no": row["task_no"],
        "scheme": row["scheme"],
        "title": row["title"],
        "leader": row["leader"],
        "number": row["number"] or None,
        "unit": row["unit"],
        "role": row["role"],
        "to": row["receiver"],
        "node": row["node"],
        "asked_day": row["asked_day"],
        "since": row["since"],
        "position": row["position"],
    }


def _visible_to(viewer: Actor) -> tuple[str, list[Any]]:
    if viewer.role in SEES_EVERYTHING:
        return "1", []
    if viewer.role == LEADER and viewer.posts:
        return f"t.leader IN ({','.join('?' * len(viewer.posts))})", list(viewer.posts)
    if viewer.role in UNIT_ROLES:
        return "(w.unit = ? OR w.receiver = ?)", [viewer.unit, viewer.unit]
    return "0", []


def _entered(batch: Batch, line: Recorded) -> None:
    event: e.TaskEntered = line.event
    batch.run("INSERT INTO handed_in_task VALUES (?, ?, ?, ?)", event.task_no, event.scheme, event.title, event.leader)


def _amended(batch: Batch, line: Recorded) -> None:
    event: e.TaskAmended = line.event
    for column in ("title", "leader"):
        if column in event.changes:
            sql = f"UPDATE handed_in_task SET {column} = ? WHERE task_no = ?"
            batch.run(sql, event.changes[column], event.task_no)


def _roles_confirmed(batch: Batch, line: Recorded) -> None:
    """A new lead receives what was sent to the one before (`domain.reports.addressed_to`)."""
    event: e.TaskRolesConfirmed = line.event
    marks = ",".join("?" * len(event.lead))
    sql = f"UPDATE handed_in SET receiver = ? WHERE task_no = ? AND kind = ? AND receiver NOT IN (?, {marks})"
    batch.run(sql, event.lead[0], event.task_no, REPORT, OFFICE, *event.lead)


def _transferred(batch: Batch, line: Recorded) -> None:
    event: e.TaskTransferred = line.event
    if event.role == "lead":
        sql = "UPDATE handed_in SET receiver = ? WHERE task_no = ? AND kind = ? AND receiver = ?"
        batch.run(sql, event.to_unit, event.task_no, REPORT, event.from_unit)
    if event.duties_move:
        for kind, column in ((SEAL, "unit"), (SEAL, "receiver"), (CONFIRMATION, "unit")):
            sql = f"UPDATE handed_in SET {column} = ? WHERE task_no = ? AND kind = ? AND role = ? AND {column} = ?"
            batch.run(sql, event.to_unit, event.task_no, kind, event.role, event.from_unit)


def _withdrawn(batch: Batch, line: Recorded) -> None:
    batch.run("DELETE FROM handed_in WHERE task_no = ?", line.event.task_no)


def _reported(batch: Batch, line: Recorded) -> None:
    event: e.ReportSubmitted = line.event
    for gone in (*event.merges, *((event.replaces,) if event.replaces else ())):
        _done(batch, event.task_no, gone, REPORT, RETURNED)
    _put(batch, line, REPORT, event.unit, event.role, event.to, number=event.report_no, node=event.node)


def _returned(batch: Batch, line: Recorded) -> None:
    event: e.ReportReturned = line.event
    found = batch.one(
        "SELECT unit, role, node FROM handed_in WHERE task_no = ? AND kind = ? AND number = ?",
        event.task_no, REPORT, event.report_no,
    )  # fmt: skip
    if found:
        unit, role, node = found
        _done(batch, event.task_no, event.report_no, REPORT)
        _put(
            batch, line, RETURNED, unit, role, unit, number=event.report_no, node=node, asked_day=event.resubmit_by
        )  # fmt: skip


def _received(batch: Batch, line: Recorded) -> None:
    _done(batch, line.event.task_no, line.event.report_no, REPORT, RETURNED)


def _plan_filed(batch: Batch, line: Recorded) -> None:
    """Joint leads share the task's one plan; each construction entity has its own part (D-041)."""
    event: e.NodePlanFiled = line.event
    whose = "" if event.role == "lead" else " AND unit = ?"
    for kind in _PLANS:
        sql = f"DELETE FROM handed_in WHERE task_no = ? AND kind = ? AND role = ?{whose}"
        batch.run(sql, event.task_no, kind, event.role, *([event.unit] if whose else []))
    _put(batch, line, SEAL, event.unit, event.role, event.unit)


def _plan_sealed(batch: Batch, line: Recorded) -> None:
    event: e.NodePlanSealed = line.event
    filed = "task_no = ? AND kind = ? AND unit = ?"
    found = batch.one(f"SELECT role FROM handed_in WHERE {filed}", event.task_no, SEAL, event.unit)
    batch.run(f"DELETE FROM handed_in WHERE {filed}", event.task_no, SEAL, event.unit)
    if found and found[0] == "lead":
        _put(batch, line, CONFIRMATION, event.unit, "lead", IN_CHARGE)


def _plan_confirmed(batch: Batch, line: Recorded) -> None:
    """A confirmed plan stands, and no part of it can be filed again: nobody waits for the seal of a part any more."""
    for kind in _PLANS:
        batch.run("DELETE FROM handed_in WHERE task_no = ? AND kind = ?", line.event.task_no, kind)


def _extension_asked(batch: Batch, line: Recorded) -> None:
    event: e.ExtensionRequested = line.event
    _put(
        batch, line, EXTENSION, event.unit, "lead", IN_CHARGE, number=event.extension, node=event.node,
        asked_day=event.new_limit_on,
    )  # fmt: skip


def _extension_decided(batch: Batch, line: Recorded) -> None:
    _done(batch, line.event.task_no, line.event.extension, EXTENSION)


def _completion_applied(batch: Batch, line: Recorded) -> None:
    event: e.CompletionApplied = line.event
    _put(batch, line, COMPLETION, event.unit, "lead", OFFICE, asked_day=event.done_on)


def _completion_verified(batch: Batch, line: Recorded) -> None:
    """A task that is done asks for nothing more; what was reported may still be received."""
    event: e.CompletionVerified = line.event
    over = (COMPLETION, EXTENSION, RETURNED, *_PLANS) if event.accepted else (COMPLETION,)
    for kind in over:
        batch.run("DELETE FROM handed_in WHERE task_no = ? AND kind = ?", event.task_no, kind)


def _put(
    batch: Batch, line: Recorded, kind: str, unit: str, role: str, receiver: str, *, number: int = 0,
    node: str | None = None, asked_day: date | None = None,
) -> None:  # fmt: skip
    batch.run(
        _INSERT, line.event.task_no, kind, number, unit, role, receiver, node,
        asked_day.isoformat() if asked_day else None, line.meta.recorded_at.isoformat(), line.position,
    )  # fmt: skip


def _done(batch: Batch, task_no: str, number: int, *kinds: str) -> None:
    for kind in kinds:
        batch.run("DELETE FROM handed_in WHERE task_no = ? AND kind = ? AND number = ?", task_no, kind, number)


MODEL = Model(
    name="handed_in",
    version=1,
    owns=("handed_in", "handed_in_task"),
    tables=(
        """CREATE TABLE handed_in (
            task_no TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL, unit TEXT NOT NULL, role TEXT NOT NULL,
            receiver TEXT NOT NULL, node TEXT, asked_day TEXT, since TEXT NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (task_no, kind, number, unit)
        ) WITHOUT ROWID""",
        """CREATE TABLE handed_in_task (
            task_no TEXT PRIMARY KEY, scheme TEXT NOT NULL, title TEXT NOT NULL, leader TEXT
        ) WITHOUT ROWID""",
    ),
    steps={
        "task.entered.v1": _entered,
        "task.amended.v1": _amended,
        "task.roles_confirmed.v1": _roles_confirmed,
        "task.transferred.v1": _transferred,
        "task.withdrawn.v1": _withdrawn,
        "task.completion_applied.v1": _completion_applied,
        "task.completion_verified.v1": _completion_verified,
        "node_plan.filed.v1": _plan_filed,
        "node_plan.sealed.v1": _plan_sealed,
        "node_plan.confirmed.v1": _plan_confirmed,
        "report.submitted.v1": _reported,
        "report.returned.v1": _returned,
        "report.accepted.v1": _received,
        "report.found_untrue.v1": _received,
        "extension.requested.v1": _extension_asked,
        "extension.decided.v1": _extension_decided,
    },
)
