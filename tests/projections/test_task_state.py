"""A task as it stands, as it was known, and as it was true on a day."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain.actors import ASSESSOR, CLERK, HEAD, LEADER, Actor
from domain.errors import AbsentError
from projections import task_state
from projections.as_of import AsOf, now
from projections.store import ReadStore
from tests import builders as make

HEAD_OF_OFFICE = Actor("head", HEAD)


@pytest.fixture
def record() -> make.Record:
    record = make.Record()
    record.add(make.scheme_issued())
    record.add(make.task_entered(1))
    return record


@pytest.fixture
def db(tmp_path: Path, record: make.Record) -> ReadStore:
    return ReadStore(tmp_path / "read.db", record)


def told(store: ReadStore, *, known_at: int | None = None, true_on: date | None = None, viewer: Actor = HEAD_OF_OFFICE):
    with store.at() as db:
        as_of = AsOf(known_at or db.position, None, true_on)
        return task_state.one(db, "2020-001", viewer=viewer, as_of=as_of)


def listed(store: ReadStore, viewer: Actor = HEAD_OF_OFFICE, **wanted: Any) -> list[str]:
    with store.at() as db:
        as_of = wanted.pop("as_of", now(db))
        found = task_state.list_tasks(db, viewer=viewer, as_of=as_of, **wanted)
    return [task["task_no"] for task in found["items"]]


def light(task: dict[str, Any], node: str = "2020-08") -> str | None:
    return {row["node"]: row["light"] for row in task["nodes"]}[node]


def test_every_node_of_the_scheme_is_shown_planned_or_not(record: make.Record, db: ReadStore) -> None:
    nodes = (e.NodeTask("2020-08", "开工", date(2020, 8, 20)), e.NodeTask("2020-12", "完工"))
    record.add(make.node_plan(nodes=nodes))
    assert told(db)["nodes"] == [
        {"node": "2020-08", "target": "开工", "limit_on": "2020-08-20", "light": None, "set_at": None},
        {"node": "2020-10", "target": None, "limit_on": None, "light": None, "set_at": None},
        {"node": "2020-12", "target": "完工", "limit_on": "2020-12-31", "light": None, "set_at": None},
    ]


def test_a_granted_extension_moves_the_limit_shown(record: make.Record, db: ReadStore) -> None:
    record.add(make.node_plan())
    record.add(e.ExtensionDecided("2020-001", 1, "2020-08", True, date(2020, 9, 15), "雨季", "leader-1"))
    assert told(db)["nodes"][0]["limit_on"] == "2020-09-15"


def test_before_its_correction_a_light_is_known_as_it_was_set(record: make.Record, db: ReadStore) -> None:
    record.on(date(2020, 9, 4))
    position = record.add(make.light_set(light="yellow")).position
    record.on(date(2020, 9, 20)).add(make.light_corrected(light="green"))
    assert light(told(db, known_at=position)) == "yellow"
    assert light(told(db)) == "green"
    assert light(told(db, true_on=date(2020, 9, 10))) == "green", "known now, it was green all along"
    assert light(told(db, known_at=position, true_on=date(2020, 9, 10))) == "yellow"
    assert light(told(db, true_on=date(2020, 9, 3))) is None, "not set yet on that day"


def test_a_deferred_light_stays_deferred_until_the_day_it_was_set(record: make.Record, db: ReadStore) -> None:
    record.on(date(2020, 9, 4)).add(make.light_set(light="deferred"))
    record.on(date(2020, 9, 18)).add(make.light_set(light="yellow", session=2))
    assert light(told(db, true_on=date(2020, 9, 10))) == "deferred"
    assert light(told(db)) == "yellow"


def test_a_change_that_takes_effect_earlier_than_it_is_recorded_splits_what_was_true(
    record: make.Record, db: ReadStore
) -> None:
    record.on(date(2020, 9, 20))
    before = record.position()
    record.add(e.TaskAmended("2020-001", {"leader": "leader-2"}, "分工调整", date(2020, 9, 1)))
    assert told(db, true_on=date(2020, 8, 31))["leader"] == "leader-1"
    assert told(db, true_on=date(2020, 9, 1))["leader"] == "leader-2"
    assert told(db, known_at=before, true_on=date(2020, 9, 1))["leader"] == "leader-1"


def test_of_two_changes_the_one_recorded_last_holds_from_its_day_on(record: make.Record, db: ReadStore) -> None:
    record.add(e.TaskAmended("2020-001", {"title": "十月起"}, "一", date(2020, 10, 1)))
    record.add(e.TaskAmended("2020-001", {"leader": "leader-2"}, "二", date(2020, 9, 1)))
    assert told(db, true_on=date(2020, 9, 2))["title"] == "新增规模以上工业企业"
    october = told(db, true_on=date(2020, 10, 2))
    assert (october["title"], october["leader"]) == ("十月起", "leader-2")
    record.add(e.TaskAmended("2020-001", {"title": "九月起"}, "三", date(2020, 9, 1)))
    assert told(db, true_on=date(2020, 10, 2))["title"] == told(db)["title"] == "九月起"


def test_a_task_is_absent_before_it_was_known_and_before_it_began(record: make.Record, db: ReadStore) -> None:
    for then in ({"known_at": 2}, {"true_on": date(2020, 8, 10)}):
        with pytest.raises(AbsentError):
            told(db, **then)  # type: ignore[arg-type]


def test_the_version_is_that_of_the_stream_then(record: make.Record, db: ReadStore) -> None:
    record.add(make.report())
    position = record.add(make.report(report_no=2, replaces=1)).position
    record.add(make.report(report_no=3, replaces=2))
    assert told(db)["version"] == 4
    assert told(db, known_at=position)["version"] == 3
    with db.at() as reading:
        ready, version = task_state.one_json(reading, "2020-001", viewer=HEAD_OF_OFFICE)
    assert version == 4 and ready.endswith(b'"version":4}')


def test_a_unit_knows_the_tasks_it_has_or_had_a_part_in(record: make.Record, db: ReadStore) -> None:
    record.add(make.task_entered(2, lead=("jyj",), co=(), construction=()))
    record.add(e.TaskTransferred("2020-001", "lead", "gxj", "zjj", date(2020, 8, 20), True, "移交"))
    for unit, knows in (("gxj", ["2020-001"]), ("zjj", ["2020-001"]), ("jyj", ["2020-002"]), ("wjw", [])):
        assert listed(db, Actor("clerk", CLERK, unit=unit)) == knows
        assert (
            listed(db, Actor("clerk", CLERK, unit=unit), as_of=AsOf(record.position(), None, date(2020, 9, 1))) == knows
        )
    with pytest.raises(AbsentError):
        told(db, viewer=Actor("clerk", CLERK, unit="wjw"))


def test_a_leader_knows_the_tasks_in_charge(record: make.Record, db: ReadStore) -> None:
    record.add(make.task_entered(2, leader="leader-2"))
    assert listed(db, Actor("leader", LEADER, posts=("leader-2",))) == ["2020-002"]
    assert listed(db, Actor("leader", LEADER)) == []
    assert listed(db, Actor("assessor", ASSESSOR)) == ["2020-001", "2020-002"]


def test_tasks_are_filtered_and_paged_by_number(record: make.Record, db: ReadStore) -> None:
    for number in (2, 10, 999, 1000):
        record.add(make.task_entered(number, task_no=f"2020-{number:03d}", category="livelihood", lead=("jyj",)))
    record.add(make.light_set("2020-010", light="red"))
    with db.at() as reading:
        first = task_state.list_tasks(reading, viewer=HEAD_OF_OFFICE, as_of=now(reading), limit=3)
        rest = task_state.list_tasks(
            reading, viewer=HEAD_OF_OFFICE, as_of=now(reading), limit=3, cursor=first["next_cursor"]
        )
    assert [t["task_no"] for t in first["items"] + rest["items"]] == [
        "2020-001", "2020-002", "2020-010", "2020-999", "2020-1000",
    ]  # fmt: skip
    assert rest["next_cursor"] is None
    assert listed(db, unit="gxj") == ["2020-001"]
    assert listed(db, light="red") == listed(db, node="2020-08") == ["2020-010"]
    assert listed(db, node="2020-08", light="green") == []
    assert listed(db, category="hard_task") == ["2020-001"]
    then = AsOf(record.position(), None, date(2020, 8, 11))
    assert listed(db, unit="jyj", as_of=then) == ["2020-002", "2020-010", "2020-999", "2020-1000"]
