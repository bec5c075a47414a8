"""Many writers at once: one order, nothing lost, everybody served, whoever refuses or fails."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from domain import ids
from domain.errors import RefusedError
from domain.record import Fact
from service import record_tables as sql
from service.clock import StandingClock
from service.event_store import EventStore, NotWrittenError, Turn, Written
from service.verify_record import verify_record
from tests.fakes import START, ZONE, a_raised_problem, a_record, a_task, an_act
from tests.threads import in_threads

TASK = ids.task("2020-001")
ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from pathlib import Path
from service.clock import StandingClock
from service.event_store import EventStore
from tests.fakes import START, ZONE, a_raised_problem, an_act
store = EventStore(Path(sys.argv[1]), StandingClock(START), ZONE)
def decide(turn):
    return [a_raised_problem("2020-001", len(turn.fold("task/2020-001").problems) + 1)]
for number in range(int(sys.argv[2])):
    print(store.write(an_act(f"{sys.argv[3]}-{number}"), decide).receipt.position)
"""


def raise_next(turn: Turn) -> list[Fact]:
    task: Any = turn.fold(TASK)
    return [a_raised_problem("2020-001", len(task.problems) + 1)]


def test_eight_writers_on_one_stream_come_into_one_order(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    answers: list[Written] = []
    in_threads(8, lambda _: answers.extend(store.write(an_act(), raise_next) for _ in range(40)), within=30)
    told = sorted((a.lines[0].position, a.lines[0].version, a.lines[0].event.problem_no) for a in answers)
    assert told == [(n + 2, n + 1, n) for n in range(1, 321)]
    assert verify_record(store).clean


def test_a_refusal_in_a_shared_commit_undoes_only_its_own_request(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    refused: list[int] = []

    def work(number: int) -> None:
        for step in range(20):
            if (number + step) % 2:
                store.write(an_act(), raise_next)
                continue
            with pytest.raises(RefusedError):
                store.write(an_act(), _refuse)
            refused.append(number)

    in_threads(8, work, within=30)
    assert (len(refused), store.version(TASK)) == (80, 81)
    assert verify_record(store).clean


def _refuse(_: Turn) -> Sequence[Fact]:
    raise RefusedError("test.no", clause="none")


def test_requests_that_meet_in_one_commit_see_each_other(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    deciding, seen, commits = threading.Event(), [], []
    store.follow = lambda lines: commits.append(len(lines))

    def slow(turn: Turn) -> list[Fact]:
        deciding.set()
        _wait_for(lambda: len(store._turns._waiting) == 5)
        return raise_next(turn)

    def quick(turn: Turn) -> list[Fact]:
        seen.append(turn.version(TASK))
        return raise_next(turn)

    def work(number: int) -> None:
        if number == 0:
            store.write(an_act(), slow)
            return
        deciding.wait(10)
        store.write(an_act("same" if number in (1, 2) else None), quick)

    in_threads(6, work, within=30)
    assert commits == [1, 4], "five waited and were served together; one of them only repeated another"
    assert seen == [2, 3, 4, 5]


def _wait_for(happened: Callable[[], bool]) -> None:
    """Look every millisecond, for ten seconds at most."""
    for _ in range(10_000):
        if happened():
            return
        time.sleep(0.001)
    raise AssertionError("it never happened")


def test_when_a_commit_fails_everybody_in_it_is_told_and_nothing_remains(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    other = sql.connect(store.path)
    other.execute("CREATE TRIGGER full BEFORE INSERT ON leaves BEGIN SELECT RAISE(ABORT, 'disk full'); END")

    def work(_: int) -> None:
        with pytest.raises(NotWrittenError):
            store.write(an_act(), raise_next)

    in_threads(8, work, within=30)
    other.execute("DROP TRIGGER full")
    other.close()
    in_threads(8, lambda _: [store.write(an_act(), raise_next)].clear(), within=30)
    assert store.version(TASK) == 9
    assert verify_record(store).clean


def test_two_processes_and_this_one_write_one_record(tmp_path: Path) -> None:
    store = a_record(tmp_path, clock=StandingClock(START))
    store.write(an_act(), lambda _: [a_task()])
    command = [sys.executable, "-c", WRITER, str(store.path), "120"]
    others = [
        subprocess.Popen([*command, name], cwd=ROOT, stdout=subprocess.PIPE, text=True) for name in ("first", "second")
    ]
    ours = [store.write(an_act(), raise_next).lines[0].position for _ in range(120)]
    theirs = [int(line) for other in others for line in other.communicate(timeout=60)[0].split()]
    assert [other.returncode for other in others] == [0, 0]
    assert sorted(ours + theirs) == list(range(3, 363))
    task: Any = store.fold(TASK)
    assert [problem.problem_no for problem in task.problems] == list(range(1, 361))
    assert verify_record(store).clean


def test_a_process_that_slept_through_thousands_of_lines_still_decides_on_the_current_state(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    other = EventStore(store.path, store.clock, ZONE)
    other.write(an_act(), raise_next)
    for _ in range(11):
        store.write(an_act(), lambda turn: [_numbered(turn, n) for n in range(200)])
    assert other.write(an_act(), raise_next).lines[0].event.problem_no == 2202
    assert verify_record(other).clean


def _numbered(turn: Turn, ahead: int) -> Fact:
    task: Any = turn.fold(TASK)
    return a_raised_problem("2020-001", len(task.problems) + 1 + ahead)


def test_a_store_carried_into_a_forked_process_refuses_to_write(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    child = os.fork()
    if child == 0:
        try:
            store.write(an_act(), lambda _: [a_task()])
        except RuntimeError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert store.write(an_act(), lambda _: [a_task()]).lines[0].position == 2
