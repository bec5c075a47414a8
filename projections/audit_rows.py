"""How the audit log follows the record: one narrow row a line, and the free words of each event once.

Only an event's own words are kept: names, titles, reasons. Narrative texts are digests in the event and stay so here.
"""

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from domain.events import NAMES, NARRATIVES
from domain.record import Recorded
from projections.as_of import micros
from projections.model import Batch

TABLES = (
    "CREATE TABLE audit_term (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE)",
    "CREATE TABLE audit_words (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE)",
    """CREATE TABLE audit_line (
        position INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, account INTEGER NOT NULL, person INTEGER,
        post INTEGER, unit INTEGER, on_behalf_of INTEGER, name INTEGER NOT NULL, stream INTEGER NOT NULL,
        version INTEGER NOT NULL, leaf BLOB NOT NULL, words INTEGER
    )""",
    "CREATE VIRTUAL TABLE audit_search USING fts5(words, content='', columnsize=0, tokenize='trigram')",
)
INDEXES = (
    "CREATE INDEX audit_line_stream ON audit_line (stream, version)",
    "CREATE INDEX audit_line_unit ON audit_line (unit) WHERE unit IS NOT NULL",
    "CREATE INDEX audit_line_words ON audit_line (words) WHERE words IS NOT NULL",
)
OWNS = ("audit_term", "audit_words", "audit_line")
HIDDEN = ("audit_search",)

_LINE = "INSERT INTO audit_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TERM = "INSERT INTO audit_term VALUES (?, ?)"
_WORDS = "INSERT INTO audit_words VALUES (?, ?)"
_SEARCH = "INSERT INTO audit_search (rowid, words) VALUES (?, ?)"
_CODE = re.compile(r"[a-z0-9_:/.+-]*|[0-9T:.+-]+Z?")  # codes, days, moments, digests
# Fields that only ever hold codes or digests; any other text is looked at, so that a new event is searchable.
_CODES = frozenset(
    {
        "task_no", "scheme", "unit", "role", "node", "to", "by", "files", "kind", "period", "category", "item",
        "leader", "coordinator", "responsible", "lead", "co", "construction", "counties", "units", "members", "code",
        "group", "from_unit", "to_unit", "post", "account", "posts", "into", "notice", "tasks", "added", "amended",
        "withdrawn", "copies_to", "proposal", "light", "was", "proposed", "case", "profile", "register", "taken_for",
        "label_of", "incarnation", "presumed_lead", "replaced_by",
        "figures", "facts", "results", "formula", "among", "bulletin",
    }
)  # fmt: skip
_NOT_TEXT = re.compile(r"(datetime\.)?(int|float|bool|date|datetime)( \| None)?|tuple\[int, \.\.\.\]")


def _worded(name: str, kind: type) -> tuple[str, ...]:
    """Return the fields of an event that may hold words of its own."""
    narrative = NARRATIVES.get(name, ())
    return tuple(
        field.name
        for field in fields(kind)
        if field.name not in _CODES
        and field.name not in narrative
        and not _NOT_TEXT.fullmatch(field.type.__name__ if isinstance(field.type, type) else str(field.type))
    )


_WORDED = {name: _worded(name, kind) for name, kind in NAMES.items()}


def words_of(name: str, event: Any) -> str:
    """Return the event's free words, one piece a line; empty when it has none."""
    found: list[str] = []
    for field in _WORDED[name]:
        value = getattr(event, field)
        if type(value) is str:
            if value and not _CODE.fullmatch(value):
                found.append(value)
        elif value:
            found.extend(_pieces(value))
    return "\n".join(found)


def _pieces(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        if value and not _CODE.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _pieces(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _pieces(part)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from _pieces(getattr(value, field.name))


def each(batch: Batch, line: Recorded) -> None:
    """Write the row of any line."""
    meta, event = line.meta, line.event
    term = batch.written("audit_term")
    unit = meta.unit or getattr(event, "unit", None) or _unit_of(meta.on_behalf_of)
    words = words_of(line.name, event)
    batch.later(
        _LINE,
        (
            line.position,
            micros(meta.recorded_at),
            term.get(meta.account) or _term(batch, meta.account),
            meta.person and (term.get(meta.person) or _term(batch, meta.person)),
            meta.post and (term.get(meta.post) or _term(batch, meta.post)),
            unit and (term.get(unit) or _term(batch, unit)),
            meta.on_behalf_of and (term.get(meta.on_behalf_of) or _term(batch, meta.on_behalf_of)),
            term.get(line.name) or _term(batch, line.name),
            term.get(line.stream) or _term(batch, line.stream),
            line.version,
            line.leaf,
            _words(batch, words) if words else None,
        ),
    )


def flush(batch: Batch) -> None:
    """Keep memory flat over a long load: the next batch asks the table again."""
    batch.written("audit_term", 50_000)
    batch.written("audit_words", 10_000)


def _unit_of(on_behalf_of: str | None) -> str | None:
    return on_behalf_of[5:] if on_behalf_of and on_behalf_of.startswith("unit:") else None


def _term(batch: Batch, term: str) -> int:
    """Return the number of a term that the memo does not know, giving it the next one when it is new."""
    memo = batch.written("audit_term")
    row = batch.one("SELECT id FROM audit_term WHERE term = ?", term)
    number = row[0] if row else _next(batch, "audit_term")
    if row is None:
        batch.run(_TERM, number, term)
    memo[term] = number
    return int(number)


def _words(batch: Batch, words: str) -> int:
    memo = batch.written("audit_words")
    number = memo.get(words)
    if number is None:
        row = batch.one("SELECT id FROM audit_words WHERE words = ?", words)
        number = row[0] if row else _next(batch, "audit_words")
        if row is None:
            batch.run(_WORDS, number, words)
            batch.run(_SEARCH, number, words)
        memo[words] = number
    return int(number)


def _next(batch: Batch, table: str) -> int:
    return int(batch.one(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0])
