"""The extensions of one task, read from its own lines: what was asked, until when, and what was decided (D-009)."""

from collections.abc import Iterable
from typing import Any

from domain import events as e
from domain.record import Recorded
from projections.report_file import on_behalf


def extensions(lines: Iterable[Recorded]) -> list[dict[str, Any]]:
    """Return one row per request, in the order of their numbers."""
    rows: dict[int, dict[str, Any]] = {}
    for line in lines:
        match line.event:
            case e.ExtensionRequested() as event:
                rows[event.extension] = _row(line, event)
            case e.ExtensionDecided() as event:
                rows[event.extension]["state"] = "granted" if event.granted else "refused"
                rows[event.extension]["decision"] = _decision(line, event)
    return list(rows.values())


def _row(line: Recorded, event: e.ExtensionRequested) -> dict[str, Any]:
    return {
        "extension": event.extension,
        "unit": event.unit,
        "node": event.node,
        "new_limit_on": event.new_limit_on,
        "reason": event.reason,
        "progress": event.progress,
        "state": "requested",
        "recorded_at": line.meta.recorded_at,
        "effective_at": event.effective_at,
        "on_behalf": on_behalf(line),
        "decision": None,
    }


def _decision(line: Recorded, event: e.ExtensionDecided) -> dict[str, Any]:
    return {
        "granted": event.granted,
        "new_limit_on": event.new_limit_on,
        "reason": event.reason,
        "leader": event.leader,
        "recorded_at": line.meta.recorded_at,
        "on_behalf": on_behalf(line),
    }
