"""Verification reads the whole record again and names the first place that is wrong."""

import random
import sqlite3
from pathlib import Path

import pytest

from domain.evidence import root
from service import record_tables as sql
from service.event_store import EventStore
from service.verify_record import verify_record, verify_rows
from tests.fakes import a_raised_problem, a_record, a_task, an_act
from tests.tampering import TABLES, rebuild_derived, tamper, ways


def a_full_record(folder: Path) -> EventStore:
    """Return a record with something in every table, two tiles among them."""
    store = a_record(folder)
    for number in range(1, 5):
        text = store.content_of(f"第{number}次报告")
        task_no = f"2020-{number:03d}"
        facts = [a_task(task_no, f"任务{number}"), a_raised_problem(task_no, 1, text.digest)]
        facts += [a_raised_problem(task_no, n, text.digest) for n in range(2, 140)]
        store.write(an_act(f"key-{number}", b"%d" % number), lambda _, facts=facts: facts, [text])
    return store


def test_an_untouched_record_is_clean_and_has_the_root_of_its_tree(tmp_path: Path) -> None:
    store = a_full_record(tmp_path)
    steps: list[tuple[int, int]] = []
    result = verify_record(store, lambda done, total: steps.append((done, total)))
    assert result.clean
    assert (result.size, result.root) == (store.position(), root(store.edge()).hex())
    assert steps[-1] == (result.size, result.size)


def test_a_record_of_one_line_is_clean(tmp_path: Path) -> None:
    assert verify_record(a_record(tmp_path)).clean


@pytest.mark.parametrize(("table", "way"), [(table, way) for table in TABLES for way in ways(table)])
def test_any_row_changed_deleted_added_or_swapped_is_found(tmp_path: Path, table: str, way: str) -> None:
    store = a_full_record(tmp_path)
    store.close()
    db = sql.connect(store.path)
    for seed in range(6):
        db.execute("BEGIN")
        done = tamper(db, table, way, random.Random(seed))
        assert not verify_rows(db).clean, done
        db.execute("ROLLBACK")
    assert verify_rows(db).clean
    db.close()


def test_the_position_of_the_first_wrong_line_is_named(tmp_path: Path) -> None:
    store = a_full_record(tmp_path)
    db = _unguarded(store)
    db.execute("UPDATE events SET state = CAST(replace(state, 'fgj', 'czj') AS BLOB) WHERE position IN (77, 300)")
    fault = verify_rows(db).fault
    assert fault is not None
    assert (fault.what, fault.position) == ("guard_changed", None)
    _guarded_again(db)
    fault = verify_rows(db).fault
    assert fault is not None
    assert (fault.what, fault.position) == ("leaf", 77)
    db.close()


def test_a_record_rebuilt_throughout_is_found_by_a_root_kept_elsewhere(tmp_path: Path) -> None:
    store = a_full_record(tmp_path)
    noted = {300: root(store.edge(300)), store.position(): root(store.edge())}
    db = _unguarded(store)
    db.execute("UPDATE events SET state = CAST(replace(state, 'fgj', 'czj') AS BLOB) WHERE position = 77")
    _guarded_again(db)
    rebuild_derived(db)
    assert verify_rows(db).clean, "the tables agree with each other again"
    fault = verify_rows(db, noted=noted).fault
    assert fault is not None
    assert (fault.what, fault.position) == ("root", 300)
    db.close()


def test_a_record_cut_short_is_found_by_a_root_kept_elsewhere(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    fault = verify_record(store, noted={5: b"\x00" * 32}).fault
    assert fault is not None
    assert fault.what == "shorter_than_noted"


def test_a_damaged_file_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    store = a_full_record(tmp_path)
    store.close()
    data = bytearray(store.path.read_bytes())
    for place in range(4096 * 20, 4096 * 24):
        data[place] ^= 0xFF
    store.path.write_bytes(data)
    db = sql.connect(store.path)
    assert not verify_rows(db).clean
    db.close()


def _unguarded(store: EventStore) -> sqlite3.Connection:
    store.close()
    db = sql.connect(store.path)
    db.execute("DROP TRIGGER events_refuses_update")
    return db


def _guarded_again(db: sqlite3.Connection) -> None:
    db.execute(next(statement for statement in sql.TRIGGERS if "events_refuses_update" in statement))


def test_bytes_that_are_no_text_any_more_are_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    store = a_full_record(tmp_path)
    state = store.raw_stream("task/2020-001")[1][4]
    db = _unguarded(store)
    db.execute("UPDATE events SET state = ? WHERE position = 3", (state.replace(b"fgj", b"f\xb8j"),))
    _guarded_again(db)
    rebuild_derived(db)
    fault = verify_rows(db).fault
    assert fault is not None
    assert (fault.what, fault.position) == ("unreadable", 4)
    db.close()
