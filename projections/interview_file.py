"""Interviews and the whole case of each: light → notice → verdict → interview → commitments (二(三), S21–S24)."""

import json
from typing import Any

from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor, may
from domain.errors import AbsentError
from projections import interview_dispute_rows as beside
from projections import interview_rows as rows
from projections.as_of import AsOf
from projections.model import Db, Model
from projections.pages import Condition, page

NAME = "interview_file"
VERSION = 3
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=(*rows.OWNS, *beside.OWNS),
    tables=(*rows.TABLES, *beside.TABLES),
    steps={
        "interview.proposed.v1": rows.proposed,
        "interview.approved.v1": rows.approved,
        "interview.declined.v1": rows.declined,
        "interview.convening_drafted.v1": rows.drafted,
        "interview.convened.v1": rows.convened,
        "interview.held.v1": rows.held,
        "interview.record_filed.v1": rows.filed,
        "interview.signed.v1": rows.signed,
        "interview.signature_refused.v1": rows.signature_refused,
        "interview.reported.v1": rows.reported,
        "interview.archived.v1": rows.archived,
        "interview.readdressed.v1": rows.readdressed,
        "interview.commitment_fulfilled.v1": rows.fulfilled,
        "interview.commitment_verified.v1": rows.verified,
        "duty.missed.v1": rows.missed,
        "interview.disputed.v1": beside.disputed,
        "interview.checked.v1": beside.checked,
        "interview.resolved.v1": beside.resolved,
        "interview.corrected.v1": beside.corrected,
        "interview.correction_proposed.v1": rows.moved,
        "interview.viewed.v1": rows.moved,
        "interview.copy_checked.v1": rows.moved,
    },
)
_COLUMNS = "body, version, draft"


def list_interviews(
    db: Db, *, viewer: Actor, as_of: AsOf, scheme: str | None = None, unit: str | None = None,
    task_no: str | None = None, level: int | None = None, state: str | None = None, disputed: str | None = None,
    cursor: str | None = None, limit: int = 100,
) -> dict[str, Any]:  # fmt: skip
    """Return a page of interviews by id, as they stand. `cursor` is an interview's id."""
    where: list[Condition] = [visible(viewer)]
    if unit is not None:
        where.append(("interview IN (SELECT interview FROM interview_unit WHERE unit = ?)", [unit]))
    if disputed is not None:
        where.append(("interview IN (SELECT interview FROM interview_dispute WHERE running = ?)", [disputed == "open"]))
    found, more = page(
        db, "interview_now", "interview", columns=_COLUMNS, where=where, cursor=cursor, limit=limit,
        equal={"scheme": scheme, "task_no": task_no, "level": level, "state": state},
    )  # fmt: skip
    return {"items": [_told(row, viewer) for row in found], "next_cursor": more, "as_of": as_of.shown()}


def one(db: Db, *, interview: str, viewer: Actor) -> dict[str, Any]:
    """Return an interview; texts are content digests. Raises: AbsentError, also for whom it is not to be known."""
    seen, parameters = visible(viewer)
    sql = f"SELECT {_COLUMNS} FROM interview_now WHERE interview = ? AND {seen}"
    row = db.execute(sql, [interview, *parameters]).fetchone()
    if row is None:
        raise AbsentError("interview", interview)
    return _told(row, viewer)


def case(db: Db, found: dict[str, Any]) -> dict[str, Any]:
    """Return what led to an interview: every word on its lights, and its notices with their verdicts, in order."""
    nodes = [lit["node"] for lit in found["lights"]]
    marks = ",".join("?" * len(nodes))
    lights = db.execute(
        "SELECT node, light, set_at, from_position AS position, to_position AS until_position FROM task_light"
        f" WHERE task_no = ? AND node IN ({marks}) ORDER BY from_position",
        [found["task_no"], *nodes],
    )
    marks = ",".join("?" * len(found["notices"]))
    notices = db.execute(
        f"SELECT body FROM notice_now WHERE notice IN ({marks}) ORDER BY place", list(found["notices"])
    )
    return {"lights": [dict(row) for row in lights], "notices": [_notice(json.loads(row[0])) for row in notices]}


def _notice(body: dict[str, Any]) -> dict[str, Any]:
    told = ("notice", "number", "node", "light", "state", "issued_on", "limit_on", "verdict")
    answers = [{"unit": a["unit"], "on": a["effective_at"], "late_days": a["late_days"]} for a in body["answers"]]
    return {**{name: body[name] for name in told}, "addressees": body["addressees"], "answers": answers}


def visible(viewer: Actor) -> tuple[str, list[Any]]:
    """Return the WHERE condition on `interview_now` that `domain.interviews.may_know` means."""
    if viewer.role in SEES_EVERYTHING:
        return "1", []
    if viewer.role in UNIT_ROLES and viewer.unit is not None:
        return "(convened AND interview IN (SELECT interview FROM interview_unit WHERE unit = ?))", [viewer.unit]
    if viewer.role == LEADER and viewer.posts:
        marks = ",".join("?" * len(viewer.posts))
        his = f"(task_no IN (SELECT task_no FROM task_now WHERE leader IN ({marks})) OR host IN ({marks}))"
        return his, [*viewer.posts, *viewer.posts]
    return "0", []


def _told(row: Any, viewer: Actor) -> dict[str, Any]:
    """A drafted notice is seen by whoever may read drafts."""
    body: dict[str, Any] = {**json.loads(row["body"]), "version": row["version"]}
    if may("read_lighting", viewer):
        body["draft"] = json.loads(row["draft"]) if row["draft"] else None
    return body
