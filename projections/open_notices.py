"""Rectification notices and where each stands: issued, served, signed for, answered, judged, voided (二(三), D-007)."""

import json
from typing import Any

from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor, may
from domain.errors import AbsentError
from projections import notice_rows as rows
from projections.as_of import AsOf
from projections.model import Db, Model
from projections.pages import Condition, page

NAME = "open_notices"
VERSION = 1
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=rows.OWNS,
    tables=rows.TABLES,
    steps={
        "notice.issued.v1": rows.issued,
        "notice.served.v1": rows.served,
        "notice.received.v1": rows.received,
        "notice.answered.v1": rows.answered,
        "notice.verified.v1": rows.verified,
        "notice.void_proposed.v1": rows.void_proposed,
        "notice.voided.v1": rows.voided,
        "notice.readdressed.v1": rows.readdressed,
        "duty.missed.v1": rows.missed,
    },
)
_COLUMNS = "body, version, void_proposed"


def one(db: Db, *, notice_id: str, viewer: Actor) -> dict[str, Any]:
    """Return a notice; the texts of answers are content digests. Raises: AbsentError."""
    seen, parameters = visible(viewer)
    sql = f"SELECT {_COLUMNS} FROM notice_now WHERE notice = ? AND {seen}"
    row = db.execute(sql, [notice_id, *parameters]).fetchone()
    if row is None:
        raise AbsentError("notice", notice_id)
    return _told(row, viewer)


def list_notices(
    db: Db, *, viewer: Actor, as_of: AsOf, scheme: str | None = None, unit: str | None = None,
    task_no: str | None = None, node: str | None = None, state: str | None = None, cursor: str | None = None,
    limit: int = 100,
) -> dict[str, Any]:  # fmt: skip
    """Return a page of notices by number, as they stand; `unit`: an addressee now. `cursor` is a notice id."""
    where: list[Condition] = [visible(viewer)]
    if unit is not None:
        where.append(("notice IN (SELECT notice FROM notice_unit WHERE unit = ? AND now)", [unit]))
    found, more = page(
        db, "notice_now", "notice", columns=_COLUMNS, where=where, cursor=cursor, limit=limit,
        equal={"scheme": scheme, "task_no": task_no, "node": node, "state": state},
    )  # fmt: skip
    return {"items": [_told(row, viewer) for row in found], "next_cursor": more, "as_of": as_of.shown()}


def visible(viewer: Actor) -> tuple[str, list[Any]]:
    """Return which notices a viewer may know of: a unit those sent to it and of its tasks; a leader his tasks'."""
    if viewer.role in SEES_EVERYTHING:
        return "1", []
    if viewer.role in UNIT_ROLES and viewer.unit is not None:
        return (
            "(notice IN (SELECT notice FROM notice_unit WHERE unit = ?)"
            " OR task_no IN (SELECT task_no FROM task_unit WHERE unit = ?))",
            [viewer.unit, viewer.unit],
        )
    if viewer.role == LEADER and viewer.posts:
        marks = ",".join("?" * len(viewer.posts))
        return f"task_no IN (SELECT task_no FROM task_now WHERE leader IN ({marks}))", list(viewer.posts)
    return "0", []


def _told(row: Any, viewer: Actor) -> dict[str, Any]:
    """A proposal to void is a draft: seen by whoever may read lighting sessions."""
    body: dict[str, Any] = {**json.loads(row["body"]), "version": row["version"]}
    if may("read_lighting", viewer):
        body["void_proposed"] = json.loads(row["void_proposed"]) if row["void_proposed"] else None
    return body
