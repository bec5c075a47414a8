"""A bulletin's figures are what the lists of tasks, duties and notices say of the same line, then and ever after."""

from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import notices
from domain.actors import HEAD, Actor
from projections import bulletin_figures, frame, task_state, what_is_due
from projections.as_of import AsOf, now
from projections.store import ReadStore
from tests.projections.histories import Story

OFFICE, MANY = Actor("head", HEAD), 5000


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(20, 80), st.sampled_from(["regular", "livelihood"]))
def test_a_bulletin_prints_what_the_lists_say_of_its_line(seed: int, acts: int, kind: str) -> None:
    story = Story(Random(seed)).go_on(acts)
    period = story.random.choice(("2020-08", "2020-10", "2020"))
    with TemporaryDirectory() as folder:
        store = ReadStore(Path(folder) / "read.db", story.record)
        with store.at() as db:
            scheme = frame.scheme(db, "heyuan-2020", as_of=now(db))
            assert scheme is not None
            printed = bulletin_figures.figures(db, scheme=scheme.scheme, kind=kind, period=period)
        noticed = _notices(story)
        story.go_on(15)
        then = AsOf(printed["position"])
        with store.at() as db:
            tasks = task_state.list_tasks(db, viewer=OFFICE, as_of=then, scheme="heyuan-2020", limit=MANY)["items"]
            owed = what_is_due.list_duties(db, viewer=OFFICE, as_of=then, kind="progress_report", limit=MANY)["items"]
    wanted = [task for task in tasks if kind == "regular" or task["category"] == "livelihood"]
    _same_tasks(printed, [task for task in wanted if task["state"] != "withdrawn"])
    numbers = {task["task_no"] for task in wanted}
    _same_reports(printed, [d for d in owed if d["period"].startswith(period) and d["task_no"] in numbers])
    assert printed["notices"] == Counter(state for task_no, state in noticed if task_no in numbers)


def _same_tasks(printed: Any, tasks: list[dict[str, Any]]) -> None:
    assert printed["tasks"]["in_force"] == len(tasks)
    assert printed["lights"] == {
        light: sum((task["light"] or "none") == light for task in tasks) for light in ("green", "yellow", "red", "none")
    }
    for category, counted in printed["by_category"].items():
        assert counted["tasks"] == sum(task["category"] == category for task in tasks)
    for node, lights in printed["by_node"].items():
        at = [n["light"] or "not_set" for task in tasks for n in task["nodes"] if n["node"] == node]
        assert {light: n for light, n in lights.items() if n} == Counter(at)
    assert [row["task_no"] for row in printed["behind"]] == [
        task["task_no"] for task in tasks if task["light"] in ("yellow", "red")
    ]


def _same_reports(printed: Any, owed: list[dict[str, Any]]) -> None:
    reports = printed["reports"]
    counts = Counter(duty["state"] for duty in owed)
    assert {state: reports[state] for state in counts} == counts
    assert reports["owed"] == len(owed)
    assert [(d["unit"], d["task_no"], d["late_days"]) for d in reports["late_reports"]] == [
        (d["unit"], d["task_no"], d["late_days"]) for d in owed if d["state"] == "late"
    ]


def _notices(story: Story) -> list[tuple[str, str]]:
    """Return task and state of each notice, by the notices' own fold."""
    states: dict[str, Any] = {}
    for line in story.record.all:
        if line.stream.startswith("notice/"):
            states[line.stream] = notices.evolve(states.get(line.stream), line.event, line.meta.account)
    return [(notice.task_no, notice.state) for notice in states.values()]
