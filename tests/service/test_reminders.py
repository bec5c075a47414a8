"""What units are reminded of: on which working day, as what, once; and how word of it goes out, or does not."""

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import events as e
from domain import ids
from domain.actors import HEAD, Actor
from domain.duties import OFFICE
from domain.record import Fact
from projections import reminders as question
from service import app as parts
from service.act import Act
from service.app import App
from service.deliver import Courier, Delivering, UndeliveredError, deliver_once
from service.open_record import open_record
from service.reminder_settings import Address
from service.settings import Settings
from service.tick import tick
from tests.fakes import FixedClock, local

NO = "2020-001"
LEAD, CONSTRUCTION = "fagai", "gaoxin"
OFFICES_OWN = Address("office", "wecombot", "wecombot://key")
UNITS_OWN = Address(CONSTRUCTION, "mailtos", "mailtos://u:secret@example.test")


def settings(home: Path, *notify: Address) -> Settings:
    return Settings(home, ZoneInfo("Asia/Shanghai"), "zh_Hans", None, 0, "json", timer=False, notify=notify)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(local("2020-08-11"))


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    open_record(settings(tmp_path), scheme_id="heyuan-2020", demonstration=True, clock=clock)
    made = parts.build(settings(tmp_path, OFFICES_OWN, UNITS_OWN), clock=clock)
    yield made
    made.close()


class Channel:
    """Keeps what it is sent; refuses as often as it is told to."""

    def __init__(self, refuses: int = 0) -> None:
        self.refuses = refuses
        self.sent: list[tuple[str, date, list[str]]] = []

    def __call__(self, address: Address, day: date, reminders: Sequence[dict[str, Any]]) -> None:
        if self.refuses:
            self.refuses -= 1
            raise UndeliveredError("channel_refused")
        self.sent.append((address.to, day, [f"{row['unit']} {row['moment']} {row['due_on']}" for row in reminders]))


def write(app: App, *events: tuple[str, Any]) -> None:
    act = Act(Actor("head", HEAD), "test", "test")
    app.store.write(act, lambda turn: [Fact(stream, event) for stream, event in events])


def task(construction: Sequence[str] = (CONSTRUCTION,)) -> tuple[str, e.TaskEntered]:
    return ids.task(NO), e.TaskEntered(
        NO, "heyuan-2020", "a road", "livelihood", None, None, None, None, (LEAD,), (), tuple(construction), False,
        date(2020, 8, 11),
    )  # fmt: skip


def planned() -> tuple[str, e.NodePlanFiled]:
    nodes = (e.NodeTask("2020-08", "half"),)
    return ids.task(NO), e.NodePlanFiled(NO, LEAD, "lead", nodes, local("2020-08-14"), date(2020, 8, 17), 0)


def reported(node: str, on: str, late_days: int = 0, report_no: int = 1) -> tuple[str, e.ReportSubmitted]:
    return ids.task(NO), e.ReportSubmitted(
        NO, report_no, LEAD, "lead", node, "office", None, "", None, "d", None, None, (), (), None, local(on), None,
        late_days,
    )  # fmt: skip


def told(app: App) -> list[tuple[str, str, str, str, str]]:
    """(day, unit, moment, kind, due day) of everything recorded, the office's own specials aside."""
    return [
        (line.event.day.isoformat(), line.event.unit, one.moment, one.kind, one.due_on.isoformat())
        for line in app.store.lines(0)
        if isinstance(line.event, e.ReminderPrepared) and line.event.unit != OFFICE
        for one in line.event.duties
    ]


def live(app: App, clock: FixedClock, from_: str, to: str) -> None:
    """Let every day from one to another begin, each with its tick."""
    day, last = date.fromisoformat(from_), date.fromisoformat(to)
    while day <= last:
        clock.move_to(local(day.isoformat(), "00:01"))
        tick(app)
        day += timedelta(days=1)


def test_a_report_is_told_of_two_working_days_ahead_on_its_day_and_when_it_is_overdue(
    app: App, clock: FixedClock
) -> None:
    write(app, task(construction=()), planned(), reported("2020-08", "2020-08-31"))
    live(app, clock, "2020-09-29", "2020-10-16")
    assert told(app) == [  # 1 to 8 October are off, Saturday the 10th is worked
        ("2020-10-09", LEAD, "coming", "progress_report", "2020-10-12"),
        ("2020-10-12", LEAD, "due", "progress_report", "2020-10-12"),
        ("2020-10-13", LEAD, "overdue", "progress_report", "2020-10-12"),
    ]


def test_what_is_handed_in_is_spoken_of_no_more(app: App, clock: FixedClock) -> None:
    write(app, task(construction=()), planned())
    live(app, clock, "2020-08-31", "2020-09-02")
    write(app, reported("2020-08", "2020-09-02"))
    live(app, clock, "2020-09-03", "2020-09-08")
    assert [entry[2] for entry in told(app)] == ["coming"]


def test_a_withdrawn_task_reminds_nobody(app: App, clock: FixedClock) -> None:
    write(app, task(), planned())
    clock.move_to(local("2020-08-25"))
    tick(app)
    before = told(app)
    write(app, (ids.task(NO), e.TaskWithdrawn(NO, "merged", date(2020, 8, 25))))
    live(app, clock, "2020-08-26", "2020-09-08")
    assert told(app) == before


def test_a_unit_is_told_of_all_its_duties_in_one_line_a_day(app: App, clock: FixedClock) -> None:
    second = replace(task()[1], task_no="2020-002")
    write(app, task(), (ids.task("2020-002"), second))
    live(app, clock, "2020-08-12", "2020-08-13")
    lines = [x for x in app.store.stream(ids.reminders(CONSTRUCTION)) if isinstance(x.event, e.ReminderPrepared)]
    assert [(x.event.day.isoformat(), len(x.event.duties)) for x in lines] == [("2020-08-12", 2), ("2020-08-13", 2)]
    assert {x.meta.cause for x in lines} == {"tick:2020-08-12", "tick:2020-08-13"}


def test_what_falls_due_on_a_day_off_is_told_on_the_working_day_before(app: App, clock: FixedClock) -> None:
    notice = e.NoticeIssued(
        "n-2020-0001", "河督改〔2020〕1号", "heyuan-2020", NO, "2020-08", "yellow", (e.Addressee(LEAD, "lead"),), {},
        "", date(2020, 9, 20), (), date(2020, 9, 4),
    )  # fmt: skip
    clock.move_to(local("2020-09-16", "00:01"))
    tick(app)
    write(app, (ids.notice("n-2020-0001"), notice))  # its limit is a Sunday
    live(app, clock, "2020-09-17", "2020-09-21")
    assert [entry[:3] for entry in told(app)] == [
        ("2020-09-17", LEAD, "coming"), ("2020-09-18", LEAD, "due"), ("2020-09-21", LEAD, "overdue"),
    ]  # fmt: skip


def test_after_downtime_units_are_told_what_still_holds_not_what_held_then(app: App, clock: FixedClock) -> None:
    write(app, task(construction=()), planned())
    live(app, clock, "2020-08-28", "2020-08-28")
    clock.move_to(local("2020-09-03", "08:00"))  # four days off, back on the due day itself
    assert len(tick(app).days) == 6
    assert told(app) == [("2020-09-03", LEAD, "due", "progress_report", "2020-09-03")]


def test_a_returned_report_is_told_of_when_its_day_for_coming_again_has_passed(app: App, clock: FixedClock) -> None:
    write(app, task(construction=()), planned(), reported("2020-08", "2020-09-01"))
    live(app, clock, "2020-09-02", "2020-09-03")
    write(app, (ids.task(NO), e.ReportReturned(NO, 1, "office", "no figures", date(2020, 9, 7))))
    live(app, clock, "2020-09-04", "2020-09-09")
    assert [entry[:3] for entry in told(app)] == [
        ("2020-09-04", LEAD, "coming"), ("2020-09-07", LEAD, "due"), ("2020-09-08", LEAD, "overdue"),
    ]  # fmt: skip


def test_a_scheme_that_says_nothing_of_reminders_reminds_nobody_until_it_is_amended(
    app: App, clock: FixedClock
) -> None:
    write(app, task(construction=()), planned())
    state = app.store.fold(ids.scheme("heyuan-2020"))
    assert state is not None
    silent = {name: part for name, part in state.content.items() if name != "reminders"}  # type: ignore[attr-defined]
    write(app, (ids.scheme("heyuan-2020"), e.SchemeIssued("heyuan-2020", 2, silent)))
    live(app, clock, "2020-09-01", "2020-09-02")
    assert told(app) == []
    amended = e.SchemeAmended(
        "heyuan-2020", 3, {"reminders": {"days_before": 1, "clause": "x"}}, "asked for", date(2020, 9, 3)
    )
    write(app, (ids.scheme("heyuan-2020"), amended))
    live(app, clock, "2020-09-03", "2020-09-03")
    assert [entry[2] for entry in told(app)] == ["due"]


def test_a_dry_run_says_how_many_units_would_be_told_and_tells_none(app: App, clock: FixedClock) -> None:
    write(app, task(), planned())
    clock.move_to(local("2020-09-03", "00:01"))
    would = tick(app, dry_run=True).reminded
    assert told(app) == []
    assert tick(app).reminded == would == 3  # the office among them: its special is due on the 7th


def test_the_day_that_reminds_is_one_write_and_a_second_tick_adds_nothing(app: App, clock: FixedClock) -> None:
    write(app, task(), planned())
    live(app, clock, "2020-09-01", "2020-09-01")
    (line,) = [x for x in app.store.stream(ids.reminders(LEAD)) if x.meta.cause == "tick:2020-09-01"]
    reached = [x for x in app.store.stream(ids.TICK) if x.event.day == date(2020, 9, 1)]
    assert line.meta.recorded_at == reached[0].meta.recorded_at
    before = app.store.position()
    tick(app)
    assert app.store.position() == before


def ready(app: App, clock: FixedClock, at: str = "08:30") -> None:
    """A due day with one duty of each of two units, at a moment of it."""
    write(app, task(), planned())
    live(app, clock, "2020-09-01", "2020-09-01")
    clock.move_to(local("2020-09-01", at))


def test_word_goes_out_in_working_hours_the_office_hears_all_a_unit_its_own(app: App, clock: FixedClock) -> None:
    channel = Channel()
    ready(app, clock, "08:29")
    assert Delivering(app, channel).deliver() == 0
    clock.move_to(local("2020-09-01", "12:00"))
    assert deliver_once(app, channel) == 0
    clock.move_to(local("2020-09-01", "14:30"))
    assert deliver_once(app, channel) == 2
    day = date(2020, 9, 1)
    assert channel.sent == [
        ("office", day, ["fagai coming 2020-09-03", "gaoxin overdue 2020-08-13", "gaoxin due 2020-09-01"]),
        (CONSTRUCTION, day, ["gaoxin overdue 2020-08-13", "gaoxin due 2020-09-01"]),
    ]
    assert deliver_once(app, channel) == 0


def test_nothing_goes_out_on_a_day_off(app: App, clock: FixedClock) -> None:
    channel = Channel()
    ready(app, clock)
    clock.move_to(local("2020-09-05", "09:00"))  # a Saturday; yesterday's word is not news
    assert deliver_once(app, channel) == 0


def test_what_was_done_since_the_morning_is_not_asked_for_any_more(app: App, clock: FixedClock) -> None:
    channel = Channel()
    ready(app, clock)
    write(app, reported("2020-08", "2020-09-01"))
    deliver_once(app, channel)
    assert channel.sent[0][2] == ["gaoxin overdue 2020-08-13", "gaoxin due 2020-09-01"]


def test_a_refusing_channel_is_tried_four_times_ever_later_and_each_time_is_on_record(
    app: App, clock: FixedClock
) -> None:
    channel = Channel(refuses=99)
    ready(app, clock)
    delivering = Delivering(app, channel)
    for _ in range(8 * 60):
        delivering.deliver()
        clock.advance(minutes=1)
    stream = ids.reminder_delivery("office", "wecombot")
    failures = [line.event for line in app.store.stream(stream)]
    assert [(x.attempt, x.again_at and x.again_at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%H:%M"))
            for x in failures] == [(1, "08:35"), (2, "08:55"), (3, "10:15"), (4, None)]  # fmt: skip
    assert "secret" not in repr(app.store.stream(ids.reminder_delivery(CONSTRUCTION, "mailtos")))


def test_a_channel_that_comes_back_gets_the_message_once(app: App, clock: FixedClock) -> None:
    channel = Channel(refuses=1)
    ready(app, clock)
    for _ in range(120):
        deliver_once(app, channel)
        clock.advance(minutes=1)
    assert [to for to, _, _ in channel.sent] == [CONSTRUCTION, "office"]
    with app.read.at() as db:
        rows = question.listed(db, viewer=Actor("head", HEAD), unit=LEAD)
    assert [(d["attempt"], d["state"]) for d in rows[0]["deliveries"]] == [(1, "failed"), (2, "delivered")]


def test_what_went_out_while_the_record_refused_is_recorded_later_and_not_sent_again(
    app: App, clock: FixedClock
) -> None:
    channel = Channel()
    ready(app, clock)
    delivering = Delivering(app, channel)
    refused, app.store = app.store, Refusing(app.store)  # type: ignore[assignment]
    for _ in range(5):
        with pytest.raises(OSError, match="disk full"):
            delivering.deliver()
    app.store = refused
    assert delivering.deliver() == 2
    assert [to for to, _, _ in channel.sent] == ["office", CONSTRUCTION]


class Refusing:
    """A record that can be read and not written."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def write(self, *_: Any) -> None:
        raise OSError("disk full")


def test_a_death_between_sending_and_recording_sends_at_most_once_more(
    app: App, clock: FixedClock, tmp_path: Path
) -> None:
    ready(app, clock)
    sent = tmp_path / "sent"
    pid = os.fork()
    if pid == 0:  # pragma: no cover - the child is killed in mid-delivery
        child = parts.build(settings(tmp_path, OFFICES_OWN), clock=clock)
        deliver_once(child, lambda address, day, told: _write_and_die(sent))
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    deliver_once(app, lambda address, day, told: _write(sent, address.to))
    deliver_once(app, lambda address, day, told: _write(sent, address.to))
    assert sent.read_text().split() == ["killed", "office", CONSTRUCTION]


def _write_and_die(place: Path) -> None:
    _write(place, "killed")
    os.kill(os.getpid(), signal.SIGKILL)


def _write(place: Path, word: str) -> None:
    with place.open("a") as file:
        file.write(f"{word}\n")


def test_while_a_server_delivers_nobody_else_does(app: App, clock: FixedClock) -> None:
    channel, other = Channel(), Channel()
    ready(app, clock)
    courier = Courier(app, channel, every=0.01)
    courier.start()
    for _ in range(200):
        if len(channel.sent) == 2:
            break
        courier.join(0.02)
    assert deliver_once(app, other) == 0
    courier.stop()
    assert [to for to, _, _ in channel.sent] == ["office", CONSTRUCTION]
    assert other.sent == []


def test_without_a_channel_reminders_are_prepared_and_shown_all_the_same(tmp_path: Path, clock: FixedClock) -> None:
    open_record(settings(tmp_path), scheme_id="heyuan-2020", demonstration=True, clock=clock)
    app = parts.build(settings(tmp_path), clock=clock)
    write(app, task(), planned())
    live(app, clock, "2020-09-01", "2020-09-01")
    clock.move_to(local("2020-09-01", "09:00"))
    channel = Channel()
    assert deliver_once(app, channel) == 0
    with app.read.at() as db:
        rows = question.listed(db, viewer=Actor("head", HEAD), unit=CONSTRUCTION)
    assert {row["moment"] for row in rows} == {"due", "overdue"}
    assert rows[0]["deliveries"] == []
    app.close()
