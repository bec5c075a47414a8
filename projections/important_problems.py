"""Important problems raised to the city government, and how far each has been followed (三(四), D-053)."""

from typing import Any

from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.record import Recorded
from projections.model import Batch, Db, Model

_TABLES = (
    """CREATE TABLE important_problem (
        task_no TEXT NOT NULL,
        problem_no INTEGER NOT NULL,
        report_no INTEGER NOT NULL,
        unit TEXT NOT NULL,
        state TEXT NOT NULL,
        text TEXT NOT NULL,
        raised_at TEXT NOT NULL,
        raised_position INTEGER NOT NULL,
        read_by TEXT,
        read_at TEXT,
        instructed_by TEXT,
        instructed_at TEXT,
        instruction TEXT,
        closed_at TEXT,
        outcome TEXT,
        PRIMARY KEY (task_no, problem_no)
    ) WITHOUT ROWID""",
    """CREATE TABLE important_problem_task (
        task_no TEXT PRIMARY KEY,
        scheme TEXT NOT NULL,
        title TEXT NOT NULL,
        leader TEXT
    ) WITHOUT ROWID""",
)

_LIST = """SELECT p.*, t.scheme, t.title AS task_title, t.leader
    FROM important_problem p JOIN important_problem_task t USING (task_no)
    WHERE {conditions} ORDER BY p.raised_position DESC LIMIT ?"""


def problems(
    db: Db, *, viewer: Actor, scheme: str | None = None, task_no: str | None = None, unit: str | None = None,
    state: str | None = None, before: int | None = None, limit: int = 100,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the problems the viewer may know of, the newest first; `text` and `instruction` are content digests.

    A unit sees those it raised, a leader those of the tasks in charge. `before`: only those raised before a position.
    """
    conditions, values = _visible_to(viewer)
    wanted = {"t.scheme": scheme, "p.task_no": task_no, "p.unit": unit, "p.state": state}
    for column, value in wanted.items():
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if before is not None:
        conditions.append("p.raised_position < ?")
        values.append(before)
    found = db.execute(_LIST.format(conditions=" AND ".join(conditions) or "1"), (*values, limit))
    return [dict(row) for row in found]


def _visible_to(viewer: Actor) -> tuple[list[str], list[Any]]:
    if viewer.role in SEES_EVERYTHING:
        return [], []
    if viewer.role == LEADER and viewer.posts:
        return [f"t.leader IN ({','.join('?' * len(viewer.posts))})"], list(viewer.posts)
    if viewer.role in UNIT_ROLES:
        return ["p.unit = ?"], [viewer.unit]
    return ["0"], []


def _entered(batch: Batch, line: Recorded) -> None:
    event = line.event
    batch.run(
        "INSERT INTO important_problem_task VALUES (?, ?, ?, ?)", event.task_no, event.scheme, event.title, event.leader
    )


def _amended(batch: Batch, line: Recorded) -> None:
    for column in ("title", "leader"):
        if column in line.event.changes:
            batch.run(
                f"UPDATE important_problem_task SET {column} = ? WHERE task_no = ?",
                line.event.changes[column],
                line.event.task_no,
            )


def _raised(batch: Batch, line: Recorded) -> None:
    event = line.event
    batch.run(
        """INSERT INTO important_problem
            (task_no, problem_no, report_no, unit, state, text, raised_at, raised_position)
            VALUES (?, ?, ?, ?, 'raised', ?, ?, ?)""",
        event.task_no, event.problem_no, event.report_no, event.unit, event.text, _moment(line), line.position,
    )  # fmt: skip


def _read(batch: Batch, line: Recorded) -> None:
    _move(batch, line, "read", read_by=line.event.leader, read_at=_moment(line))


def _instructed(batch: Batch, line: Recorded) -> None:
    event = line.event
    _move(batch, line, "instructed", instructed_by=event.leader, instructed_at=_moment(line), instruction=event.text)


def _closed(batch: Batch, line: Recorded) -> None:
    _move(batch, line, "closed", closed_at=_moment(line), outcome=line.event.outcome)


def _move(batch: Batch, line: Recorded, state: str, **columns: str | None) -> None:
    settings = ", ".join(f"{name} = ?" for name in ("state", *columns))
    batch.run(
        f"UPDATE important_problem SET {settings} WHERE task_no = ? AND problem_no = ?",
        state, *columns.values(), line.event.task_no, line.event.problem_no,
    )  # fmt: skip


def _moment(line: Recorded) -> str:
    return line.meta.recorded_at.isoformat()


MODEL = Model(
    name="important_problems",
    version=1,
    owns=("important_problem", "important_problem_task"),
    tables=_TABLES,
    steps={
        "task.entered.v1": _entered,
        "task.amended.v1": _amended,
        "problem.raised.v1": _raised,
        "problem.read.v1": _read,
        "problem.instructed.v1": _instructed,
        "problem.closed.v1": _closed,
    },
)
