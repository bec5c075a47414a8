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


def of_kind(app: App, kind: str) -> list[Any]:
    """Return the states of all streams of a kind, in the order they began."""
    lines = app.store.lines(0, app.store.position())
    streams = dict.fromkeys(line.stream for line in lines if ids.kind(line.stream) == kind)
    return [app.store.fold(stream) for stream in streams]


def tasks(app: App, year: int) -> list[Task]:
    return [task for task in of_kind(app, "task") if task.task_no.startswith(f"{year}-")]


def test_the_record_of_the_year_hashes_to_its_leaves(app: App) -> None:
    assert verify_record(app.store).clean


def test_every_light_every_verdict_and_every_adjustment_happens(app: App) -> None:
    year = tasks(app, 2020)
    lights = Counter(light.light for task in year for light in task.lights)
    assert set(lights) == {"green", "yellow", "red", "none"}  # the deferred one was lit in November
    assert {notice.state for notice in of_kind(app, "notice")} >= {"rectified", "not_rectified", "voided"}
    assert {task.state for task in year} == {"active", "completed", "withdrawn"}
    assert {x.state for task in year for x in task.extensions} >= {"granted", "refused"}
    names = {line.name for line in app.store.lines(0, app.store.position())}
    assert {"report.returned.v1", "task.transferred.v1", "duty.missed.v1", "task.light_corrected.v1"} <= names
    assert any(line.meta.on_behalf_of for line in app.store.lines(0, app.store.position()))


def test_two_yellows_running_turned_red(app: App) -> None:
    for number in (9, 27, 84):
        runs = [light.light for light in app.store.fold(ids.task(ids.task_no(2020, number))).lights]
        assert runs[:2] == ["yellow", "red"]


def test_interviews_bulletins_inspections_and_the_final_scores_are_told(app: App) -> None:
    refused, signed = (x for x in of_kind(app, "interview") if x.state == "archived")
    assert {s.signed for s in refused.signatures} == {True, False}
    assert {d.outcome for d in refused.file.disputes} == {"corrected", "upheld"}
    assert all(s.signed for s in signed.signatures)
    assert sum(bulletin.published is not None for bulletin in of_kind(app, "bulletin")) == 6
    inspection, _ = of_kind(app, "inspection")
    contradicted = app.store.fold(ids.task(inspection.tasks[0]))
    assert contradicted.light("2020-10").light == "yellow"
    assert "untrue" in {report.state for report in contradicted.reports}
    assert app.store.fold(ids.assessment(SCHEME)).finalised_on is not None


def test_it_ends_with_something_waiting_in_every_queue(app: App) -> None:
    new = tasks(app, 2021)
    assert any(task.roles_presumed for task in new)
    assert any(task.completion_applied_by for task in new)
    assert any(x.state == "requested" for task in new for x in task.extensions)
    assert any(p.state == "raised" for task in new for p in task.problems)
    assert any(plan.sealed and not plan.confirmed for task in new for plan in task.plans if plan.role == "lead")
    assert {report.state for task in new for report in task.reports} == {"submitted", "returned"}
    assert any(r.role == "construction" and r.state == "submitted" for task in new for r in task.reports)
    assert any(c.state == "proposed" for task in tasks(app, 2020) for c in task.corrections)
    notices = of_kind(app, "notice")
    assert {notice.state for notice in notices} >= {"served", "received", "answered"}
    assert any(notice.void_proposed_by for notice in notices)
    assert {x.state for x in of_kind(app, "interview")} >= {"proposed", "approved", "convened"}
    assert any(bulletin.published is None for bulletin in of_kind(app, "bulletin"))
    assert of_kind(app, "instruction")[-1].state == "recorded"
    assert of_kind(app, "inspection")[-1].published == ()
    assert app.store.fold(ids.assessment("heyuan-2021")).entries[-1].confirmed_by is None
    sitting = app.store.fold(ids.lighting("heyuan-2021", "2021-01"))
    assert isinstance(sitting, Lighting)
    assert sitting.draft is not None
    assert app.store.fold(ids.editions("heyuan-2021")).draft is not None


def test_it_is_the_same_every_time_but_for_ids(app: App, tmp_path: Path) -> None:
    again = build(played(tmp_path))
    first, second = (list(map(_told, each.store.lines(0, each.store.position()))) for each in (app, again))
    again.close()
    assert first == second


def test_its_clock_goes_on_from_the_last_line_and_its_logins_work(settings: Settings, app: App) -> None:
    go_on(settings)
    assert str(clock_setting(settings.home)).startswith("from:2021-02-05T02:30:00")
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
