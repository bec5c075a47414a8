"""What scores are reckoned from: lights and verdicts, with the roles of that moment, as known at any line."""

import json
from typing import Any

from domain import events as e
from domain.record import Recorded
from projections.model import Batch

TABLES = (
    "CREATE TABLE performance_task (task_no TEXT PRIMARY KEY, scheme TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE performance_role (
        task_no TEXT NOT NULL, unit TEXT NOT NULL, role TEXT NOT NULL, scheme TEXT NOT NULL,
        from_position INTEGER NOT NULL, to_position INTEGER, PRIMARY KEY (task_no, unit, role, from_position)
    ) WITHOUT ROWID""",
    """CREATE TABLE performance_light (
        task_no TEXT NOT NULL, node TEXT NOT NULL, scheme TEXT NOT NULL, light TEXT NOT NULL,
        set_position INTEGER NOT NULL, from_position INTEGER NOT NULL, to_position INTEGER,
        PRIMARY KEY (task_no, node, from_position)
    ) WITHOUT ROWID""",
    """CREATE TABLE performance_notice (
        notice TEXT PRIMARY KEY, scheme TEXT NOT NULL, task_no TEXT NOT NULL, addressees TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE performance_verdict (
        notice TEXT NOT NULL, scheme TEXT NOT NULL, task_no TEXT NOT NULL, addressees TEXT NOT NULL,
        from_position INTEGER NOT NULL, to_position INTEGER, PRIMARY KEY (notice, from_position)
    ) WITHOUT ROWID""",
    """CREATE TABLE performance_untrue (
        task_no TEXT NOT NULL, report_no INTEGER NOT NULL, scheme TEXT NOT NULL, unit TEXT NOT NULL, role TEXT NOT NULL,
        period TEXT NOT NULL, from_position INTEGER NOT NULL, to_position INTEGER, PRIMARY KEY (task_no, report_no)
    ) WITHOUT ROWID""",
    "CREATE TABLE performance_moved (scheme TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
)
OWNS = (
    "performance_task", "performance_role", "performance_light", "performance_notice", "performance_verdict",
    "performance_untrue", "performance_moved",
)  # fmt: skip
_ROLES = ("lead", "co", "construction")
_OPEN_ROLE = "INSERT INTO performance_role VALUES (?, ?, ?, ?, ?, NULL)"
_CLOSE_ROLE = (
    "UPDATE performance_role SET to_position = ? WHERE task_no = ? AND unit = ? AND role = ? AND to_position IS NULL"
)


def entered(batch: Batch, line: Recorded) -> None:
    event: e.TaskEntered = line.event
    batch.run("INSERT INTO performance_task VALUES (?, ?)", event.task_no, event.scheme)
    _roles(batch, line, event.scheme, {(unit, role) for role in _ROLES for unit in getattr(event, role)})


def roles_confirmed(batch: Batch, line: Recorded) -> None:
    event: e.TaskRolesConfirmed = line.event
    scheme = _scheme_of(batch, event.task_no)
    _roles(batch, line, scheme, {(unit, role) for role in _ROLES for unit in getattr(event, role)})


def transferred(batch: Batch, line: Recorded) -> None:
    event: e.TaskTransferred = line.event
    after = {(u, r) for u, r in _standing(batch, event.task_no) if (u, r) != (event.from_unit, event.role)}
    _roles(batch, line, _scheme_of(batch, event.task_no), after | {(event.to_unit, event.role)})


def light_set(batch: Batch, line: Recorded) -> None:
    event: e.LightSet = line.event
    _light(batch, line, event.task_no, event.node, event.light, line.position)


def light_corrected(batch: Batch, line: Recorded) -> None:
    """The light stays with the units of the moment it was set."""
    event: e.LightCorrected = line.event
    was = batch.one(
        "SELECT set_position FROM performance_light WHERE task_no = ? AND node = ? AND to_position IS NULL",
        event.task_no, event.node,
    )  # fmt: skip
    _light(batch, line, event.task_no, event.node, event.light, was[0])


def notice_issued(batch: Batch, line: Recorded) -> None:
    event: e.NoticeIssued = line.event
    addressees = json.dumps([[a.unit, a.role] for a in event.addressees])
    batch.run(
        "INSERT INTO performance_notice VALUES (?, ?, ?, ?)", event.notice, event.scheme, event.task_no, addressees
    )


def notice_readdressed(batch: Batch, line: Recorded) -> None:
    """A verdict already given stays with the units it was given on."""
    event: e.NoticeReaddressed = line.event
    before = json.loads(_notice(batch, event.notice)[2])
    giving, taking = [event.from_unit, event.role], [event.to_unit, event.role]
    after = [taking if a == giving else a for a in before if a == giving or a[0] != event.to_unit]
    batch.run("UPDATE performance_notice SET addressees = ? WHERE notice = ?", json.dumps(after), event.notice)


def notice_verified(batch: Batch, line: Recorded) -> None:
    event: e.NoticeVerified = line.event
    scheme, task_no, addressees = _notice(batch, event.notice)
    _end_verdict(batch, line, event.notice)
    if not event.rectified:
        batch.run(
            "INSERT INTO performance_verdict VALUES (?, ?, ?, ?, ?, NULL)",
            event.notice, scheme, task_no, addressees, line.position,
        )  # fmt: skip
    moved(batch, line, scheme)


def notice_voided(batch: Batch, line: Recorded) -> None:
    _end_verdict(batch, line, line.event.notice)
    moved(batch, line, _notice(batch, line.event.notice)[0])


def found_untrue(batch: Batch, line: Recorded) -> None:
    event: e.ReportFoundUntrue = line.event
    scheme = _scheme_of(batch, event.task_no)
    batch.run(
        "INSERT INTO performance_untrue VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        event.task_no, event.report_no, scheme, event.unit, event.role, event.node, line.position,
    )  # fmt: skip
    moved(batch, line, scheme)


def _roles(batch: Batch, line: Recorded, scheme: str, after: set[tuple[str, str]]) -> None:
    task_no: str = line.event.task_no
    before = _standing(batch, task_no)
    for unit, role in sorted(before - after):
        batch.run(_CLOSE_ROLE, line.position, task_no, unit, role)
    for unit, role in sorted(after - before):
        batch.run(_OPEN_ROLE, task_no, unit, role, scheme, line.position)
    moved(batch, line, scheme)


def _standing(batch: Batch, task_no: str) -> set[tuple[str, str]]:
    sql = "SELECT unit, role FROM performance_role WHERE task_no = ? AND to_position IS NULL"
    return {(unit, role) for unit, role in batch.all(sql, task_no)}


def _light(batch: Batch, line: Recorded, task_no: str, node: str, light: str, set_position: int) -> None:
    scheme = _scheme_of(batch, task_no)
    batch.run(
        "UPDATE performance_light SET to_position = ? WHERE task_no = ? AND node = ? AND to_position IS NULL",
        line.position, task_no, node,
    )  # fmt: skip
    batch.run(
        "INSERT INTO performance_light VALUES (?, ?, ?, ?, ?, ?, NULL)",
        task_no, node, scheme, light, set_position, line.position,
    )  # fmt: skip
    moved(batch, line, scheme)


def _notice(batch: Batch, notice: str) -> Any:
    return batch.one("SELECT scheme, task_no, addressees FROM performance_notice WHERE notice = ?", notice)


def _end_verdict(batch: Batch, line: Recorded, notice: str) -> None:
    batch.run(
        "UPDATE performance_verdict SET to_position = ? WHERE notice = ? AND to_position IS NULL", line.position, notice
    )


def _scheme_of(batch: Batch, task_no: str) -> str:
    return str(batch.one("SELECT scheme FROM performance_task WHERE task_no = ?", task_no)[0])


def moved(batch: Batch, line: Recorded, scheme: str) -> None:
    """Say that a scheme's scores rest on something new: those reckoned before no longer hold."""
    batch.run("INSERT OR REPLACE INTO performance_moved VALUES (?, ?)", scheme, line.position)
