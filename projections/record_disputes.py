"""What became of a filed interview record, read from its own lines: corrections, disputes, readings (D-104, D-105)."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain import events as e
from domain.record import Recorded
from projections.report_file import on_behalf

Row = dict[str, Any]
NARRATIVE = ("passage", "replacement", "reason", "claim", "findings")


def corrections(lines: Iterable[Recorded], *, proposals: bool) -> list[Row]:
    """Return the corrections by number; narrative fields hold digests. `proposals`: also those not confirmed."""
    rows: dict[int, Row] = {}
    for line in lines:
        match line.event:
            case e.RecordCorrectionProposed() as event:
                rows[event.correction] = {
                    "correction": event.correction, "field": event.field, "passage": event.passage,
                    "replacement": event.replacement, "reason": event.reason, "dispute": event.dispute,
                    "confirmed": False, "proposed_on": event.proposed_on, "proposed_by": by(line),
                    "corrected_on": None, "confirmed_by": None,
                }  # fmt: skip
            case e.RecordCorrected() as event:
                done = {"confirmed": True, "corrected_on": event.corrected_on, "confirmed_by": by(line)}
                rows[event.correction].update(done)
    return [row for row in rows.values() if proposals or row["confirmed"]]


def disputes(lines: Iterable[Recorded]) -> list[Row]:
    """Return the disputes by number with their checks and outcome; narrative fields hold digests."""
    rows: list[Row] = []
    for line in lines:
        match line.event:
            case e.RecordDisputed() as event:
                rows.append(
                    {"dispute": event.dispute, "state": "open", "unit": event.unit, "post": event.post,
                     "field": event.field, "passage": event.passage, "claim": event.claim, "files": list(event.files),
                     "disputed_on": event.disputed_on, "by": by(line), "on_behalf": on_behalf(line), "checks": [],
                     "resolution": None}
                )  # fmt: skip
            case e.DisputeChecked() as event:
                rows[event.dispute - 1]["state"] = "checked"
                rows[event.dispute - 1]["checks"].append(
                    {"checked_by": event.checked_by, "findings": event.findings, "files": list(event.files),
                     "checked_on": event.checked_on, "by": by(line)}
                )  # fmt: skip
            case e.DisputeResolved() as event:
                rows[event.dispute - 1].update(
                    state="resolved",
                    resolution={"outcome": event.outcome, "corrections": list(event.corrections),
                                "reason": event.reason, "resolved_on": event.resolved_on, "by": by(line)},
                )  # fmt: skip
    return rows


def viewings(lines: Iterable[Recorded]) -> list[Row]:
    """Return who was shown the record, and who held a copy against it, the latest first."""
    seen = [line for line in lines if isinstance(line.event, (e.RecordViewed, e.CopyChecked))]
    return [
        {**by(line), "what": line.event.what if isinstance(line.event, e.RecordViewed) else "copy",
         "verdict": getattr(line.event, "verdict", None)}
        for line in reversed(seen)
    ]  # fmt: skip


def by(line: Recorded) -> Row:
    """Return who did it, when and where it stands."""
    meta = line.meta
    return {
        "account": meta.account, "role": meta.role, "post": meta.post, "person": meta.person, "unit": meta.unit,
        "at": meta.recorded_at, "position": line.position,
    }  # fmt: skip


def digests(rows: Any) -> list[str]:
    """Return the digests in rows, however deep, whose words `with_words` needs."""
    if isinstance(rows, list):
        return [digest for row in rows for digest in digests(row)]
    if not isinstance(rows, dict):
        return []
    own = [value for name, value in rows.items() if name in NARRATIVE and value]
    return [*own, *(digest for value in rows.values() for digest in digests(value))]


def with_words(rows: Any, words: Mapping[str, str]) -> Any:
    """Return the rows with the words themselves; what was erased by law is null."""
    if isinstance(rows, list):
        return [with_words(row, words) for row in rows]
    if not isinstance(rows, dict):
        return rows
    return {name: words.get(value) if name in NARRATIVE else with_words(value, words) for name, value in rows.items()}
