"""What two persons decide of a year's scores: manual entries, and the scores finalised (D-123, D-124)."""

from flask import Response

from api import assessments
from api.pages.declared import Pages
from api.pages.visit import Visit
from api.pages.year_assessments import HERE, entries_of, scheme_called

pages = Pages("year")


@pages.get("/assessments/<scheme>/entries", power="read_scores")
def show_entries(visit: Visit, scheme: str, n: int = 0) -> Response:
    """Show the manual entries, proposed and confirmed; `n` is one whose confirmation was refused."""
    return visit.show(
        "year/entries.html", here=HERE, about=scheme_called(visit, scheme), entries=entries_of(visit, scheme)
    )


@pages.post("/assessments/<scheme>/entries", power="propose_entry", again=show_entries)
def propose_entry(visit: Visit, scheme: str) -> Response:
    """Propose an entry; it counts once a second person has confirmed it."""
    done = visit.do(assessments.propose, scheme=scheme)
    return visit.go(f"/assessments/{scheme}/entries", done)


@pages.post("/assessments/<scheme>/entries/<int:n>/confirmation", power="confirm_entry", again=show_entries)
def confirm_entry(visit: Visit, scheme: str, n: int) -> Response:
    """Confirm an entry as the second person."""
    done = visit.do(assessments.confirm, scheme=scheme, n=n)
    return visit.go(f"/assessments/{scheme}/entries", done)


@pages.get("/assessments/<scheme>/finalisation", power="read_scores")
def show_finalisation(visit: Visit, scheme: str) -> Response:
    """Show how far finalising is, and what finalising does."""
    about = scheme_called(visit, scheme)
    told = visit.read(assessments.read_finalisation, scheme=scheme)
    waiting = [entry for entry in entries_of(visit, scheme) if entry["state"] == "proposed"]
    over = str(visit.today) > str(about["ends_on"])
    return visit.show("year/finalisation.html", here=HERE, about=about, told=told, waiting=waiting, over=over)


@pages.post("/assessments/<scheme>/finalisation", power="propose_finalisation", again=show_finalisation)
def propose_finalisation(visit: Visit, scheme: str) -> Response:
    """Propose to finalise the scores."""
    done = visit.do(assessments.propose_to_finalise, scheme=scheme)
    return visit.go(f"/assessments/{scheme}/finalisation", done)


@pages.post("/assessments/<scheme>/finalisation/confirmation", power="finalise_assessment", again=show_finalisation)
def finalise(visit: Visit, scheme: str) -> Response:
    """Finalise the scores as the second person."""
    done = visit.do(assessments.finalise, scheme=scheme)
    return visit.go(f"/assessments/{scheme}", done)
