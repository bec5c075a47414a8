"""The record as the library of event sourcing sees it: its recorder over our tables and our connections.

`select_events`, `select_notifications` and `max_notification_id` are the library's own, on the view `stored_events`;
writing goes through the writer's turn alone. Source: decision 010.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from eventsourcing.persistence import ProgrammingError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from service import record_tables as sql


class _Pool(SQLiteConnectionPool):
    """The library's pool, opening connections our way: read-only, WAL and synchronous seen to hold."""

    def _create_connection(self) -> SQLiteConnection:
        connection = sql.connect(Path(self.db_name), read_only=True)
        connection.row_factory = sqlite3.Row
        return SQLiteConnection(sqlite_conn=connection, max_age=self.max_age)


class _Datastore(SQLiteDatastore):
    def __init__(self, path: Path) -> None:
        super().__init__(str(path), originator_id_type="text")
        self.pool.close()
        self.pool = _Pool(db_name=str(path))


class RecordRecorder(SQLiteApplicationRecorder):
    """Originator id = stream, topic = stored name, state = canonical JSON, notification id = position."""

    def __init__(self, path: Path) -> None:
        super().__init__(_Datastore(path), events_table_name="stored_events")

    def construct_create_table_statements(self) -> list[str]:
        return []  # only `ducha init` and `ducha migrate` make tables

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> NoReturn:
        raise ProgrammingError("only the writer's turn writes to the record")

    def _insert_events(
        self,
        c: SQLiteCursor | sqlite3.Connection,
        stored_events: Sequence[StoredEvent],
        *,
        first: int = 0,
        metas: Sequence[bytes] = (),
        leaves: Sequence[bytes] = (),
        **_: Any,
    ) -> list[int]:
        """Insert events at the positions from `first` on, each with its metadata and leaf, and return the positions."""
        positions = list(range(first, first + len(stored_events)))
        rows = [
            (position, line.originator_id, line.originator_version, line.topic, meta, line.state)
            for position, line, meta in zip(positions, stored_events, metas, strict=True)
        ]
        c.executemany(sql.INSERT_EVENT, rows)
        c.executemany(sql.INSERT_LEAF, list(zip(positions, leaves, strict=True)))
        return positions

    def close(self) -> None:
        self.datastore.close()
