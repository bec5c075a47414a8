"""Re-hash the whole record against its leaves, tiles and counts and name the first wrong place (docs/verify.md)."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from domain.evidence import EMPTY, Edge, TileRoot, grow, leaf_hash, root
from service import codec
from service import record_tables as sql
from service.record_reader import RecordReader
from service.turn import request_digest

Progress = Callable[[int, int], None]  # (lines read, lines in all)
_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What was found wrong first. `what` is a slug; `position` the line it concerns, where there is one."""

    what: str
    position: int | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """`size` and `root` (hexadecimal) are the tree's as recomputed: up to the fault when there is one."""

    size: int
    root: str
    fault: Fault | None

    @property
    def clean(self) -> bool:
        return self.fault is None


class _FoundError(Exception):
    def __init__(self, what: str, position: int | None, detail: str = "") -> None:
        super().__init__(what)
        self.fault = Fault(what, position, detail)


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def verify_record(
    store: RecordReader, progress: Progress = no_progress, noted: Mapping[int, bytes] | None = None
) -> VerifyResult:
    """Verify the record as it stands at this moment; `noted` are roots by tree size that somebody keeps elsewhere."""
    with store.reading() as db:
        db.execute("BEGIN")
        try:
            return verify_rows(db, progress, noted)
        finally:
            db.execute("ROLLBACK")


def verify_rows(
    db: sqlite3.Connection, progress: Progress = no_progress, noted: Mapping[int, bytes] | None = None
) -> VerifyResult:
    """Verify what one connection sees."""
    audit = _Audit(db, dict(noted or {}))
    fault = None
    try:
        audit.run(progress)
    except _FoundError as found:
        fault = found.fault
    except (sqlite3.DatabaseError, codec.DecodeError, ValueError) as error:  # bytes that cannot be read at all
        fault = Fault("unreadable", audit.edge.size + 1, str(error))
    return VerifyResult(audit.edge.size, root(audit.edge).hex(), fault)


class _Audit:
    """One pass over the lines in log order, carrying what the other tables must then agree with."""

    def __init__(self, db: sqlite3.Connection, noted: dict[int, bytes]) -> None:
        self._db = db
        self._noted = noted
        self.edge: Edge = EMPTY
        self._versions: dict[str, int] = {}
        self._tiles: list[TileRoot] = []
        self._told: set[str] = set()  # digests of the narrative texts that facts refer to
        self._erased: set[str] = set()  # those that a line says were erased by law
        self._request: tuple[str, int, int] | None = None  # the request whose lines are being read
        self._requests = db.execute(sql.ALL_REQUESTS)

    def run(self, progress: Progress) -> None:
        self._guards()
        total = int(self._db.execute(sql.LAST).fetchone()[0])
        self._identity()
        for row in self._db.execute(sql.ALL_LINES):
            self._line(*row)
            if not self.edge.size % _EVERY:
                progress(self.edge.size, total)
        self._end_of_request()
        if self._requests.fetchone() is not None:
            raise _FoundError("request_without_lines", None)
        self._leftovers()
        self._contents()
        if self._noted:
            raise _FoundError("shorter_than_noted", self.edge.size + 1, f"a root of size {min(self._noted)} is noted")
        progress(self.edge.size, total)

    def _guards(self) -> None:
        found = {row[0] for row in self._db.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
        if found != set(sql.TRIGGERS):
            raise _FoundError("guard_changed", None, "the triggers that refuse UPDATE and DELETE")
        damage = self._db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if damage != "ok":
            raise _FoundError("file_damaged", None, damage)

    def _identity(self) -> None:
        rows = self._db.execute("SELECT incarnation FROM identity").fetchall()
        first = self._db.execute("SELECT name, state FROM events WHERE position = 1").fetchone()
        named = [(codec.decode(*first).incarnation,)] if first and first[0] == "record.created.v1" else []
        if rows != named:
            raise _FoundError("identity", 1, f"{rows} stands where {named} belongs")

    def _line(
        self, position: int, stream: str, version: int, name: str, meta: bytes, state: bytes, leaf: bytes | None
    ) -> None:
        if position != self.edge.size + 1:
            raise _FoundError("position", self.edge.size + 1, f"{position} stands there")
        if version != self._versions.get(stream, 0) + 1:
            raise _FoundError("version", position, f"{stream} {version} follows {self._versions.get(stream, 0)}")
        found = leaf_hash(stream, version, name, meta, state)
        if found != leaf:
            raise _FoundError("leaf", position, f"{found.hex()} is not {leaf.hex() if leaf else 'there'}")
        self._versions[stream] = version
        self.edge, completed = grow(self.edge, found)
        self._tiles += completed
        if (noted := self._noted.pop(position, None)) is not None and noted != root(self.edge):
            raise _FoundError("root", position, f"{root(self.edge).hex()} is not the {noted.hex()} noted elsewhere")
        self._told.update(codec.narratives(name, state))
        if name == codec.ERASED:
            self._erased.update(codec.decode(name, state).texts)
        self._of_request(position, codec.request_of(meta))

    def _of_request(self, position: int, request: str | None) -> None:
        if self._request is not None and self._request[0] == request:
            self._request = (self._request[0], self._request[1], position)
            return
        self._end_of_request()
        self._request = (request, position, position) if request else None

    def _end_of_request(self) -> None:
        if self._request is None:
            return
        account, key, body_digest, first, last = self._requests.fetchone() or ("", "", b"", None, None)
        if (request_digest(account, key, body_digest), first, last) != self._request:
            raise _FoundError("request", self._request[1], f"the row of {account} {key} says {first}–{last}")

    def _leftovers(self) -> None:
        extra = self._db.execute("SELECT min(position) FROM leaves WHERE position > ?", (self.edge.size,)).fetchone()[0]
        if extra is not None:
            raise _FoundError("leaf_without_line", extra)
        stored = [TileRoot(*row) for row in self._db.execute("SELECT level, number, root FROM tiles")]
        for there, belongs in zip(stored, sorted(self._tiles), strict=False):
            if there != belongs:
                raise _FoundError("tile", None, f"level {belongs.level} number {belongs.number}")
        if len(stored) != len(self._tiles):
            raise _FoundError("tile", None, f"{len(stored)} full tiles are stored, {len(self._tiles)} belong there")

    def _contents(self) -> None:
        for digest, salt, text in self._db.execute("SELECT digest, salt, text FROM content"):
            if sha256(salt + text.encode()).hexdigest() != digest:
                raise _FoundError("content", None, digest)
            if digest not in self._told:
                raise _FoundError("content_without_line", None, digest)
            if digest in self._erased:
                raise _FoundError("content_back", None, digest)
            self._told.discard(digest)
        if missing := self._told - self._erased:
            raise _FoundError("content_missing", None, min(missing))
