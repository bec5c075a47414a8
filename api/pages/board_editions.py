"""`/editions`: the dated lists of tasks, what each changed and why; drafted by one, issued by another (一(二))."""

from flask import Response

from api import editions
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record, shown_scheme
from api.pages.visit import Visit

pages = Pages("board")


@pages.get("/editions", power="read_editions")
def list_editions(visit: Visit) -> Response:
    """Show the editions of a year, the newest first, and where the next is drafted."""
    scheme = shown_scheme(visit)
    found = visit.every(editions.editions, query={"scheme": scheme["scheme"]})
    return visit.show(
        "board/editions.html",
        here="/",
        scheme=scheme,
        schemes=schemes_on_record(visit),
        editions=list(reversed(found)),
        draft=next((row for row in found if row["state"] == "draft"), None),
    )


@pages.post("/editions", power="draft_edition", again=list_editions)
def draft(visit: Visit) -> Response:
    """Draft the next edition, or the standing draft anew."""
    done = visit.do(editions.draft)
    return visit.go(f"/editions/{done['scheme']}/{done['edition']}", done)


@pages.get("/editions/<scheme>/<int:n>", power="read_editions")
def show_edition(visit: Visit, scheme: str, n: int) -> Response:
    """Show the list as it stood, and what differs from the edition before; a draft as it would be issued now."""
    edition, match = visit.tagged(editions.one, scheme=scheme, n=n)
    titles = {task["task_no"]: task["title"] for task in edition["tasks"]}
    return visit.show("board/edition.html", here="/", edition=edition, match=match, titles=titles)


@pages.post("/editions/<scheme>/<int:n>/issuance", power="issue_edition", again=show_edition)
def issue(visit: Visit, scheme: str, n: int) -> Response:
    """Issue the draft over the tasks as they stand now."""
    return visit.go(f"/editions/{scheme}/{n}", visit.do(editions.issue, scheme=scheme, n=n))
