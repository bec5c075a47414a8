"""What each unit was reminded of (催办): when, of which duty, as what, and whether word of it went out (D-147)."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from domain import events as e
from domain.actors import UNIT_ROLES, Actor
from domain.duties import MISSED, OFFICE, OPEN
from domain.record import Recorded
from domain.reminders import COMING, DUE, OVERDUE, Window
from projections import what_is_due
from projections.as_of import AsOf, micros, moment_of, told
from projections.model import Batch, Db, Model
from projections.what_is_due import Candidate

DELIVERED, FAILED = "delivered", "failed"
_DUTY = "INSERT INTO reminder_duty VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ATTEMPT = "INSERT INTO reminder_attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def _prepared(batch: Batch, line: Recorded) -> None:
    event: e.ReminderPrepared = line.event
    at = micros(line.meta.recorded_at)
    for one in event.duties:
        batch.later(
            _DUTY,
            (one.duty, one.moment, line.position, at, event.unit, event.day.isoformat(), one.scheme, one.kind,
             one.task_no, one.period, one.due_on.isoformat()),
        )  # fmt: skip


def _attempted(batch: Batch, line: Recorded) -> None:
    """`units` is empty for a failed attempt: nobody's reminders went out with it."""
    event: e.ReminderDelivered | e.ReminderFailed = line.event
    state, units = (DELIVERED, event.units) if isinstance(event, e.ReminderDelivered) else (FAILED, ())
    batch.later(
        _ATTEMPT,
        (event.day.isoformat(), event.to, event.channel, event.attempt, line.position, micros(line.meta.recorded_at),
         state, json.dumps(units)),
    )  # fmt: skip


MODEL = Model(
    name="reminders",
    version=1,
    owns=("reminder_duty", "reminder_attempt"),
    tables=(
        """CREATE TABLE reminder_duty (
            duty_id TEXT NOT NULL, moment TEXT NOT NULL, position INTEGER NOT NULL, prepared_at INTEGER NOT NULL,
            unit TEXT NOT NULL, day TEXT NOT NULL, scheme TEXT NOT NULL, kind TEXT NOT NULL, task_no TEXT,
            period TEXT NOT NULL, due_on TEXT NOT NULL, PRIMARY KEY (duty_id, moment, position)
        ) WITHOUT ROWID""",
        """CREATE TABLE reminder_attempt (
            day TEXT NOT NULL, receiver TEXT NOT NULL, channel TEXT NOT NULL, attempt INTEGER NOT NULL,
            position INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, units TEXT NOT NULL,
            PRIMARY KEY (day, receiver, channel, position)
        ) WITHOUT ROWID""",
    ),
    indexes=(
        "CREATE INDEX reminder_day ON reminder_duty (day)",
        "CREATE INDEX reminder_line ON reminder_duty (position)",
    ),
    steps={
        "reminder.prepared.v1": _prepared,
        "reminder.delivered.v1": _attempted,
        "reminder.failed.v1": _attempted,
    },
)


def candidates(db: Db, scheme: str, near: Window) -> list[Candidate]:
    """Return the streams of a scheme with a duty that may have to be told of and was not yet, by due day."""
    sql = (
        "SELECT owner, scheme, unit, items FROM due_duty AS d"
        f" WHERE state IN ('{OPEN}', '{MISSED}') AND to_position IS NULL AND due_on < ? AND scheme = ?"
        " AND NOT EXISTS (SELECT 1 FROM reminder_duty AS r WHERE r.duty_id = d.duty_id AND r.moment ="
        f" CASE WHEN d.due_on < ? THEN '{OVERDUE}' WHEN d.due_on < ? THEN '{DUE}' ELSE '{COMING}' END)"
        " ORDER BY due_on, duty_id"
    )
    parameters = (near.soon.isoformat(), scheme, near.day.isoformat(), near.next_day.isoformat())
    return what_is_due.streams(db.execute(sql, parameters))


def to_deliver(db: Db, day: date, unit: str | None = None) -> list[dict[str, Any]]:
    """Return a day's reminders of duties that are still owed, by unit and due day; all units', or one's."""
    sql = (
        "SELECT DISTINCT r.unit, r.kind, r.task_no, r.period, r.due_on, r.moment, r.duty_id"
        " FROM reminder_duty AS r JOIN due_duty AS d ON d.duty_id = r.duty_id AND d.to_position IS NULL"
        f" WHERE r.day = ? AND d.state IN ('{OPEN}', '{MISSED}') AND (? IS NULL OR r.unit = ?)"
        " ORDER BY r.unit, r.due_on, r.duty_id"
    )
    return [dict(row) for row in db.execute(sql, (day.isoformat(), unit, unit))]


def listed(
    db: Db, *, viewer: Actor, scheme: str | None = None, unit: str | None = None, task_no: str | None = None,
    moment: str | None = None, before: Sequence[Any] | None = None, limit: int = 100,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return what was prepared, the newest first: a unit its own, a leader those of its tasks.

    `before`: (position, duty_id) of the last row of the page before.
    """
    seen, parameters = what_is_due.visible(viewer)
    if viewer.role in UNIT_ROLES:
        seen, parameters = "unit = ?", [viewer.unit]
    conditions = [seen]
    for column, value in (("scheme", scheme), ("unit", unit), ("task_no", task_no), ("moment", moment)):
        if value is not None:
            conditions.append(f"{column} = ?")
            parameters.append(value)
    if before is not None:
        conditions.append("(position < ? OR (position = ? AND duty_id > ?))")
        parameters += [before[0], before[0], before[1]]
    sql = f"SELECT * FROM reminder_duty WHERE {' AND '.join(conditions)} ORDER BY position DESC, duty_id LIMIT ?"
    rows = [dict(row) for row in db.execute(sql, (*parameters, limit))]
    attempts = _attempts(db, {row["day"] for row in rows})
    return [
        {
            **row,
            "prepared_at": told(moment_of(row["prepared_at"])),
            "deliveries": [
                one for day, units, one in attempts if day == row["day"] and _is_for(one, units, row["unit"])
            ],
        }
        for row in rows
    ]


def of_duties(db: Db, duty_ids: Sequence[str], as_of: AsOf) -> dict[str, list[dict[str, Any]]]:
    """Return by duty what its unit was reminded of, in order, as known at the line asked for."""
    marks = ",".join("?" * len(duty_ids))
    sql = (
        "SELECT duty_id, moment, day FROM reminder_duty"
        f" WHERE duty_id IN ({marks}) AND position <= ? ORDER BY position, moment"
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for duty_id, moment, day in db.execute(sql, (*duty_ids, as_of.position)):
        found.setdefault(duty_id, []).append({"moment": moment, "on": day})
    return found


def _attempts(db: Db, days: set[str]) -> list[tuple[str, list[str], dict[str, Any]]]:
    """Return the attempts of some days in order, each with its day and whose reminders it told."""
    sql = f"SELECT * FROM reminder_attempt WHERE day IN ({','.join('?' * len(days))}) ORDER BY position"
    return [
        (
            row["day"],
            json.loads(row["units"]),
            {
                "to": row["receiver"],
                "channel": row["channel"],
                "attempt": row["attempt"],
                "state": row["state"],
                "at": told(moment_of(row["at"])),
            },
        )
        for row in db.execute(sql, sorted(days))
    ]


def _is_for(attempt: dict[str, Any], units: list[str], unit: str) -> bool:
    """Tell whether an attempt was to bring word of a unit's reminders."""
    return unit in units if attempt["state"] == DELIVERED else attempt["to"] in (OFFICE, unit)
