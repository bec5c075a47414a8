"""Pages of lists that are made whole: all of it unless `limit` asks for less; a page goes on where the last ended."""

from typing import Any

from api.fields import Line, Whole
from api.schemas import PAGE_LIMIT, In, cursor_of, cursor_text
from domain.errors import InvalidError


class WholeQuery(In):
    """A list that is reckoned as one, a ranking or a node's proposals, is given as one unless a page is asked for."""

    limit = Whole(least=1, most=PAGE_LIMIT)
    cursor = Line(limit=500)


def paged(query: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return a list's body with the page asked for. Raises: InvalidError for a cursor that was not made here."""
    limit, place = query.get("limit"), cursor_of(query, int)
    if limit is None and place is None:
        return body
    rows, start = body["items"], place[0] if place else 0
    if start < 0:
        raise InvalidError("cursor", "not_a_cursor")
    end = len(rows) if limit is None else start + limit
    return {**body, "items": rows[start:end], "next_cursor": cursor_text((end,)) if end < len(rows) else None}
