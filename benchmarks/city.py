"""The record to measure on: 226 tasks a year with 132 lines each, 80 units, their accounts and tokens.

Written straight through the event store, as an import would: the decisions are measured, not the seeding. Every text
a report refers to is there. The last year's December node is open, so that reports of it may be handed in again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from domain import events as e
from domain import ids
from domain.actors import ADMIN, CLERK, HEAD, OFFICE, Actor
from domain.record import Fact
from service import app as parts
from service import bundled
from service.accounts import Accounts
from service.act import Act
from service.event_store import Content, EventStore
from service.issue_token import issue_token
from service.migrate import create_record
from service.open_account import open_account
from service.settings import Settings

YEAR = 2020
TASKS, UNITS, PER_TASK = 226, 80, 132
TOGETHER = 11  # lines of a task written at a time: a year's lines lie among those of the other tasks
MONTHS = ("08", "10", "12")
NOW = datetime(2020, 12, 20, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
TEXT = (
    "本节点按计划推进:项目主体工程已完成年度投资的既定比例,征地拆迁、用地报批与资金拨付均已落实,施工单位倒排工期、挂图作战;"
    "存在问题为雨季影响土方作业,已增派机械两组并调整工序,预计下一节点前可补回进度,不影响年度目标的按期完成。"
)
_UNITS = tuple(f"u{number:02d}" for number in range(1, UNITS + 1))
_HEAD = Act(Actor("head", HEAD, posts=("p-head",)), "bench", "bench")


@dataclass(slots=True)
class City:
    """The record, and who may ask it what. `reporters`: task → the units that report on it, its lead first."""

    home: Path
    years: tuple[int, ...]
    reporters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # unit → its clerk's, `office` → the office's
    since: datetime = field(default_factory=lambda: datetime.now(UTC))  # one clock for every server on it, never back

    @property
    def tasks(self) -> list[str]:
        return list(self.reporters)

    def environment(self) -> dict[str, str]:
        """Return what a server on this record is started with: its clock goes on from December 2020."""
        return {"DUCHA_HOME": str(self.home), "DUCHA_TIMER": "off",
                "DUCHA_CLOCK": f"from:{NOW.isoformat()}@{self.since.isoformat()}"}  # fmt: skip

    def app(self) -> parts.App:
        """Return the application on this record, its clock standing. The caller closes it."""
        return parts.build(_settings(self.home), clock=_Clock(NOW))


class _Clock:
    by_hand = True

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def make(home: Path, years: int = 1) -> City:
    """Make a record of so many years, the last of them 2020."""
    city = City(home, tuple(range(YEAR + 1 - years, YEAR + 1)))
    settings, clock = _settings(home), _Clock(datetime(city.years[0], 8, 1, tzinfo=UTC))
    create_record(settings.record_path, demonstration=True, act=_HEAD, clock=clock, zone=ZONE, opening=_opening(city))
    store = EventStore(settings.record_path, clock, ZONE)
    chance = Random(7)
    for year in city.years:
        tasks = [_Task(store, city, year, number, chance) for number in range(1, TASKS + 1)]
        for part in range(PER_TASK // TOGETHER):
            for task in tasks:
                clock.at = datetime(year, 12, 1, tzinfo=UTC) + timedelta(hours=part, seconds=task.number)
                task.write(part)
    store.close()
    _let_in(city, settings)
    return city


def _settings(home: Path) -> Settings:
    return Settings(home=home, zone=ZONE, locale="zh_Hans", clock=None, trusted_proxies=0,
                    log_format="json", timer=False)  # fmt: skip


def _opening(city: City) -> list[Fact]:
    facts: list[Fact] = []
    for year in city.years:
        content = _scheme(year)
        facts.append(Fact(ids.scheme(content["id"]), e.SchemeIssued(content["id"], 1, content)))
    facts += [Fact(ids.calendar(year.year), year) for year in bundled.calendar_years()]
    facts += [Fact(ids.unit(code), e.UnitRegistered(code, f"第{code}局", f"市第{code}局", "municipal"))
              for code in _UNITS]  # fmt: skip
    return facts


def _scheme(year: int) -> dict[str, Any]:
    """Return the bundled scheme as it would have been in another year."""
    text = json.dumps(bundled.scheme_content(f"heyuan-{YEAR}"), ensure_ascii=False, default=str)
    content: dict[str, Any] = json.loads(text.replace(str(YEAR), str(year)))
    return content


def _let_in(city: City, settings: Settings) -> None:
    """Open an account for the office and one for each unit's clerk, each with a token."""
    accounts = Accounts(settings.accounts_path, ZONE)
    accounts.create_tables()
    accounts.close()
    app = city.app()
    admin = Act(Actor("bench", ADMIN), "bench", "bench")
    for name, role, unit in (("office", OFFICE, None), *((code, CLERK, code) for code in _UNITS)):
        open_account(app, admin, account=f"bench-{name}", role=role, unit=unit)
        city.tokens[name] = issue_token(app, admin, account=f"bench-{name}", label="bench").token or ""
    with app.read.at():  # makes the read models
        pass
    app.close()


class _Task:
    """One task's lines: entered, planned, reported on again and again by nine units, lit twice."""

    def __init__(self, store: EventStore, city: City, year: int, number: int, chance: Random) -> None:
        self.no = ids.task_no(year, number)
        self.number = number
        self.scheme = f"heyuan-{year}"
        self.year = year
        self._store = store
        self._chance = chance
        self._texts: dict[str, Content] = {}
        self.units = chance.sample(_UNITS, 11)
        self.lead, self.co, self.construction = self.units[0], self.units[1:3], self.units[3:]
        city.reporters[self.no] = (self.lead, *self.construction)
        self._all = list(self._events())

    def write(self, part: int) -> None:
        """Put the next lines on record, with the texts they refer to."""
        events = self._all[part * TOGETHER : (part + 1) * TOGETHER]
        facts = [Fact(ids.task(self.no), event) for event in events]
        texts = [self._texts.pop(event.text) for event in events if isinstance(event, e.ReportSubmitted)]
        self._store.write(_HEAD, lambda _: facts, texts)

    def _events(self) -> Iterator[Any]:
        yield from (first := list(self._planned()))
        reports = PER_TASK - len(first) - 2
        last: dict[tuple[str, str], int] = {}
        for place in range(reports):
            month = MONTHS[min(place * 3 // reports, 2)]
            unit = (*self.construction, self.lead)[place % 9]
            yield self._report(place + 1, unit, f"{self.year}-{month}", last)
            if place in (reports // 3, reports * 2 // 3):
                yield self._light(f"{self.year}-{MONTHS[place * 3 // reports]}")

    def _planned(self) -> Iterator[Any]:
        entered_on = date(self.year, 8, 11)
        yield e.TaskEntered(self.no, self.scheme, f"建成第{self.no}号工程", "hard_task", None, None, None, None,
                            (self.lead,), tuple(self.co), tuple(self.construction), False, entered_on,
                            (e.Target("完成投资额", "12", "亿元"),))  # fmt: skip
        nodes = tuple(e.NodeTask(f"{self.year}-{month}", f"完成年度投资的{month}成", None) for month in MONTHS)
        at = datetime(self.year, 8, 13, 2, tzinfo=UTC)
        for unit in (*self.construction, self.lead):
            role = "lead" if unit == self.lead else "construction"
            yield e.NodePlanFiled(self.no, unit, role, nodes, at, date(self.year, 8, 17), 0)
        yield e.NodePlanSealed(self.no, self.lead)
        yield e.NodePlanConfirmed(self.no, None)

    def _report(self, number: int, unit: str, node: str, last: dict[tuple[str, str], int]) -> e.ReportSubmitted:
        text = self._store.content_of(TEXT)
        self._texts[text.digest] = text
        replaces, last[unit, node] = last.get((unit, node)), number
        month = int(node[-2:])
        to, role = ("office", "lead") if unit == self.lead else (self.lead, "construction")
        at = datetime(self.year, month, 18, 2, tzinfo=UTC) - timedelta(days=number % 9)
        late = 1 if self._chance.random() < 0.05 else 0
        return e.ReportSubmitted(
            self.no, number, unit, role, node, to, None, f"完成 {self._chance.randrange(101)} %", None, text.digest,
            None, None, (), (), replaces, at, _month_after(self.year, month), late,
        )  # fmt: skip

    def _light(self, node: str) -> e.LightSet:
        light = self._chance.choices(("green", "yellow", "red"), (90, 8, 2))[0]
        month = int(node[-2:])
        case = {"green": "done_in_time", "yellow": "first_miss", "red": "second_miss_running"}[light]
        return e.LightSet(
            self.no, node, light, self.scheme, 1, self.scheme, light, case, "二(三)", date(self.year, month, 31),
            date(self.year, month, 28) if light == "green" else None, _month_after(self.year, month), {}, "", 1,
        )  # fmt: skip


def _month_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 5)
