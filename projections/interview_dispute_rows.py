"""How the list of interviews follows disputes and corrections of their records: what runs, never what was said."""

from domain import events as e
from domain.record import Recorded
from projections.interview_rows import Body, changed
from projections.model import Batch

TABLES = (
    """CREATE TABLE interview_dispute (
        interview TEXT NOT NULL, dispute INTEGER NOT NULL, running INTEGER NOT NULL, PRIMARY KEY (interview, dispute)
    ) WITHOUT ROWID""",
)
OWNS = ("interview_dispute",)


def disputed(batch: Batch, line: Recorded) -> None:
    event: e.RecordDisputed = line.event
    batch.run("INSERT INTO interview_dispute VALUES (?, ?, 1)", event.interview, event.dispute)

    def edit(body: Body) -> None:
        body["disputes"].append(
            {"dispute": event.dispute, "unit": event.unit, "field": event.field, "state": "open",
             "disputed_on": event.disputed_on.isoformat(), "outcome": None, "resolved_on": None}
        )  # fmt: skip

    changed(batch, line, edit)


def checked(batch: Batch, line: Recorded) -> None:
    event: e.DisputeChecked = line.event
    changed(batch, line, lambda body: body["disputes"][event.dispute - 1].update(state="checked"))


def resolved(batch: Batch, line: Recorded) -> None:
    event: e.DisputeResolved = line.event
    sql = "UPDATE interview_dispute SET running = 0 WHERE interview = ? AND dispute = ?"
    batch.run(sql, event.interview, event.dispute)
    ended = {"state": "resolved", "outcome": event.outcome, "resolved_on": event.resolved_on.isoformat()}
    changed(batch, line, lambda body: body["disputes"][event.dispute - 1].update(ended))


def corrected(batch: Batch, line: Recorded) -> None:
    event: e.RecordCorrected = line.event
    changed(batch, line, lambda body: body["corrections"].append(event.correction))
