"""The rows measured on the record itself, without HTTP: appending, loading a stream, reading the log.

Blocks of both sides alternate, so that a slow disk or a busy neighbour slows both; medians of blocks. What waits for
the disk is measured by the wall's clock, what only reads by the process's CPU time.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.city import NOW, ZONE, City
from benchmarks.rows import Row, ratio_of
from domain import events as e
from domain import ids
from domain.actors import CLERK, Actor
from domain.record import Fact
from service import codec
from service import record_tables as sql
from service.act import Act
from service.clock import SystemClock
from service.event_store import EventStore, Turn
from service.folded import load
from service.migrate import create_record

BLOCK = 100
STREAMS = 40
LONG = 1000  # events of the stream that is loaded
_ACTOR = Actor("bench", CLERK, unit="u01")
_DIGEST = "0" * 64
_PLAIN = Act(_ACTOR, "bench", "bench")
_BARE_TABLE = """CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
    name TEXT NOT NULL, meta BLOB NOT NULL, state BLOB NOT NULL, UNIQUE (stream, version)) STRICT"""


def append(folder: Path, *, rounds: int) -> list[Row]:
    """Measure one event and four in a write, Merkle log, receipt and decision included, against a bare INSERT+COMMIT.

    Bare: the same columns and bytes made before, their unique (stream, version), WAL, synchronous=FULL; no decision,
    no hash. Ours: the whole turn; once also with an Idempotency-Key.
    """
    store, bare = _store(folder), _Bare(folder)
    sides: dict[str, Callable[[int], object]] = {
        "bare": bare.insert,
        "one": lambda i: _write(store, i, 1),
        "keyed": lambda i: _write(store, i, 1, f"k{i}"),
        "four": lambda i: _write(store, i, 4),
    }
    took = _in_blocks(sides, rounds=rounds, block=BLOCK)
    store.close()
    bare.close()
    each = [four / 4 for four in took["four"]]
    return [
        ratio_of("append", took["one"], took["bare"], figure=0.70, unit="of bare INSERT"),
        ratio_of("append", took["keyed"], took["bare"], unit="of bare, with a key"),
        ratio_of("append-4", each, took["bare"], figure=1.5, unit="× bare, per event"),
    ]


def stream(folder: Path, *, rounds: int) -> list[Row]:
    """Measure loading a task of 1,000 events against reading and decoding the same rows without folding them."""
    store = _store(folder)
    name = ids.task("long")
    for _ in range(LONG // BLOCK):
        store.write(_PLAIN, lambda turn: _long(turn, name, BLOCK))
    with store.reading() as db:
        sides = {"decoded": lambda _: _decoded(db, name), "loaded": lambda _: load(db, name)}
        took = _in_blocks(sides, rounds=rounds, block=5, clock=process_time)
    store.close()
    return [ratio_of("stream", took["loaded"], took["decoded"], at_most=True, figure=2, unit="× decoding alone")]


def log(city: City, *, rounds: int) -> list[Row]:
    """Measure reading the log as typed lines, in pages as a rebuild does, against SELECT and json.loads."""
    app = city.app()
    count = min(app.store.position(), 30_000)
    with app.store.reading() as db:
        sides = {"plain": lambda _: _plain(db, count), "typed": lambda _: _typed(app.store, count)}
        took = _in_blocks(sides, rounds=max(3, rounds // 5), block=1, clock=process_time)
    app.close()
    rate = {name: f"{count / median(times):,.0f} k events/s" for name, times in took.items()}
    pairs = tuple(plain / typed for plain, typed in zip(took["plain"], took["typed"], strict=True))
    ratio = median(took["plain"]) / median(took["typed"])
    return [Row("log", rate["typed"], rate["plain"], ratio, 1.0, unit="× SELECT+json", spread=pairs)]


def _in_blocks(
    sides: Mapping[str, Callable[[int], object]],
    *,
    rounds: int,
    block: int,
    clock: Callable[[], float] = perf_counter,
) -> dict[str, list[float]]:
    """Return the median milliseconds of each block of each side."""
    took: dict[str, list[float]] = {name: [] for name in sides}
    count = 0
    for _ in range(rounds):
        for name, side in sides.items():
            times = []
            for _ in range(block):
                count += 1
                start = clock()
                side(count)
                times.append(clock() - start)
            took[name].append(median(times) * 1e3)
    return took


def _store(folder: Path) -> EventStore:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "record.db"
    create_record(path, demonstration=False, act=_PLAIN, clock=SystemClock(), zone=ZONE)
    store = EventStore(path, SystemClock(), ZONE)
    store.write(_PLAIN, lambda _: [_entered(f"t{number}") for number in range(STREAMS)] + [_entered("long")])
    return store


def _entered(number: str) -> Fact:
    units = ("u01",), ("u02",), ("u03",)
    task = e.TaskEntered(number, "heyuan-2020", "任务", "hard_task", None, None, None, None, *units, False, NOW.date())
    return Fact(ids.task(number), task)


def _write(store: EventStore, i: int, facts: int, key: str | None = None) -> int:
    name = ids.task(f"t{i % STREAMS}")

    def decide(turn: Turn) -> list[Fact]:
        task = turn.fold(name)
        missed = e.DutyMissed("progress_report", task.scheme, "u01", "lead", task.task_no, "2020-08", turn.today)
        return [Fact(name, missed)] * facts

    act = Act(_ACTOR, "bench", "bench", key, b"d" * 32 if key else None)
    return len(store.write(act, decide).lines)


class _Bare:
    """The other side: rows as long as ours, inserted and committed with nothing around."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "bare.db", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(_BARE_TABLE)

    def insert(self, i: int) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        row = (f"task/t{i % STREAMS}", i, "duty.missed.v1", b"m" * 190, b"s" * 150)
        self._db.execute("INSERT INTO events (stream, version, name, meta, state) VALUES (?,?,?,?,?)", row)
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()


def _long(turn: Turn, name: str, count: int) -> list[Fact]:
    made = len(turn.fold(name).reports)
    return [Fact(name, _report(made + number)) for number in range(1, count + 1)]


def _report(number: int) -> e.ReportSubmitted:
    return e.ReportSubmitted(
        "long", number, "u01", "lead", "2020-12", "office", None, "完成 57 %", 57.0, _DIGEST, None, None, (), (),
        number - 1 or None, NOW, NOW.date(), 0,
    )  # fmt: skip


def _decoded(db: sqlite3.Connection, name: str) -> None:
    for _version, event, state, meta in db.execute(sql.SINCE_VERSION, (name, 0)):
        codec.decode(event, state)
        codec.account_of(meta)


def _plain(db: sqlite3.Connection, count: int) -> int:
    rows = db.execute("SELECT position, stream, version, name, meta, state FROM events WHERE position <= ?", (count,))
    return len([(*row[:4], json.loads(row[4]), json.loads(row[5])) for row in rows])


def _typed(store: EventStore, count: int) -> int:
    position = 0
    while position < count:
        position = store.lines(position, min(5000, count - position))[-1].position
    return position
