"""Append through the event store against a bare INSERT and COMMIT, both in one run; print milliseconds and ratios.

`python -m benchmarks.append [ROUNDS]`. Bare: the same columns with their unique (stream, version), bytes made before,
WAL, synchronous=FULL, prepared statement; nothing decided, nothing hashed. Ours: the whole turn, with locks, the tail,
the clock rule, a decision on the folded task, encoding, the Merkle leaf, the receipt; once with an Idempotency-Key.
Blocks alternate, so that a slow disk slows both; medians over all single appends.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from domain import events, ids
from domain.actors import HEAD, Actor
from domain.record import Fact
from service.act import Act
from service.clock import SystemClock
from service.event_store import EventStore, Turn
from service.folded import load
from service.migrate import create_record

BLOCK = 100
TASKS = 40
ZONE = ZoneInfo("Asia/Shanghai")
ACTOR = Actor("head", HEAD, posts=("p-head",))


def main(rounds: int = 30) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store, raw = _store(Path(folder)), _raw(Path(folder))
        sides: dict[str, Callable[[int], int]] = {
            "bare insert": lambda i: _bare(raw, i),
            "ours": lambda i: _ours(store, i, None, 1),
            "ours, keyed": lambda i: _ours(store, i, f"k{i}", 1),
            "bare insert of 4": lambda i: _bare(raw, i, 4),
            "ours, 4 facts": lambda i: _ours(store, i, None, 4),
            "turn with nothing to write": lambda i: _refused(store),
        }
        took: dict[str, list[float]] = {name: [] for name in sides}
        count = 0
        for _ in range(rounds):
            for name, side in sides.items():
                for _ in range(BLOCK):
                    count += 1
                    start = perf_counter()
                    side(count)
                    took[name].append(perf_counter() - start)
        _print(took)
        _load_a_thousand(store)
        store.close()


def _print(took: dict[str, list[float]]) -> None:
    bare, four = median(took["bare insert"]), median(took["bare insert of 4"])
    for name, times in took.items():
        floor = four if "4" in name else bare
        print(f"{name:28} {median(times) * 1e3:7.3f} ms   {floor / median(times):5.2f} of its bare insert")
    print(f"per event in writes of 4: {4 * bare / median(took['ours, 4 facts']):5.2f} x a bare single insert")


def _store(folder: Path) -> EventStore:
    path = folder / "record.db"
    create_record(path, demonstration=False, act=Act(ACTOR, "bench", "b"), clock=SystemClock(), zone=ZONE)
    store = EventStore(path, SystemClock(), ZONE)
    store.write(Act(ACTOR, "bench", "b"), lambda _: [_entered(number) for number in range(TASKS)])
    return store


def _entered(number: int) -> Fact:
    day = datetime(2020, 8, 11, tzinfo=UTC).date()
    task = events.TaskEntered(f"t{number}", "heyuan-2020", "任务", "hard_task", None, None, None, None, ("fgj",), (), (),
                              False, day)  # fmt: skip
    return Fact(ids.task(task.task_no), task)


def _ours(store: EventStore, i: int, key: str | None, facts: int) -> int:
    stream = ids.task(f"t{i % TASKS}")

    def decide(turn: Turn) -> list[Fact]:
        task = turn.fold(stream)
        return [Fact(stream, events.DutyMissed("progress_report", task.scheme, "fgj", "lead", task.task_no, "2020-08",
                                               turn.today))] * facts  # fmt: skip

    body = b"d" * 32 if key else None
    return len(store.write(Act(ACTOR, "bench", "b", key, body), decide).lines)


def _refused(store: EventStore) -> int:
    return len(store.write(Act(ACTOR, "bench", "b"), lambda _: []).lines)


def _raw(folder: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute(
        "CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, "
        "name TEXT NOT NULL, meta BLOB NOT NULL, state BLOB NOT NULL, UNIQUE (stream, version)) STRICT"
    )
    return raw


def _bare(raw: sqlite3.Connection, i: int, rows: int = 1) -> int:
    stream = f"task/t{i % TASKS}"
    lines = [(stream, i * 8 + row, "duty.missed.v1", b"m" * 190, b"s" * 150) for row in range(rows)]
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany("INSERT INTO events (stream, version, name, meta, state) VALUES (?,?,?,?,?)", lines)
    raw.execute("COMMIT")
    return rows


def _load_a_thousand(store: EventStore) -> None:
    stream = "task/t0"
    with store.reading() as db:
        length = len(store.raw_stream(stream))
        start = perf_counter()
        load(db, stream)
        print(f"fold a stream of {length} from its first event: {(perf_counter() - start) * 1e3:.2f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
