"""A lawful erasure takes the words off the disk, leaves every proof whole, and nothing brings them back (D-015)."""

import sqlite3
from pathlib import Path

import pytest

from domain import events as e
from domain import ids
from domain.evidence import root
from domain.record import Fact
from service import record_tables as sql
from service.event_store import Content, EventStore, Turn, Written
from service.files import Files
from service.verify_record import verify_record, verify_rows
from tests.fakes import a_raised_problem, a_record, a_task, an_act

WORDS = "张三，电话13800138000，反映道路塌陷"
OTHERS = "其余内容"


def told(folder: Path) -> tuple[EventStore, Content, Content]:
    """Return a record with two problems' texts on one task."""
    store = a_record(folder)
    one, other = store.content_of(WORDS), store.content_of(OTHERS)
    facts = [a_task(), a_raised_problem("2020-001", 1, one.digest), a_raised_problem("2020-001", 2, other.digest)]
    store.write(an_act("key-1", b"told"), lambda _: facts, [one, other])
    return store, one, other


def erase(store: EventStore, *texts: str, key: str | None = None) -> Written:
    done = e.ContentErased("e-2020-0001", texts, (), "个人信息保护法第四十七条", "clerk")

    def decide(turn: Turn) -> list[Fact]:
        proposed = e.ContentErasureProposed("e-2020-0001", texts, (), (3,), done.ground, "申请删除")
        return [Fact(ids.erasure("e-2020-0001"), event) for event in (proposed, done)]

    return store.write(an_act(key), decide)


def test_the_words_go_with_the_line_that_says_so_and_the_record_still_verifies(tmp_path: Path) -> None:
    store, one, other = told(tmp_path)
    before, size = store.lines(0), store.position()
    noted = {size: root(store.edge())}
    erase(store, one.digest)
    assert store.content(one.digest) is None
    assert store.content(other.digest) == OTHERS
    assert store.lines(0, size) == before, "no line has changed"
    assert verify_record(store, noted=noted).clean


def test_a_refused_erasure_takes_nothing_away(tmp_path: Path) -> None:
    store, one, _ = told(tmp_path)

    def decide(turn: Turn) -> list[Fact]:
        raise RuntimeError("refused")

    with pytest.raises(RuntimeError):
        store.write(an_act(), decide)
    assert store.content(one.digest) == WORDS


def test_no_byte_of_the_words_is_left_in_the_records_files(tmp_path: Path) -> None:
    store, one, _ = told(tmp_path)
    for number in range(3, 40):  # neighbours, so that the page is not simply empty afterwards
        text = store.content_of(f"第{number}个问题的情况" * 20)
        store.write(an_act(), lambda _, n=number, d=text.digest: [a_raised_problem("2020-001", n, d)], [text])
    assert WORDS.encode() in _on_disk(tmp_path)
    erase(store, one.digest)
    assert store.empty_wal()
    assert WORDS.encode() not in _on_disk(tmp_path)
    assert verify_record(store).clean


def test_a_reader_in_the_way_is_told_and_not_waited_for_for_ever(tmp_path: Path) -> None:
    store, one, _ = told(tmp_path)
    with store.reading() as db:
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM content").fetchone()
        erase(store, one.digest)
        assert not store.empty_wal()
        db.execute("ROLLBACK")
    assert store.empty_wal()


def test_repeating_the_write_that_brought_a_text_does_not_bring_it_back(tmp_path: Path) -> None:
    store, one, other = told(tmp_path)
    erase(store, one.digest)
    again = store.write(an_act("key-1", b"told"), lambda _: [], [one, other])
    assert again.replayed
    assert store.content(one.digest) is None
    assert verify_record(store).clean


def test_a_text_missing_without_an_erasure_is_a_fault(tmp_path: Path) -> None:
    store, one, other = told(tmp_path)
    erase(store, one.digest)
    db = _opened(store)
    db.execute("DELETE FROM content WHERE digest = ?", (other.digest,))
    fault = verify_rows(db).fault
    assert fault is not None
    assert (fault.what, fault.detail) == ("content_missing", other.digest)
    db.close()


def test_an_erased_text_that_is_back_is_a_fault(tmp_path: Path) -> None:
    store, one, _ = told(tmp_path)
    erase(store, one.digest)
    db = _opened(store)
    db.execute(sql.INSERT_CONTENT, (one.digest, one.salt, one.text))
    fault = verify_rows(db).fault
    assert fault is not None
    assert (fault.what, fault.detail) == ("content_back", one.digest)
    db.close()


def test_the_lines_that_name_a_digest_are_found_in_order(tmp_path: Path) -> None:
    store, one, other = told(tmp_path)
    assert [line.position for line in store.lines_naming({one.digest, other.digest})] == [3, 4]
    assert store.lines_naming({"0" * 64}) == []


def test_a_removed_file_is_gone_with_what_was_known_of_it(tmp_path: Path) -> None:
    files = Files(tmp_path)
    stored = files.put(_pdf(tmp_path), "a.pdf")
    assert files.remove(stored.sha256)
    assert not files.remove(stored.sha256)
    assert files.find(stored.sha256) is None
    assert not [path for path in tmp_path.rglob(f"{stored.sha256}*") if path.is_file()]


def _pdf(folder: Path):  # type: ignore[no-untyped-def]
    path = folder / "source.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 100)
    return path.open("rb")


def _on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("record.db*"))


def _opened(store: EventStore) -> sqlite3.Connection:
    store.close()
    return sql.connect(store.path)
