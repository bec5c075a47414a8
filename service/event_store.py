"""The event store: the one door to the record, writing in the writer's turn and reading (decisions 010, 012)."""

import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from domain import ids
from domain.events import ClockAccepted, RecordCreated
from domain.evidence import EMPTY, Edge, grow, restore_edge
from domain.frame import RecordState
from domain.record import Fact, Recorded
from service import codec
from service import record_tables as sql
from service.act import Act
from service.clock import Clock
from service.clock_rule import WATCHED, ClockSeen, read_clock_seen
from service.folded import BrokenRecordError, Folded, State
from service.record_reader import RecordReader, read_hashes
from service.recorder import RecordRecorder
from service.turn import Commit, Turn
from service.turns import Ask, Turns
from service.written import (
    ClockRefusedError,
    Content,
    KeyReusedError,
    NotWrittenError,
    Receipt,
    Written,
    content_of,
)

__all__ = [
    "BrokenRecordError",
    "ClockRefusedError",
    "Content",
    "EventStore",
    "KeyReusedError",
    "NotWrittenError",
    "Receipt",
    "Turn",
    "Written",
    "WrongClockError",
]  # fmt: skip

Follow = Callable[[Sequence[Recorded]], None]
_log = logging.getLogger("ducha.record")
_FAR_BEHIND = 2000  # lines; from here on it is cheaper to restore the edge from tiles and fold anew on demand


class WrongClockError(Exception):
    """DUCHA_CLOCK is set, but this record is not a demonstration: it obeys the machine's clock alone."""


class EventStore(RecordReader):
    """One process's store on one record. Threads share it; a forked process opens its own."""

    def __init__(self, path: Path, clock: Clock, zone: ZoneInfo, follow: Follow | None = None) -> None:
        """Open the record. Raises: RecordNotReadyError, WrongClockError."""
        super().__init__(path)
        self.clock = clock
        self.zone = zone
        self.follow = follow  # applies committed lines to the read models, inside the turn, in log order
        self.recorder = RecordRecorder(path)
        self._writer: sqlite3.Connection | None = sql.connect(path)
        self._pid = os.getpid()
        self._between_processes = os.open(path.with_suffix(".turn"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._turns = Turns(self._serve)
        self._mine = Folded()
        self._edge: Edge = EMPTY
        self._seen = ClockSeen()
        self._warm_up()
        record = self.fold(ids.RECORD)
        self.incarnation = record.incarnation if isinstance(record, RecordState) else ""
        self.demonstration = record.demonstration if isinstance(record, RecordState) else True
        if clock.by_hand and not self.demonstration:
            self.close()
            raise WrongClockError(f"{path} is not a demonstration record: unset DUCHA_CLOCK")

    # --- writing ---------------------------------------------------------------------------------------------

    def write(self, act: Act, decide: Callable[[Turn], Sequence[Fact]], contents: Sequence[Content] = ()) -> Written:
        """Decide on the current record and record the facts: all of them, durably, or none.

        Raises: whatever `decide` raises, ConflictError, KeyReusedError, ClockRefusedError, NotWrittenError.
        """
        return self._turns.run(Ask(act, decide, contents, trusted_clock=False))

    def accept_clock(self, act: Act, reason: str) -> Written:
        """Record that an administrator vouches for the clock's present moment. Raises: as `write`."""

        def decide(turn: Turn) -> list[Fact]:
            return [Fact(ids.RECORD, ClockAccepted(turn.last_at or turn.now, turn.now, reason))]

        return self._turns.run(Ask(act, decide, (), trusted_clock=True))

    def empty_wal(self) -> bool:
        """Write everything home from the write-ahead log, where erased texts lie on; False when a reader is in the way.

        Raises: sqlite3.Error.
        """
        connection = sql.connect(self.path)
        try:
            connection.execute("PRAGMA busy_timeout = 1000")
            return bool(connection.execute(sql.EMPTY_WAL).fetchone()[0] == 0)
        finally:
            connection.close()

    def clock_anomaly(self) -> str | None:
        """Return why writes are refused for the clock's sake, None when it is believed (`/readyz`)."""
        now = self.clock.now()
        with self.reading() as db:
            seen = read_clock_seen(db, self.zone)
        return seen.anomaly(now, now.astimezone(self.zone).date(), forward=self._forward)

    @property
    def today(self) -> date:
        """Return the local day it is."""
        return self.clock.now().astimezone(self.zone).date()

    @staticmethod
    def content_of(text: str) -> Content:
        return content_of(text)

    def _known(self, stream: str) -> State:
        return max(self._mine.peek(stream), self._folded.peek(stream), key=itemgetter(0))

    def close(self) -> None:
        super().close()
        self.recorder.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._between_processes >= 0:
            os.close(self._between_processes)
            self._between_processes = -1

    # --- the writer's turn -----------------------------------------------------------------------------------

    @property
    def _forward(self) -> bool:
        # a demonstration walks through months in minutes; its clock is nobody's claim about today (decision 013)
        return not (self.demonstration and self.clock.by_hand)

    def _serve(self, drain: Callable[[], list[Ask]]) -> None:
        """Serve everybody waiting in one commit. Raises: NotWrittenError; then nobody's facts are on the record."""
        if os.getpid() != self._pid:
            raise RuntimeError("this store was opened before a fork: every process opens its own")
        fcntl.flock(self._between_processes, fcntl.LOCK_EX)
        try:
            self._serve_in_turn(drain)
        except sqlite3.Error as error:
            self._reopen()
            raise NotWrittenError(str(error)) from error
        finally:
            fcntl.flock(self._between_processes, fcntl.LOCK_UN)

    def _serve_in_turn(self, drain: Callable[[], list[Ask]]) -> None:
        db = self._writer
        if db is None:
            db = self._writer = sql.connect(self.path)
        db.execute("BEGIN IMMEDIATE")
        try:
            self._catch_up(db)
            commit = Commit(db, self._mine, self._edge, self._seen, now=self.clock.now(), zone=self.zone,
                            forward=self._forward)  # fmt: skip
            answers = _decide_all(commit, drain())
            if commit.lines:
                self._insert(db, commit)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        # from here on it is durable: nothing below may turn an answer into a failure
        self._edge, self._seen = commit.edge, commit.seen
        for stream, state in commit.states.items():
            self._mine.put(stream, state)
        if commit.lines:
            self._tell(commit.lines)
        for ask, answer in answers:
            if isinstance(answer, Written):
                ask.written = answer
            else:
                ask.error = answer

    def _insert(self, db: sqlite3.Connection, commit: Commit) -> None:
        if commit.lines[0].position == 1:
            db.execute(sql.INSERT_IDENTITY, (_incarnation(commit.lines[0]),))
        leaves = [line.leaf for line in commit.lines]
        self.recorder._insert_events(
            db, commit.stored, first=commit.lines[0].position, metas=commit.metas, leaves=leaves
        )
        if commit.tiles:
            db.executemany(sql.INSERT_TILE, commit.tiles)
        if commit.requests:
            rows = [(*who, *what) for who, what in commit.requests.items()]
            db.executemany(sql.INSERT_REQUEST, rows)
        if commit.contents:
            db.executemany(sql.INSERT_CONTENT, [(c.digest, c.salt, c.text) for c in commit.contents])
        if commit.erased:
            db.executemany(sql.ERASE_CONTENT, [(digest,) for digest in commit.erased])

    def _tell(self, lines: Sequence[Recorded]) -> None:
        if self.follow is None:
            return
        try:
            self.follow(lines)
        except Exception:  # noqa: BLE001 - the facts are durable; the read models catch up from the log
            _log.exception("follow_failed position=%d", lines[-1].position)

    def _catch_up(self, db: sqlite3.Connection) -> None:
        """Take in what other processes have written since the last turn."""
        tail = db.execute(sql.TAIL, (self._edge.size, _FAR_BEHIND)).fetchall()
        if not tail:
            return
        if len(tail) == _FAR_BEHIND:
            self._warm_up(db)
            return
        edge, seen = self._edge, self._seen
        for position, stream, version, name, meta, state, leaf in tail:
            if position != edge.size + 1:
                raise BrokenRecordError(f"position {position} stands where {edge.size + 1} belongs")
            edge, _ = grow(edge, leaf)
            self._mine.follow(stream, version, name, state, meta)
            if name in WATCHED or seen.last_at is None:
                seen = seen.after(codec.decode(name, state), _recorded_at(meta), self.zone)
        self._edge, self._seen = edge, ClockSeen(_recorded_at(tail[-1][4]), seen.reached_on)

    def _warm_up(self, db: sqlite3.Connection | None = None) -> None:
        """Restore the tree's edge and what is known of time from the record; forget folded states."""
        if db is None:
            with self.reading() as own:
                own.execute("BEGIN")  # one snapshot for both
                try:
                    self._warm_up(own)
                finally:
                    own.execute("ROLLBACK")
            return
        size = int(db.execute(sql.LAST).fetchone()[0])
        self._edge = restore_edge(size, lambda level, first, count: read_hashes(db, level, first, count))
        self._seen = read_clock_seen(db, self.zone)
        self._mine.clear()

    def _reopen(self) -> None:
        """Drop a connection that failed; the next turn opens another. The edge and the states are those committed."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _decide_all(commit: Commit, asks: list[Ask]) -> list[tuple[Ask, Written | Exception]]:
    """Decide each request in order; a refusal undoes only its own."""
    answers: list[tuple[Ask, Written | Exception]] = []
    for ask in asks:
        try:
            answers.append((ask, commit.serve(ask)))
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - carried to the request's own thread and raised there
            answers.append((ask, error))
    return answers


def _incarnation(first: Recorded) -> str:
    if not isinstance(first.event, RecordCreated):
        raise BrokenRecordError(f"a record begins with record.created.v1, not with {first.name}")
    return first.event.incarnation


def _recorded_at(meta: bytes) -> datetime:
    return codec.decode_meta(meta).recorded_at
