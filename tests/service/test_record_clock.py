"""When the clock is believed: not behind the record, not days beyond the last tick; or when somebody vouches for it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from domain import events as e
from domain import ids
from domain.record import Fact
from service.clock import FileClock, OffsetClock, StandingClock, SystemClock, clock_of
from service.event_store import ClockRefusedError, EventStore, WrongClockError
from service.migrate import create_record
from tests.fakes import START, ZONE, FixedClock, a_record, a_task, an_act


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def tick(store: EventStore, day: str) -> None:
    store.write(an_act(), lambda _: [Fact(ids.TICK, e.DayReached(date.fromisoformat(day)))])


def enter(store: EventStore, number: int = 1) -> None:
    store.write(an_act(), lambda _: [a_task(f"2020-{number:03d}")])


def test_a_clock_that_goes_back_by_more_than_two_seconds_is_refused(tmp_path: Path) -> None:
    clock = FixedClock()
    store = a_record(tmp_path, clock=clock)
    clock.advance(seconds=-2)
    enter(store, 1)
    clock.advance(seconds=-3)  # the last line stands at −2 s
    with pytest.raises(ClockRefusedError, match="clock_behind"):
        enter(store, 2)
    assert (store.clock_anomaly() or "").startswith("clock_behind")
    assert store.position() == 2


def test_without_a_tick_the_clock_is_believed_until_the_end_of_the_next_day(tmp_path: Path) -> None:
    clock = FixedClock(local("2020-08-11T09:00"), by_hand=False)
    store = a_record(tmp_path, clock=clock, demonstration=False)
    clock.move_to(local("2020-08-12T23:59:59"))
    enter(store, 1)
    assert store.clock_anomaly() is None
    clock.move_to(local("2020-08-13T00:00"))
    with pytest.raises(ClockRefusedError, match="clock_ahead"):
        enter(store, 2)
    assert (store.clock_anomaly() or "").startswith("clock_ahead")


def test_each_tick_carries_the_clock_one_day_further(tmp_path: Path) -> None:
    clock = FixedClock(local("2020-08-11T09:00"), by_hand=False)
    store = a_record(tmp_path, clock=clock, demonstration=False)
    for day in ("2020-08-12", "2020-08-13", "2020-08-14"):
        clock.move_to(local(f"{day}T00:05"))
        tick(store, day)
    clock.move_to(local("2020-08-15T23:00"))
    enter(store)


def test_after_a_long_stop_an_administrator_vouches_and_the_ticks_catch_up_day_by_day(tmp_path: Path) -> None:
    clock = FixedClock(local("2020-08-11T09:00"), by_hand=False)
    store = a_record(tmp_path, clock=clock, demonstration=False)
    clock.move_to(local("2020-08-21T08:00"))
    with pytest.raises(ClockRefusedError):
        tick(store, "2020-08-12")
    line = store.accept_clock(an_act(), "the server was moved").lines[0]
    assert line.stream == ids.RECORD
    assert line.event == e.ClockAccepted(START, clock.now(), "the server was moved")
    for day in range(12, 22):
        tick(store, f"2020-08-{day}")
    reopened = EventStore(store.path, clock, ZONE)
    enter(reopened)
    clock.move_to(local("2020-08-23T00:00"))
    with pytest.raises(ClockRefusedError):
        enter(reopened, 2)


def test_an_administrator_can_lead_the_clock_back_and_the_log_stays_in_order(tmp_path: Path) -> None:
    clock = FixedClock(local("2020-08-11T09:00"), by_hand=False)
    store = a_record(tmp_path, clock=clock, demonstration=False)
    clock.move_to(local("2020-08-12T22:00"))
    enter(store, 1)
    clock.move_to(local("2020-08-11T10:00"))
    with pytest.raises(ClockRefusedError):
        enter(store, 2)
    store.accept_clock(an_act(), "the clock had run ahead")
    enter(store, 2)
    clock.move_to(local("2020-08-13T00:00"))
    with pytest.raises(ClockRefusedError):
        enter(store, 3)
    assert [line.position for line in store.lines(0)] == [1, 2, 3, 4]


def test_another_process_learns_of_ticks_and_acceptances_from_the_record(tmp_path: Path) -> None:
    clock = FixedClock(local("2020-08-11T09:00"), by_hand=False)
    store = a_record(tmp_path, clock=clock, demonstration=False)
    other = EventStore(store.path, clock, ZONE)
    clock.move_to(local("2020-08-12T09:00"))
    tick(other, "2020-08-12")
    clock.move_to(local("2020-08-13T09:00"))
    enter(store)
    clock.move_to(local("2020-08-20T09:00"))
    other.accept_clock(an_act(), "holiday")
    enter(store, 2)
    clock.move_to(local("2020-08-20T08:59"))
    with pytest.raises(ClockRefusedError):
        enter(other, 3)


def test_a_demonstration_may_be_walked_forward_by_months_but_never_back(tmp_path: Path) -> None:
    clock = FixedClock()
    store = a_record(tmp_path, clock=clock)
    clock.advance(days=100)
    enter(store, 1)
    assert store.clock_anomaly() is None
    clock.advance(days=-1)
    with pytest.raises(ClockRefusedError):
        enter(store, 2)


def test_a_real_record_obeys_no_clock_set_by_hand(tmp_path: Path) -> None:
    with pytest.raises(WrongClockError):
        create_record(tmp_path / "r.db", demonstration=False, act=an_act(), clock=FixedClock(), zone=ZONE)
    store = a_record(tmp_path, clock=FixedClock(by_hand=False), demonstration=False)
    with pytest.raises(WrongClockError):
        EventStore(store.path, FixedClock(), ZONE)


def test_the_settings_name_a_standing_a_going_or_a_file_clock(tmp_path: Path) -> None:
    assert isinstance(clock_of(None, ZONE), SystemClock)
    standing = clock_of("2020-09-03T09:00", ZONE)
    assert isinstance(standing, StandingClock)
    assert standing.now() == local("2020-09-03T09:00")
    going = clock_of("from:2020-09-03T09:00:00+00:00", ZONE)
    assert isinstance(going, OffsetClock)
    assert timedelta(0) <= going.now() - datetime.fromisoformat("2020-09-03T09:00:00+00:00") < timedelta(minutes=1)
    path = tmp_path / "now"
    path.write_text("2020-09-03T09:00\n")
    from_file = clock_of(f"file:{path}", ZONE)
    assert isinstance(from_file, FileClock)
    assert from_file.now() == local("2020-09-03T09:00")
    path.write_text("2020-09-04T00:00+08:00")
    assert from_file.now() == local("2020-09-04T00:00")
    with pytest.raises(ValueError, match="isoformat"):
        clock_of("tomorrow", ZONE)
