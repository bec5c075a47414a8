"""The audit log: who made what known, when and where, searchable by an event's own words (S54)."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.actors import Actor, may
from domain.errors import AbsentError, InvalidError
from domain.events import NAMES
from projections import audit_rows as rows
from projections.as_of import DEFAULT_ZONE, AsOf, end_of, micros, moment_of, start_of, told
from projections.model import Db, Model

NAME = "audit_log"
VERSION = 1
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=rows.OWNS,
    hidden=rows.HIDDEN,
    tables=rows.TABLES,
    indexes=rows.INDEXES,
    steps={},
    every=rows.each,
    flush=rows.flush,
)

# Proposals and drafts: seen by whoever may read a lighting session before it is issued; those of an assessment are
# the assessor's own. Told by their names, so that a new draft is hidden before anybody thinks of it.
DRAFTS = tuple(
    name
    for name in NAMES
    if name.split(".")[1].endswith(("drafted", "_proposed")) and not name.startswith(("assessment.", "score."))
)
_COLUMNS = "position, recorded_at, account, person, post, unit, on_behalf_of, name, stream, version, leaf"
_TERMS = ("account", "person", "post", "unit", "on_behalf_of", "name", "stream")
_SHORT = 3  # a trigram index knows nothing shorter


def lines(
    db: Db, *, viewer: Actor, as_of: AsOf, zone: ZoneInfo, stream: str | None = None, actor: str | None = None,
    unit: str | None = None, event: str | None = None, from_on: date | None = None, to_on: date | None = None,
    q: str | None = None, cursor: str | None = None, limit: int = 100,
) -> dict[str, Any]:  # fmt: skip
    """Return a page of the log, newest first; `next_cursor` is the position to go on below.

    `actor`: an account, person or post. `unit`: whose act it was, or whom it concerns. `event`: a stored name or its
    beginning (`task.`). `from_on`, `to_on`: local days, inclusive. `q`: words in the event, or a part of a name.
    Raises: InvalidError for a cursor that is none.
    """
    found = _Conditions()
    found.add("position <= ?", as_of.position)
    if cursor:
        found.add("position < ?", _position(cursor))
    _who_and_what(db, found, stream, actor, unit, event)
    _when(found, zone, from_on, to_on)
    if q and q.strip():
        _search(found, q.strip())
    _no_drafts(found, viewer)
    sql = f"SELECT {_COLUMNS} FROM audit_line WHERE {found.where()} ORDER BY position DESC LIMIT ?"
    page = db.execute(sql, [*found.parameters, limit + 1]).fetchall()
    items = _told(db, page[:limit])
    more = len(page) > limit
    return {"items": items, "next_cursor": str(items[-1]["position"]) if more else None, "as_of": as_of.shown()}


def one(db: Db, *, viewer: Actor, position: int) -> dict[str, Any]:
    """Return a line with the positions of its neighbours in its stream, as far as the viewer may know of them.

    Raises: AbsentError, also for a draft that is not for this viewer.
    """
    found = lines(db, viewer=viewer, as_of=AsOf(position), zone=DEFAULT_ZONE, limit=1)["items"]
    if not found or found[0]["position"] != position:
        raise AbsentError("audit_line", str(position))
    return {
        **found[0],
        "earlier": _neighbour(db, viewer, position, "<"),
        "later": _neighbour(db, viewer, position, ">"),
    }


def _neighbour(db: Db, viewer: Actor, position: int, side: str) -> int | None:
    found = _Conditions()
    found.add("stream = (SELECT stream FROM audit_line WHERE position = ?)", position)
    found.add(f"position {side} ?", position)
    _no_drafts(found, viewer)
    order = "DESC" if side == "<" else "ASC"
    sql = f"SELECT position FROM audit_line WHERE {found.where()} ORDER BY version {order} LIMIT 1"
    row = db.execute(sql, found.parameters).fetchone()
    return int(row[0]) if row else None


def last_before(db: Db, name: str, position: int) -> int | None:
    """Return the position of the last line of that stored name before a position; None when there is none."""
    row = db.execute(
        "SELECT max(position) FROM audit_line WHERE position < ?"
        " AND name = (SELECT id FROM audit_term WHERE term = ?)", (position, name),
    ).fetchone()  # fmt: skip
    return row[0] if row else None


class _Conditions:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self.parameters: list[Any] = []

    def add(self, part: str, *parameters: Any) -> None:
        self._parts.append(part)
        self.parameters.extend(parameters)

    def where(self) -> str:
        return " AND ".join(self._parts)


def _who_and_what(
    db: Db, found: _Conditions, stream: str | None, actor: str | None, unit: str | None, event: str | None
) -> None:
    if stream is not None:
        found.add("stream = (SELECT id FROM audit_term WHERE term = ?)", stream)
    if actor is not None:
        number = _number(db, actor)
        found.add("(account = ? OR person = ? OR post = ?)", number, number, number)
    if unit is not None:
        found.add("unit = ?", _number(db, unit))
    if event is not None:
        found.add("name IN (SELECT id FROM audit_term WHERE term LIKE ? ESCAPE '\\')", f"{_escaped(event)}%")


def _no_drafts(found: _Conditions, viewer: Actor) -> None:
    if not may("read_lighting", viewer):
        marks = ",".join("?" * len(DRAFTS))
        found.add(f"name NOT IN (SELECT id FROM audit_term WHERE term IN ({marks}))", *DRAFTS)


def _when(found: _Conditions, zone: ZoneInfo, from_on: date | None, to_on: date | None) -> None:
    if from_on is not None:
        found.add("recorded_at >= ?", micros(start_of(from_on, zone)))
    if to_on is not None:
        found.add("recorded_at <= ?", micros(end_of(to_on, zone)))


def _search(found: _Conditions, q: str) -> None:
    """Look the words up by the trigram index; the LIKE beside it settles case and what trigrams cannot."""
    like = f"%{_escaped(q)}%"
    words = "SELECT id FROM audit_words WHERE words LIKE ? ESCAPE '\\'"
    parameters = [like]
    if len(q) >= _SHORT:
        words += " AND id IN (SELECT rowid FROM audit_search WHERE audit_search MATCH ?)"
        parameters.append('"' + q.replace('"', '""') + '"')
    named = "SELECT id FROM audit_term WHERE term LIKE ? ESCAPE '\\'"
    columns = " OR ".join(f"{column} IN ({named})" for column in ("stream", "account", "person", "unit"))
    found.add(f"(words IN ({words}) OR {columns})", *parameters, like, like, like, like)


def _number(db: Db, term: str) -> int:
    row = db.execute("SELECT id FROM audit_term WHERE term = ?", (term,)).fetchone()
    return int(row[0]) if row else -1


def _told(db: Db, page: Iterable[Any]) -> list[dict[str, Any]]:
    memo: dict[int, str] = {}

    def term(number: int | None) -> str | None:
        if number is None:
            return None
        if number not in memo:
            memo[number] = db.execute("SELECT term FROM audit_term WHERE id = ?", (number,)).fetchone()[0]
        return memo[number]

    return [
        {
            "position": row["position"],
            "recorded_at": told(moment_of(row["recorded_at"])),
            **{column: term(row[column]) for column in _TERMS},
            "version": row["version"],
            "leaf": row["leaf"].hex(),
        }
        for row in page
    ]


def _position(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise InvalidError("cursor", "not_a_cursor", value=cursor)
    return int(cursor)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
