"""Whatever happened: no reader is told of an inspection or instruction more than was published or passed on to them."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.actors import ADMIN, CLERK, HEAD, LEADER, PUBLIC, Actor
from projections import inspection_file, instruction_file
from projections.model import Db
from projections.store import ReadStore
from tests import builders as make
from tests.projections.histories import LEADERS, UNITS, a_year

OFFICE = Actor("head", HEAD)
YEARS = given(st.integers(0, 2**32), st.integers(20, 120))
SMALL = settings(max_examples=30, deadline=None)


def everything_told(db: Db, viewer: Actor) -> str:
    """Return all that lists and single questions tell a viewer, under every filter."""
    rows = [inspection_file.inspections(db, viewer=viewer, limit=500)]
    rows += [instruction_file.instructions(db, viewer=viewer, limit=500)]
    for task_no in (f"2020-{number:03d}" for number in range(1, 20)):
        rows += [inspection_file.inspections(db, viewer=viewer, task_no=task_no)]
        rows += [instruction_file.instructions(db, viewer=viewer, task_no=task_no)]
    return json.dumps(rows)


def facts(record: make.Record, kind: type) -> list:
    return [line.event for line in record.all if isinstance(line.event, kind)]


@SMALL
@YEARS
def test_a_unit_reads_what_was_published_to_it_after_it_was_found_and_no_more(seed: int, acts: int) -> None:
    record = a_year(seed, acts)
    with TemporaryDirectory() as folder, ReadStore(Path(folder) / "read.db", record).at() as db:
        office = everything_told(db, OFFICE)
        told = {unit: everything_told(db, Actor("clerk", CLERK, unit=unit)) for unit in UNITS}
    published = {(p.inspection, unit) for p in facts(record, e.InspectionPublished) for unit in p.units}
    shown = {
        (p.inspection, p.task_no, unit) for p in facts(record, e.TaskInspectionPublished) for unit in p.units
    }  # fmt: skip
    for seen in facts(record, e.InspectionRecorded):
        assert seen.text in office
        for unit in UNITS:
            assert (seen.text in told[unit]) is ((seen.inspection, unit) in published)
    for found in facts(record, e.TaskInspected):
        assert found.text in office
        for unit in UNITS:
            allowed = (found.inspection, found.task_no, unit) in shown and (found.inspection, unit) in published
            assert (f'"{found.text}"' in told[unit]) is allowed


@SMALL
@YEARS
def test_a_unit_reads_the_instructions_passed_on_to_it_and_its_own_answers(seed: int, acts: int) -> None:
    record = a_year(seed, acts)
    with TemporaryDirectory() as folder, ReadStore(Path(folder) / "read.db", record).at() as db:
        told = {unit: everything_told(db, Actor("clerk", CLERK, unit=unit)) for unit in UNITS}
        nobodys = [everything_told(db, Actor("x", role)) for role in (ADMIN, PUBLIC)]
    to = {i.instruction: i.units for i in facts(record, e.InstructionRecorded)}
    for instruction, units in to.items():
        for unit in UNITS:
            assert (f'"{instruction}:text"' in told[unit]) is (unit in units)
            assert f"{instruction}:outcome" not in told[unit]
    for answer in facts(record, e.InstructionAnswered):
        for unit in UNITS:
            assert (f'"{answer.text}"' in told[unit]) is (unit == answer.by and unit in to[answer.instruction])
    assert all("in-2020" not in text and "v-2020" not in text for text in nobodys)


@SMALL
@YEARS
def test_a_leader_reads_of_the_tasks_in_charge_and_what_the_leader_started(seed: int, acts: int) -> None:
    record = a_year(seed, acts)
    with TemporaryDirectory() as folder, ReadStore(Path(folder) / "read.db", record).at() as db:
        told = {post: everything_told(db, Actor("x", LEADER, posts=(post,))) for post in LEADERS}
        in_charge = dict(db.execute("SELECT task_no, leader FROM task_now").fetchall())
    gave = {i.instruction: i.leader for i in facts(record, e.InstructionRecorded)}
    started = {i.inspection: gave.get(i.started_by) for i in facts(record, e.InspectionRecorded)}
    for found in facts(record, e.TaskInspected):
        for post in LEADERS:
            allowed = post in (in_charge[found.task_no], started[found.inspection])
            assert (f'"{found.text}"' in told[post]) is allowed
