"""`/instructions`: leaders' instructions (领导批示), their answers and what came of them (二(二), D-110)."""

from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import ReadQuery, envelope
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
from api.told import newest_first, one_told
from domain import ids
from projections import instruction_file
from service.answer_instruction import answer_instruction
from service.close_instruction import close_instruction
from service.record_instruction import InstructionForm, record_instruction

family = Family("instructions")


@family.get("/instructions", power="read_instructions", query=InstructionsQuery, answer=envelope(InstructionOut))
def list_instructions(ask: Ask) -> dict[str, Any]:
    """List leaders' instructions, the newest first: a unit those passed on to it, a leader those of the portfolio."""
    asked = ("task_no", "unit", "leader", "state")
    return newest_first(ask, instruction_file.instructions, asked, "answers")


@family.get("/instructions/<instruction>", power="read_instructions", query=ReadQuery, answer=InstructionOut)
def read_instruction(ask: Ask, instruction: str) -> Answer:
    """Return an instruction with its answers, and the inspections it started."""
    with ask.reading() as db:
        row = instruction_file.one(db, instruction, viewer=ask.actor)
    return one_told(ask, row, "answers")


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
