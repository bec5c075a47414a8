"""The two times a question may be asked for."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import events as e
from domain.errors import InvalidError
from projections.as_of import resolve
from projections.store import ReadStore
from tests import builders as make

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def store(tmp_path: Path) -> ReadStore:
    record = make.Record()
    for day in (date(2020, 8, 11), date(2020, 8, 31), date(2020, 9, 1)):
        record.on(day, 23).add(e.DayReached(day))
    return ReadStore(tmp_path / "read.db", record)


@pytest.mark.parametrize(
    ("known_at", "position"),
    [
        (None, 4),
        ("position:2", 2),
        ("2020-08-31", 3),
        (date(2020, 8, 30), 2),
        ("2020-08-31T23:00:59+08:00", 2),
        ("2020-08-31T23:01:00+08:00", 3),
        ("2020-08-31T23:01:00 08:00", 3),  # an unencoded + arrives as a blank
        ("2020-08-31T15:01:00Z", 3),
        (datetime(2020, 8, 31, 15, 1, tzinfo=UTC), 3),
        (datetime(2020, 8, 31, 11, 1, tzinfo=timezone(timedelta(hours=-4))), 3),
        ("2019-01-01", 0),
        ("9998-01-01", 4),
    ],
)
def test_a_moment_is_the_last_line_recorded_by_then(store: ReadStore, known_at: Any, position: int) -> None:
    with store.at() as db:
        assert resolve(db, known_at=known_at, zone=ZONE).position == position


@pytest.mark.parametrize(
    "known_at", ["yesterday", "position:x", "position:5", "2020-13-01", "2020-08-31T10:00:00", "9999-12-31"]
)
def test_what_is_no_moment_is_refused_by_name(store: ReadStore, known_at: str) -> None:
    with store.at() as db, pytest.raises(InvalidError) as refused:
        resolve(db, known_at=known_at, zone=ZONE)
    assert refused.value.field == "known_at"


def test_a_day_is_a_day_of_the_place(store: ReadStore) -> None:
    with store.at() as db:
        assert resolve(db, true_on="2020-09-01", zone=ZONE).true_on == date(2020, 9, 1)
        with pytest.raises(InvalidError):
            resolve(db, true_on="1 September", zone=ZONE)
