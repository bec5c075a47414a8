"""`/instructions`: leaders' instructions (领导批示), their answers and what came of them (二(二), D-110)."""

from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import ReadQuery, cursor_of, envelope, listed
from api.schemas_inspections import (
    InstructionAnsweredOut,
    InstructionAnswerIn,
    InstructionClosingIn,
    InstructionIn,
    InstructionOut,
    InstructionRecordedOut,
    InstructionsQuery,
    InstructionStepOut,
)
from api.told import with_words
from domain import ids
from projections import as_of as times
from projections import instruction_file
from service.answer_instruction import answer_instruction
from service.close_instruction import close_instruction
from service.record_instruction import InstructionForm, record_instruction

family = Family("instructions")


@family.get("/instructions", power="read_instructions", query=InstructionsQuery, answer=envelope(InstructionOut))
def list_instructions(ask: Ask) -> dict[str, Any]:
    """List leaders' instructions, the newest first: a unit those passed on to it, a leader those of the portfolio."""
    limit = ask.query["limit"]
    before = cursor_of(ask.query, int)
    wanted = {name: ask.query[name] for name in ("task_no", "unit", "leader", "state") if name in ask.query}
    with ask.reading() as db:
        as_of = times.now(db)
        rows = instruction_file.instructions(
            db, viewer=ask.actor, **wanted, before=before[0] if before else None, limit=limit + 1
        )
    body = listed(_with_words(ask, rows), as_of=as_of, limit=limit, cursor=lambda row: (row["position"],))
    body["items"] = [_shown(row) for row in body["items"]]
    return body


@family.get("/instructions/<instruction>", power="read_instructions", query=ReadQuery, answer=InstructionOut)
def read_instruction(ask: Ask, instruction: str) -> Answer:
    """Return an instruction with its answers, and the inspections it started."""
    with ask.reading() as db:
        row = instruction_file.one(db, instruction, viewer=ask.actor)
    told = _with_words(ask, [row])[0]
    return Answer(_shown(told), etag=row["version"], fresh=any(part["erased"] for part in (told, *told["answers"])))


@family.post(
    "/instructions", power="record_instruction", body=InstructionIn, answer=InstructionRecordedOut, status=201
)  # fmt: skip
def record(ask: Ask) -> dict[str, Any]:
    """Record a leader's instruction: the leader's own, or the office's entry of its paper."""
    body = ask.body
    lists = {name: tuple(body.pop(name)) for name in ("tasks", "units", "files")}
    written = record_instruction(ask.app, ask.act(), form=InstructionForm(**body, **lists))
    event = written.lines[0].event
    return {
        "instruction": event.instruction,
        "leader": event.leader,
        "given_on": event.given_on,
        "state": "recorded",
        "receipt": receipt_of(written),
    }


@family.post(
    "/instructions/<instruction>/answers", power="answer_instruction", body=InstructionAnswerIn,
    answer=InstructionAnsweredOut, status=201,
)  # fmt: skip
def answer(ask: Ask, instruction: str) -> dict[str, Any]:
    """Answer an instruction, as a unit it was passed on to or as the office."""
    act = ask.act(ids.instruction(instruction))
    body = ask.body
    written = answer_instruction(
        ask.app, act, instruction=instruction, text=body["text"], files=tuple(body["files"])
    )  # fmt: skip
    event = written.lines[0].event
    return {
        "instruction": instruction,
        "answer": event.answer,
        "by": event.by,
        "state": "answered",
        "receipt": receipt_of(written),
    }


@family.post(
    "/instructions/<instruction>/closing", power="close_instruction", body=InstructionClosingIn,
    answer=InstructionStepOut,
)  # fmt: skip
def close(ask: Ask, instruction: str) -> dict[str, Any]:
    """Close an answered instruction with what came of it."""
    act = ask.act(ids.instruction(instruction))
    written = close_instruction(ask.app, act, instruction=instruction, outcome=ask.body["outcome"])
    return {"instruction": instruction, "state": "closed", "receipt": receipt_of(written)}


def _with_words(ask: Ask, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    words = ask.app.store.contents([part["text"] for row in rows for part in (row, *row["answers"])])
    return [
        {**with_words(row, words), "answers": [with_words(answer, words) for answer in row["answers"]]} for row in rows
    ]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "position"}
