"""Lawful erasures, proposed and done, and what has gone by them (D-015)."""

import json
from typing import Any

from domain.errors import AbsentError
from domain.record import Recorded
from projections.as_of import AsOf, told
from projections.model import Batch, Db, Model
from projections.pages import page

NAME = "erasure_file"


def list_erasures(
    db: Db, *, as_of: AsOf, state: str | None = None, cursor: str | None = None, limit: int = 100
) -> dict[str, Any]:
    """Return a page of erasures by number. `cursor` is an erasure's id."""
    found, more = page(
        db, "erasure_now", "erasure", columns="body, version", equal={"state": state}, cursor=cursor, limit=limit
    )
    return {"items": [_told(row) for row in found], "next_cursor": more, "as_of": as_of.shown()}


def one(db: Db, erasure: str) -> dict[str, Any]:
    """Return one erasure. Raises: AbsentError."""
    row = db.execute("SELECT body, version FROM erasure_now WHERE erasure = ?", (erasure,)).fetchone()
    if row is None:
        raise AbsentError("erasure", erasure)
    return _told(row)


def of_file(db: Db, sha256: str) -> dict[str, Any] | None:
    """Return by which erasure and on what ground a file has gone, None when it has not."""
    row = db.execute("SELECT erasure, ground FROM erased_file WHERE sha256 = ?", (sha256,)).fetchone()
    return dict(row) if row else None


def erased_files(db: Db) -> list[str]:
    """Return the digests of all files that were erased."""
    return [row[0] for row in db.execute("SELECT sha256 FROM erased_file ORDER BY sha256")]


def _told(row: Any) -> dict[str, Any]:
    return {**json.loads(row["body"]), "version": row["version"]}


def _proposed(batch: Batch, line: Recorded) -> None:
    event = line.event
    body = {
        "erasure": event.erasure, "state": "proposed", "texts": list(event.texts), "files": list(event.files),
        "lines": list(event.lines), "ground": event.ground, "reason": event.reason,
        "proposed_by": line.meta.account, "proposed_at": told(line.meta.recorded_at), "confirmed_by": None,
        "erased_at": None,
    }  # fmt: skip
    year, _, number = event.erasure.removeprefix("e-").partition("-")
    batch.run(
        "INSERT INTO erasure_now VALUES (?, ?, 'proposed', ?, ?)",
        event.erasure, f"{year}-{number:0>8}", line.version, _text(body),
    )  # fmt: skip


def _erased(batch: Batch, line: Recorded) -> None:
    event = line.event
    body = json.loads(batch.one("SELECT body FROM erasure_now WHERE erasure = ?", event.erasure)[0])
    body |= {"state": "erased", "confirmed_by": line.meta.account, "erased_at": told(line.meta.recorded_at)}
    batch.run(
        "UPDATE erasure_now SET state = 'erased', version = ?, body = ? WHERE erasure = ?",
        line.version, _text(body), event.erasure,
    )  # fmt: skip
    for sha256 in event.files:
        batch.run("INSERT OR IGNORE INTO erased_file VALUES (?, ?, ?)", sha256, event.erasure, event.ground)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


MODEL = Model(
    name=NAME,
    version=1,
    owns=("erasure_now", "erased_file"),
    tables=(
        """CREATE TABLE erasure_now (
            erasure TEXT PRIMARY KEY, place TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,
            body TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE TABLE erased_file (sha256 TEXT PRIMARY KEY, erasure TEXT NOT NULL, ground TEXT NOT NULL) WITHOUT ROWID",
    ),
    steps={"content.erasure_proposed.v1": _proposed, "content.erased.v1": _erased},
)
