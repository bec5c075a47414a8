"""Signing for notices, answering notices and instructions, reporting commitments kept: what a unit says when asked."""

from flask import Response

from api import instructions, interviews, notices, tasks
from api.pages.declared import Pages
from api.pages.my_desk import show
from api.pages.my_family import own_unit, to_receipt
from api.pages.visit import Visit
from domain.errors import AbsentError

pages = Pages("my")


@pages.post("/notices/<notice>/receipt", power="receive_notice", again=lambda visit, notice: show(visit))
def sign_for_notice(visit: Visit, notice: str) -> Response:
    """Sign for a notice."""
    own_unit(visit)
    return visit.go(f"/notices/{notice}", visit.do(notices.sign, notice=notice))


@pages.get("/notices/<notice>/answer", power="answer_notice")
def show_notice_answer(visit: Visit, notice: str) -> Response:
    """Show the form that answers a notice, under what the notice asks."""
    unit = own_unit(visit)
    found, match = visit.tagged(notices.read_notice, notice=notice)
    return visit.show(
        "my/notice_answer.html",
        here="/notices",
        notice=found,
        match=match,
        task=visit.read(tasks.one, no=found["task_no"]),
        before=[answer for answer in found["answers"] if answer["unit"] == unit],
        over=found["state"] in ("rectified", "not_rectified", "voided"),
    )


@pages.post("/notices/<notice>/answer", power="answer_notice", again=show_notice_answer)
def answer_notice(visit: Visit, notice: str) -> Response:
    """Answer the notice; it signs for it too."""
    own_unit(visit)
    visit.keep_files()
    return to_receipt(visit, visit.do(notices.answer, notice=notice))


@pages.get("/instructions/<instruction>/answer", power="answer_instruction")
def show_instruction_answer(visit: Visit, instruction: str) -> Response:
    """Show the form that answers a leader's instruction."""
    own_unit(visit)
    found, match = visit.tagged(instructions.read_instruction, instruction=instruction)
    return visit.show("my/instruction_answer.html", here="/my", instruction=found, match=match)


@pages.post("/instructions/<instruction>/answer", power="answer_instruction", again=show_instruction_answer)
def answer_instruction(visit: Visit, instruction: str) -> Response:
    """Answer the instruction."""
    own_unit(visit)
    visit.keep_files()
    return visit.go("/my", visit.do(instructions.answer, instruction=instruction))


@pages.get("/interviews/<interview>/commitments/<int:n>/fulfilment", power="fulfil_commitment")
def show_fulfilment(visit: Visit, interview: str, n: int) -> Response:
    """Show the form that says a commitment is kept."""
    unit = own_unit(visit)
    found = visit.read(interviews.read_interview, interview=interview)
    promise = next((one for one in found["commitments"] if one["commitment"] == n and one["unit"] == unit), None)
    if promise is None:
        raise AbsentError("commitment", f"{interview}/{n}")
    return visit.show("my/fulfilment.html", here="/interviews", interview=found, promise=promise)


@pages.post("/interviews/<interview>/commitments/<int:n>/fulfilment", power="fulfil_commitment", again=show_fulfilment)
def report_fulfilment(visit: Visit, interview: str, n: int) -> Response:
    """Report the commitment as kept."""
    own_unit(visit)
    visit.keep_files()
    return visit.go(f"/interviews/{interview}", visit.do(interviews.fulfil, interview=interview, n=n))
