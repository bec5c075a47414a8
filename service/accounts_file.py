"""accounts.db as a file: its tables, one connection to read and one to write in each process (D-033)."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from service import throttle

_TABLES = (
    """CREATE TABLE IF NOT EXISTS accounts(
        account TEXT PRIMARY KEY, version INTEGER NOT NULL, state BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS posts(
        post TEXT PRIMARY KEY, version INTEGER NOT NULL, state BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS credentials(
        account TEXT PRIMARY KEY, password TEXT, code BLOB, code_until REAL NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS tokens(
        digest BLOB PRIMARY KEY, account TEXT NOT NULL, label TEXT NOT NULL, UNIQUE (account, label)
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS sessions(
        digest BLOB PRIMARY KEY, account TEXT NOT NULL, begun_at REAL NOT NULL, seen_at REAL NOT NULL
    ) STRICT""",
    throttle.TABLE,
)


class AccountsFile:
    def __init__(self, path: Path) -> None:
        self._path = path
        # Two locks: whoever reads must not wait for another thread's write to reach the disk.
        self._reading, self._writing = RLock(), RLock()
        self._connections: dict[tuple[str, int], sqlite3.Connection] = {}

    def create_tables(self) -> None:
        """Make the file, readable by its owner alone, and its tables; harmless when they are there."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        with self.writing() as db:
            for statement in _TABLES:
                db.execute(statement)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield the reading connection; its `PRAGMA data_version` moves with every write, this process's included."""
        with self._reading:
            yield self._connection("reading")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the writing connection in one transaction: all of it or none."""
        with self._writing:
            db = self._connection("writing")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def _connection(self, purpose: str) -> sqlite3.Connection:
        # By process: a connection must not be carried across a fork.
        key = (purpose, os.getpid())
        found = self._connections.get(key)
        if found is None:
            found = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = FULL")
            self._connections[key] = found
        return found
