"""A task's rows: what was true from when to when, and from which line to which it was held so; and how it is told.

A change that takes effect on a day holds from that day on, over whatever was known for later days: the last act
recorded decides, as it does for the task itself (docs/decisions/081).
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain import events as e
from domain.record import Recorded
from projections import as_of
from projections.model import Batch

Attributes = dict[str, Any]
NAME = "task_state"
ROLES = ("lead", "co", "construction")
ASSESSED = ("green", "yellow", "red")

TABLES = (
    "CREATE TABLE task_scheme (scheme TEXT PRIMARY KEY, zone TEXT NOT NULL, content TEXT NOT NULL)",
    """CREATE TABLE task_now (
        task_no TEXT PRIMARY KEY, place TEXT NOT NULL, scheme TEXT NOT NULL, category TEXT NOT NULL, leader TEXT,
        light TEXT, state TEXT NOT NULL, units TEXT NOT NULL, body TEXT NOT NULL
    )""",
    # Apart from the answers, which are long: every report moves a version, and should move no more than that.
    "CREATE TABLE task_version (task_no TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX task_now_place ON task_now (scheme, place)",
    """CREATE TABLE task_unit (
        unit TEXT NOT NULL, task_no TEXT NOT NULL, now INTEGER NOT NULL, PRIMARY KEY (unit, task_no)
    ) WITHOUT ROWID""",
    """CREATE TABLE task_row (
        task_no TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, from_position INTEGER NOT NULL,
        to_position INTEGER, attributes TEXT NOT NULL, PRIMARY KEY (task_no, valid_from, from_position)
    )""",
    """CREATE TABLE task_light (
        task_no TEXT NOT NULL, node TEXT NOT NULL, effective_on TEXT NOT NULL, light TEXT NOT NULL,
        set_at TEXT NOT NULL, from_position INTEGER NOT NULL, to_position INTEGER,
        PRIMARY KEY (task_no, node, from_position)
    ) WITHOUT ROWID""",
)
OWNS = ("task_scheme", "task_now", "task_version", "task_unit", "task_row", "task_light")

_STANDING = "SELECT valid_from, valid_to, from_position, attributes FROM task_row WHERE task_no = ? AND to_position IS NULL ORDER BY valid_from"  # noqa: E501
INSERT = "INSERT INTO task_row VALUES (?, ?, ?, ?, NULL, ?)"


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def happened_on(batch: Batch, scheme: str, line: Recorded) -> date:
    """Return the local day of an act: the stamp's on paper entered later, else the line's."""
    return local_day(line.meta.received_at or line.meta.recorded_at, frame_of(batch, scheme)[0])


def frame_of(batch: Batch, scheme: str) -> tuple[ZoneInfo, list[tuple[str, str]]]:
    """Return a scheme's zone and its nodes with their last days."""
    memo = batch.remembered("task_scheme")
    if scheme not in memo:
        zone, content = batch.one("SELECT zone, content FROM task_scheme WHERE scheme = ?", scheme)
        memo[scheme] = (ZoneInfo(zone), nodes_of(json.loads(content)))
    found: tuple[ZoneInfo, list[tuple[str, str]]] = memo[scheme]
    return found


def nodes_of(content: Any) -> list[tuple[str, str]]:
    return [(node["node"], str(node["ends_on"])) for node in content["nodes"]]


def shape(
    task_no: str, scheme: str, attributes: Attributes, lights: dict[str, tuple[str, str]], nodes: list[tuple[str, str]]
) -> dict[str, Any]:
    """Return a task as it is answered, without its version. `lights`: node → (light, set_at)."""
    told = {**attributes}
    planned, limits = told.pop("planned"), told.pop("limits")
    rows, overall = [], None
    for node, ends_on in nodes:
        plan = planned.get(node)
        light, set_at = lights.get(node, (None, None))
        limit_on = limits.get(node) or (plan["limit_on"] or ends_on if plan else None)
        target = plan["target"] if plan else None
        rows.append({"node": node, "target": target, "limit_on": limit_on, "light": light, "set_at": set_at})
        if light in ASSESSED:
            overall = light
    return {"task_no": task_no, "scheme": scheme, **told, "nodes": rows, "light": overall}


def place_of(task_no: str) -> str:
    """Return the key that puts task 1000 after task 999."""
    year, _, number = task_no.partition("-")
    return f"{year}-{number:0>8}"


def change(batch: Batch, line: Recorded, task_no: str, on: date | None, edit: Callable[[Attributes], None]) -> None:
    """Apply an edit from a day on (None: the day of the act), splitting the row that holds that day."""
    scheme = scheme_of(batch, task_no)
    rows = batch.all(_STANDING, task_no)
    start = max((on or happened_on(batch, scheme, line)).isoformat(), rows[0][0])
    for valid_from, valid_to, from_position, text in rows:
        if valid_to is not None and valid_to <= start:
            continue
        attributes = json.loads(text)
        edit(attributes)
        after = text_of(attributes)
        if after == text:
            continue
        batch.run(
            "UPDATE task_row SET to_position = ? WHERE task_no = ? AND valid_from = ? AND from_position = ?",
            line.position, task_no, valid_from, from_position,
        )  # fmt: skip
        if valid_from < start:
            batch.run(INSERT, task_no, valid_from, start, line.position, text)
        batch.run(INSERT, task_no, max(valid_from, start), valid_to, line.position, after)
    tell(batch, task_no, scheme)


def insert_light(batch: Batch, line: Recorded, task_no: str, node: str, on: str, light: str) -> None:
    set_at = as_of.told(line.meta.recorded_at)
    batch.run("INSERT INTO task_light VALUES (?, ?, ?, ?, ?, ?, NULL)", task_no, node, on, light, set_at, line.position)


def tell(batch: Batch, task_no: str, scheme: str) -> None:
    """Make the answer of today ready: most questions want nothing else."""
    attributes: Attributes = json.loads(batch.all(_STANDING, task_no)[-1][3])
    rows = batch.all(
        "SELECT node, light, set_at FROM task_light WHERE task_no = ? AND to_position IS NULL"
        " ORDER BY effective_on, from_position",
        task_no,
    )  # fmt: skip
    told = shape(
        task_no, scheme, attributes, {node: (light, at) for node, light, at in rows}, frame_of(batch, scheme)[1]
    )
    units = keep_units(batch, task_no, {unit for role in ROLES for unit in attributes[role]})
    batch.run(
        "UPDATE task_now SET category = ?, leader = ?, light = ?, state = ?, units = ?, body = ? WHERE task_no = ?",
        attributes["category"], attributes["leader"], told["light"], attributes["state"], json.dumps(units),
        text_of(told), task_no,
    )  # fmt: skip


def keep_units(batch: Batch, task_no: str, now: set[str]) -> list[str]:
    """Keep who has, and who ever had, a part in the task; return them all."""
    known = set(json.loads(batch.one("SELECT units FROM task_now WHERE task_no = ?", task_no)[0]))
    for unit in known | now:
        batch.run("INSERT OR REPLACE INTO task_unit VALUES (?, ?, ?)", unit, task_no, unit in now)
    return sorted(known | now)


def scheme_of(batch: Batch, task_no: str) -> str:
    return str(batch.one("SELECT scheme FROM task_now WHERE task_no = ?", task_no)[0])


def text_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def plain_target(target: e.Target) -> dict[str, str]:
    return {"text": target.text, "value": target.value, "unit_of_measure": target.unit_of_measure}
