"""A server notices by itself that a day has begun, and says once when its clock is refused."""

import dataclasses
import time
from pathlib import Path

import pytest

from domain import ids
from service.app import App, build
from service.open_record import open_record
from service.settings import load
from service.timer import Timer
from tests.fakes import FixedClock


def opened(home: Path, clock: FixedClock, *, demonstration: bool) -> App:
    settings = dataclasses.replace(load(), home=home, clock=None)
    open_record(settings, scheme_id="heyuan-2020", demonstration=demonstration, clock=clock)
    return build(settings, clock=clock)


def reached(app: App) -> str:
    state = app.store.fold(ids.TICK)
    return state.last_day.isoformat() if state else ""


def test_the_day_is_reached_within_seconds_of_its_beginning(tmp_path: Path) -> None:
    clock = FixedClock()
    app = opened(tmp_path, clock, demonstration=True)
    timers = [Timer(app, every=0.01), Timer(app, every=0.01)]  # as two workers have
    for timer in timers:
        timer.start()
    clock.advance(days=20)
    for _ in range(200):
        if reached(app) == "2020-08-31":
            break
        time.sleep(0.02)
    for timer in timers:
        timer.stop()
    days = [line.event.day for line in app.store.stream(ids.TICK)]
    app.close()
    assert days[-1].isoformat() == "2020-08-31"
    assert days == sorted(set(days)), "each day once"


def test_a_clock_that_is_not_believed_stops_the_tick_and_not_the_timer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = FixedClock(by_hand=False)
    app = opened(tmp_path, clock, demonstration=False)
    clock.advance(days=5)
    timer = Timer(app, every=0.01)
    timer.start()
    time.sleep(0.2)
    assert reached(app) == ""
    assert timer.is_alive()
    timer.stop()
    app.close()
    assert caplog.text.count("tick_failed") == 1
