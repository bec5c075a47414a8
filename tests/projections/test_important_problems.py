"""Important problems as leaders look them up: whose they are, how far they have come, and never two answers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain.actors import ADMIN, CLERK, LEADER, OFFICE, Actor
from projections import important_problems
from projections.store import ReadStore
from tests import builders as make

NO = "2020-001"
LIFE = (
    e.ProblemRaised(NO, 1, 1, "fagai", "t" * 64),
    e.ProblemRaised(NO, 2, 2, "gaoxin", "u" * 64),
    e.ProblemRead(NO, 1, "vm-1"),
    e.ProblemInstructed(NO, 1, "vm-1", "i" * 64),
    e.TaskAmended(NO, {"leader": "vm-2", "title": "改建一条路"}, "调整", date(2020, 8, 20)),
    e.ProblemClosed(NO, 1, "已交地"),
)


@pytest.fixture
def record() -> make.Record:
    record = make.Record()
    record.add(make.scheme_issued())
    record.add(make.task_entered(1))
    return record


@pytest.fixture
def store(tmp_path: Path, record: make.Record) -> Iterator[ReadStore]:
    store = ReadStore(tmp_path / "read.db", record, models=(important_problems.MODEL,), wait=0.2)
    yield store
    store.close()


def asked(store: ReadStore, viewer: Actor, **wanted: Any) -> list[tuple[int, str]]:
    with store.at() as db:
        rows = important_problems.problems(db, viewer=viewer, **wanted)
    return [(row["problem_no"], row["state"]) for row in rows]


def test_a_problem_shows_how_far_it_has_come_the_newest_first(store: ReadStore, record: make.Record) -> None:
    seen = []
    for event in LIFE:
        store.follow([record.add(event)])
        seen.append(asked(store, Actor("o", OFFICE)))
    assert seen[0] == [(1, "raised")]
    assert [states[-1][1] for states in seen] == ["raised", "raised", "read", "instructed", "instructed", "closed"]
    assert seen[-1] == [(2, "raised"), (1, "closed")]


def test_a_unit_finds_its_own_a_leader_those_in_charge_and_admin_none(store: ReadStore, record: make.Record) -> None:
    for event in LIFE:
        record.add(event)
    assert asked(store, Actor("c", CLERK, unit="gaoxin")) == [(2, "raised")]
    assert asked(store, Actor("l", LEADER, posts=("vm-9", "vm-2"))) == [(2, "raised"), (1, "closed")]
    assert asked(store, Actor("l", LEADER, posts=("vm-1",))) == []
    assert asked(store, Actor("l", LEADER)) == []
    assert asked(store, Actor("a", ADMIN)) == []


def test_problems_are_asked_for_by_state_unit_task_and_page(store: ReadStore, record: make.Record) -> None:
    for event in LIFE:
        record.add(event)
    office = Actor("o", OFFICE)
    assert asked(store, office, state="closed") == [(1, "closed")]
    assert asked(store, office, unit="gaoxin", task_no=NO) == [(2, "raised")]
    assert asked(store, office, scheme="another") == []
    with store.at() as db:
        (newest,) = important_problems.problems(db, viewer=office, limit=1)
    assert asked(store, office, before=newest["raised_position"]) == [(1, "closed")]


def test_a_rebuild_answers_as_following_did(store: ReadStore, record: make.Record) -> None:
    for event in LIFE:
        store.follow([record.add(event)])
    followed = store.digest()
    store.rebuild()
    assert store.digest() == followed
