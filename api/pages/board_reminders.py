"""`/reminders` 催办: what units were reminded of, as what, and whether word of it went out (D-147)."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import reminders
from api.pages.board_duties import filtered, units_to_choose
from api.pages.board_times import Times, all_tasks
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record, shown_scheme
from api.pages.visit import Visit

pages = Pages("board")
_FILTERS = ("unit", "task_no", "moment")


@pages.get("/reminders", power="read_reminders")
def list_reminders(visit: Visit) -> Response:
    """Show the reminders that the reader may know of, the newest day first."""
    scheme = shown_scheme(visit)
    found, filters = filtered(visit, reminders.list_reminders, scheme["scheme"], _FILTERS)
    asked = {"scheme": scheme["scheme"], **filters}
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
