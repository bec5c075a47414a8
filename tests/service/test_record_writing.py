"""Writing to the record: all of a request or none, current states inside a decision, conditions, receipts."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.actors import CLERK, Actor
from domain.errors import AbsentError, ConflictError, RefusedError
from domain.evidence import edge_of, leaf_hash, root
from domain.record import Fact, Recorded
from service import record_tables as sql
from service.act import Act, Paper
from service.event_store import EventStore, NotWrittenError, Turn
from tests.fakes import FixedClock, a_raised_problem, a_record, a_task, an_act

TASK = ids.task("2020-001")


def raise_next(turn: Turn) -> list[Fact]:
    task: Any = turn.fold(TASK)
    return [a_raised_problem("2020-001", len(task.problems) + 1)]


def test_a_write_answers_with_its_lines_and_a_receipt_of_the_first(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    done = store.write(an_act(), lambda _: [a_task(), a_raised_problem("2020-001", 1)])
    assert [(line.position, line.stream, line.version) for line in done.lines] == [(2, TASK, 1), (3, TASK, 2)]
    assert done.receipt is not None
    assert (done.receipt.receipt_id, done.receipt.position) == ("r-2", 2)
    assert done.receipt.leaf == done.lines[0].leaf.hex()
    assert store.stream(TASK) == list(done.lines) == store.lines(1)
    assert store.line(3) == done.lines[1]


def test_the_leaf_can_be_recomputed_from_the_stored_bytes(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    line = store.write(an_act(), lambda _: [a_task()]).lines[0]
    _, version, name, meta, state = store.raw_stream(TASK)[0]
    assert leaf_hash(TASK, version, name, meta, state) == line.leaf == store.leaf(2)
    assert root(store.edge()) == root(edge_of(line.leaf for line in store.lines(0)))


def test_a_line_says_who_did_it_on_whose_behalf_and_why(tmp_path: Path) -> None:
    clock = FixedClock()
    store = a_record(tmp_path, clock=clock)
    stamped = datetime(2020, 8, 10, 23, 0, tzinfo=UTC)
    actor = Actor("clerk-fgj", CLERK, "fgj", ("p-1", "p-2"), "张三", delegated_by="head-fgj")
    act = Act(actor, "req-1", "c-9", paper=Paper("unit:fgj", stamped, "ab" * 32, "arrived by post"))
    turns: list[Turn] = []
    meta = store.write(act, lambda turn: turns.append(turn) or [a_task()]).lines[0].meta
    assert (meta.account, meta.role, meta.unit, meta.post, meta.person) == ("clerk-fgj", CLERK, "fgj", "p-1", "张三")
    assert (meta.on_behalf_of, meta.received_at, meta.paper) == ("unit:fgj", stamped, "ab" * 32)
    assert (meta.entry_reason, meta.delegated_by) == ("arrived by post", "head-fgj")
    assert (meta.cause, meta.correlation, meta.recorded_at) == ("req-1", "c-9", clock.now())
    assert store.stream(TASK)[0].meta == meta
    assert (turns[0].received_at, turns[0].received_on, turns[0].today) == (
        stamped, date(2020, 8, 11), date(2020, 8, 11),
    )  # fmt: skip


def test_a_refusal_leaves_nothing_and_the_next_request_is_served(tmp_path: Path) -> None:
    store = a_record(tmp_path)

    def refuse(_: Turn) -> Sequence[Fact]:
        raise RefusedError("test.no", clause="none")

    with pytest.raises(RefusedError):
        store.write(an_act("k"), refuse)
    assert store.position() == 1
    assert store.write(an_act("k"), lambda _: [a_task()]).replayed is False


def test_one_impossible_fact_among_several_keeps_all_of_them_out(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    with pytest.raises(AssertionError):  # a task stream begins with its entry
        store.write(an_act(), lambda _: [a_task(), a_raised_problem("2020-002", 1)])
    assert (store.position(), store.version(TASK)) == (1, 0)
    assert store.write(an_act(), lambda _: [a_task()]).lines[0].position == 2


def test_a_decision_that_comes_to_nothing_writes_nothing(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    done = store.write(an_act("k"), lambda _: [])
    assert (done.lines, done.receipt, store.position()) == ((), None, 1)


def test_a_decision_sees_the_current_state_but_not_its_own_facts(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    seen: list[tuple[int, int]] = []

    def decide(turn: Turn) -> list[Fact]:
        seen.append((turn.version(TASK), turn.position))
        return raise_next(turn)

    for _ in range(3):
        store.write(an_act(), decide)
    assert seen == [(1, 2), (2, 3), (3, 4)]
    task: Any = store.fold(TASK)
    assert [problem.problem_no for problem in task.problems] == [1, 2, 3]
    assert store.version(TASK) == 4


def test_a_write_on_a_version_that_has_passed_is_a_conflict(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(expected=((TASK, 0),)), lambda _: [a_task()])
    with pytest.raises(ConflictError) as refusal:
        store.write(an_act(expected=((TASK, 0),)), raise_next)
    assert (refusal.value.expected, refusal.value.current) == ("0", "1")
    assert store.write(an_act(expected=((TASK, 1),)), raise_next).lines


def test_naming_a_version_does_not_tell_of_a_stream_the_actor_may_not_know(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])

    def hidden(turn: Turn) -> list[Fact]:
        raise AbsentError("task", "2020-001")

    def refused(turn: Turn) -> list[Fact]:
        raise RefusedError("task.withdrawn", clause="D-004")

    for version in (0, 1, 2):
        with pytest.raises(AbsentError):
            store.write(an_act(expected=((TASK, version),)), hidden)
    with pytest.raises(ConflictError):
        store.write(an_act(expected=((TASK, 0),)), refused)


def test_free_form_parts_look_to_the_writer_as_they_will_to_every_reader(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    fact = Fact(TASK, e.TaskAmended("2020-001", {"since": date(2020, 9, 1), "to": ("a", "b")}, "r", date(2020, 9, 1)))
    line = store.write(an_act(), lambda _: [fact]).lines[0]
    assert line.event.changes == {"since": "2020-09-01", "to": ["a", "b"]}
    assert store.line(line.position) == line


def test_narrative_text_is_kept_beside_the_event_under_its_salted_digest(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    first, second = store.content_of("同样的话"), store.content_of("同样的话")
    assert first.digest != second.digest
    facts = [a_task(), a_raised_problem("2020-001", 1, first.digest)]
    store.write(an_act(), lambda _: facts, [first])
    assert store.content(first.digest) == "同样的话"
    assert store.contents([first.digest, second.digest]) == {first.digest: "同样的话"}
    assert store.content("0" * 64) is None
    assert b"\xe5\x90\x8c" not in store.raw_stream(TASK)[1][4]


def test_a_text_that_no_fact_refers_to_is_not_taken_in(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    with pytest.raises(ValueError, match="no narrative field"):
        store.write(an_act(), lambda _: [a_task()], [store.content_of("lost")])
    assert store.position() == 1


def test_committed_lines_are_followed_in_log_order_and_a_failing_follower_does_not_undo_them(tmp_path: Path) -> None:
    followed: list[int] = []

    def follow(lines: Sequence[Recorded]) -> None:
        followed.extend(line.position for line in lines)
        if len(followed) == 2:
            raise RuntimeError("the read models are gone")

    store = a_record(tmp_path, follow=follow)
    for fact in (a_task("2020-001"), a_task("2020-002"), a_task("2020-003")):
        assert store.write(an_act(), lambda _, fact=fact: [fact]).receipt is not None
    assert followed == [2, 3, 4]


@pytest.mark.parametrize("table", [*sql.NEVER_CHANGED, "content"])
def test_the_database_itself_refuses_to_change_the_record(tmp_path: Path, table: str) -> None:
    store = a_record(tmp_path)
    text = store.content_of("text")
    facts = [a_task(), *(a_raised_problem("2020-001", n, text.digest) for n in range(1, 256))]
    store.write(an_act("k"), lambda _: facts, [text])
    db = sql.connect(store.path)
    column = db.execute(f"SELECT * FROM {table}").description[-1][0]
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(f"UPDATE {table} SET {column} = {column}")
    if table != "content":  # erasing a text by law is the one deletion there is
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(f"DELETE FROM {table}")
    db.close()


def test_durability_is_set_and_seen_to_hold(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    with store.reading() as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("INSERT INTO leaves VALUES (9, x'00')")


def test_a_failed_write_answers_so_and_the_next_one_goes_on_without_a_gap(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    blocker = sql.connect(store.path)
    blocker.execute("CREATE TRIGGER full BEFORE INSERT ON leaves BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(NotWrittenError, match="disk full"):
        store.write(an_act("k"), raise_next)
    assert store.position() == 2
    blocker.execute("DROP TRIGGER full")
    blocker.close()
    done = store.write(an_act("k"), raise_next)
    assert (done.lines[0].position, done.lines[0].version, done.replayed) == (3, 2, False)
    assert root(store.edge()) == root(edge_of(line.leaf for line in store.lines(0)))


def test_tiles_are_written_when_they_are_full(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.write(an_act(), lambda _: [a_task()])
    for first in range(1, 700, 50):
        store.write(an_act(), lambda _, n=first: [a_raised_problem("2020-001", n + i) for i in range(50)])
    assert store.position() == 702
    assert len(store.hashes(1, 0, 10)) == 2
    assert root(store.edge()) == root(edge_of(line.leaf for line in store.lines(0)))
    reopened = EventStore(store.path, store.clock, store.zone)
    reopened.write(an_act(), raise_next)
    assert root(store.edge(703)) == root(edge_of(line.leaf for line in store.lines(0)))
