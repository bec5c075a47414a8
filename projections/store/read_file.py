"""The read file as this process trusts it: the file opened, vouched for by its mark and by the record itself."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from projections.follow import incarnation
from projections.model import Log, Model, stamps
from projections.store import connection
from projections.store.connection import Connection, DatabaseError
from projections.store.lock import Lock

Mark = tuple[int, int, int, int]


class ReadFile:
    """Connections to one read file, given out only while it is the file that was vouched for.

    Only the holder of the lock writes the main file, and then notes its mark (identity, time, size) beside the lock.
    A file deleted, replaced or written over by anybody else no longer bears that mark.
    """

    def __init__(self, path: Path, log: Log, models: Sequence[Model]) -> None:
        self.path = path
        self.lock = Lock(path.with_name(path.name + ".lock"))
        self._log = log
        self._versions = stamps(models)
        self._seen: Mark | None = None
        self._generation = 0
        self._idle: list[Connection] = []
        self._writer: Connection | None = None
        self._pid = os.getpid()
        self._left_to_parent: list[Connection] = []
        self._shared: dict[Any, Any] = {}

    def trusted(self) -> bool:
        """Tell whether the file in place is the one this process has vouched for; costs one system call."""
        if os.getpid() != self._pid:
            self._after_fork()
        return self._seen is not None and connection.mark(self.path) == self._seen

    def accept(self) -> bool:
        """Vouch for the file in place, or refuse to. The lock is held."""
        if self.trusted():
            return True
        found = connection.mark(self.path)
        if found is None or repr(found) != self.lock.noted():
            return False
        if self._seen is not None and found[:2] == self._seen[:2]:
            self._seen = found  # the same file, checkpointed by another process
            return True
        self.renounce()
        try:
            writer = self._open(rows=False)
            if self._on_record(writer):
                self._writer, self._seen = writer, found
                return True
            writer.close()
        except DatabaseError:
            return False
        return False

    def renounce(self) -> None:
        """Trust no file: close what is idle; a connection in use is closed when it comes back."""
        self._seen = None
        self._generation += 1
        idle, self._idle = self._idle, []
        if self._writer is not None:
            idle.append(self._writer)
            self._writer = None
        for db in idle:
            db.close()

    def condemn(self) -> None:
        """Have the file rebuilt by whoever looks next, in whatever process. The lock is held."""
        self.renounce()
        self.lock.note("condemned")

    def settle(self) -> None:
        """Note the mark of the file that the holder of the lock has just written."""
        found = connection.mark(self.path)
        self.lock.note(repr(found))
        self._seen = found

    def checkpoint(self) -> None:
        """Carry the write-ahead log into the main file. The lock is held."""
        self.writer().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        self.settle()

    def writer(self) -> Connection:
        """Return the one connection that writes. The lock is held, the file trusted."""
        if self._writer is None:
            self._writer = self._open(rows=False)
        return self._writer

    def borrow(self) -> Connection:
        """Return a connection to read with. Raises: DatabaseError."""
        while self._idle:
            try:
                db = self._idle.pop()
            except IndexError:  # another thread was quicker
                break
            if db.generation == self._generation:
                return db
            db.close()
        return self._open(rows=True)

    def give_back(self, db: Connection) -> None:
        if db.generation == self._generation and not db.in_transaction:
            self._idle.append(db)
        else:
            db.close()

    def close(self) -> None:
        """Close everything. The last to close a database carries its log over, so the mark is noted anew."""
        if os.getpid() != self._pid or self._seen is None:
            return
        with self.lock.held(1.0) as held:
            trusted = held and self.trusted()
            self.renounce()
            if trusted:
                self.settle()
                self._seen = None

    def _open(self, *, rows: bool) -> Connection:
        db = connection.open_file(self.path, rows=rows)
        db.generation = self._generation
        db.shared = self._shared
        return db

    def _on_record(self, db: Connection) -> bool:
        """Tell whether the file was made from this record, by this release, since the machine started."""
        found = db.execute("SELECT incarnation, position, leaf, boot, versions FROM meta").fetchone()
        if found is None or found[3] != connection.boot() or found[4] != self._versions:
            return False
        if found[1] == 0:
            return True
        first, last = self._log.line(1), self._log.line(found[1])
        return bool(last is not None and last.leaf == found[2] and incarnation(first) == found[0])

    def _after_fork(self) -> None:
        """Leave the parent's connections alone, unclosed: SQLite must not see them from a child."""
        self._pid = os.getpid()
        self._left_to_parent += self._idle
        if self._writer is not None:
            self._left_to_parent.append(self._writer)
        self._idle, self._writer, self._seen = [], None, None
        self._generation += 1
        self.lock.after_fork()
