"""Opening a read database file: the only place that knows its driver, its pragmas and what a damaged file says."""

import os
import sqlite3
from pathlib import Path
from typing import Any

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_FORMAT,
    }
)  # fmt: skip
_PRESSURE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT}
)
DatabaseError = sqlite3.DatabaseError


class Connection(sqlite3.Connection):
    """A connection that knows which file it opened and which position its transaction reads."""

    position: int = 0
    generation: int = 0
    shared: dict[Any, Any]


def open_file(path: Path, *, rows: bool) -> Connection:
    """Open an existing read file; never make one: an empty file would answer wrongly. Raises: DatabaseError."""
    db = sqlite3.connect(
        f"file:{_quoted(path)}?mode=rw", uri=True, isolation_level=None, check_same_thread=False, timeout=2.0,
        cached_statements=256, factory=Connection,
    )  # fmt: skip
    try:
        # synchronous=OFF: the file is disposable; no autocheckpoint: only the lock's holder may touch the main
        # file, so that its time and size vouch for it. No mmap: a truncated file would kill the process.
        for pragma in ("synchronous=OFF", "wal_autocheckpoint=0", "cache_size=-1024", "temp_store=MEMORY"):
            db.execute(f"PRAGMA {pragma}")
    except BaseException:
        db.close()
        raise
    db.shared = {}
    if rows:
        db.row_factory = sqlite3.Row
    return db


def make_file(path: Path) -> Connection:
    """Make a new file to build in, alone. Raises: DatabaseError, OSError."""
    remove(path)
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Connection)
    db.shared = {}
    for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-32768"):
        db.execute(f"PRAGMA {pragma}")
    return db


def finish_file(db: Connection) -> None:
    """Close a file that was built, ready for many readers."""
    db.execute("PRAGMA locking_mode=NORMAL")
    db.execute("PRAGMA journal_mode=WAL")
    db.close()


def replace(path: Path, built: Path) -> None:
    """Put a built file in place.

    The old one goes first: with neither a file nor its companions in the way, nobody can read the new file through
    the old one's write-ahead log.
    """
    remove(path)
    built.rename(path)


def remove(path: Path) -> None:
    for companion in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + companion).unlink(missing_ok=True)


def mark(path: Path) -> tuple[int, int, int, int] | None:
    """Return what vouches for the main file: the file it is, and when and how large it was last written."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a third of the price of Path.stat, on every request
    except FileNotFoundError:
        return None
    return (found.st_ino, found.st_dev, found.st_mtime_ns, found.st_size)


def boot() -> str:
    """Return the machine's boot: a file that is never synced is not trusted across a crash of the machine."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def is_damage(error: BaseException) -> bool:
    """Tell whether the file is to blame, rather than a model or a full disk."""
    return isinstance(error, sqlite3.DatabaseError) and _code(error) in _DAMAGE


def is_pressure(error: BaseException) -> bool:
    """Tell whether the machine is to blame for the moment: full disk, a lock, memory."""
    return isinstance(error, sqlite3.DatabaseError) and _code(error) in _PRESSURE


def is_missing_table(error: BaseException) -> bool:
    return isinstance(error, sqlite3.OperationalError) and "no such table" in str(error)


def _code(error: Any) -> int:
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
