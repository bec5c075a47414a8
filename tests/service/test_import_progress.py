"""A sheet being taken in says how far it has come, to its sender alone, and leaves nothing behind."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain import events as e
from domain import ids
from domain.actors import OFFICE, Actor
from domain.errors import InvalidError
from domain.record import Fact
from service.act import Act
from service.app import App, build
from service.event_store import Turn
from service.import_progress import progress_of
from service.open_record import open_record
from service.row_by_row import EACH, Answered, Decided, SheetRow, Upload, write_rows
from service.settings import load
from tests.fakes import FixedClock

ROWS = 200


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    settings = dataclasses.replace(load(), home=tmp_path, clock=None)
    clock = FixedClock()
    open_record(settings, scheme_id="heyuan-2020", demonstration=True, clock=clock)
    made = build(settings, clock=clock)
    yield made
    made.close()


def taken_in(app: App, look: Callable[[], None], *, key: str | None = "once", refuse: bool = False) -> Answered:
    """Take a sheet in, looking at every row as it is decided."""

    def rules(_turn: Turn) -> Callable[[str], Decided]:
        def rule(heading: str) -> Decided:
            look()
            if refuse:
                raise InvalidError("heading", "blank")
            return Decided([Fact(ids.workbook("ledger"), e.HeadingMapped("ledger", heading, heading, "title"))])

        return rule

    rows = [SheetRow("s", n, {"heading": f"A{n}"}, None, f"h{n}") for n in range(ROWS)]
    act = Act(Actor("banli", OFFICE), "test", "test", key=key, body_digest=b"x" * 32 if key else None)
    return write_rows(app, act, Upload("ledger", None, None, EACH), rows, rules)


@pytest.mark.parametrize("refuse", [False, True])
def test_the_sender_sees_it_grow_and_nothing_stays(app: App, refuse: bool) -> None:
    seen: list[tuple[int, int | None]] = []
    other = build(app.settings, clock=app.clock)  # another worker of the same server
    taken_in(app, lambda: seen.append(progress_of(other, "banli", "once")), refuse=refuse)
    other.close()
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {ROWS}
    assert seen[-1][0] == ROWS
    assert len(set(seen)) == 51
    assert progress_of(app, "banli", "once") == (0, None)
    assert list((app.settings.home / "imports").iterdir()) == []


def test_nobody_sees_anothers(app: App) -> None:
    seen: list[tuple[int, int | None]] = []
    taken_in(app, lambda: seen.append(progress_of(app, "wang", "once")))
    taken_in(app, lambda: seen.append(progress_of(app, "banli", "other")), key="twice")
    assert set(seen) == {(0, None)}


def test_a_sheet_without_a_key_or_with_no_room_for_a_bar_is_taken_in_all_the_same(app: App) -> None:
    assert len(taken_in(app, lambda: None, key=None).accepted) == ROWS
    assert not (app.settings.home / "imports").exists()
    (app.settings.home / "imports").write_text("in the way")
    assert len(taken_in(app, lambda: None).accepted) == ROWS


def test_what_dead_processes_left_behind_does_not_pile_up(app: App) -> None:
    folder = app.settings.home / "imports"
    folder.mkdir()
    for number in range(300):
        (folder / f"left-{number}").write_text("1 2")
    taken_in(app, lambda: None)
    assert len(list(folder.iterdir())) == 200
