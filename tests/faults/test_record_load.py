"""Many commands, repetitions, clocks that jump, a disk that fills: the record stays in order and goes on."""

import os
import random
import resource
import signal
import threading
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from domain import events, ids
from domain.errors import ConflictError
from domain.record import Fact
from service.clock import StandingClock
from service.event_store import ClockRefusedError, EventStore, KeyReusedError, NotWrittenError, Turn
from service.verify_record import verify_record
from tests.fakes import START, ZONE, FixedClock, a_record, an_act
from tests.threads import in_threads

pytestmark = pytest.mark.faults
REGISTER = ids.register("tasks")


def take_number(turn: Turn) -> list[Fact]:
    last = getattr(turn.fold(REGISTER), "last", 0)
    return [Fact(REGISTER, events.NumberTaken("tasks", last + 1, "load"))]


def never(_: Turn) -> list[Fact]:
    raise AssertionError("a repeated request is not decided again")


def test_eight_thousand_commands_of_eight_writers_on_one_stream_have_one_winner_each(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    together = threading.Barrier(8)
    won: list[tuple[int, int]] = []
    lost: list[int] = []

    def work(_: int) -> None:
        for round_ in range(1_000):
            together.wait()
            try:
                line = store.write(an_act(expected=((REGISTER, round_),)), take_number).lines[0]
                won.append((line.version, line.event.number))
            except ConflictError as refusal:
                assert int(refusal.current) > round_
                lost.append(round_)

    in_threads(8, work)
    assert sorted(won) == [(n, n) for n in range(1, 1_001)]
    assert len(lost) == 7_000
    assert verify_record(store).clean
    print(f"commands=8000 won={len(won)} refused={len(lost)}")


def test_eight_thousand_commands_without_conditions_are_linearizable(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    spans: list[tuple[int, int]] = []  # (numbers given before the command began, its own number)

    def work(_: int) -> None:
        for _ in range(1_000):
            before = store.version(REGISTER)
            spans.append((before, store.write(an_act(), take_number).lines[0].event.number))

    in_threads(8, work)
    assert sorted(number for _, number in spans) == list(range(1, 8_001))
    assert all(before < number for before, number in spans), "a command came before one that had been answered"
    assert [line.event.number for line in store.stream(REGISTER)] == list(range(1, 8_001))


def test_a_thousand_repetitions_leave_one_entry_and_one_receipt(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    first = store.write(an_act("key", b"body"), take_number)
    refused: list[int] = []

    def work(number: int) -> None:
        for _ in range(125):
            again = store.write(an_act("key", b"body"), never)
            assert (again.receipt, again.lines) == (first.receipt, first.lines)
            store.write(an_act(), take_number)
            with pytest.raises(KeyReusedError):
                store.write(an_act("key", b"other"), never)
            refused.append(number)

    in_threads(8, work)
    assert (store.version(REGISTER), len(refused)) == (1_001, 1_000)
    again = EventStore(store.path, store.clock, ZONE).write(an_act("key", b"body"), never)
    assert again.receipt == first.receipt
    assert verify_record(store).clean


def test_a_hundred_clock_jumps_disturb_neither_the_log_nor_the_rule(tmp_path: Path) -> None:
    clock = FixedClock(START, by_hand=False)
    store = a_record(tmp_path, clock=clock, demonstration=False)
    chance = random.Random(20200814)
    refused = 0
    for _ in range(100):
        before = clock.now()
        clock.move_to(
            before + timedelta(seconds=chance.choice([-1, -3, -3600, -86400 * 30, 60, 86400 * 3, 86400 * 400]))
        )
        believed = store.clock_anomaly() is None
        try:
            store.write(an_act(), take_number)
            assert believed
        except ClockRefusedError:
            assert not believed
            refused += 1
            store.accept_clock(an_act(), "a jump")
            assert store.clock_anomaly() is None
            store.write(an_act(), take_number)
    lines = store.lines(0)
    assert [line.position for line in lines] == list(range(1, 102 + refused))
    assert [line.event.number for line in store.stream(REGISTER)] == list(range(1, 101))
    assert sum(line.name == "clock.accepted.v1" for line in lines) == refused > 20
    assert verify_record(store).clean


def test_twenty_times_the_disk_is_full_and_writing_resumes_within_a_second(tmp_path: Path) -> None:
    path = a_record(tmp_path, clock=StandingClock(START)).path
    read, told = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(told, _fill_twenty_times(path).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(told)
    with os.fdopen(read) as pipe:
        acknowledged, slowest = pipe.read().split()
    assert os.waitpid(child, 0)[1] == 0
    store = EventStore(path, StandingClock(START), ZONE)
    assert [line.event.number for line in store.stream(REGISTER)] == list(range(1, int(acknowledged) + 1))
    assert verify_record(store).clean
    assert float(slowest) < 1.0
    print(f"disk full=20 acknowledged={acknowledged} lost=0 slowest resumption={slowest} s")


def _fill_twenty_times(path: Path) -> str:
    """Write until no file may grow, then let it grow again; return acknowledged writes and the slowest resumption."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = EventStore(path, StandingClock(START), ZONE)
    wal = path.with_name(path.name + "-wal")
    acknowledged, slowest = 0, 0.0
    for turn in range(20):
        acknowledged += _number(store, "free", turn)
        limit = wal.stat().st_size + 4096 * (turn % 7)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        number = 0
        while True:
            try:
                acknowledged += _number(store, f"full-{turn}", number)
                number += 1
            except NotWrittenError:
                break
        assert store.version(REGISTER) == acknowledged, "reading goes on while the disk is full"
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        start = perf_counter()
        acknowledged += _number(store, f"full-{turn}", number)  # the same request again, under its key
        slowest = max(slowest, perf_counter() - start)
    return f"{acknowledged} {slowest:.4f}"


def _number(store: EventStore, name: str, number: int) -> int:
    done: Any = store.write(an_act(f"{name}-{number}"), take_number)
    return 0 if done.replayed else 1
