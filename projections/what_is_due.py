"""What each unit owes and by when, with the days counted; what was met, late, missed or lapsed (三(四), S25)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import ids
from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.duties import LAPSED, LATE, MET, MISSED, OPEN
from domain.errors import InvalidError
from projections import due_derived as derived
from projections import due_rows as rows
from projections.as_of import AsOf
from projections.model import Db, Model

NAME = "what_is_due"
VERSION = 1
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=derived.OWNS,
    tables=derived.TABLES,
    indexes=derived.INDEXES,
    flush=rows.flush,
    steps={
        "scheme.issued.v1": rows.scheme_changed,
        "scheme.amended.v1": rows.scheme_changed,
        "tick.day_reached.v1": rows.day_reached,
        "calendar.year_published.v1": rows.calendar_published,
        "unit_group.defined.v1": rows.group_defined,
        "item.entered.v1": rows.item_changed,
        "item.roles_confirmed.v1": rows.item_changed,
        "implementation_plan.filed.v1": rows.plan_changed,
        "edition.issued.v1": rows.edition_issued,
        "task.entered.v1": rows.task_changed,
        "task.amended.v1": rows.task_changed,
        "task.roles_confirmed.v1": rows.task_changed,
        "task.withdrawn.v1": rows.withdrawn,
        "task.transferred.v1": rows.task_changed,
        "task.completion_verified.v1": rows.task_changed,
        "node_plan.filed.v1": rows.plan_filed,
        "report.submitted.v1": rows.reported,
        "report.returned.v1": rows.returned,
        "report.accepted.v1": rows.accepted,
        "report.found_untrue.v1": rows.found_untrue,
        "duty.missed.v1": rows.missed,
        "bulletin.published.v1": rows.office_changed,
        "notice.issued.v1": rows.notice_changed,
        "notice.answered.v1": rows.notice_changed,
        "notice.verified.v1": rows.notice_changed,
        "notice.voided.v1": rows.notice_changed,
        "notice.readdressed.v1": rows.notice_changed,
        "interview.proposed.v1": rows.interview_changed,
        "interview.record_filed.v1": rows.interview_changed,
        "interview.readdressed.v1": rows.interview_changed,
        "interview.commitment_fulfilled.v1": rows.interview_changed,
        "interview.commitment_verified.v1": rows.interview_changed,
    },
)
SETTLED = (MET, LATE, MISSED, LAPSED)
_COLUMNS = (
    "owner, duty_id, scheme, kind, unit, role, task_no, period, due_on, provisional, because, receiver, clause, items,"
    " state, late_days, settled_on, from_position"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stream on which something may have fallen due unmet; `items` name the unit, where it owes their plan."""

    stream: str
    scheme: str
    unit: str
    items: tuple[str, ...] = ()


def list_duties(
    db: Db, *, viewer: Actor, as_of: AsOf, scheme: str | None = None, unit: str | None = None,
    state: str | None = None, due_before: date | None = None, kind: str | None = None, task_no: str | None = None,
    cursor: str | None = None, limit: int = 100,
) -> dict[str, Any]:  # fmt: skip
    """Return a page of duties by due day; `due_before` excludes that day; `next_cursor` is None on the last page.

    With `true_on`, what was settled only after that day counts as open. Raises: InvalidError for a cursor that is none.
    """
    asked = {"scheme": scheme, "unit": unit, "kind": kind, "task_no": task_no}
    conditions, parameters = _conditions(db, viewer, as_of, asked, due_before, cursor)
    sql = (
        f"SELECT {_COLUMNS} FROM due_duty JOIN due_reason USING (reason)"
        f" WHERE {' AND '.join(conditions)} ORDER BY due_on, duty_id"
    )
    items: list[dict[str, Any]] = []
    for row in db.execute(sql, parameters):
        told = _told(row, as_of)
        if state is not None and told["state"] != state:
            continue
        if len(items) == limit:
            last = items[-1]
            return {"items": items, "next_cursor": f"{last['due_on']}|{last['duty_id']}", "as_of": as_of.shown()}
        items.append(told)
    return {"items": items, "next_cursor": None, "as_of": as_of.shown()}


def candidates(db: Db, *, before: date) -> list[Candidate]:
    """Return the streams with a duty due before a day and still open: where the daily tick should look."""
    sql = (
        "SELECT owner, scheme, unit, items FROM due_duty"
        " WHERE state = 'open' AND to_position IS NULL AND due_on < ? ORDER BY due_on, duty_id"
    )
    return streams(db.execute(sql, (before.isoformat(),)))


def streams(rows: Iterable[Any]) -> list[Candidate]:
    """Return the streams that own some duties, each once; a row is (owner, scheme, unit, items)."""
    found: dict[str, Candidate] = {}
    for owner, scheme, unit, items in rows:
        stream = ids.plan(scheme, unit) if owner.startswith("items/") else owner
        found.setdefault(stream, Candidate(stream, scheme, unit, tuple(json.loads(items))))
    return list(found.values())


def known_at(db: Db, as_of: AsOf) -> tuple[list[str], list[Any]]:
    """Return the condition that a row was known at the line asked for."""
    if as_of.position == db.position:
        return ["to_position IS NULL"], []
    return ["from_position <= ?", "(to_position IS NULL OR to_position > ?)"], [as_of.position, as_of.position]


def _conditions(
    db: Db, viewer: Actor, as_of: AsOf, asked: dict[str, str | None], due_before: date | None, cursor: str | None
) -> tuple[list[str], list[Any]]:
    conditions, parameters = known_at(db, as_of)
    seen, values = visible(viewer)
    conditions.append(seen)
    parameters += values
    for column, value in asked.items():
        if value is not None:
            conditions.append(f"{column} = ?")
            parameters.append(value)
    if due_before is not None:
        conditions.append("due_on < ?")
        parameters.append(due_before.isoformat())
    if cursor:
        due_on, bar, duty_id = cursor.partition("|")
        if not bar:
            raise InvalidError("cursor", "not_a_cursor")
        conditions.append("(due_on, duty_id) > (?, ?)")
        parameters += [due_on, duty_id]
    return conditions, parameters


def visible(viewer: Actor) -> tuple[str, list[Any]]:
    """Return which duties a viewer may know of: a unit its own and those owed to it, a leader those of its tasks."""
    if viewer.role in SEES_EVERYTHING:
        return "1", []
    if viewer.role in UNIT_ROLES and viewer.unit is not None:
        return "(unit = ? OR receiver = ?)", [viewer.unit, viewer.unit]
    if viewer.role == LEADER and viewer.posts:
        marks = ",".join("?" * len(viewer.posts))
        return f"task_no IN (SELECT task_no FROM task_now WHERE leader IN ({marks}))", list(viewer.posts)
    return "0", []


def _told(row: Any, as_of: AsOf) -> dict[str, Any]:
    state, late_days = row["state"], row["late_days"]
    later = (
        row["settled_on"] is not None and as_of.true_on is not None and row["settled_on"] > as_of.true_on.isoformat()
    )
    if later and state in SETTLED:
        state, late_days = OPEN, 0
    return {
        "duty_id": row["duty_id"],
        "scheme": row["scheme"],
        "unit": row["unit"],
        "kind": row["kind"],
        "role": row["role"],
        "task_no": row["task_no"],
        "items": json.loads(row["items"]),
        "period": row["period"],
        "due_on": row["due_on"],
        "due_because": json.loads(row["because"]),
        "provisional": bool(row["provisional"]),
        "clause": row["clause"],
        "to": row["receiver"],
        "state": state,
        "late_days": late_days,
        "settled_on": None if later else row["settled_on"],
    }
