"""`/burden`: how much each unit is asked for, month by month and kind by kind: a picture beside its table."""

from collections import Counter
from typing import Any

from flask import Response

from api import burden
from api.pages.board_times import node_name
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record, shown_scheme
from api.pages.visit import Visit

pages = Pages("board")
_LONGEST = 220.0  # of a bar, in the picture's own measure


@pages.get("/burden", power="read_burden")
def show_burden(visit: Visit) -> Response:
    """Show the units by how much they were asked for; one unit alone by month and kind."""
    scheme, unit = shown_scheme(visit), visit.query.get("unit", "")
    body = visit.read(burden.requests, query={"scheme": scheme["scheme"], "unit": unit})
    lines = body["items"]
    months = sorted({line["month"] for line in lines})
    return visit.show(
        "board/burden.html",
        here="/",
        scheme=scheme,
        schemes=schemes_on_record(visit),
        as_of=body["as_of"],
        chosen=unit,
        months=months,
        totals=_by(lines, "month"),
        kinds=_by(lines, "kind"),
        rows=_rows(lines, "kind" if unit else "unit"),
        node_name=node_name,
    )


def _by(lines: list[dict[str, Any]], what: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for line in lines:
        counts[line[what]] += line["requests"]
    return dict(counts)


def _rows(lines: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    """Return a row for each unit (or kind), the most asked first: its months, its total, and how long its bar is."""
    totals = _by(lines, what)
    most = max(totals.values(), default=1)
    return [
        {
            "key": key,
            "months": _by([line for line in lines if line[what] == key], "month"),
            "total": total,
            "bar": round(_LONGEST * total / most, 1),
        }
        for key, total in sorted(totals.items(), key=lambda row: (-row[1], row[0]))
    ]
