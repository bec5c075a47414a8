"""Words in place of content digests; what was erased by law is null and says so."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.routes import Answer, Ask
from api.schemas import cursor_of, listed
from projections import as_of as times

Question = Callable[..., list[dict[str, Any]]]


def with_words(row: Mapping[str, Any], words: Mapping[str, str], field: str = "text") -> dict[str, Any]:
    """Return the row with the words of one field, and whether they were erased."""
    digest = row[field]
    said = words.get(digest) if digest else None
    return {**row, field: said, "erased": bool(digest) and said is None}


def in_words(ask: Ask, rows: Sequence[Mapping[str, Any]], parts: str) -> list[dict[str, Any]]:
    """Return the rows with their own words, and those of each of their `parts`."""
    words = ask.app.store.contents([part["text"] for row in rows for part in (row, *row[parts]) if part["text"]])
    return [{**with_words(row, words), parts: [with_words(part, words) for part in row[parts]]} for row in rows]


def newest_first(ask: Ask, question: Question, asked: Sequence[str], parts: str) -> dict[str, Any]:
    """Return the page asked for of a list by position, in words; `asked` are the question's own filters."""
    limit = ask.query["limit"]
    before = cursor_of(ask.query, int)
    wanted = {name: ask.query[name] for name in asked if name in ask.query}
    with ask.reading() as db:
        as_of = times.now(db)
        rows = question(db, viewer=ask.actor, **wanted, before=before[0] if before else None, limit=limit + 1)
    body = listed(in_words(ask, rows, parts), as_of=as_of, limit=limit, cursor=lambda row: (row["position"],))
    return {**body, "items": [_shown(row) for row in body["items"]]}


def one_told(ask: Ask, row: Mapping[str, Any], parts: str) -> Answer:
    """Return the answer that tells of one thing in words; what is partly erased is always told anew."""
    told = in_words(ask, [row], parts)[0]
    return Answer(_shown(told), etag=row["version"], fresh=any(part["erased"] for part in (told, *told[parts])))


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "position"}
