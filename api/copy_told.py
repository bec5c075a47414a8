"""What the asker is told of a copy: the verdict in words, when the record was filed, who signed, where they differ."""

from collections.abc import Sequence
from typing import Any

from api import words
from domain import events as e
from domain.record import Recorded
from projections import record_disputes
from service.check_copy import Checked


def copy_told(lines: Sequence[Recorded], checked: Checked, language: str) -> dict[str, Any]:
    """Return the answer beside the verdict itself, as it was when it was given."""
    event = checked.written.lines[-1].event
    known = [line for line in lines if line.position <= checked.written.lines[-1].position]
    filed = next(line for line in known if isinstance(line.event, e.InterviewRecordFiled))
    nearest = checked.nearest
    return {
        "said": words.sentence(f"copy.{event.verdict}", {"correction": event.correction}, language),
        "filed_at": filed.meta.recorded_at,
        "filed_by": record_disputes.by(filed),
        "signatures": [_signed(line) for line in known if isinstance(line.event, _SIGNATURES)],
        "nearest": nearest.version.correction if nearest else None,
        "differences": [{"record": d.record, "copy": d.copy} for d in nearest.differences] if nearest else [],
    }


_SIGNATURES = (e.InterviewSigned, e.InterviewSignatureRefused)


def _signed(line: Recorded) -> dict[str, Any]:
    event = line.event
    said = {"side": event.side, "unit": event.unit, "person": line.meta.person}
    if isinstance(event, e.InterviewSigned):
        return {**said, "signed": True, "post": event.post, "on": event.signed_on, "reason": "", "witness": ""}
    return {
        **said, "signed": False, "post": None, "on": event.refused_on, "reason": event.reason, "witness": event.witness,
    }  # fmt: skip
