"""The daily tick on a real record: what it finds missing, on which day, once; what it leaves alone."""

import json
import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import events as e
from domain import ids
from domain.actors import HEAD, Actor
from domain.duties import OFFICE, OFFICE_SPECIAL
from domain.errors import InvalidError
from domain.record import Fact
from service import app as parts
from service import bundled
from service.act import Act
from service.app import App
from service.event_store import ClockRefusedError
from service.open_record import open_record
from service.settings import Settings
from service.tick import tick
from tests.fakes import FixedClock, local

ZONE = ZoneInfo("Asia/Shanghai")
NO = "2020-001"
LEAD, CONSTRUCTION = "fagai", "gaoxin"


def settings(home: Path) -> Settings:
    return Settings(home, ZONE, "zh_Hans", None, 0, "json", timer=False)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(local("2020-08-11"))


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    open_record(settings(tmp_path), scheme_id="heyuan-2020", demonstration=True, clock=clock)
    made = parts.build(settings(tmp_path), clock=clock)
    yield made
    made.close()


def write(app: App, *events: tuple[str, Any]) -> None:
    act = Act(Actor("head", HEAD), "test", "test")
    app.store.write(act, lambda turn: [Fact(stream, event) for stream, event in events])


def task(category: str = "hard_task", construction: Sequence[str] = (), no: str = NO) -> tuple[str, e.TaskEntered]:
    return ids.task(no), e.TaskEntered(
        no, "heyuan-2020", "a road", category, None, None, None, None, (LEAD,), (), tuple(construction), False,
        date(2020, 8, 11),
    )  # fmt: skip


def planned() -> tuple[str, e.NodePlanFiled]:
    nodes = (e.NodeTask("2020-08", "half"),)
    return ids.task(NO), e.NodePlanFiled(NO, LEAD, "lead", nodes, local("2020-08-14"), date(2020, 8, 17), 0)


def reported(node: str, at: datetime, late_days: int = 0) -> tuple[str, e.ReportSubmitted]:
    return ids.task(NO), e.ReportSubmitted(
        NO, 1, LEAD, "lead", node, "office", None, "", None, "d", None, None, (), (), None, at, None, late_days
    )


def missing(app: App, **named: Any) -> list[tuple[str, str, str, str]]:
    """(kind, unit, period, day) of what a tick finds units to have missed; the office's own specials aside."""
    found = [(m["kind"], m["unit"], m["period"], m["recorded_for"]) for m in tick(app, **named).missed]
    return [entry for entry in found if entry[1] != OFFICE]


def recorded(app: App) -> list[tuple[str, str, str]]:
    """(stream, unit, period) of everything recorded missing by units; the office's own specials aside."""
    missed = [(x.stream, x.event) for x in app.store.lines(0) if isinstance(x.event, e.DutyMissed)]
    return [(stream, event.unit, event.period) for stream, event in missed if event.unit != OFFICE]


def test_the_offices_own_special_is_found_missing_once_like_any_other_duty(app: App, clock: FixedClock) -> None:
    clock.move_to(local("2020-09-07"))
    tick(app)
    assert [x for x in app.store.lines(0) if isinstance(x.event, e.DutyMissed)] == []
    clock.move_to(local("2020-10-14"))
    tick(app)
    (line,) = [x for x in app.store.lines(0) if isinstance(x.event, e.DutyMissed)]
    assert (line.stream, line.event.kind, line.event.period) == (ids.office("heyuan-2020"), OFFICE_SPECIAL, "2020-08")
    clock.move_to(local("2020-10-15"))
    assert [m["period"] for m in tick(app).missed] == ["2020-09"]


def test_the_first_tick_reaches_the_records_own_day(app: App) -> None:
    assert tick(app).days == (date(2020, 8, 11),)
    assert tick(app).days == ()


def test_every_day_passed_over_is_reached_in_a_write_of_its_own(app: App, clock: FixedClock) -> None:
    tick(app)
    clock.move_to(local("2020-08-14"))
    assert tick(app).days == (date(2020, 8, 12), date(2020, 8, 13), date(2020, 8, 14))
    reached = [x for x in app.store.lines(0) if isinstance(x.event, e.DayReached)]
    assert [x.meta.cause for x in reached] == [f"tick:2020-08-{n}" for n in (11, 12, 13, 14)]
    assert {(x.meta.account, x.meta.role) for x in reached} == {("system", "system")}


def test_a_report_is_missing_on_the_day_after_it_was_due(app: App, clock: FixedClock) -> None:
    write(app, task(), planned())
    clock.move_to(local("2020-09-03", "23:59"))
    assert missing(app) == []
    clock.move_to(local("2020-09-04", "00:01"))
    assert missing(app) == [("progress_report", LEAD, "2020-08", "2020-09-04")]
    line = next(x for x in app.store.stream(ids.task(NO)) if isinstance(x.event, e.DutyMissed))
    assert line.event == e.DutyMissed("progress_report", "heyuan-2020", LEAD, "lead", NO, "2020-08", date(2020, 9, 3))


def test_what_is_missing_is_recorded_in_one_write_with_the_day(app: App, clock: FixedClock) -> None:
    write(app, task(construction=[CONSTRUCTION]))
    clock.move_to(local("2020-08-19"))
    tick(app)
    lines = app.store.lines(0)
    day_14 = [x for x in lines if x.meta.cause == "tick:2020-08-14"]
    assert [type(x.event) for x in day_14] == [e.DutyMissed, e.DayReached]
    assert day_14[0].event.unit == CONSTRUCTION
    assert [x.event.unit for x in lines[:-1] if x.meta.cause == "tick:2020-08-18" and x.stream != ids.TICK] == [LEAD]


def test_nothing_is_found_missing_twice(app: App, clock: FixedClock) -> None:
    write(app, task(), planned())
    for day in ("2020-09-04", "2020-09-05", "2020-09-30"):
        clock.move_to(local(day))
        tick(app)
    assert recorded(app) == [(ids.task(NO), LEAD, "2020-08")]


def test_a_report_handed_in_is_not_missing_and_one_returned_is_after_its_new_day(app: App, clock: FixedClock) -> None:
    write(app, task(), planned(), reported("2020-08", local("2020-09-02")))
    clock.move_to(local("2020-09-03"))
    write(app, (ids.task(NO), e.ReportReturned(NO, 1, "office", "r", date(2020, 9, 4))))
    clock.move_to(local("2020-09-04"))
    assert missing(app) == []
    clock.move_to(local("2020-09-06"))
    assert missing(app) == [("progress_report", LEAD, "2020-08", "2020-09-05")]


def test_an_implementation_plan_is_missing_on_the_units_own_stream(app: App, clock: FixedClock) -> None:
    item = e.ItemEntered(
        "2020-3-1", "heyuan-2020", "三(一)", "三", "t", (LEAD, "shizhi"), (LEAD, "shizhi"), (), (), LEAD
    )  # fmt: skip
    write(
        app,
        (ids.unit_group("shizhi"), e.UnitGroupDefined("shizhi", "市直各单位", ("gaoxin",), date(2020, 8, 11))),
        (ids.item("2020-3-1"), item),
    )
    clock.move_to(local("2020-08-18"))
    assert missing(app) == [("implementation_plan", LEAD, "2020", "2020-08-18")]
    assert recorded(app) == [(ids.plan("heyuan-2020", LEAD), LEAD, "2020")]
    clock.move_to(local("2020-08-20"))
    assert missing(app) == []


def test_an_answer_to_a_notice_is_missing_after_its_limit(app: App, clock: FixedClock) -> None:
    clock.move_to(local("2020-09-04"))
    notice = e.NoticeIssued(
        "n-2020-0001", "河督改〔2020〕1号", "heyuan-2020", NO, "2020-08", "yellow", (e.Addressee(LEAD, "lead"),), {},
        "", date(2020, 9, 18), (), date(2020, 9, 4),
    )  # fmt: skip
    write(app, (ids.notice("n-2020-0001"), notice))
    clock.move_to(local("2020-09-18"))
    assert missing(app) == []
    clock.move_to(local("2020-09-21"))
    assert missing(app) == [("notice_answer", LEAD, "n-2020-0001", "2020-09-19")]
    clock.move_to(local("2020-09-23"))
    assert missing(app) == []


def test_nothing_is_missing_on_a_provisional_day_until_the_year_is_published(tmp_path: Path) -> None:
    clock = FixedClock(local("2026-12-30"))  # the calendar of 2027 is on no record yet
    open_record(settings(tmp_path), scheme_id="heyuan-2020", demonstration=True, clock=clock)
    app = parts.build(settings(tmp_path), clock=clock)
    content = json.loads(json.dumps(bundled.scheme_content("heyuan-2020")).replace("2020", "2026"))
    later = replace(task()[1], task_no="2026-001", scheme="heyuan-2026", effective_on=date(2026, 12, 1))
    write(app, (ids.scheme("heyuan-2026"), e.SchemeIssued("heyuan-2026", 1, content)), (ids.task("2026-001"), later))
    clock.move_to(local("2027-01-10"))
    assert missing(app) == []
    clock.move_to(local("2027-01-11"))
    published = e.CalendarYearPublished(2027, (date(2027, 1, 1),), (), "国务院办公厅通知")
    write(app, (ids.calendar(2027), published))
    assert missing(app) == [("progress_report", LEAD, "2026-12", "2027-01-11")]
    app.close()


def test_what_fell_due_before_the_record_began_is_not_for_it_to_say(tmp_path: Path) -> None:
    clock = FixedClock(local("2020-09-20"))
    open_record(settings(tmp_path), scheme_id="heyuan-2020", demonstration=True, clock=clock)
    app = parts.build(settings(tmp_path), clock=clock)
    write(app, task("livelihood"))
    clock.move_to(local("2020-10-13"))
    assert missing(app) == [("progress_report", LEAD, "2020-09", "2020-10-13")]
    app.close()


def test_a_dry_run_tells_all_of_it_and_records_nothing(app: App, clock: FixedClock) -> None:
    write(app, task("livelihood"), planned())
    clock.move_to(local("2020-10-20"))
    position = app.store.position()
    told = tick(app, dry_run=True)
    assert app.store.position() == position
    done = tick(app)
    assert (told.days, told.missed) == (done.days, done.missed)
    assert [m["period"] for m in done.missed if m["unit"] == LEAD] == ["2020-08", "2020-09"]


def test_a_day_that_has_not_come_is_refused(app: App) -> None:
    with pytest.raises(InvalidError, match="day_not_come"):
        tick(app, until=date(2020, 8, 12))


def test_after_downtime_a_real_clock_is_vouched_for_first(tmp_path: Path) -> None:
    clock = FixedClock(local("2020-08-11"), by_hand=False)
    open_record(settings(tmp_path), scheme_id="heyuan-2020", demonstration=False, clock=clock)
    app = parts.build(settings(tmp_path), clock=clock)
    clock.move_to(local("2020-08-20"))
    with pytest.raises(ClockRefusedError):
        tick(app)
    app.store.accept_clock(Act(Actor("admin", "admin"), "t", "t"), "检修停机一周，时钟已核对")
    assert tick(app).days[-1] == date(2020, 8, 20)
    app.close()


def test_two_processes_ticking_at_once_record_everything_once(app: App, clock: FixedClock, tmp_path: Path) -> None:
    write(app, *[task("livelihood", no=f"2020-{n:03d}") for n in range(1, 6)])
    at = local("2020-10-13")
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        reached = pool.starmap(_tick_in_a_process, [(tmp_path, at)] * 2)
    found = recorded(app)
    assert len(found) == len(set(found)) == 15  # node plan, August, September of five tasks
    days = [x.event.day for x in app.store.lines(0) if isinstance(x.event, e.DayReached)]
    assert days == sorted(set(days))
    assert sorted(day for share in reached for day in share) == days


def _tick_in_a_process(home: Path, at: datetime) -> list[date]:
    app = parts.build(settings(home), clock=FixedClock(at))
    try:
        return list(tick(app).days)
    finally:
        app.close()
