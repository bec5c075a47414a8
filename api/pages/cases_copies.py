"""Is the paper in hand the record? A copy held against every version of it, as text or as a file (D-106)."""

from flask import Response

from api import interview_disputes, interviews
from api.pages.cases_family import HERE
from api.pages.declared import Pages
from api.pages.visit import Visit

pages = Pages("cases")


@pages.get("/interviews/<interview>/copy-check", power="check_copy")
def show_copy(visit: Visit, interview: str) -> Response:
    """Show where a copy is pasted or uploaded."""
    return visit.show(
        "cases/copy.html", here=HERE, case=visit.read(interviews.read_interview, interview=interview), said=None
    )  # fmt: skip


@pages.post("/interviews/<interview>/copy-check", power="check_copy", again=show_copy)
def compare(visit: Visit, interview: str) -> Response:
    """Say what the copy is; that it was asked stands on the record, of the copy's text nothing is kept."""
    kept = visit.keep_files() if visit.may("upload_file") else []
    also = {"file": kept[-1]} if kept else None
    said = visit.do(interview_disputes.compare_copy, interview=interview, also=also)
    case = visit.read(interviews.read_interview, interview=interview)
    return visit.show("cases/copy.html", here=HERE, case=case, said=said)
