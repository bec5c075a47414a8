"""The small folds: the record, the tick, schemes with their amendments, number registers."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

from domain import events as e
from domain import frame

CONTENT = tomllib.loads((Path(frame.__file__).parent / "schemes" / "heyuan-2020.toml").read_text())


def test_a_record_remembers_that_it_is_a_demonstration_whatever_happens_to_its_clock() -> None:
    state = frame.evolve_record(None, e.RecordCreated("abc", demonstration=True))
    at = datetime(2020, 9, 1, tzinfo=UTC)
    assert frame.evolve_record(state, e.ClockAccepted(at, at, "repaired")) == frame.RecordState("abc", True)


def test_the_tick_stands_at_the_last_day_it_reached() -> None:
    assert frame.evolve_tick(None, e.DayReached(date(2020, 9, 1))) == frame.TickState(date(2020, 9, 1))


def test_an_amended_scheme_has_the_new_number_and_the_events_version() -> None:
    issued = frame.evolve_scheme(None, e.SchemeIssued("heyuan-2020", 1, CONTENT))
    assert issued is not None
    amended = frame.evolve_scheme(
        issued,
        e.SchemeAmended("heyuan-2020", 2, {"notices.limit_days": 7}, "shorter", date(2020, 10, 1)),
    )
    assert amended is not None
    assert (issued.scheme.notices.limit_days, amended.scheme.notices.limit_days) == (10, 7)
    assert (amended.version, amended.scheme.version) == (2, 2)
    assert CONTENT["notices"]["limit_days"] == 10, "the content issued is not touched"


def test_a_register_stands_at_the_number_last_given() -> None:
    assert frame.evolve_register(None, e.NumberTaken("notices-2020", 12, "n-2020-0012")) == frame.Register(12)
