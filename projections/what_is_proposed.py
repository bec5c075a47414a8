"""What the office has proposed of a task's lights and reports and a second person has not confirmed (D-072, D-113)."""

from typing import Any

from domain import events as e
from domain.record import Recorded
from projections.as_of import micros, moment_of, told
from projections.model import Batch, Db, Model

CORRECTION, UNTRUE = "light_correction", "untrue_report"
KINDS = (CORRECTION, UNTRUE)
_PUT = "INSERT OR REPLACE INTO proposed VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_GONE = "DELETE FROM proposed WHERE kind = ? AND task_no = ? AND number = ?"


def proposals(db: Db, *, kind: str | None = None, after: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """Return what waits for its second person, the oldest first. `after`: only what was proposed after a position."""
    sql = "SELECT * FROM proposed WHERE position > ? AND (? IS NULL OR kind = ?) ORDER BY position LIMIT ?"
    rows = (dict(row) for row in db.execute(sql, (after, kind, kind, limit)))
    return [{**row, "since": told(moment_of(row["since"]))} for row in rows]


def _correction_proposed(batch: Batch, line: Recorded) -> None:
    event: e.LightCorrectionProposed = line.event
    _put(batch, line, CORRECTION, event.correction, node=event.node, light=event.light)


def _corrected(batch: Batch, line: Recorded) -> None:
    event: e.LightCorrected = line.event
    batch.run(_GONE, CORRECTION, event.task_no, event.correction)


def _untrue_proposed(batch: Batch, line: Recorded) -> None:
    event: e.ReportUntrueProposed = line.event
    _put(batch, line, UNTRUE, event.report_no)


def _replaced(batch: Batch, line: Recorded) -> None:
    """A report that another replaces says nothing any more: there is nothing left to find untrue."""
    event: e.ReportSubmitted = line.event
    if event.replaces is not None:
        batch.run(_GONE, UNTRUE, event.task_no, event.replaces)


def _fell(batch: Batch, line: Recorded) -> None:
    event: e.ReportFoundUntrue | e.ReportReturned = line.event
    batch.run(_GONE, UNTRUE, event.task_no, event.report_no)


def _put(
    batch: Batch, line: Recorded, kind: str, number: int, *, node: str | None = None, light: str | None = None
) -> None:
    batch.run(
        _PUT, kind, line.event.task_no, number, node, light, line.meta.account, line.position,
        micros(line.meta.recorded_at),
    )  # fmt: skip


MODEL = Model(
    name="what_is_proposed",
    version=1,
    owns=("proposed",),
    tables=(
        """CREATE TABLE proposed (
            kind TEXT NOT NULL, task_no TEXT NOT NULL, number INTEGER NOT NULL, node TEXT, light TEXT,
            proposed_by TEXT NOT NULL, position INTEGER NOT NULL, since INTEGER NOT NULL,
            PRIMARY KEY (kind, task_no, number)
        ) WITHOUT ROWID""",
    ),
    steps={
        "task.light_correction_proposed.v1": _correction_proposed,
        "task.light_corrected.v1": _corrected,
        "report.untrue_proposed.v1": _untrue_proposed,
        "report.submitted.v1": _replaced,
        "report.returned.v1": _fell,
        "report.found_untrue.v1": _fell,
    },
)
