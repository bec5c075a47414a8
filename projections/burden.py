"""How much each unit is asked for: duties by the month they fall due, notices and returned reports by their month."""

from typing import Any

from domain import events as e
from domain.duties import OFFICE
from domain.record import Recorded
from projections import due_known
from projections.as_of import AsOf
from projections.model import Batch, Db, Model
from projections.what_is_due import known_at

NAME = "burden"
VERSION = 1
NOTICE, RETURNED = "rectification_notice", "report_returned"
_INSERT = "INSERT INTO burden_request VALUES (?, ?, ?, ?, ?, ?)"


def _noticed(batch: Batch, line: Recorded) -> None:
    event: e.NoticeIssued = line.event
    for unit in sorted({addressee.unit for addressee in event.addressees}):
        batch.later(_INSERT, (line.position, unit, event.scheme, event.issued_on.isoformat()[:7], NOTICE, event.notice))


def _returned(batch: Batch, line: Recorded) -> None:
    event: e.ReportReturned = line.event
    (scheme,) = batch.one("SELECT scheme FROM due_task WHERE task_no = ?", event.task_no)
    month = due_known.local_day(batch, scheme, line.meta.recorded_at).isoformat()[:7]
    for (unit, _, _), standing in due_known.standings(batch, event.task_no).items():
        if standing.report_no == event.report_no:
            ref = f"{event.task_no}/{event.report_no}"
            batch.later(_INSERT, (line.position, unit, scheme, month, RETURNED, ref))


MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=("burden_request",),
    tables=(
        """CREATE TABLE burden_request (
            position INTEGER NOT NULL, unit TEXT NOT NULL, scheme TEXT NOT NULL, month TEXT NOT NULL,
            kind TEXT NOT NULL, ref TEXT NOT NULL, PRIMARY KEY (position, unit)
        ) WITHOUT ROWID""",
    ),
    steps={"notice.issued.v1": _noticed, "report.returned.v1": _returned},
)


def requests(
    db: Db, *, as_of: AsOf, scheme: str | None = None, unit: str | None = None, from_month: str | None = None,
    to_month: str | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return one line per unit, month and kind: {unit, month, kind, requests}; months are `2020-09`, inclusive."""
    filters = {"scheme = ?": scheme, "unit = ?": unit, "month >= ?": from_month, "month <= ?": to_month}
    given = {condition: value for condition, value in filters.items() if value is not None}
    where = " AND ".join(given) or "1"
    standing, parameters = known_at(db, as_of)
    sql = (
        "SELECT unit, month, kind, count(*) AS requests FROM ("
        " SELECT unit, scheme, substr(due_on, 1, 7) AS month, kind FROM due_duty"
        f" WHERE {' AND '.join(standing)} AND state != 'lapsed' AND unit != '{OFFICE}'"
        " UNION ALL SELECT unit, scheme, month, kind FROM burden_request WHERE position <= ?"
        f") WHERE {where} GROUP BY unit, month, kind ORDER BY unit, month, kind"
    )
    return [dict(row) for row in db.execute(sql, [*parameters, as_of.position, *given.values()])]
