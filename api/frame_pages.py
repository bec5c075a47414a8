"""Pages of the short lists that are asked whole: units, groups, posts, accounts, in the order of their names."""

from collections.abc import Sequence
from typing import Any

from api.fields import Line, Whole
from api.routes import Ask
from api.schemas import PAGE_LIMIT, AsOfQuery, cursor_of, listed
from projections.as_of import AsOf


class FrameQuery(AsOfQuery):
    """A whole city's units fit on one page, so that is the default."""

    limit = Whole(least=1, most=PAGE_LIMIT, load_default=PAGE_LIMIT)
    cursor = Line(limit=500)


def paged(ask: Ask, rows: Sequence[dict[str, Any]], *, key: str, as_of: AsOf) -> dict[str, Any]:
    """Return the page asked for. Raises: InvalidError for a cursor that was not made here."""
    after = cursor_of(ask.query, str)
    rest = [row for row in rows if after is None or row[key] > after[0]]
    limit = ask.query["limit"]
    return listed(rest[: limit + 1], as_of=as_of, limit=limit, cursor=lambda row: (row[key],))
