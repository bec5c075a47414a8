"""The reports of one task, read from its own lines: every version, and what became of it (三(四), D-005)."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain import events as e
from domain.record import Recorded

NARRATIVE = ("text", "problems", "next_steps")


def reports(lines: Iterable[Recorded]) -> list[dict[str, Any]]:
    """Return one row per report, in the order of their numbers; narrative fields still hold their digests."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        match line.event:
            case e.ReportSubmitted() as event:
                _superseded(rows, event)
                rows.append(_row(line, event))
            case e.ReportReturned() as event:
                rows[event.report_no - 1]["state"] = "returned"
                rows[event.report_no - 1]["returned"] = {
                    "by": event.by,
                    "reason": event.reason,
                    "resubmit_by": event.resubmit_by,
                    "at": line.meta.recorded_at,
                    "on_behalf": on_behalf(line),
                }
            case e.ReportAccepted() as event:
                _accepted(rows[event.report_no - 1], event.by, line, merged_into=None)
            case e.ReportUntrueProposed() as event:
                rows[event.report_no - 1]["untrue_proposed"] = {
                    "reason": event.reason,
                    "inspection": event.inspection,
                    "proposed_by": line.meta.account,
                    "at": line.meta.recorded_at,
                }
            case e.ReportFoundUntrue() as event:
                _found_untrue(rows[event.report_no - 1], line)
            case e.ProblemRaised() as event:
                rows[event.report_no - 1]["problem_no"] = event.problem_no
        if isinstance(line.event, e.ReportSubmitted):
            for merged in line.event.merges:
                _accepted(rows[merged - 1], line.event.unit, line, merged_into=line.event.report_no)
    return rows


def versions(rows: list[dict[str, Any]], report_no: int) -> list[dict[str, Any]]:
    """Return all versions of a report, oldest first: what it replaced, and what replaced it."""
    first = rows[report_no - 1]
    while first["replaces"]:
        first = rows[first["replaces"] - 1]
    found = [first]
    while found[-1]["replaced_by"]:
        found.append(rows[found[-1]["replaced_by"] - 1])
    return found


def digests(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the digests whose words `with_words` needs."""
    return [row[name] for row in rows for name in NARRATIVE if row[name]]


def with_words(row: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """Return the row with the words themselves; what was erased by law is null and says so."""
    gone = any(row[name] and row[name] not in words for name in NARRATIVE)
    return {**row, **{name: words.get(row[name]) if row[name] else None for name in NARRATIVE}, "erased": gone}


def on_behalf(line: Recorded) -> dict[str, Any] | None:
    """Return how an act on paper was entered (代录); None when it was the actor's own."""
    meta = line.meta
    if meta.on_behalf_of is None:
        return None
    return {
        "on_behalf_of": meta.on_behalf_of,
        "received_at": meta.received_at,
        "paper": meta.paper,
        "entry_reason": meta.entry_reason,
        "entered_by": meta.account,
    }


def _row(line: Recorded, event: e.ReportSubmitted) -> dict[str, Any]:
    return {
        "report_no": event.report_no,
        "unit": event.unit,
        "role": event.role,
        "node": event.node,
        "to": event.to,
        "state": "submitted",
        "done_on": event.done_on,
        "progress": event.progress,
        "percent": event.percent,
        "text": event.text,
        "problems": event.problems,
        "next_steps": event.next_steps,
        "files": event.files,
        "merges": event.merges,
        "merged_into": None,
        "replaces": event.replaces,
        "replaced_by": None,
        "recorded_at": line.meta.recorded_at,
        "effective_at": event.effective_at,
        "due_on": event.due_on,
        "due_provisional": event.due_provisional,
        "on_time": event.late_days == 0,
        "late_days": event.late_days,
        "late_since_first": event.late_since_first,
        "returned": None,
        "accepted": None,
        "untrue": None,
        "untrue_proposed": None,
        "problem_no": None,
        "on_behalf": on_behalf(line),
        "receipt_id": f"r-{line.position}",
    }


def _superseded(rows: list[dict[str, Any]], event: e.ReportSubmitted) -> None:
    if event.replaces:
        before = rows[event.replaces - 1]
        before["state"] = "untrue" if before["untrue"] else "replaced"
        before["replaced_by"] = event.report_no


def _found_untrue(row: dict[str, Any], line: Recorded) -> None:
    """`inspection` is what the proposal rests on; a reader who may not know of it is not told."""
    proposed = row["untrue_proposed"]
    row["state"], row["untrue_proposed"] = "untrue", None
    row["untrue"] = {
        "reason": line.event.reason,
        "inspection": proposed["inspection"] if proposed else None,
        "at": line.meta.recorded_at,
    }


def _accepted(row: dict[str, Any], by: str, line: Recorded, *, merged_into: int | None) -> None:
    row["state"] = "accepted"
    row["merged_into"] = merged_into
    row["accepted"] = {"by": by, "at": line.meta.recorded_at, "on_behalf": on_behalf(line)}
