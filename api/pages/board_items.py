"""`/items`: annex 1, the items of the notice with their units and the roles that the office confirms (S7)."""

from flask import Response

from api import items, units
from api.pages.board_acts import known_units
from api.pages.board_units_written import put_together, take_apart
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record, shown_scheme
from api.pages.visit import Visit

pages = Pages("board")
_UNITS = ("units", "lead", "co")


@pages.get("/items", power="read_items")
def list_items(visit: Visit) -> Response:
    """Show the items by aspect, those to confirm first if so asked."""
    scheme = shown_scheme(visit)
    found = visit.every(items.items, query={"scheme": scheme["scheme"]})
    presumed = [row for row in found if row["roles_presumed"]]
    return visit.show(
        "board/items.html",
        here="/",
        scheme=scheme,
        schemes=schemes_on_record(visit),
        rows=presumed if visit.query.get("only") == "presumed" else found,
        every=len(found),
        presumed=len(presumed),
    )


@pages.get("/items/new", power="enter_item")
def show_new(visit: Visit) -> Response:
    """Show the form that enters an item by hand."""
    put_together(visit, *_UNITS)
    return visit.show("board/item_new.html", here="/", scheme=shown_scheme(visit), known=known_units(visit))


@pages.post("/items/new", power="enter_item", again=show_new)
def enter(visit: Visit) -> Response:
    """Enter the item; its address comes from its label."""
    take_apart(visit, *_UNITS)
    done = visit.do(items.enter, also={"units": visit.form.getlist("units")})
    return visit.go(f"/items?scheme={visit.form['scheme']}", done)


@pages.get("/items/<item>/roles", power="confirm_item_roles")
def show_roles(visit: Visit, item: str) -> Response:
    """Show the item's units with the roles that stand, else those presumed: the first unit leads, the rest help."""
    found, match = visit.tagged(items.one, item=item)
    groups = {group["group"] for group in visit.every(units.list_groups)}
    named = [unit for unit in found["units"] if unit not in groups]
    if found["roles_presumed"]:
        lead = [found["presumed_lead"]]
        co = [unit for unit in named if unit not in lead]
    else:
        lead, co = found["lead"], found["co"]
    if visit.refusal is not None:
        lead, co = visit.form.getlist("lead"), visit.form.getlist("co")
    return visit.show("board/item_roles.html", here="/", item=found, match=match, units=named, lead=lead, co=co)


@pages.post("/items/<item>/roles", power="confirm_item_roles", again=show_roles)
def confirm_roles(visit: Visit, item: str) -> Response:
    """Confirm who leads the item and who co-organises it."""
    return visit.go("/items?only=presumed", visit.do(items.confirm, item=item))
