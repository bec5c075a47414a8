"""The read database deleted, damaged or replaced by an older one while two workers serve: never a wrong answer."""

import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import events as e
from domain import ids
from domain.actors import HEAD, Actor
from domain.record import Fact
from projections import task_state
from projections.as_of import now
from projections.store import NotCaughtUpError
from service import app as parts
from service.act import Act
from service.open_record import open_record
from service.settings import Settings
from tests import builders as make
from tests.fakes import FixedClock

NO = "2020-001"
OFFICE = Actor("head", HEAD)
ROUNDS = int(os.environ.get("READ_FAULT_ROUNDS", "20"))


def settings(home: Path) -> Settings:
    return Settings(home, ZoneInfo("Asia/Shanghai"), "zh_Hans", None, 0, "json", timer=False)


def built(home: Path) -> parts.App:
    return parts.build(settings(home), clock=FixedClock(datetime(2020, 8, 11, 1, tzinfo=UTC)))


def write(app: parts.App, event: Any) -> int:
    act = Act(OFFICE, "test", "test")
    return app.store.write(act, lambda turn: [Fact(ids.task(NO), event)]).lines[0].position


def serve(home: Path, stop: Any, wrong: Any, counts: Any, mine: int) -> None:
    """Be a worker: write a title and read it back at once, in two threads, until told to stop."""
    app = built(home)

    def work(thread: int) -> None:
        said = 0
        while not stop.is_set():
            said += 1
            note = f"{mine}.{thread}.{said}"
            event = e.TaskAmended(NO, {"note": note}, "试", date(2020, 8, 20))
            position = write(app, event)
            try:
                with app.read.at(after=position) as db:
                    told = task_state.one(db, NO, viewer=OFFICE, as_of=now(db))
                    seen = db.position
            except NotCaughtUpError:
                counts[1] += 1
                continue
            counts[0] += 1
            state = [x for x in app.store.stream(ids.task(NO)) if x.position <= seen][-1]
            if told["note"] != state.event.changes["note"] or told["version"] != state.version:
                wrong.put((position, seen, told["note"], state.event.changes["note"]))

    def told_of(thread: int) -> None:
        try:
            work(thread)
        except BaseException as broken:
            wrong.put(repr(broken))
            raise

    threads = [threading.Thread(target=told_of, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    app.close()


def deleted(path: Path, old: Path, random: Random) -> None:
    path.unlink(missing_ok=True)


def deleted_with_companions(path: Path, old: Path, random: Random) -> None:
    for found in path.parent.glob("read.db*"):
        if random.random() < 0.7 and not found.name.endswith("lock"):
            found.unlink(missing_ok=True)


def damaged(path: Path, old: Path, random: Random) -> None:
    with path.open("r+b") as file:
        file.seek(random.randrange(max(path.stat().st_size, 1)))
        file.write(random.randbytes(5000))


def shortened(path: Path, old: Path, random: Random) -> None:
    os.truncate(path, random.randrange(path.stat().st_size + 1))


def replaced(path: Path, old: Path, random: Random) -> None:
    shutil.copy(old, path.with_name("copy"))
    path.with_name("copy").replace(path)


def written_over(path: Path, old: Path, random: Random) -> None:
    shutil.copy(old, path)


HARMS: tuple[Callable[[Path, Path, Random], None], ...] = (
    deleted, deleted_with_companions, damaged, shortened, replaced, written_over,
)  # fmt: skip


@pytest.mark.faults
def test_no_harm_to_the_read_database_makes_an_answer_wrong(tmp_path: Path) -> None:
    open_record(settings(tmp_path), scheme_id="heyuan-2020", demonstration=True, clock=FixedClock(make.START))
    app = built(tmp_path)
    app.store.write(Act(OFFICE, "test", "test"), lambda turn: [Fact(ids.task(NO), make.task_entered(1))])
    write(app, e.TaskAmended(NO, {"note": "first"}, "试", date(2020, 8, 20)))
    app.read.digest()
    app.close()
    old = tmp_path / "old.db"
    shutil.copy(tmp_path / "read.db", old)
    context = multiprocessing.get_context("spawn")
    stop, wrong, counts = context.Event(), context.Queue(), context.Array("i", 2)
    workers = [context.Process(target=serve, args=(tmp_path, stop, wrong, counts, n)) for n in range(2)]
    for worker in workers:
        worker.start()
    random, path = Random(4), tmp_path / "read.db"
    threading.Event().wait(1.5)
    for number in range(ROUNDS):
        with suppress(FileNotFoundError, ValueError):  # it is being made anew this very moment
            HARMS[number % len(HARMS)](path, old, random)
        threading.Event().wait(0.15)
    stop.set()
    for worker in workers:
        worker.join(30)
        assert worker.exitcode == 0
    assert wrong.empty(), wrong.get()
    assert counts[0] > ROUNDS, f"answered {counts[0]}, refused {counts[1]}"
    print(f"answered={counts[0]} refused={counts[1]} harms={ROUNDS}")
    app = built(tmp_path)
    followed = app.read.digest()
    app.read.rebuild()
    assert app.read.digest() == followed
    app.close()
