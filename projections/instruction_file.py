"""Leaders' instructions: who has answered them, what came of them, which inspections they started (二(二), D-110)."""

import json
from collections.abc import Iterator
from typing import Any

from domain import events as e
from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.errors import AbsentError
from domain.record import Recorded
from projections import inspection_file, task_state
from projections.as_of import told
from projections.model import Batch, Db, Model

NAME = "instructions"
_TABLES = (
    """CREATE TABLE instruction_now (
        instruction TEXT PRIMARY KEY, position INTEGER NOT NULL, leader TEXT NOT NULL, version INTEGER NOT NULL,
        body TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE instruction_task (
        instruction TEXT NOT NULL, task_no TEXT NOT NULL, PRIMARY KEY (instruction, task_no)
    ) WITHOUT ROWID""",
    """CREATE TABLE instruction_unit (
        instruction TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (instruction, unit)
    ) WITHOUT ROWID""",
)


def instructions(
    db: Db, *, viewer: Actor, task_no: str | None = None, unit: str | None = None, leader: str | None = None,
    state: str | None = None, before: int | None = None, limit: int = 100,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the instructions the viewer may know of, the newest first; texts are content digests.

    What is asked for is looked up in what the viewer is told. `before`: only those recorded before a position.
    """
    found: list[dict[str, Any]] = []
    for row in _rows(db, viewer, "position < ?", before if before is not None else db.position + 1):
        shown = _told(db, row, viewer)
        wanted = (task_no in (None, *shown["tasks"])) and (unit in (None, *shown["units"]))
        if wanted and leader in (None, shown["leader"]) and state in (None, shown["state"]):
            found.append(shown)
        if len(found) == limit:
            break
    return found


def one(db: Db, instruction: str, *, viewer: Actor) -> dict[str, Any]:
    """Return an instruction. Raises: AbsentError when there is none, or the viewer may not know of it."""
    for row in _rows(db, viewer, "instruction = ?", instruction):
        return _told(db, row, viewer)
    raise AbsentError("instruction", instruction)


def visible(viewer: Actor) -> tuple[str, list[Any]]:
    """Return the WHERE condition on `instruction_now` that `domain.instructions.may_know` means."""
    if viewer.role in SEES_EVERYTHING:
        return "1", []
    if viewer.role == LEADER and viewer.posts:
        marks = ",".join("?" * len(viewer.posts))
        in_charge = (
            f"SELECT instruction FROM instruction_task JOIN task_now USING (task_no) WHERE task_now.leader IN ({marks})"
        )
        return f"(leader IN ({marks}) OR instruction IN ({in_charge}))", [*viewer.posts, *viewer.posts]
    if viewer.role in UNIT_ROLES and viewer.unit is not None:
        return "instruction IN (SELECT instruction FROM instruction_unit WHERE unit = ?)", [viewer.unit]
    return "0", []


def _rows(db: Db, viewer: Actor, condition: str, value: Any) -> Iterator[Any]:
    seen, parameters = visible(viewer)
    sql = f"SELECT * FROM instruction_now WHERE {condition} AND {seen} ORDER BY position DESC"
    yield from db.execute(sql, [value, *parameters]).fetchall()


def _told(db: Db, row: Any, viewer: Actor) -> dict[str, Any]:
    """Return what the viewer is told; a unit its own answers and tasks, and nothing of what came of it."""
    body: dict[str, Any] = {**json.loads(row["body"]), "version": row["version"], "position": row["position"]}
    body["inspections"] = inspection_file.started_by(db, row["instruction"], viewer=viewer)
    if viewer.role in SEES_EVERYTHING or row["leader"] in viewer.posts:
        return body
    known = _known_tasks(db, row["instruction"], viewer)
    body["tasks"] = [task_no for task_no in body["tasks"] if task_no in known]
    if viewer.role in UNIT_ROLES:
        body["answers"] = [answer for answer in body["answers"] if answer["by"] == viewer.unit]
        body["outcome"] = None
        if body["state"] == "answered" and not body["answers"]:
            body["state"] = "recorded"
    return body


def _known_tasks(db: Db, instruction: str, viewer: Actor) -> set[str]:
    seen, parameters = task_state.visible(viewer)
    sql = f"SELECT task_no FROM instruction_task JOIN task_now USING (task_no) WHERE instruction = ? AND {seen}"
    return {row[0] for row in db.execute(sql, [instruction, *parameters])}


def _recorded(batch: Batch, line: Recorded) -> None:
    event: e.InstructionRecorded = line.event
    body = {
        "instruction": event.instruction, "leader": event.leader, "text": event.text, "tasks": list(event.tasks),
        "units": list(event.units), "given_on": event.given_on.isoformat(), "files": list(event.files),
        "state": "recorded", "recorded_at": told(line.meta.recorded_at), "answers": [], "closed_on": None,
        "outcome": None,
    }  # fmt: skip
    batch.run(
        "INSERT INTO instruction_now VALUES (?, ?, ?, ?, ?)",
        event.instruction, line.position, event.leader, line.version, _text(body),
    )  # fmt: skip
    for task_no in event.tasks:
        batch.run("INSERT INTO instruction_task VALUES (?, ?)", event.instruction, task_no)
    for unit in event.units:
        batch.run("INSERT INTO instruction_unit VALUES (?, ?)", event.instruction, unit)


def _answered(batch: Batch, line: Recorded) -> None:
    event: e.InstructionAnswered = line.event
    answer = {
        "answer": event.answer, "by": event.by, "text": event.text, "files": list(event.files),
        "effective_at": told(event.effective_at), "recorded_at": told(line.meta.recorded_at),
    }  # fmt: skip
    body = _body(batch, event.instruction)
    _change(batch, line, {**body, "state": "answered", "answers": [*body["answers"], answer]})


def _closed(batch: Batch, line: Recorded) -> None:
    event: e.InstructionClosed = line.event
    body = _body(batch, event.instruction)
    _change(batch, line, {**body, "state": "closed", "closed_on": event.closed_on.isoformat(),
                          "outcome": event.outcome})  # fmt: skip


def _body(batch: Batch, instruction: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        batch.one("SELECT body FROM instruction_now WHERE instruction = ?", instruction)[0]
    )
    return found


def _change(batch: Batch, line: Recorded, body: dict[str, Any]) -> None:
    batch.run(
        "UPDATE instruction_now SET body = ?, version = ? WHERE instruction = ?",
        _text(body), line.version, body["instruction"],
    )  # fmt: skip


def _text(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


MODEL = Model(
    name=NAME,
    version=1,
    owns=("instruction_now", "instruction_task", "instruction_unit"),
    tables=_TABLES,
    steps={
        "instruction.recorded.v1": _recorded,
        "instruction.answered.v1": _answered,
        "instruction.closed.v1": _closed,
    },
)
