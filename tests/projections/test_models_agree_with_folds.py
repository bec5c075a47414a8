"""A read model says of today what the stream's own fold says; random histories, no rule written twice."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import duties, frame, fulfilment, ids, interviews, notices, reports, task_state, working_days
from domain import events as e
from domain.actors import HEAD, Actor
from domain.editions import Editions
from domain.editions import evolve as evolve_editions
from domain.working_days import Calendar
from projections import interview_file, open_notices, what_is_due, what_is_proposed
from projections import task_state as tasks
from projections.as_of import AsOf, now
from projections.store import ReadStore
from tests import builders as make
from tests.projections.histories import a_year

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = Actor("head", HEAD)


def folded(record: make.Record, stream: str, evolve: Any) -> Any:
    state = None
    for line in record.all:
        if line.stream == stream:
            state = evolve(state, line.event, line.meta.account)
    return state


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(20, 120))
def test_tasks_duties_and_notices_stand_as_their_streams_say(seed: int, acts: int) -> None:
    record = a_year(seed, acts)
    with TemporaryDirectory() as folder, ReadStore(Path(folder) / "read.db", record).at() as db:
        listed = tasks.list_tasks(db, viewer=OFFICE, as_of=now(db), limit=500)["items"]
        owed = what_is_due.list_duties(db, viewer=OFFICE, as_of=now(db), limit=5000)["items"]
        called = interview_file.list_interviews(db, viewer=OFFICE, as_of=now(db), limit=500)["items"]
        proposed = {(row["kind"], row["task_no"], row["number"]) for row in what_is_proposed.proposals(db, limit=5000)}
        noticed = open_notices.list_notices(db, viewer=OFFICE, as_of=now(db), limit=500)["items"]
        as_known = tasks.list_tasks(db, viewer=OFFICE, as_of=AsOf(db.position), limit=500)["items"]
    assert as_known == listed
    fallen = {
        (line.event.task_no, line.event.report_no)
        for line in record.all
        if isinstance(line.event, (e.ReportReturned, e.ReportFoundUntrue))
    }
    for told in listed:
        _same_proposals(folded(record, f"task/{told['task_no']}", task_state.evolve), proposed, fallen)
    for told in listed:
        _same_task(told, folded(record, f"task/{told['task_no']}", task_state.evolve))
        _same_duties(record, told["task_no"], [d for d in owed if d["task_no"] == told["task_no"]])
    for notice in noticed:
        state = folded(record, f"notice/{notice['notice']}", notices.evolve)
        assert (notice["state"], [a["unit"] for a in notice["addressees"]]) == (
            state.state, [a.unit for a in state.addressees],
        )  # fmt: skip
    for told in called:
        _same_interview(record, told, [d for d in owed if d["kind"] == "commitment"])


def _same_proposals(task: task_state.Task, proposed: set[tuple[str, str, int]], fallen: set[tuple[str, int]]) -> None:
    """A story may judge anew a report that was returned or found untrue, which no decision does: left aside."""
    others = [report for report in task.reports if (task.task_no, report.report_no) not in fallen]
    standing = [report for report in others if report.state in reports.STANDING]
    doubted = {report.report_no for report in standing if report.untruth}
    assert {r.report_no for r in standing if ("untrue_report", task.task_no, r.report_no) in proposed} == doubted
    waiting = {one.correction for one in task.corrections if one.state == "proposed"}
    assert {n for kind, no, n in proposed if (kind, no) == ("light_correction", task.task_no)} == waiting


def _same_interview(record: make.Record, told: dict[str, Any], owed: list[dict[str, Any]]) -> None:
    state = folded(record, f"interview/{told['interview']}", interviews.evolve)
    for name in ("level", "task_no", "ground"):
        assert told[name] == getattr(state, name), name
    assert (told["state"], told["number"] or "", told["archive_number"] or "") == (
        state.state, state.number, state.archive_number,
    )  # fmt: skip
    kept = [(c["state"], c["late_days"], c["missed"], c["text"]) for c in told["commitments"]]
    assert kept == [(p.state, p.late_days, p.missed, p.text) for p in state.promises]
    task = folded(record, f"task/{state.task_no}", task_state.evolve)
    scheme = folded(record, "scheme/heyuan-2020", frame.evolve_scheme).scheme
    wanted = {
        duty.period: duties.state_of(duty, fulfilment.by_commitment(duty, state))
        for duty in duties.commitments(scheme, state, lapsed=task.withdrawn_on is not None)
    }
    found = {d["period"]: (d["state"], d["late_days"]) for d in owed if d["period"].startswith(told["interview"])}
    assert found == wanted


def _same_task(told: dict[str, Any], task: task_state.Task) -> None:
    for name in ("title", "category", "leader", "state", "roles_presumed", "note"):
        assert told[name] == getattr(task, name), name
    for role in ("lead", "co", "construction", "counties"):
        assert told[role] == list(getattr(task, role))
    lights = {light.node: light.light for light in task.lights}
    assert {node["node"]: node["light"] for node in told["nodes"] if node["light"]} == lights
    assessed = [light.light for light in task.lights if light.assessed]
    assert told["light"] == (assessed[-1] if assessed else None)
    for node in told["nodes"]:
        planned = task.node_task(node["node"])
        assert node["target"] == (planned.target if planned else None)


def _same_duties(record: make.Record, task_no: str, told: list[dict[str, Any]]) -> None:
    task = folded(record, f"task/{task_no}", task_state.evolve)
    state = folded(record, "scheme/heyuan-2020", frame.evolve_scheme)
    scheme = state.on(record.all[-1].meta.recorded_at.astimezone(ZONE).date())
    years = (folded(record, ids.calendar(year), working_days.evolve) for year in range(2019, 2023))
    calendar = Calendar({year.year: year for year in years if year})
    editions = folded(record, ids.editions("heyuan-2020"), evolve_editions)
    naming = editions.naming(task_no) if isinstance(editions, Editions) else None
    wanted = {}
    owed = duties.owed_by_task(scheme, task, calendar, edition_issued_on=naming.issued_on if naming else None)
    for duty in owed:
        wanted[duty.duty_id] = duties.state_of(duty, fulfilment.by_task(duty, task, calendar, ZONE))
    found = {
        d["duty_id"]: (d["state"], d["late_days"]) for d in told if d["kind"] not in ("notice_answer", "commitment")
    }
    assert found == wanted
