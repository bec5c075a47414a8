"""The forms beside a filed record: disputing a passage, checking, resolving, correcting by two persons (D-104)."""

from typing import Any

from flask import Response

from api import interview_disputes, interviews
from api.pages.cases_family import HERE
from api.pages.cases_open import open_to
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.errors import AbsentError

pages = Pages("cases")


def _beside(visit: Visit, interview: str, template: str, n: int | None = None) -> Response:
    """Show a form beside the record's words in their latest version; `n` is the dispute that it is about."""
    found = visit.read(interviews.read_interview, interview=interview)
    beside = visit.read(interview_disputes.read_disputes, interview=interview)
    return visit.show(
        f"cases/{template}.html", here=HERE, case=found, beside=beside, open=open_to(visit, found, beside), n=n,
        words=beside["corrected"] or beside["filed"], about=_dispute(beside, interview, n) if n is not None else None,
    )  # fmt: skip


@pages.get("/interviews/<interview>/disputes", power="dispute_record")
def show_dispute(visit: Visit, interview: str) -> Response:
    """Show the record's words to a party that disputes one of its passages."""
    return _beside(visit, interview, "dispute")


@pages.post("/interviews/<interview>/disputes", power="dispute_record", again=show_dispute)
def dispute(visit: Visit, interview: str) -> Response:
    """Dispute a passage."""
    visit.keep_files()
    return _done(visit, interview, visit.do(interview_disputes.dispute, interview=interview))


@pages.get("/interviews/<interview>/disputes/<int:n>/check", power="check_record")
def show_check(visit: Visit, interview: str, n: int) -> Response:
    """Show a dispute to whoever looks into it."""
    return _beside(visit, interview, "check", n)


@pages.post("/interviews/<interview>/disputes/<int:n>/check", power="check_record", again=show_check)
def check(visit: Visit, interview: str, n: int) -> Response:
    """Say what was found."""
    if visit.may("upload_file"):
        visit.keep_files()
    return _done(visit, interview, visit.do(interview_disputes.check, interview=interview, also={"dispute": n}))


@pages.get("/interviews/<interview>/disputes/<int:n>/resolution", power="resolve_dispute")
def show_resolution(visit: Visit, interview: str, n: int) -> Response:
    """Show a checked dispute to whoever ends it."""
    return _beside(visit, interview, "resolution", n)


@pages.post("/interviews/<interview>/disputes/<int:n>/resolution", power="resolve_dispute", again=show_resolution)
def resolve(visit: Visit, interview: str, n: int) -> Response:
    """End a dispute with its outcome."""
    return _done(visit, interview, visit.do(interview_disputes.resolve, interview=interview, also={"dispute": n}))


@pages.get("/interviews/<interview>/corrections", power="propose_record_correction")
def show_correction(visit: Visit, interview: str) -> Response:
    """Show the record's words to whoever proposes to correct them; the record as filed stays."""
    return _beside(visit, interview, "correction")


@pages.post("/interviews/<interview>/corrections", power="propose_record_correction", again=show_correction)
def correct(visit: Visit, interview: str) -> Response:
    """Propose the correction; a second person confirms it. An empty replacement strikes the passage."""
    named = visit.form.get("dispute")
    also: dict[str, Any] = {"replacement": visit.form.get("replacement", "").strip()}
    also |= {"dispute": int(named)} if named and named.isascii() and named.isdigit() else {}
    return _done(visit, interview, visit.do(interview_disputes.propose_correction, interview=interview, also=also))


@pages.get("/interviews/<interview>/corrections/<int:n>", power="correct_record")
def show_confirmation(visit: Visit, interview: str, n: int) -> Response:
    """Show a proposed correction to the second person: the words as they are and as they are to be."""
    return _beside_correction(visit, interview, n)


@pages.post("/interviews/<interview>/corrections/<int:n>", power="correct_record", again=show_confirmation)
def confirm(visit: Visit, interview: str, n: int) -> Response:
    """Confirm it as the second person."""
    return _done(visit, interview, visit.do(interview_disputes.confirm_correction, interview=interview, n=n))


def _beside_correction(visit: Visit, interview: str, n: int) -> Response:
    found = visit.read(interviews.read_interview, interview=interview)
    beside = visit.read(interview_disputes.read_disputes, interview=interview)
    row = next((row for row in beside["corrections"] if row["correction"] == n), None)
    if row is None:
        raise AbsentError("correction", f"{interview}/{n}")
    return visit.show(
        "cases/confirmation.html", here=HERE, case=found, beside=beside, open=open_to(visit, found, beside), row=row
    )  # fmt: skip


def _dispute(beside: dict[str, Any], interview: str, n: int) -> dict[str, Any]:
    found: dict[str, Any] | None = next((row for row in beside["disputes"] if row["dispute"] == n), None)
    if found is None:
        raise AbsentError("dispute", f"{interview}/{n}")
    return found


def _done(visit: Visit, interview: str, done: dict[str, Any]) -> Response:
    return visit.go(f"{HERE}/{interview}", done)
