"""Bulletins as they stand: drafts for the office alone, what is published for all, and what of it for the public."""

import json
from collections.abc import Sequence
from typing import Any

from domain.actors import Actor, may
from domain.bulletin_rules import LIVELIHOOD
from domain.bulletins import MENTIONS
from domain.errors import AbsentError
from projections import bulletin_rows as rows
from projections.as_of import AsOf
from projections.model import Db, Model
from projections.pages import Condition, page

NAME = "bulletins"
VERSION = 1
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=rows.OWNS,
    tables=rows.TABLES,
    steps={
        "bulletin.drafted.v1": rows.drafted,
        "bulletin.published.v1": rows.published,
        "bulletin.correction_proposed.v1": rows.correction_proposed,
        "bulletin.corrected.v1": rows.corrected,
    },
)
_COLUMNS = "body, version"
_LISTED = (
    "bulletin", "scheme", "kind", "period", "state", "number", "issue", "title", "position", "drafted_on",
    "published_on", "due_on", "late_days",
)  # fmt: skip
_PUBLIC = ("bulletin", "scheme", "kind", "period", "number", "issue", "title", "published_on")
# Counts only: which unit was late or is behind is for those it concerns (D-122).
_PUBLIC_FIGURES = ("position", "profile", "tasks", "lights", "by_category", "by_node", "livelihood")


def list_bulletins(
    db: Db, *, viewer: Actor, as_of: AsOf, scheme: str | None = None, kind: str | None = None,
    period: str | None = None, state: str | None = None, cursor: str | None = None, limit: int = 100,
) -> dict[str, Any]:  # fmt: skip
    """Return a page of bulletins by id, without their texts and figures. `cursor` is a bulletin's id."""
    asked = {"scheme": scheme, "kind": kind, "period": period, "state": state}
    seen: list[Condition] = [] if may("draft_bulletin", viewer) else [("state = 'published'", ())]
    found, more = page(
        db, "bulletin_now", "bulletin", columns=_COLUMNS, where=seen, equal=asked, cursor=cursor, limit=limit
    )
    items = [{**_some(json.loads(row["body"]), _LISTED), "version": row["version"]} for row in found]
    return {"items": items, "next_cursor": more, "as_of": as_of.shown()}


def one(db: Db, *, bulletin: str, viewer: Actor) -> dict[str, Any]:
    """Return a bulletin; texts are content digests. Raises: AbsentError; a draft is known to the office alone."""
    row = db.execute("SELECT body, version, state FROM bulletin_now WHERE bulletin = ?", (bulletin,)).fetchone()
    if row is None or not (row[2] == "published" or may("draft_bulletin", viewer)):
        raise AbsentError("bulletin", bulletin)
    body: dict[str, Any] = json.loads(row[0])
    if not may("draft_bulletin", viewer):
        body["corrections"] = _confirmed(body)
    return {**body, "version": row[1]}


def publicly(db: Db, *, scheme: str | None, kind: str | None, cursor: str | None, limit: int) -> dict[str, Any]:
    """Return a page of published bulletins as the public sees them, without their texts."""
    asked = {"scheme": scheme, "kind": kind, "state": "published"}
    found, more = page(db, "bulletin_now", "bulletin", columns=_COLUMNS, equal=asked, cursor=cursor, limit=limit)
    return {"items": [_some(json.loads(row["body"]), _PUBLIC) for row in found], "next_cursor": more}


def one_publicly(db: Db, *, bulletin: str) -> dict[str, Any]:
    """Return what the public may read of a published bulletin; texts are content digests. Raises: AbsentError."""
    row = db.execute("SELECT body FROM bulletin_now WHERE bulletin = ? AND state = 'published'", (bulletin,)).fetchone()
    if row is None:
        raise AbsentError("bulletin", bulletin)
    body: dict[str, Any] = json.loads(row[0])
    return {
        **_some(body, (*_PUBLIC, "text")),
        **{among: [m for m in body[among] if m["public"] and not m["withdrawn"]] for among in MENTIONS},
        "figures": public_figures(body["figures"]),
        "corrections": [c for c in _confirmed(body) if c["public"]],
    }


def public_figures(figures: dict[str, Any]) -> dict[str, Any]:
    """Return what of a bulletin's figures the public is told."""
    return {name: figures[name] for name in _PUBLIC_FIGURES if name in figures}


def latest_special(db: Db, *, scheme: str | None) -> dict[str, Any] | None:
    """Return the livelihood special of the latest period that is published; None before the first."""
    where, values = ("AND scheme = ?", [scheme]) if scheme is not None else ("", [])
    row = db.execute(
        f"SELECT body FROM bulletin_now WHERE state = 'published' AND kind = ? {where} ORDER BY period DESC LIMIT 1",
        [LIVELIHOOD, *values],
    ).fetchone()
    return json.loads(row[0]) if row else None


def digests(body: dict[str, Any]) -> list[str]:
    """Return the digests whose words `with_words` needs."""
    told = [body, *(m for among in MENTIONS for m in body[among]), *body["corrections"]]
    return [part["text"] for part in told]


def with_words(body: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    """Return the bulletin with the words themselves; what was erased by law is null and says so."""

    def worded(part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "text": words.get(part["text"]), "erased": part["text"] not in words}

    lists = {name: [worded(part) for part in body[name]] for name in (*MENTIONS, "corrections")}
    return {**worded(body), **lists}


def _some(body: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: body[name] for name in names}


def _confirmed(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [correction for correction in body["corrections"] if correction["state"] == "confirmed"]
