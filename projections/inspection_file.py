"""Inspections and what they found, each viewer told no more than was published to it (二(二), D-111)."""

import json
from collections.abc import Iterator
from typing import Any

from domain import events as e
from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.errors import AbsentError
from domain.inspections import LEDGER
from domain.record import Recorded
from projections.as_of import told
from projections.model import Batch, Db, Model

NAME = "inspections"
_TABLES = (
    """CREATE TABLE inspection_now (
        inspection TEXT PRIMARY KEY, position INTEGER NOT NULL, started_by TEXT NOT NULL, version INTEGER NOT NULL,
        body TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE inspection_finding (
        inspection TEXT NOT NULL, task_no TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (inspection, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE inspection_unit (
        inspection TEXT NOT NULL, unit TEXT NOT NULL, published_on TEXT NOT NULL, PRIMARY KEY (inspection, unit)
    ) WITHOUT ROWID""",
    """CREATE TABLE inspection_shown (
        inspection TEXT NOT NULL, task_no TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (inspection, task_no, unit)
    ) WITHOUT ROWID""",
)


def inspections(
    db: Db, *, viewer: Actor, task_no: str | None = None, unit: str | None = None, kind: str | None = None,
    started_by: str | None = None, before: int | None = None, limit: int = 100,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the inspections the viewer may know of, the newest first; texts are content digests.

    What is asked for is looked up in what the viewer is told: `unit` is one it was published to. `before`: only those
    recorded before a position.
    """
    found: list[dict[str, Any]] = []
    for row in _rows(db, viewer, "position < ?", before if before is not None else db.position + 1):
        shown = _told(db, row, viewer)
        published = [p["unit"] for p in shown["published"]]
        wanted = task_no in (None, *shown["tasks"]) and unit in (None, *published)
        if wanted and kind in (None, shown["kind"]) and started_by in (None, shown["started_by"]):
            found.append(shown)
        if len(found) == limit:
            break
    return found


def one(db: Db, inspection: str, *, viewer: Actor) -> dict[str, Any]:
    """Return an inspection. Raises: AbsentError when there is none, or the viewer may not know of it."""
    for row in _rows(db, viewer, "inspection = ?", inspection):
        return _told(db, row, viewer)
    raise AbsentError("inspection", inspection)


def started_by(db: Db, instruction: str, *, viewer: Actor) -> list[str]:
    """Return the inspections an instruction started, as far as the viewer may know of them, oldest first."""
    return [row["inspection"] for row in _rows(db, viewer, "started_by = ?", instruction)][::-1]


def visible(viewer: Actor) -> tuple[str, list[Any]]:
    """Return the WHERE condition on `inspection_now` that `domain.inspections.may_know` means."""
    if viewer.role in SEES_EVERYTHING:
        return "1", []
    if viewer.role == LEADER and viewer.posts:
        marks = ",".join("?" * len(viewer.posts))
        in_charge = (
            "SELECT inspection FROM inspection_finding JOIN task_now USING (task_no)"
            f" WHERE task_now.leader IN ({marks})"
        )
        instructed = f"SELECT instruction FROM instruction_now WHERE leader IN ({marks})"
        return f"(inspection IN ({in_charge}) OR started_by IN ({instructed}))", [*viewer.posts, *viewer.posts]
    if viewer.role in UNIT_ROLES and viewer.unit is not None:
        return "inspection IN (SELECT inspection FROM inspection_unit WHERE unit = ?)", [viewer.unit]
    return "0", []


def _rows(db: Db, viewer: Actor, condition: str, value: Any) -> Iterator[Any]:
    seen, parameters = visible(viewer)
    sql = f"SELECT * FROM inspection_now WHERE {condition} AND {seen} ORDER BY position DESC"
    yield from db.execute(sql, [value, *parameters]).fetchall()


def _told(db: Db, row: Any, viewer: Actor) -> dict[str, Any]:
    """Return what the viewer is told: a unit the findings on its tasks, a leader those on the tasks in charge."""
    inspection: str = row["inspection"]
    body: dict[str, Any] = {**json.loads(row["body"]), "version": row["version"], "position": row["position"]}
    sql = "SELECT task_no, body FROM inspection_finding WHERE inspection = ? ORDER BY position"
    found = db.execute(sql, (inspection,)).fetchall()
    sql = "SELECT unit, published_on FROM inspection_unit WHERE inspection = ? ORDER BY published_on, unit"
    body["published"] = [dict(unit) for unit in db.execute(sql, (inspection,))]
    if viewer.role in UNIT_ROLES:
        body["published"] = [p for p in body["published"] if p["unit"] == viewer.unit]
        if not _knows_instruction(db, body["started_by"], viewer):
            body["started_by"] = "instruction"
    seen = _seen_tasks(db, row, viewer)
    body["findings"] = [json.loads(text) for task_no, text in found if seen is None or task_no in seen]
    body["tasks"] = list(dict.fromkeys(finding["task_no"] for finding in body["findings"]))
    return body


def _seen_tasks(db: Db, row: Any, viewer: Actor) -> set[str] | None:
    """Return the tasks on which the viewer reads the findings; None: all. Who started it reads it whole."""
    inspection = row["inspection"]
    if viewer.role in SEES_EVERYTHING:
        return None
    if viewer.role in UNIT_ROLES:
        sql = "SELECT task_no FROM inspection_shown WHERE inspection = ? AND unit = ?"
        return {task_no for (task_no,) in db.execute(sql, (inspection, viewer.unit))}
    given = db.execute("SELECT leader FROM instruction_now WHERE instruction = ?", (row["started_by"],)).fetchone()
    if given is not None and given[0] in viewer.posts:
        return None
    marks = ",".join("?" * len(viewer.posts))
    sql = f"SELECT task_no FROM inspection_finding JOIN task_now USING (task_no) WHERE inspection = ? AND leader IN ({marks})"  # noqa: E501
    return {task_no for (task_no,) in db.execute(sql, (inspection, *viewer.posts))}


def _knows_instruction(db: Db, started: str, viewer: Actor) -> bool:
    if started == LEDGER:
        return True
    sql = "SELECT 1 FROM instruction_unit WHERE instruction = ? AND unit = ?"
    return db.execute(sql, (started, viewer.unit)).fetchone() is not None


def _recorded(batch: Batch, line: Recorded) -> None:
    event: e.InspectionRecorded = line.event
    body = {
        "inspection": event.inspection, "kind": event.kind, "started_by": event.started_by,
        "visited_on": event.visited_on.isoformat(), "team": list(event.team), "places": list(event.places),
        "text": event.text, "photos": list(event.photos), "recorded_at": told(line.meta.recorded_at),
    }  # fmt: skip
    batch.run(
        "INSERT INTO inspection_now VALUES (?, ?, ?, ?, ?)",
        event.inspection, line.position, event.started_by, line.version, _text(body),
    )  # fmt: skip


def _found(batch: Batch, line: Recorded) -> None:
    event: e.TaskInspected = line.event
    body = {
        "task_no": event.task_no, "node": event.node, "done": event.done,
        "done_on": event.done_on.isoformat() if event.done_on else None, "text": event.text,
        "photos": list(event.photos),
    }  # fmt: skip
    batch.run(
        "INSERT INTO inspection_finding VALUES (?, ?, ?, ?)",
        event.inspection, event.task_no, line.position, _text(body),
    )  # fmt: skip


def _published(batch: Batch, line: Recorded) -> None:
    event: e.InspectionPublished = line.event
    for unit in event.units:
        batch.run(
            "INSERT OR IGNORE INTO inspection_unit VALUES (?, ?, ?)",
            event.inspection, unit, event.published_on.isoformat(),
        )  # fmt: skip
    batch.run("UPDATE inspection_now SET version = ? WHERE inspection = ?", line.version, event.inspection)


def _shown(batch: Batch, line: Recorded) -> None:
    event: e.TaskInspectionPublished = line.event
    for unit in event.units:
        batch.run("INSERT OR IGNORE INTO inspection_shown VALUES (?, ?, ?)", event.inspection, event.task_no, unit)


def _text(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


MODEL = Model(
    name=NAME,
    version=1,
    owns=("inspection_now", "inspection_finding", "inspection_unit", "inspection_shown"),
    tables=_TABLES,
    steps={
        "inspection.recorded.v1": _recorded,
        "inspection.published.v1": _published,
        "task.inspected.v1": _found,
        "task.inspection_published.v1": _shown,
    },
)
