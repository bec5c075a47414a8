"""Reading the record outside the writer's turn: lines, streams, current states, contents, hashes."""

import re
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from domain.evidence import Edge, restore_edge
from domain.record import Recorded
from service import codec
from service import record_tables as sql
from service.folded import Folded, State, load

RawLine = tuple[int, int, str, bytes, bytes]  # position, version, stored name, metadata, state
_DIGEST = re.compile(rb'"([0-9a-f]{64})"')
_IDLE = 8  # connections kept open between reads


class RecordReader:
    """Reads what is committed at that moment, in any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._folded = Folded()
        self._folding = Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a read-only connection."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = sql.connect(self.path, read_only=True)
        try:
            yield connection
        finally:
            if len(self._idle) < _IDLE:
                self._idle.append(connection)
            else:
                connection.close()

    def position(self) -> int:
        """Return the last position; 0 for an empty record."""
        with self.reading() as db:
            return int(db.execute(sql.LAST).fetchone()[0])

    def fold(self, stream: str) -> Any | None:
        """Return the stream's current state, None when it does not exist."""
        return self._current(stream)[1]

    def version(self, stream: str) -> int:
        """Return the stream's current version, 0 when it does not exist."""
        with self.reading() as db:
            return int(db.execute(sql.LAST_VERSION, (stream,)).fetchone()[0])

    def _current(self, stream: str) -> State:
        known = self._known(stream)
        with self.reading() as db:
            found = load(db, stream, known)  # only what came after: right however old `known` is
        if found[0] > known[0]:
            with self._folding:
                self._folded.put(stream, found)
        return found

    def _known(self, stream: str) -> State:
        return self._folded.peek(stream)

    def lines(self, after: int, limit: int = 5000) -> list[Recorded]:
        """Return the lines after a position, in log order."""
        with self.reading() as db:
            return read_lines(db, sql.TAIL, (after, limit))

    def line(self, position: int) -> Recorded | None:
        found = self.lines(position - 1, 1)
        return found[0] if found and found[0].position == position else None

    def stream(self, stream: str) -> list[Recorded]:
        with self.reading() as db:
            return read_lines(db, sql.STREAM, (stream,))

    def raw_stream(self, stream: str) -> list[RawLine]:
        """Return a stream's lines as stored, for answers that splice them without decoding."""
        with self.reading() as db:
            return db.execute(sql.RAW_STREAM, (stream,)).fetchall()

    def content(self, digest: str) -> str | None:
        """Return a narrative text, None when it was erased by law."""
        return self.contents((digest,)).get(digest)

    def contents(self, digests: Iterable[str]) -> dict[str, str]:
        """Return the narrative texts that are still there."""
        with self.reading() as db:
            found = ((digest, db.execute(sql.CONTENT, (digest,)).fetchone()) for digest in digests)
            return {digest: row[0] for digest, row in found if row}

    def lines_naming(self, digests: Iterable[str]) -> list[Recorded]:
        """Return the lines whose stored bytes hold one of the digests, in log order; reads the whole record."""
        wanted = {digest.encode() for digest in digests}
        with self.reading() as db:
            found = [
                position
                for position, meta, state in db.execute(sql.ALL_STATES)
                if not wanted.isdisjoint(_DIGEST.findall(state)) or not wanted.isdisjoint(_DIGEST.findall(meta))
            ]
        return [line for position in found if (line := self.line(position))]

    def salted_contents(self, digests: Iterable[str]) -> dict[str, tuple[bytes, str]]:
        """Return salt and text of those that are still there: what proves a text to be the one an event names."""
        with self.reading() as db:
            found = ((digest, db.execute(sql.SALTED_CONTENT, (digest,)).fetchone()) for digest in digests)
            return {digest: (bytes(row[0]), row[1]) for digest, row in found if row}

    def leaf(self, position: int) -> bytes | None:
        with self.reading() as db:
            row = db.execute(sql.LEAF, (position,)).fetchone()
            return bytes(row[0]) if row else None

    def hashes(self, level: int, first: int, count: int) -> Sequence[bytes]:
        """Return stored hashes of the tree (`domain.evidence.Stored`)."""
        with self.reading() as db:
            return read_hashes(db, level, first, count)

    def edge(self, size: int | None = None) -> Edge:
        """Return the tree's right edge, now or when it had `size` leaves."""
        return restore_edge(self.position() if size is None else size, self.hashes)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


def read_lines(db: sqlite3.Connection, statement: str, values: tuple[Any, ...]) -> list[Recorded]:
    """Return the lines a statement selects, decoded."""
    decode, decode_meta = codec.decode, codec.decode_meta
    return [
        Recorded(position, stream, version, name, decode(name, state), decode_meta(meta), leaf)
        for position, stream, version, name, meta, state, leaf in db.execute(statement, values)
    ]


def read_hashes(db: sqlite3.Connection, level: int, first: int, count: int) -> list[bytes]:
    """Return `count` stored hashes of a level, from number `first` on."""
    if level == 0:
        return [row[0] for row in db.execute(sql.LEAVES, (first, count))]
    return [row[0] for row in db.execute(sql.TILE_ROOTS, (level, first, count))]
