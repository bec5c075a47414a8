"""`/reminders` 催办: what units were reminded of, as what, and whether word of it went out (D-147)."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import reminders
from api.pages.board_duties import units_to_choose
from api.pages.board_times import Times, all_tasks
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record, shown_scheme
from api.pages.visit import Refusal, Visit
from api.problems import AskError, told

pages = Pages("board")
_FILTERS = ("unit", "task_no", "moment")
_PAGE = 200


@pages.get("/reminders", power="read_reminders")
def list_reminders(visit: Visit) -> Response:
    """Show the reminders that the reader may know of, the newest day first."""
    scheme = shown_scheme(visit)
    filters = {name: visit.query[name].strip() for name in _FILTERS if visit.query.get(name, "").strip()}
    asked = {"scheme": scheme["scheme"], **filters}
    try:
        found = visit.read(
            reminders.list_reminders, query={**asked, "limit": _PAGE, "cursor": visit.query.get("cursor")}
        )
    except AskError as error:
        visit.refusal = Refusal.of(told(error), visit.language)
        found = visit.read(reminders.list_reminders, query={"scheme": scheme["scheme"], "limit": _PAGE})
    return visit.show(
        "board/reminders.html", here="/", scheme=scheme, schemes=schemes_on_record(visit), as_of=found["as_of"],
        days=_by_day(found["items"]), cursor=found["next_cursor"], filters=filters, moments=reminders.MOMENTS,
        units=units_to_choose(visit), address=f"/reminders?{urlencode(asked)}",
        titles={task["task_no"]: task["title"] for task in all_tasks(visit, scheme["scheme"], Times())[0]},
        channels=bool(visit.app.settings.notify),
    )  # fmt: skip


def _by_day(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what was told on each day; within one, unit by unit."""
    found = [(day, list(together)) for day, together in groupby(rows, key=lambda row: str(row["day"]))]
    return [(day, sorted(told, key=lambda row: (row["unit"], row["due_on"]))) for day, told in found]
