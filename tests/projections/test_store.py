"""The read database: caught up, disposable, and never a wrong answer."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain import events as e
from domain.actors import HEAD, Actor
from projections import as_of, task_state
from projections.store import NotCaughtUpError, ReadStore
from tests import builders as make

OFFICE = Actor("head", HEAD)


@pytest.fixture
def record() -> make.Record:
    record = make.Record()
    record.add(make.scheme_issued())
    record.add(make.task_entered(1))
    return record


@pytest.fixture
def store(tmp_path: Path, record: make.Record) -> Iterator[ReadStore]:
    store = ReadStore(tmp_path / "read.db", record, wait=0.2)
    yield store
    store.close()


def title(store: ReadStore, task_no: str = "2020-001") -> str:
    with store.at() as db:
        told = task_state.one(db, task_no, viewer=OFFICE, as_of=as_of.now(db))
    return str(told["title"])


def retitle(record: make.Record, words: str) -> list:
    return [record.add(e.TaskAmended("2020-001", {"title": words}, "更名", date(2020, 8, 20)))]


def test_a_question_is_answered_from_a_record_nobody_has_read_before(store: ReadStore) -> None:
    assert title(store) == "新增规模以上工业企业"


def test_what_the_writer_follows_is_read_at_once(store: ReadStore, record: make.Record) -> None:
    title(store)
    store.follow(retitle(record, "甲"))
    assert title(store) == "甲"


def test_what_nobody_followed_is_read_from_the_log(store: ReadStore, record: make.Record) -> None:
    title(store)
    retitle(record, "乙")
    assert title(store) == "乙"


def test_events_in_hand_that_do_not_follow_on_are_read_from_the_log(store: ReadStore, record: make.Record) -> None:
    title(store)
    retitle(record, "漏")
    store.follow(retitle(record, "丙"))
    with store.at() as db:
        assert db.position == record.position()
    assert title(store) == "丙"


def test_two_processes_take_turns(store: ReadStore, record: make.Record, tmp_path: Path) -> None:
    other = ReadStore(tmp_path / "read.db", record, wait=0.2)
    for words in ("一", "二", "三", "四"):
        (store if words in "一三" else other).follow(retitle(record, words))
        assert title(store) == title(other) == words
    other.close()
    assert title(store) == "四"


def test_a_deleted_file_is_made_anew(store: ReadStore, record: make.Record, tmp_path: Path) -> None:
    title(store)
    (tmp_path / "read.db").unlink()
    assert title(store) == "新增规模以上工业企业"
    store.follow(retitle(record, "丁"))
    assert title(store) == "丁"


def test_an_overwritten_file_is_made_anew(store: ReadStore, record: make.Record, tmp_path: Path) -> None:
    title(store)
    path = tmp_path / "read.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = b"\xff" * (len(data) - len(data) // 2)
    path.write_bytes(data)
    assert title(store) == "新增规模以上工业企业"


def test_a_quietly_altered_file_is_not_believed(store: ReadStore, record: make.Record, tmp_path: Path) -> None:
    title(store)
    store.rebuild()
    path = tmp_path / "read.db"
    data = path.read_bytes()
    altered = data.replace("新增规模以上工业企业".encode(), "新增规模以下工业企业".encode())
    assert altered != data
    path.write_bytes(altered)
    assert title(store) == "新增规模以上工业企业"


def test_an_older_copy_put_back_is_not_believed(store: ReadStore, record: make.Record, tmp_path: Path) -> None:
    title(store)
    shutil.copy(tmp_path / "read.db", tmp_path / "old.db")
    store.follow(retitle(record, "戊"))
    (tmp_path / "old.db").replace(tmp_path / "read.db")
    assert title(store) == "戊"


def test_the_file_of_another_record_is_not_believed(tmp_path: Path, record: make.Record) -> None:
    other = make.Record("another")
    other.add(make.scheme_issued())
    other.add(make.task_entered(1, title="别的城市"))
    foreign = ReadStore(tmp_path / "read.db", other)
    assert title(foreign) == "别的城市"
    foreign.close()
    assert title(ReadStore(tmp_path / "read.db", record)) == "新增规模以上工业企业"


def test_a_position_the_record_has_not_reached_is_not_answered(store: ReadStore, record: make.Record) -> None:
    with store.at(after=record.position()) as db:
        assert db.position == record.position()
    with pytest.raises(NotCaughtUpError), store.at(after=99):
        pass


def test_damage_found_while_answering_is_no_answer_but_a_rebuild(store: ReadStore) -> None:
    with pytest.raises(NotCaughtUpError), store.at():
        error = sqlite3.DatabaseError("malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT  # type: ignore[attr-defined]
        raise error
    assert title(store) == "新增规模以上工业企业"


def test_a_file_survives_being_closed_and_opened(store: ReadStore, record: make.Record, tmp_path: Path) -> None:
    title(store)
    store.follow(retitle(record, "己"))
    store.close()
    inode = (tmp_path / "read.db").stat().st_ino
    assert title(ReadStore(tmp_path / "read.db", record)) == "己"
    assert (tmp_path / "read.db").stat().st_ino == inode, "nothing was rebuilt"


def test_the_digest_is_equal_after_deletion_and_rebuild(store: ReadStore, record: make.Record, tmp_path: Path) -> None:
    store.follow(retitle(record, "庚"))
    before = store.digest()
    (tmp_path / "read.db").unlink()
    assert store.digest() == before
    store.rebuild()
    assert store.digest() == before
    store.rebuild(["task_state"])
    assert store.digest() == before


def test_a_model_that_cannot_follow_is_parked_and_the_others_go_on(store: ReadStore, record: make.Record) -> None:
    title(store)
    store.follow([record.add(make.light_corrected("2020-777"))])
    assert {"task_state", "unit_performance"} == set(store.parked())
    with pytest.raises(NotCaughtUpError):
        title(store)
    store.follow(retitle(record, "辛"))
    with store.at() as db:
        assert db.position == record.position()
        assert db.execute("SELECT count(*) FROM audit_line").fetchone()[0] == record.position()
