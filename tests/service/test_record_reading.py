"""Reading the record: the library's own interface works on it, pages, and what is not ready says so."""

from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import PersistenceError, StoredEvent

from domain import ids
from service import record_tables as sql
from service.event_store import EventStore
from service.migrate import RecordExistsError, create_record, migrate
from tests.fakes import ZONE, FixedClock, a_raised_problem, a_record, a_task, an_act

TASK = ids.task("2020-001")


def a_short_record(folder: Path) -> EventStore:
    store = a_record(folder)
    store.write(an_act(), lambda _: [a_task(), *(a_raised_problem("2020-001", n) for n in range(1, 10))])
    return store


def test_the_library_of_event_sourcing_reads_the_record(tmp_path: Path) -> None:
    store = a_short_record(tmp_path)
    events = store.recorder.select_events(TASK, gt=2, lte=4)
    assert [(event.originator_id, event.originator_version, event.topic) for event in events] == [
        (TASK, 3, "problem.raised.v1"),
        (TASK, 4, "problem.raised.v1"),
    ]
    assert store.recorder.max_notification_id() == 11
    noted = store.recorder.select_notifications(start=2, limit=2, topics=["problem.raised.v1"])
    assert [(one.id, one.originator_version, one.state) for one in noted] == [
        (line[0], line[1], line[4]) for line in store.raw_stream(TASK)[1:3]
    ]


def test_the_library_cannot_write_past_the_writers_turn(tmp_path: Path) -> None:
    store = a_short_record(tmp_path)
    with pytest.raises(PersistenceError):
        store.recorder.insert_events([StoredEvent(TASK, 11, "problem.raised.v1", b"{}")])
    assert store.position() == 11


def test_the_log_is_read_in_pages(tmp_path: Path) -> None:
    store = a_short_record(tmp_path)
    assert [line.position for line in store.lines(3, 4)] == [4, 5, 6, 7]
    assert store.lines(11) == []
    assert (store.line(12), store.line(0), store.leaf(12)) == (None, None, None)


def test_what_does_not_exist_has_version_zero_and_no_state(tmp_path: Path) -> None:
    store = a_short_record(tmp_path)
    assert (store.version("task/2020-999"), store.fold("task/2020-999"), store.stream("task/2020-999")) == (0, None, [])


def test_a_record_is_made_once_and_never_by_a_starting_worker(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with pytest.raises(sql.RecordNotReadyError, match="ducha init"):
        EventStore(path, FixedClock(), ZONE)
    with pytest.raises(sql.RecordNotReadyError):
        migrate(path)
    assert not path.exists()
    store = a_record(tmp_path)
    with pytest.raises(RecordExistsError):
        create_record(path, demonstration=True, act=an_act(), clock=FixedClock(), zone=ZONE)
    migrate(path)
    assert store.position() == 1
    assert store.incarnation
    assert store.demonstration is False or EventStore(path, FixedClock(), ZONE).incarnation == store.incarnation


def test_a_record_of_another_layout_is_not_opened(tmp_path: Path) -> None:
    store = a_record(tmp_path)
    store.close()
    db = sql.connect(store.path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(sql.RecordNotReadyError, match="ducha migrate"):
        EventStore(store.path, FixedClock(), ZONE)


def test_a_state_read_outside_a_turn_is_current_whoever_wrote_and_however_often_it_is_asked(tmp_path: Path) -> None:
    store = a_short_record(tmp_path)
    other = EventStore(store.path, store.clock, ZONE)
    for number in range(10, 20):
        writer, reader = (store, other) if number % 2 else (other, store)
        writer.write(an_act(), lambda _, n=number: [a_raised_problem("2020-001", n)])
        for asked in (reader, reader, writer):
            task: Any = asked.fold(TASK)
            assert len(task.problems) == number
