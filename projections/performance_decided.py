"""What persons have decided about scores: praise and criticism published, manual entries, scores finalised."""

import json
from decimal import Decimal
from typing import Any

from domain import assessment
from domain import events as e
from domain.assessment import ScoreFact
from domain.bulletins import CRITICISM, PRAISE
from domain.record import Recorded
from projections.as_of import told
from projections.model import Batch, Db, kept
from projections.performance_rows import moved

TABLES = (
    """CREATE TABLE performance_mention (
        bulletin TEXT NOT NULL, among TEXT NOT NULL, mention INTEGER NOT NULL, scheme TEXT NOT NULL,
        unit TEXT NOT NULL, role TEXT NOT NULL, task_no TEXT, from_position INTEGER NOT NULL, to_position INTEGER,
        PRIMARY KEY (bulletin, among, mention)
    ) WITHOUT ROWID""",
    """CREATE TABLE performance_entry (
        scheme TEXT NOT NULL, entry INTEGER NOT NULL, unit TEXT NOT NULL, task_no TEXT, points TEXT NOT NULL,
        proposed_position INTEGER NOT NULL, from_position INTEGER, to_position INTEGER, PRIMARY KEY (scheme, entry)
    ) WITHOUT ROWID""",
    """CREATE TABLE performance_final (
        scheme TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL
    ) WITHOUT ROWID""",
)
OWNS = ("performance_mention", "performance_entry", "performance_final")
_CAUSES = {PRAISE: assessment.PRAISED, CRITICISM: assessment.CRITICISED}


def published(batch: Batch, line: Recorded) -> None:
    """Praise and criticism count from publication on, each mention of a unit for itself (D-121)."""
    event: e.BulletinPublished = line.event
    for among in _CAUSES:
        for place, mention in enumerate(getattr(event, among), 1):
            role = batch.one(
                "SELECT role FROM performance_role WHERE task_no = ? AND unit = ? AND to_position IS NULL",
                mention.task_no, mention.unit,
            )  # fmt: skip
            batch.run(
                "INSERT INTO performance_mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                event.bulletin, among, place, event.scheme, mention.unit, role[0] if role else "", mention.task_no,
                line.position,
            )  # fmt: skip
    moved(batch, line, event.scheme)


def corrected(batch: Batch, line: Recorded) -> None:
    event: e.BulletinCorrected = line.event
    for gone in event.withdraws:
        key = (event.bulletin, gone.among, gone.mention)
        where = "bulletin = ? AND among = ? AND mention = ?"
        batch.run(f"UPDATE performance_mention SET to_position = ? WHERE {where}", line.position, *key)
        scheme = batch.one(f"SELECT scheme FROM performance_mention WHERE {where}", *key)
        if scheme is not None:
            moved(batch, line, scheme[0])


def entry_proposed(batch: Batch, line: Recorded) -> None:
    event: e.ScoreEntryProposed = line.event
    batch.run(
        "INSERT INTO performance_entry VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
        event.scheme, event.entry, event.unit, event.task_no, str(event.points), line.position,
    )  # fmt: skip


def entry_confirmed(batch: Batch, line: Recorded) -> None:
    event: e.ScoreEntryConfirmed = line.event
    batch.run(
        "UPDATE performance_entry SET from_position = ? WHERE scheme = ? AND entry = ?",
        line.position, event.scheme, event.entry,
    )  # fmt: skip
    moved(batch, line, event.scheme)


def finalised(batch: Batch, line: Recorded) -> None:
    event: e.AssessmentFinalised = line.event
    body = {
        "position": line.position, "at": told(line.meta.recorded_at), "reason": event.reason,
        "as_of": event.position, "proposed_by": event.proposed_by, "confirmed_by": line.meta.account,
        "finalised_on": event.finalised_on.isoformat(), "scheme_version": event.scheme_version,
        "formula": event.formula, "facts": event.facts, "results": event.results,
    }  # fmt: skip
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=list)
    batch.run("INSERT OR REPLACE INTO performance_final VALUES (?, ?, ?)", event.scheme, line.position, text)
    moved(batch, line, event.scheme)


def mentions(db: Db, where: str, values: Any) -> list[ScoreFact]:
    """Return the mentions that stand as score facts; `where` names the scheme and the line."""
    sql = f"SELECT bulletin, among, unit, role, task_no, from_position FROM performance_mention WHERE {where}"
    return [
        ScoreFact(_CAUSES[among], unit, role, task_no, bulletin, (position,))
        for bulletin, among, unit, role, task_no, position in db.execute(sql, values)
    ]


def entries(db: Db, where: str, values: Any) -> list[ScoreFact]:
    """Return the confirmed manual entries as score facts, each with proposal and confirmation."""
    sql = (
        "SELECT entry, unit, task_no, points, proposed_position, from_position FROM performance_entry"
        f" WHERE {where} AND from_position IS NOT NULL"
    )
    return [
        ScoreFact(
            assessment.MANUAL, unit, "", task_no, f"entry-{entry}", (proposed, confirmed),
            points=Decimal(points),
        )
        for entry, unit, task_no, points, proposed, confirmed in db.execute(sql, values)
    ]  # fmt: skip


def final(db: Db, *, scheme: str, position: int) -> dict[str, Any] | None:
    """Return what was finalised of a scheme by a line of the record; None when nothing was."""
    row = db.execute("SELECT position FROM performance_final WHERE scheme = ?", (scheme,)).fetchone()
    if row is None or row[0] > position:
        return None

    def read() -> Any:
        sql = "SELECT body FROM performance_final WHERE scheme = ?"
        return json.loads(db.execute(sql, (scheme,)).fetchone()[0])

    found: dict[str, Any] = kept(db, ("performance_final", scheme, row[0]), read)
    return found
