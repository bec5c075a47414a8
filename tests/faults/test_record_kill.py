"""kill -9 in the middle of writing, two hundred times: what was acknowledged is there, and nothing is torn."""

import os
import random
import select
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain import events, ids
from domain.record import Fact
from service.clock import StandingClock
from service.event_store import EventStore, Turn
from service.verify_record import verify_record
from tests.fakes import START, ZONE, a_record, an_act

pytestmark = pytest.mark.faults
KILLS = 200
THREADS = 4


def take_number(turn: Turn) -> list[Fact]:
    """Decide on two streams, so that a half-written request would show."""
    first, second = ids.register("first"), ids.register("second")
    number = getattr(turn.fold(first), "last", 0) + 1
    assert getattr(turn.fold(second), "last", 0) + 1 == number, "the two registers have come apart"
    return [Fact(stream, events.NumberTaken(stream, number, "load")) for stream in (first, second)]


class Writer:
    """A forked process that writes in four threads and tells every acknowledgement through a pipe."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self._read, told = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._read)
            _write_for_ever(path, name, told)
        os.close(told)

    def until_acknowledged(self) -> None:
        """Wait for its first acknowledgement: it is writing."""
        assert select.select([self._read], [], [], 30)[0], "the writer never came to write"

    def kill(self) -> Iterator[tuple[str, int]]:
        """Kill it and return what it had acknowledged: (key, first position)."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        with os.fdopen(self._read, "rb") as pipe:
            for line in pipe.read().splitlines(keepends=True):
                if line.endswith(b"\n"):
                    key, position = line.split()
                    yield key.decode(), int(position)


def _write_for_ever(path: Path, name: str, told: int) -> None:
    store = EventStore(path, StandingClock(START), ZONE)

    def work(thread: int) -> None:
        number = 0
        while True:
            number += 1
            key = f"{name}.{thread}.{number}"
            receipt: Any = store.write(an_act(key), take_number).receipt
            os.write(told, b"%s %d\n" % (key.encode(), receipt.position))

    for thread in range(THREADS):
        threading.Thread(target=work, args=(thread,), daemon=True).start()
    signal.pause()


def test_nothing_acknowledged_is_lost_and_nothing_is_torn_when_writers_are_killed(tmp_path: Path) -> None:
    path = a_record(tmp_path, clock=StandingClock(START)).path
    chance = random.Random(20200811)
    acknowledged: dict[str, int] = {}
    running = [Writer(path, "w0"), Writer(path, "w1")]
    killed = 0
    while killed < KILLS:
        victim = running.pop(0)
        victim.until_acknowledged()
        threading.Event().wait(chance.random() * 0.05)
        acknowledged.update(victim.kill())
        killed += 1
        running.append(Writer(path, f"w{killed + 1}"))
    for writer in running:
        acknowledged.update(writer.kill())

    store = EventStore(path, StandingClock(START), ZONE)
    assert len(acknowledged) > KILLS
    for key, position in acknowledged.items():
        again = store.write(an_act(key), _never)
        assert (again.replayed, again.lines[0].position, len(again.lines)) == (True, position, 2)
    result = verify_record(store)
    assert result.clean, result.fault
    done = store.write(an_act("after"), take_number)
    assert done.lines[0].event.number * 2 + 1 == store.position(), "the numbers run without a gap"
    print(f"kills={killed} acknowledged={len(acknowledged)} lines={result.size} lost=0")


def _never(_: Turn) -> list[Fact]:
    raise AssertionError("an acknowledged request was lost")
