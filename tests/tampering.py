"""What an insider with the database could do to one row: flip, delete, insert, swap; with the guards put back after."""

import random
import sqlite3
from collections.abc import Callable

from service import record_tables as sql

TABLES = ("events", "leaves", "tiles", "idempotency", "content", "identity")
_KEYS = {
    "events": ("position",), "leaves": ("position",), "tiles": ("level", "number"), "idempotency": ("account", "key"),
    "content": ("digest",), "identity": ("one",),
}  # fmt: skip


def tamper(db: sqlite3.Connection, table: str, way: str, chance: random.Random) -> str:
    """Change one row (two for a swap) of `table` and say what was done; the triggers are as before afterwards."""
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name=?", (table,)).fetchall()
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    done = _WAYS[way](db, table, chance)
    for _, statement in guards:
        db.execute(statement)
    return f"{way} {table}: {done}"


def ways(table: str) -> tuple[str, ...]:
    """Return what can be done to a table; the one row of `identity` has no other to be swapped with or joined by."""
    return ("flip", "delete") if table == "identity" else ("flip", "delete", "insert", "swap")


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in _KEYS[table])


def _some_row(db: sqlite3.Connection, table: str, chance: random.Random) -> dict[str, object]:
    count = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    row = db.execute(f"SELECT * FROM {table} LIMIT 1 OFFSET ?", (chance.randrange(count),)).fetchone()
    return dict(zip(_columns(db, table), row, strict=True))


def _key(table: str, row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[column] for column in _KEYS[table])


def _flipped(value: object, chance: random.Random) -> object:
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(8)
    data = bytearray(value if isinstance(value, bytes) else str(value).encode())
    place = chance.randrange(len(data))
    if isinstance(value, bytes):
        data[place] ^= 1 << chance.randrange(8)
        return bytes(data)
    text = str(value)
    place = chance.randrange(len(text))
    return text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]


def _flip(db: sqlite3.Connection, table: str, chance: random.Random) -> str:
    while True:
        row = _some_row(db, table, chance)
        column = chance.choice([name for name in row if name != "one"])
        changed = _flipped(row[column], chance)
        try:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {_where(table)}", (changed, *_key(table, row)))
        except sqlite3.IntegrityError:  # the database itself refuses, e.g. a position that is taken: try another
            continue
        return f"{column} of {_key(table, row)}"


def _delete(db: sqlite3.Connection, table: str, chance: random.Random) -> str:
    row = _some_row(db, table, chance)
    db.execute(f"DELETE FROM {table} WHERE {_where(table)}", _key(table, row))
    return str(_key(table, row))


def _insert(db: sqlite3.Connection, table: str, chance: random.Random) -> str:
    """Add a copy of a row under the next free key: at the end, or with a name of its own."""
    row = _some_row(db, table, chance)
    fresh: dict[str, Callable[[], object]] = {
        "position": lambda: _next(db, table, "position"),
        "version": lambda: _next_version(db, row),
        "number": lambda: _next(db, table, "number"),
        "key": lambda: f"forged-{chance.random()}",
        "digest": lambda: f"{chance.getrandbits(256):064x}",
    }
    values = {column: fresh[column]() if column in fresh else value for column, value in row.items()}
    db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", tuple(values.values()))
    return str(_key(table, values))


def _next(db: sqlite3.Connection, table: str, column: str) -> int:
    return int(db.execute(f"SELECT max({column}) + 1 FROM {table}").fetchone()[0])


def _next_version(db: sqlite3.Connection, row: dict[str, object]) -> int:
    return int(db.execute("SELECT max(version) + 1 FROM events WHERE stream = ?", (row["stream"],)).fetchone()[0])


def _swap(db: sqlite3.Connection, table: str, chance: random.Random) -> str:
    """Exchange what two rows say, each keeping its key."""
    while True:
        one, other = _some_row(db, table, chance), _some_row(db, table, chance)
        columns = [name for name in one if name not in _KEYS[table] and name not in ("stream", "version")]
        if any(one[name] != other[name] for name in columns):
            break
    for target, source in ((one, other), (other, one)):
        sets = ", ".join(f"{name} = ?" for name in columns)
        db.execute(
            f"UPDATE {table} SET {sets} WHERE {_where(table)}",
            (*(source[name] for name in columns), *_key(table, target)),
        )
    return f"{_key(table, one)} and {_key(table, other)}"


def rebuild_derived(db: sqlite3.Connection) -> None:
    """Do what a thorough insider does next: recompute every leaf and tile, so that the tables agree again."""
    from domain.evidence import EMPTY, grow, leaf_hash

    for table in ("leaves", "tiles"):
        db.execute(f"DROP TRIGGER {table}_refuses_delete")
        db.execute(f"DELETE FROM {table}")
    edge = EMPTY
    for position, *parts in db.execute(sql.ALL_LINES).fetchall():
        leaf = leaf_hash(*parts[:5])
        edge, tiles = grow(edge, leaf)
        db.execute(sql.INSERT_LEAF, (position, leaf))
        db.executemany(sql.INSERT_TILE, tiles)
    for statement in sql.TRIGGERS:
        if statement.startswith(("CREATE TRIGGER leaves_refuses_delete", "CREATE TRIGGER tiles_refuses_delete")):
            db.execute(statement)


_WAYS: dict[str, Callable[[sqlite3.Connection, str, random.Random], str]] = {
    "flip": _flip, "delete": _delete, "insert": _insert, "swap": _swap,
}  # fmt: skip
