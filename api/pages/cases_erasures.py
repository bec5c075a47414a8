"""`/erasures`: texts and files erased by law, proposed by the office and confirmed by a second person (D-015)."""

from flask import Response

from api import audit, erasures
from api.pages.declared import Pages
from api.pages.visit import Visit

pages = Pages("cases")
HERE = "/audit"


@pages.get("/erasures", power="read_erasures")
def show_erasures(visit: Visit) -> Response:
    """List the erasures: proposed ones first, then those that are done."""
    rows = visit.every(erasures.list_erasures)
    rows.sort(key=lambda row: (row["state"] != "proposed", row["proposed_at"]))
    return visit.show("cases/erasures.html", here=HERE, rows=rows)


@pages.get("/erasures/new", power="propose_erasure")
def show_proposal(visit: Visit) -> Response:
    """Show the form that proposes an erasure; a line's own texts and files to begin with, where `line` names one."""
    at = visit.query.get("line", "")
    line = visit.read(audit.read_line, position=int(at)) if at.isascii() and at.isdigit() and len(at) < 16 else None
    files = (line["fields"].get("files") or []) if line else []
    return visit.show("cases/erasure_new.html", here=HERE, texts=line["texts"] if line else [], files=files)


@pages.post("/erasures", power="propose_erasure", again=show_proposal)
def propose(visit: Visit) -> Response:
    """Propose it: digests one on a line."""
    also = {name: visit.form.get(name, "").replace(" ", "").split() for name in ("texts", "files")}
    done = visit.do(erasures.propose, also=also)
    return visit.go(f"/erasures/{done['erasure']}", done)


@pages.get("/erasures/<erasure>", power="read_erasures")
def show_erasure(visit: Visit, erasure: str) -> Response:
    """Show one erasure: what goes, on which ground, which lines name it."""
    return visit.show("cases/erasure.html", here=HERE, row=visit.read(erasures.read_erasure, erasure=erasure))


@pages.post("/erasures/<erasure>", power="confirm_erasure", again=show_erasure)
def confirm(visit: Visit, erasure: str) -> Response:
    """Confirm it as the second person: what it names is gone for good, every proof stays whole."""
    return visit.go(f"/erasures/{erasure}", visit.do(erasures.confirm, erasure=erasure))
