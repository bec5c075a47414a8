"""`/public`: what anybody may read without signing in: published bulletins, how the livelihood tasks stand (二(四))."""

from flask import Response

from api import public
from api.pages.declared import Pages
from api.pages.visit import Visit
from api.pages.year_pictures import lights_by_node

pages = Pages("year")
HERE = "/public"


@pages.get("/public", power="read_public")
def show_public(visit: Visit) -> Response:
    """Show the livelihood tasks as last told, and the published bulletins, the latest first."""
    told = visit.read(public.livelihood)
    rows = sorted(visit.every(public.list_bulletins), key=lambda row: (row["published_on"], row["bulletin"]))
    return visit.show("year/public.html", here=HERE, told=told, rows=rows[::-1], as_of=told["as_of"])


@pages.get("/public/bulletins/<bulletin>", power="read_public")
def show_public_bulletin(visit: Visit, bulletin: str) -> Response:
    """Show what anybody may read of a published bulletin."""
    told = visit.read(public.read, bulletin=bulletin)
    picture = lights_by_node(told["figures"]["by_node"])
    return visit.show("year/public_bulletin.html", here=HERE, told=told, picture=picture)
