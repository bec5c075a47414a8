"""Tasks as they stand, as they stood on a day, and as they were known at a line of the record (S3, S8, S16)."""

import json
from collections.abc import Iterable
from typing import Any

from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor, may_know_task
from domain.errors import AbsentError
from projections import task_rows as rows
from projections import task_told
from projections.as_of import AsOf
from projections.model import Db, Model

NAME = task_told.NAME
VERSION = 1
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=task_told.OWNS,
    tables=task_told.TABLES,
    steps={
        "scheme.issued.v1": rows.scheme_issued,
        "scheme.amended.v1": rows.scheme_amended,
        "task.entered.v1": rows.entered,
        "task.amended.v1": rows.amended,
        "task.roles_confirmed.v1": rows.roles_confirmed,
        "task.transferred.v1": rows.transferred,
        "task.withdrawn.v1": rows.withdrawn,
        "task.completion_verified.v1": rows.completion_verified,
        "node_plan.filed.v1": rows.plan_filed,
        "node_plan.sealed.v1": rows.plan_sealed,
        "node_plan.confirmed.v1": rows.plan_confirmed,
        "extension.decided.v1": rows.extension_decided,
        "task.light_set.v1": rows.light_set,
        "task.light_corrected.v1": rows.light_corrected,
    },
    every=rows.counted,
    flush=rows.flush,
)

_AT = "from_position <= ? AND (to_position IS NULL OR to_position > ?)"
_ONE = "SELECT body, version, units, leader FROM task_now JOIN task_version USING (task_no) WHERE task_no = ?"


def one(db: Db, task_no: str, *, viewer: Actor, as_of: AsOf) -> dict[str, Any]:
    """Return a task. Raises: AbsentError when there is none then, or the viewer may not know of it."""
    row = _visible_row(db, task_no, viewer)
    if as_of.is_now(db):
        return {**json.loads(row[0]), "version": row[1]}
    found = _told_then(db, as_of, [task_no])
    if not found:
        raise AbsentError("task", task_no)
    return found[0]


def one_json(db: Db, task_no: str, *, viewer: Actor) -> tuple[bytes, int]:
    """Return a task as it stands, as ready JSON, and its version. Raises: AbsentError."""
    row = _visible_row(db, task_no, viewer)
    return f'{row[0][:-1]},"version":{row[1]}}}'.encode(), row[1]


def list_tasks(
    db: Db, *, viewer: Actor, as_of: AsOf, scheme: str | None = None, unit: str | None = None,
    leader: str | None = None, category: str | None = None, light: str | None = None, node: str | None = None,
    state: str | None = None, item: str | None = None, cursor: str | None = None, limit: int = 100,
) -> dict[str, Any]:  # fmt: skip
    """Return a page of tasks in order of their numbers; `next_cursor` is None on the last page.

    `light` is the task's latest assessed light, or with `node` the light of that node. `node` alone: the tasks with
    a node task planned, or a light, there. `unit`: with a role in the task then.
    """
    wanted = _Wanted(scheme, unit, leader, category, light, node, state, item)
    found = _now(db, viewer, wanted, cursor) if as_of.is_now(db) else _then(db, viewer, as_of, wanted, cursor)
    items: list[dict[str, Any]] = []
    for task in found:
        if len(items) == limit:
            return {"items": items, "next_cursor": items[-1]["task_no"], "as_of": as_of.shown()}
        items.append(task)
    return {"items": items, "next_cursor": None, "as_of": as_of.shown()}


def schemes(db: Db) -> list[str]:
    """Return the schemes on record: which streams to look at, nothing to decide from."""
    return [row[0] for row in db.execute("SELECT scheme FROM task_scheme ORDER BY scheme")]


def numbers(db: Db, scheme: str) -> list[str]:
    """Return the numbers of a scheme's tasks, in order: which streams a decision should look at."""
    return [row[0] for row in db.execute("SELECT task_no FROM task_now WHERE scheme = ? ORDER BY place", (scheme,))]


def visible(viewer: Actor) -> tuple[str, list[Any]]:
    """Return the WHERE condition on `task_now` that `domain.actors.may_know_task` means, and its parameters."""
    if viewer.role in SEES_EVERYTHING:
        return "1", []
    if viewer.role == LEADER:
        return f"task_now.leader IN ({','.join('?' * len(viewer.posts))})", list(viewer.posts)
    if viewer.role in UNIT_ROLES and viewer.unit is not None:
        return "task_now.task_no IN (SELECT task_no FROM task_unit WHERE unit = ?)", [viewer.unit]
    return "0", []


class _Wanted:
    """The filters of a list, as conditions on rows and as a test of a task told as of then."""

    def __init__(
        self, scheme: str | None, unit: str | None, leader: str | None, category: str | None, light: str | None,
        node: str | None, state: str | None, item: str | None,
    ) -> None:  # fmt: skip
        self.plain = {"scheme": scheme, "leader": leader, "category": category, "state": state}
        self.unit, self.light, self.node, self.item = unit, light, node, item

    def conditions(self) -> Iterable[tuple[str, Any]]:
        for column, value in self.plain.items():
            if value is not None:
                yield f"{column} = ?", value
        if self.unit is not None:
            yield "task_no IN (SELECT task_no FROM task_unit WHERE unit = ? AND now)", self.unit
        if self.light is not None and self.node is None:
            yield "light = ?", self.light

    def admits(self, task: dict[str, Any]) -> bool:
        """Tell what no row says: the light of one node, a planned node, the item; and for the past, everything."""
        if any(value is not None and task[name] != value for name, value in self.plain.items()):
            return False
        if self.item is not None and task["item"] != self.item:
            return False
        if self.unit is not None and not any(self.unit in task[role] for role in task_told.ROLES):
            return False
        if self.node is None:
            return self.light is None or task["light"] == self.light
        at = next((node for node in task["nodes"] if node["node"] == self.node), None)
        if at is None or (at["target"] is None and at["light"] is None):
            return False
        return self.light is None or at["light"] == self.light


def _visible_row(db: Db, task_no: str, viewer: Actor) -> Any:
    row = db.execute(_ONE, (task_no,)).fetchone()
    if row is None:
        raise AbsentError("task", task_no)
    if viewer.role not in SEES_EVERYTHING and not may_know_task(viewer, units=json.loads(row[2]), leader=row[3]):
        raise AbsentError("task", task_no)
    return row


def _now(db: Db, viewer: Actor, wanted: _Wanted, cursor: str | None) -> Iterable[dict[str, Any]]:
    seen, parameters = visible(viewer)
    conditions = [seen]
    for condition, value in wanted.conditions():
        conditions.append(condition)
        parameters.append(value)
    if cursor:
        conditions.append("place > ?")
        parameters.append(task_told.place_of(cursor))
    where = " AND ".join(conditions)
    sql = f"SELECT body, version FROM task_now JOIN task_version USING (task_no) WHERE {where} ORDER BY place"
    for body, version in db.execute(sql, parameters):
        task = {**json.loads(body), "version": version}
        if wanted.admits(task):
            yield task


def _then(db: Db, viewer: Actor, as_of: AsOf, wanted: _Wanted, cursor: str | None) -> Iterable[dict[str, Any]]:
    """Who may know of a task is decided as things stand; what is told of it, as it was."""
    seen, parameters = visible(viewer)
    sql = f"SELECT task_no FROM task_now WHERE {seen}"
    if cursor:
        sql += " AND place > ?"
        parameters.append(task_told.place_of(cursor))
    found = [row[0] for row in db.execute(f"{sql} ORDER BY place", parameters)]
    for start in range(0, len(found), 500):
        yield from filter(wanted.admits, _told_then(db, as_of, found[start : start + 500]))


def _told_then(db: Db, as_of: AsOf, task_nos: list[str]) -> list[dict[str, Any]]:
    """Return the tasks as of then, in the order given; those that were not there yet are left out."""
    attributes = _attributes_then(db, as_of, task_nos)
    lights = _lights_then(db, as_of, task_nos)
    schemes = {
        scheme: task_told.nodes_of(json.loads(text))
        for scheme, text in db.execute("SELECT scheme, content FROM task_scheme")
    }
    told = []
    for task_no in task_nos:
        if task_no in attributes:
            (scheme,) = db.execute("SELECT scheme FROM task_now WHERE task_no = ?", (task_no,)).fetchone()
            task = task_told.shape(task_no, scheme, attributes[task_no], lights.get(task_no, {}), schemes[scheme])
            told.append({**task, "version": _version_then(db, as_of, task_no)})
    return told


def _attributes_then(db: Db, as_of: AsOf, task_nos: list[str]) -> dict[str, Any]:
    on, parameters = "valid_to IS NULL", list[Any]()
    if as_of.true_on is not None:
        day = as_of.true_on.isoformat()
        on, parameters = "valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)", [day, day]
    sql = f"SELECT task_no, attributes FROM task_row WHERE task_no IN ({_marks(task_nos)}) AND {_AT} AND {on}"
    found = db.execute(sql, [*task_nos, as_of.position, as_of.position, *parameters])
    return {task_no: json.loads(text) for task_no, text in found}


def _lights_then(db: Db, as_of: AsOf, task_nos: list[str]) -> dict[str, dict[str, tuple[str, str]]]:
    day = as_of.true_on.isoformat() if as_of.true_on else "9999"
    sql = (
        f"SELECT task_no, node, light, set_at FROM task_light WHERE task_no IN ({_marks(task_nos)}) AND {_AT}"
        " AND effective_on <= ? ORDER BY effective_on, from_position"
    )
    lights: dict[str, dict[str, tuple[str, str]]] = {}
    for task_no, node, light, set_at in db.execute(sql, [*task_nos, as_of.position, as_of.position, day]):
        lights.setdefault(task_no, {})[node] = (light, set_at)
    return lights


def _version_then(db: Db, as_of: AsOf, task_no: str) -> int:
    if as_of.position == db.position:
        sql = "SELECT version FROM task_version WHERE task_no = ?"
        key: list[Any] = [task_no]
    else:
        sql = (
            "SELECT max(version) FROM audit_line WHERE stream = (SELECT id FROM audit_term WHERE term = ?)"
            " AND position <= ?"
        )
        key = [f"task/{task_no}", as_of.position]
    return int(db.execute(sql, key).fetchone()[0] or 0)


def _marks(values: list[Any]) -> str:
    return ",".join("?" * len(values))
