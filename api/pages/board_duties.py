"""`/duties`: what is owed, by whom, until when, and how it went: dense, with filters and a workbook (三(四))."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import duties, units
from api.pages.board_times import Times, all_tasks
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record, shown_scheme
from api.pages.visit import Refusal, Visit
from api.problems import AskError, told
from api.routes import Handler
from domain.actors import UNIT_ROLES

pages = Pages("board")
_FILTERS = ("unit", "state", "kind", "task_no", "due_before")
_PAGE = 200


@pages.get("/duties", power="read_duties")
def list_duties(visit: Visit) -> Response:
    """Show what the reader may know to be owed, by due day."""
    scheme = shown_scheme(visit)
    found, filters = filtered(visit, duties.list_duties, scheme["scheme"], _FILTERS)
    asked = {"scheme": scheme["scheme"], **filters}
    return visit.show(
        "board/duties.html",
        here="/",
        scheme=scheme,
        schemes=schemes_on_record(visit),
        rows=found["items"],
        as_of=found["as_of"],
        cursor=found["next_cursor"],
        filters=filters,
        kinds=duties.KINDS,
        states=duties.STATES,
        units=units_to_choose(visit),
        titles={task["task_no"]: task["title"] for task in all_tasks(visit, scheme["scheme"], Times())[0]},
        address=f"/duties?{urlencode(asked)}",
        export=f"/get/workbooks/duties?{urlencode(asked)}",
    )


def filtered(
    visit: Visit, handler: Handler, scheme: str, names: Sequence[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a page of a list by the filters that were filled in, and these; all of it, with the refusal, when one
    of them cannot be read."""
    filters = {name: visit.query[name].strip() for name in names if visit.query.get(name, "").strip()}
    whole = {"scheme": scheme, "limit": _PAGE}
    try:
        return visit.read(handler, query={**whole, **filters, "cursor": visit.query.get("cursor")}), filters
    except AskError as error:
        visit.refusal = Refusal.of(told(error), visit.language)
        return visit.read(handler, query=whole), filters


def units_to_choose(visit: Visit) -> list[tuple[str, str]]:
    """Return the units to choose from; a unit has only its own duties and those owed to it."""
    if visit.actor.role in UNIT_ROLES:
        return []
    return sorted(((row["code"], row["name"]) for row in visit.every(units.list_units)), key=lambda unit: unit[1])
