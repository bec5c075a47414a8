"""How interviews follow the record: one ready answer an interview, and which units it is held with."""

import json
from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.interviews import commitment_of
from domain.record import Meta, Recorded
from projections.model import Batch

Body = dict[str, Any]
TABLES = (
    """CREATE TABLE interview_now (
        interview TEXT PRIMARY KEY, place TEXT NOT NULL, scheme TEXT NOT NULL, task_no TEXT NOT NULL,
        level INTEGER NOT NULL, state TEXT NOT NULL, convened INTEGER NOT NULL, host TEXT,
        version INTEGER NOT NULL, draft TEXT, body TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX interview_now_place ON interview_now (place)",
    """CREATE TABLE interview_unit (
        unit TEXT NOT NULL, interview TEXT NOT NULL, PRIMARY KEY (unit, interview)
    ) WITHOUT ROWID""",
)
OWNS = ("interview_now", "interview_unit")


def proposed(batch: Batch, line: Recorded) -> None:
    event: e.InterviewProposed = line.event
    body: Body = {
        "interview": event.interview, "number": None, "archive_number": None, "scheme": event.scheme,
        "task_no": event.task_no, "units": [{"unit": a.unit, "role": a.role} for a in event.units],
        "level": event.level, "state": "proposed", "ground": event.ground, "node": event.node,
        "lights": [{"node": lit.node, "light": lit.light} for lit in event.lights], "notices": list(event.notices),
        "reason": event.reason, "clause": event.clause, "proposed": _done(line, event.proposed_on),
        "approval": None, "convening": None, "meeting": None, "record": None, "signatures": [], "report": None,
        "archive": None, "commitments": [], "disputes": [], "corrections": [],
    }  # fmt: skip
    year, _, number = event.interview.removeprefix("i-").partition("-")
    batch.run(
        "INSERT INTO interview_now VALUES (?, ?, ?, ?, ?, 'proposed', 0, NULL, ?, NULL, ?)",
        event.interview, f"{year}-{number:0>8}", event.scheme, event.task_no, event.level, line.version, _text(body),
    )  # fmt: skip
    for unit in event.units:
        batch.run("INSERT INTO interview_unit VALUES (?, ?)", unit.unit, event.interview)


def approved(batch: Batch, line: Recorded) -> None:
    event: e.InterviewApproved = line.event
    _decided(batch, line, "approved", event.post, event.reason, event.approved_on.isoformat())


def declined(batch: Batch, line: Recorded) -> None:
    event: e.InterviewDeclined = line.event
    _decided(batch, line, "declined", event.post, event.reason, event.declined_on.isoformat())


def _decided(batch: Batch, line: Recorded, state: str, post: str | None, reason: str, on: str) -> None:
    def edit(body: Body) -> None:
        body["state"] = state
        decided = {"approved": state == "approved", "post": post, "reason": reason, "on": on, **_by(line)}
        if body["approval"] is None:
            body["approval"] = decided
        else:  # the office lets go of what a leader had approved
            body["approval"]["let_go"] = decided

    changed(batch, line, edit)


def drafted(batch: Batch, line: Recorded) -> None:
    event: e.InterviewConveningDrafted = line.event
    draft = {**_meeting(event.meeting), "drafted_by": line.meta.account}
    batch.run("UPDATE interview_now SET draft = ? WHERE interview = ?", _text(draft), event.interview)
    changed(batch, line, lambda body: None)


def convened(batch: Batch, line: Recorded) -> None:
    event: e.InterviewConvened = line.event

    def edit(body: Body) -> None:
        body["state"], body["number"] = "convened", event.number
        body["convening"] = {"number": event.number, **_meeting(event.meeting), **_done(line, event.convened_on)}

    batch.run("UPDATE interview_now SET convened = 1, draft = NULL WHERE interview = ?", event.interview)
    changed(batch, line, edit)


def held(batch: Batch, line: Recorded) -> None:
    event: e.InterviewHeld = line.event

    def edit(body: Body) -> None:
        body["state"] = "held"
        body["meeting"] = _sitting(event)

    batch.run("UPDATE interview_now SET host = ?, draft = NULL WHERE interview = ?", event.host, event.interview)
    changed(batch, line, edit)


def filed(batch: Batch, line: Recorded) -> None:
    event: e.InterviewRecordFiled = line.event

    def edit(body: Body) -> None:
        body["state"] = "filed"
        body["record"] = {
            "matters": event.matters, "statement": event.statement, "cause": event.cause,
            "requirements": event.requirements, "files": list(event.files), **_done(line, event.filed_on),
            "leaf": line.leaf.hex(),
        }  # fmt: skip
        body["commitments"] = [
            {"commitment": c.commitment, "unit": c.unit, "due_on": c.due_on.isoformat(), "text": text,
             "state": "open", "done_on": None, "late_days": 0, "missed": False, "words": [], "verdicts": []}
            for c, text in zip(event.commitments, event.commitment_texts, strict=True)
        ]  # fmt: skip

    changed(batch, line, edit)


def signed(batch: Batch, line: Recorded) -> None:
    event: e.InterviewSigned = line.event
    word = {"signed": True, "post": event.post, "reason": None, "witness": None, **_done(line, event.signed_on)}
    _word(batch, line, event.side, event.unit, word)


def signature_refused(batch: Batch, line: Recorded) -> None:
    event: e.InterviewSignatureRefused = line.event
    word = {"signed": False, "post": None, "reason": event.reason, "witness": event.witness}
    _word(batch, line, event.side, event.unit, {**word, **_done(line, event.refused_on)})


def _word(batch: Batch, line: Recorded, side: str, unit: str | None, word: Body) -> None:
    def edit(body: Body) -> None:
        body["signatures"].append({"side": side, "unit": unit, **word})
        _settle(body)

    changed(batch, line, edit)


def _settle(body: Body) -> None:
    """A record is signed once every side has had its word."""
    sides = {("city", None), *(("unit", each["unit"]) for each in body["units"])}
    if body["state"] == "filed" and sides <= {(s["side"], s["unit"]) for s in body["signatures"]}:
        body["state"] = "signed"


def reported(batch: Batch, line: Recorded) -> None:
    event: e.InterviewReported = line.event

    def edit(body: Body) -> None:
        body["state"], body["report"] = "reported", {"to": event.to, **_done(line, event.reported_on)}

    changed(batch, line, edit)


def archived(batch: Batch, line: Recorded) -> None:
    event: e.InterviewArchived = line.event

    def edit(body: Body) -> None:
        body["state"], body["archive_number"] = "archived", event.archive_number
        body["archive"] = {"archive_number": event.archive_number, **_done(line, event.archived_on)}

    changed(batch, line, edit)


def readdressed(batch: Batch, line: Recorded) -> None:
    """The taking unit stands where the merged one stood, as in the interview's own fold."""
    event: e.InterviewReaddressed = line.event

    def edit(body: Body) -> None:
        given = [{**u, "unit": event.to_unit} if u["unit"] == event.from_unit else u for u in body["units"]]
        body["units"] = [u for place, u in enumerate(given) if u["unit"] not in [b["unit"] for b in given[:place]]]
        for kept in body["commitments"]:
            if kept["unit"] == event.from_unit and kept["state"] != "fulfilled" and not kept["missed"]:
                kept["unit"] = event.to_unit
        for word in body["signatures"]:
            word["unit"] = event.to_unit if word["unit"] == event.from_unit else word["unit"]
        _settle(body)

    batch.run("DELETE FROM interview_unit WHERE unit = ? AND interview = ?", event.from_unit, event.interview)
    batch.run("INSERT OR IGNORE INTO interview_unit VALUES (?, ?)", event.to_unit, event.interview)
    changed(batch, line, edit)


def fulfilled(batch: Batch, line: Recorded) -> None:
    event: e.CommitmentFulfilled = line.event

    def edit(body: Body) -> None:
        kept = body["commitments"][event.commitment - 1]
        done_on = event.done_on.isoformat()
        kept.update(state="reported", done_on=done_on, late_days=event.late_days)
        kept["words"].append(
            {"text": event.text, "done_on": done_on, "files": list(event.files), "late_days": event.late_days,
             "effective_at": event.effective_at.isoformat(), **_by(line)}
        )  # fmt: skip

    changed(batch, line, edit)


def verified(batch: Batch, line: Recorded) -> None:
    event: e.CommitmentVerified = line.event

    def edit(body: Body) -> None:
        kept = body["commitments"][event.commitment - 1]
        verdict = {"fulfilled": event.fulfilled, "reason": event.reason, **_done(line, event.verified_on)}
        kept["verdicts"].append(verdict)
        if event.fulfilled:
            kept["state"] = "fulfilled"
        else:
            kept.update(state="open", done_on=None, late_days=0)

    changed(batch, line, edit)


def missed(batch: Batch, line: Recorded) -> None:
    """The tick found a commitment unmet."""
    kind, _, interview = line.stream.partition("/")
    if kind == "interview":
        number = commitment_of(line.event.period)
        changed(batch, line, lambda body: body["commitments"][number - 1].update(missed=True), interview)


def moved(batch: Batch, line: Recorded) -> None:
    """Another event of the stream: it moves the version and nothing else here."""
    changed(batch, line, lambda body: None)


def changed(batch: Batch, line: Recorded, edit: Callable[[Body], None], interview: str | None = None) -> None:
    interview = interview or line.event.interview
    body: Body = json.loads(batch.one("SELECT body FROM interview_now WHERE interview = ?", interview)[0])
    edit(body)
    batch.run(
        "UPDATE interview_now SET state = ?, version = ?, body = ? WHERE interview = ?",
        body["state"], line.version, _text(body), interview,
    )  # fmt: skip


def _meeting(meeting: e.Meeting) -> Body:
    at = meeting.meets_at.isoformat()
    return {"reason": meeting.reason, "meets_at": at, "place": meeting.place, "materials": list(meeting.materials)}


def _sitting(event: e.InterviewHeld) -> Body:
    return {
        "held_at": event.held_at.isoformat(), "held_on": event.held_on.isoformat(), "place": event.place,
        "host": event.host, "recorder": event.recorder,
        "attendees": [
            {"side": a.side, "person": a.person, "post": a.post, "unit": a.unit} for a in event.attendees
        ],
    }  # fmt: skip


def _done(line: Recorded, on: Any) -> Body:
    return {"on": on.isoformat(), **_by(line)}


def _by(line: Recorded) -> Body:
    """Return who recorded it and when, and whose act it was."""
    meta: Meta = line.meta
    return {
        "by": meta.account, "person": meta.person, "on_behalf_of": meta.on_behalf_of,
        "at": meta.recorded_at.isoformat(), "position": line.position,
    }  # fmt: skip


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
