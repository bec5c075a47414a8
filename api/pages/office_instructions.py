"""`/instructions`: leaders' instructions 领导批示, their answers, what came of them (二(二), D-110)."""

from typing import Any

from flask import Response

from api import instructions, tasks, units
from api.pages.declared import Pages
from api.pages.office import opens
from api.pages.office_inspections import titles
from api.pages.visit import Visit
from domain.actors import LEADERS, OFFICE_ROLES, UNIT_ROLES

pages = Pages("office")
HERE = "/inspections"
_STATES = ("recorded", "answered", "closed")


@pages.get("/instructions", power="read_instructions")
def show_instructions(visit: Visit) -> Response:
    """List the instructions the visitor may know of, the newest first."""
    asked = {"state": visit.query.get("state"), "task_no": visit.query.get("task_no")}
    found = visit.read(instructions.list_instructions, query={**asked, "cursor": visit.query.get("cursor")})
    return visit.show(
        "office/instructions.html", here=HERE, rows=found["items"], cursor=found["next_cursor"], asked=asked,
        as_of=found["as_of"], states=_STATES, titles=titles(visit), mine=visit.actor.role in UNIT_ROLES,
    )  # fmt: skip


@pages.get("/instructions/new", power="record_instruction")
def show_instruction_form(visit: Visit) -> Response:
    """Show the form of an instruction: a leader's own, or under the paper that the office enters."""
    if visit.actor.role in OFFICE_ROLES:  # without a paper the office instructs nobody
        return visit.go("/paper")
    own = [(post, visit.names.post(post)) for post in visit.actor.posts]
    return visit.show(
        "office/instruction_form.html", here=HERE, leaders=own,
        tasks=visit.every(tasks.tasks, query={"state": "active"}),
        units=[(one["code"], one["name"]) for one in visit.every(units.list_units)],
    )  # fmt: skip


@pages.post("/instructions/new", power="record_instruction", again=show_instruction_form)
def record(visit: Visit) -> Response:
    """Put the instruction on record."""
    also: dict[str, Any] = {"files": visit.keep_files()}
    return visit.go("/instructions", visit.do(instructions.record, also=also))


@pages.get("/instructions/<instruction>", power="read_instructions")
def show_instruction(visit: Visit, instruction: str) -> Response:
    """Show an instruction, its answers, the inspections it started, what came of it."""
    found, tag = visit.tagged(instructions.read_instruction, instruction=instruction)
    is_open = found["state"] != "closed"
    named = visit.actor.role in UNIT_ROLES and visit.actor.unit in found["units"]
    return visit.show(
        "office/instruction.html", here=HERE, instruction=found, tag=tag, titles=titles(visit),
        mine=visit.actor.role in UNIT_ROLES, leads=visit.actor.role in LEADERS,
        may_answer=is_open and visit.actor.role in OFFICE_ROLES,
        unit_answers=is_open and named and opens(visit, f"/instructions/{instruction}/answer"),
        may_close=visit.may("close_instruction") and found["state"] == "answered",
    )  # fmt: skip


@pages.post("/instructions/<instruction>", power="answer_instruction", again=show_instruction)
def answer(visit: Visit, instruction: str) -> Response:
    """Answer an instruction in the office's own name."""
    also = {"files": visit.keep_files()}
    return visit.go(f"/instructions/{instruction}", visit.do(instructions.answer, also=also, instruction=instruction))


@pages.post("/instructions/<instruction>/closing", power="close_instruction", again=show_instruction)
def close(visit: Visit, instruction: str) -> Response:
    """Close an answered instruction with what came of it."""
    return visit.go(f"/instructions/{instruction}", visit.do(instructions.close, instruction=instruction))
