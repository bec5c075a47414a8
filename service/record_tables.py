"""The record's tables and every statement on them, in SQLite's dialect: the one file another engine would replace."""

import sqlite3
from pathlib import Path

LAYOUT = 1  # PRAGMA user_version; `ducha migrate` moves a record from one layout to the next
APPLICATION_ID = 0x44756368  # "Duch": tells `file` and us what this database is

TABLES = (
    """CREATE TABLE identity (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        incarnation TEXT NOT NULL
    ) STRICT""",
    # `position` is the log's own gap-free count; the implicit rowid of a table is issued again after a tail delete
    """CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        meta BLOB NOT NULL,
        state BLOB NOT NULL,
        UNIQUE (stream, version)
    ) STRICT""",
    "CREATE TABLE leaves (position INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT",
    # the root of every full subtree of 256^level leaves; with the leaves, all that a C2SP tile is made of
    """CREATE TABLE tiles (
        level INTEGER NOT NULL, number INTEGER NOT NULL, root BLOB NOT NULL,
        PRIMARY KEY (level, number)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE idempotency (
        account TEXT NOT NULL, key TEXT NOT NULL, body_digest BLOB NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (account, key)
    ) STRICT, WITHOUT ROWID""",
    # narrative text: the only rows of a record that may be erased, by law; the event keeps the salted digest
    "CREATE TABLE content (digest TEXT PRIMARY KEY, salt BLOB NOT NULL, text TEXT NOT NULL) STRICT",
    # what the library of event sourcing reads (`select_events`, `select_notifications`); a view refuses its inserts
    """CREATE VIEW stored_events AS
        SELECT position AS rowid, stream AS originator_id, version AS originator_version, name AS topic, state
        FROM events""",
)
NEVER_CHANGED = ("identity", "events", "leaves", "tiles", "idempotency")


def _refusal(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER {table}_refuses_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {table}'); END"
    )


TRIGGERS = (
    *(_refusal(table, action) for table in NEVER_CHANGED for action in ("UPDATE", "DELETE")),
    _refusal("content", "UPDATE"),
)

LAST = "SELECT coalesce(max(position), 0) FROM events"
LAST_META = "SELECT position, meta FROM events ORDER BY position DESC LIMIT 1"
TAIL = """SELECT e.position, e.stream, e.version, e.name, e.meta, e.state, l.hash
    FROM events e JOIN leaves l USING (position) WHERE e.position > ? ORDER BY e.position LIMIT ?"""
STREAM = """SELECT e.position, e.stream, e.version, e.name, e.meta, e.state, l.hash
    FROM events e JOIN leaves l USING (position) WHERE e.stream = ? ORDER BY e.version"""
RAW_STREAM = "SELECT position, version, name, meta, state FROM events WHERE stream = ? ORDER BY version"
SINCE_VERSION = "SELECT version, name, state, meta FROM events WHERE stream = ? AND version > ? ORDER BY version"
LAST_VERSION = "SELECT coalesce(max(version), 0) FROM events WHERE stream = ?"
FIRST_META = "SELECT meta FROM events WHERE position = 1"
LAST_NAMED = "SELECT position, name, state FROM events WHERE stream = ? AND name = ? ORDER BY version DESC LIMIT 1"
ONE_REQUEST = "SELECT body_digest, first, last FROM idempotency WHERE account = ? AND key = ?"
LEAF = "SELECT hash FROM leaves WHERE position = ?"
LEAVES = "SELECT hash FROM leaves WHERE position > ? ORDER BY position LIMIT ?"
TILE_ROOTS = "SELECT root FROM tiles WHERE level = ? AND number >= ? ORDER BY number LIMIT ?"
ALL_LINES = """SELECT e.position, e.stream, e.version, e.name, e.meta, e.state, l.hash
    FROM events e LEFT JOIN leaves l USING (position) ORDER BY e.position"""
ALL_REQUESTS = "SELECT account, key, body_digest, first, last FROM idempotency ORDER BY first"
CONTENT = "SELECT text FROM content WHERE digest = ?"
SALTED_CONTENT = "SELECT salt, text FROM content WHERE digest = ?"
ALL_STATES = "SELECT position, meta, state FROM events ORDER BY position"

INSERT_EVENT = "INSERT INTO events VALUES (?,?,?,?,?,?)"
INSERT_LEAF = "INSERT INTO leaves VALUES (?,?)"
INSERT_TILE = "INSERT INTO tiles VALUES (?,?,?)"
INSERT_REQUEST = "INSERT INTO idempotency VALUES (?,?,?,?,?)"
INSERT_CONTENT = "INSERT INTO content VALUES (?,?,?)"
INSERT_IDENTITY = "INSERT INTO identity VALUES (1,?)"
ERASE_CONTENT = "DELETE FROM content WHERE digest = ?"  # only with the line that says so (decision 015)
EMPTY_WAL = "PRAGMA wal_checkpoint(TRUNCATE)"  # answers a row whose first column is 0 when nobody was in the way


class RecordNotReadyError(Exception):
    """There is no record at this path, or it needs `ducha migrate`; a starting worker never makes tables."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the record with what durability asks for, and see that it holds. Raises: RecordNotReadyError."""
    if not path.exists():
        raise RecordNotReadyError(f"no record at {path}: run `ducha init`")
    connection = _open(path)
    if connection.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
        connection.close()
        raise RecordNotReadyError(f"the record at {path} has another layout: run `ducha migrate`")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.close()
        raise RecordNotReadyError(f"the record at {path} is not in WAL mode: run `ducha migrate`")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def create_tables(path: Path) -> None:
    """Make an empty record's tables in one transaction; do nothing when they are there. Raises: sqlite3.Error."""
    connection = _open(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in (*TABLES, *TRIGGERS):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _open(path: Path) -> sqlite3.Connection:
    # autocommit, so that BEGIN and COMMIT stand where we write them; the library keeps one statement, we keep them all
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=64, timeout=10)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA secure_delete = ON")  # an erased text is overwritten, not left in a free page
    connection.execute("PRAGMA cache_size = -1024")  # KiB; one for each thread that reads at the same time
    if connection.execute("PRAGMA synchronous").fetchone()[0] != 2:
        connection.close()
        raise RecordNotReadyError("this SQLite does not keep synchronous=FULL: commits would not survive a power loss")
    return connection
