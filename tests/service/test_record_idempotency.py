"""The same request twice: one entry, the same answer; another request under the same key is refused."""

from pathlib import Path

import pytest

from domain.actors import Actor
from domain.record import Fact
from service.event_store import KeyReusedError, Turn
from tests.fakes import FixedClock, a_raised_problem, a_record, a_task, an_act


def never(_: Turn) -> list[Fact]:
    raise AssertionError("a repeated request is not decided again")


def test_a_repeated_request_gets_the_answer_of_the_first(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    first = store.write(an_act("key-1", b"body"), lambda _: [a_task(), a_raised_problem("2020-001", 1)])
    store.write(an_act(), lambda _: [a_raised_problem("2020-001", 2)])
    again = store.write(an_act("key-1", b"body"), never)
    assert again.replayed
    assert (again.lines, again.receipt) == (first.lines, first.receipt)
    assert store.position() == 4


def test_another_body_under_the_same_key_is_refused(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act("key-1", b"body"), lambda _: [a_task()])
    with pytest.raises(KeyReusedError):
        store.write(an_act("key-1", b"other"), never)


def test_two_accounts_may_choose_the_same_key(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act("key-1"), lambda _: [a_task()])
    other = an_act("key-1", actor=Actor("clerk", "office"))
    assert not store.write(other, lambda _: [a_task("2020-002")]).replayed


def test_a_repetition_is_answered_even_on_a_version_that_has_passed_or_with_a_clock_that_is_refused(
    tmp_path: Path,
) -> None:
    clock = FixedClock()
    store = a_record(tmp_path, clock=clock)
    act = an_act("key-1", expected=(("task/2020-001", 0),))
    first = store.write(act, lambda _: [a_task()])
    clock.advance(hours=-1)
    assert store.write(act, never).receipt == first.receipt


def test_a_request_that_came_to_nothing_may_be_tried_again_under_its_key(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act("key-1"), lambda _: [])
    assert store.write(an_act("key-1"), lambda _: [a_task()]).lines
