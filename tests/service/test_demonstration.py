"""The demonstration year: the same every time but for ids, and it ends with something to do for everybody."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain import ids
from domain.events import NARRATIVES
from domain.lighting import Lighting
from domain.notices import Notice
from domain.task_state import Task
from service.app import App, build
from service.demonstration import demonstrate
from service.demonstration_clock import clock_setting, go_on, logins
from service.settings import Settings, load
from service.verify_record import verify_record

SCHEME = "heyuan-2020"


def played(home: Path) -> Settings:
    settings = dataclasses.replace(load(), home=home, clock=None)
    demonstrate(settings, progress=lambda *_: None)
    return settings


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return played(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[App]:
    opened = build(settings)
    yield opened
    opened.close()


def tasks(app: App) -> list[Task]:
    return [app.store.fold(ids.task(ids.task_no(2020, number))) for number in range(1, 92)]


def notices(app: App) -> list[Notice]:
    return [app.store.fold(ids.notice(ids.notice_id(2020, number))) for number in range(1, 23)]


def test_the_record_of_the_year_hashes_to_its_leaves(app: App) -> None:
    assert verify_record(app.store).clean


def test_every_light_every_verdict_and_every_adjustment_happens(app: App) -> None:
    lights = Counter(light.light for task in tasks(app) for light in task.lights)
    assert set(lights) == {"green", "yellow", "red", "none"}  # the deferred one was lit in November
    assert {notice.state for notice in notices(app)} >= {"rectified", "not_rectified", "voided"}
    assert {task.state for task in tasks(app)} == {"active", "completed", "withdrawn"}
    assert {x.state for task in tasks(app) for x in task.extensions} == {"granted", "refused", "requested"}
    names = {line.name for line in app.store.lines(0, app.store.position())}
    assert {"report.returned.v1", "task.transferred.v1", "duty.missed.v1", "task.light_corrected.v1"} <= names
    assert any(line.meta.on_behalf_of for line in app.store.lines(0, app.store.position()))


def test_two_yellows_running_turned_red(app: App) -> None:
    for number in (9, 27, 84):
        runs = [light.light for light in app.store.fold(ids.task(ids.task_no(2020, number))).lights]
        assert runs == ["yellow", "red"]


def test_it_ends_with_something_waiting_in_every_queue(app: App) -> None:
    everything = tasks(app)
    assert any(task.roles_presumed for task in everything)
    assert any(task.completion_applied_by for task in everything)
    assert any(x.state == "requested" for task in everything for x in task.extensions)
    assert any(c.state == "proposed" for task in everything for c in task.corrections)
    assert any(p.state == "raised" for task in everything for p in task.problems)
    assert any(plan.sealed and not plan.confirmed for task in everything for plan in task.plans if plan.role == "lead")
    december = [report for task in everything for report in task.reports if report.node == "2020-12"]
    assert {report.state for report in december} >= {"submitted", "returned"}
    assert {notice.state for notice in notices(app)} >= {"served", "received", "answered"}
    assert any(notice.void_proposed_by for notice in notices(app))
    sitting = app.store.fold(ids.lighting(SCHEME, "2020-12"))
    assert isinstance(sitting, Lighting)
    assert sitting.draft is not None
    assert app.store.fold(ids.editions(SCHEME)).draft is not None


def test_it_is_the_same_every_time_but_for_ids(app: App, tmp_path: Path) -> None:
    again = build(played(tmp_path))
    first, second = (list(map(_told, each.store.lines(0, each.store.position()))) for each in (app, again))
    again.close()
    assert first == second


def test_its_clock_goes_on_from_the_last_line_and_its_logins_work(settings: Settings, app: App) -> None:
    go_on(settings)
    assert str(clock_setting(settings.home)).startswith("from:2021-01-07T02:30:00")
    now = app.clock.now()
    for account, token in logins(settings.home).items():
        actor = app.accounts.actor_for_token(token, now)
        assert actor is not None
        assert actor.account == account


def _told(line: Any) -> tuple[Any, ...]:
    """Return what a line says, without what differs by nature: random ids, and salted digests of texts."""
    event = dataclasses.asdict(line.event)
    for field in (*NARRATIVES.get(line.name, ()), "incarnation", "proposal"):
        event.pop(field, None)
    return line.position, line.stream, line.version, line.name, line.meta.recorded_at, line.meta.account, event
