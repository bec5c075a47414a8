"""The figures of a bulletin: tasks, lights, reports and notices as they stand at the last line seen (二(四), D-120).

Counts of nothing else than what the lists of tasks, duties and notices answer at that line; once printed they stay.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain import duties
from domain.actors import OFFICE, Actor
from domain.bulletin_rules import LIVELIHOOD
from domain.events import Json
from domain.record import Recorded
from domain.scheme import CATEGORIES, Scheme
from projections import open_notices, report_file, task_state, what_is_due
from projections.as_of import now
from projections.model import Db

_EVERYTHING = Actor("bulletin", OFFICE)
_MANY = 100_000  # more tasks, duties or notices than a scheme can have
_ASSESSED, _BEHIND = ("green", "yellow", "red"), ("yellow", "red")
_AT_NODE = (*_ASSESSED, "none", "deferred", "not_set")
_DUTY_STATES = (duties.OPEN, duties.MET, duties.LATE, duties.MISSED, duties.LAPSED, duties.PROVISIONAL)
Row = Mapping[str, Any]


def figures(db: Db, *, scheme: Scheme, kind: str, period: str) -> Json:
    """Return the figures of a scheme; a livelihood special counts its livelihood tasks alone.

    Reports are those of the period, or of the months of a year; tasks, lights and notices as they stand.
    """
    every = task_state.list_tasks(db, viewer=_EVERYTHING, as_of=now(db), scheme=scheme.scheme, limit=_MANY)["items"]
    tasks = [task for task in every if kind != LIVELIHOOD or task["category"] == LIVELIHOOD]
    numbers = {task["task_no"] for task in tasks}
    in_force = [task for task in tasks if task["state"] != "withdrawn"]
    return {
        "position": db.position,
        "profile": scheme.lights.profile,
        "tasks": {"in_force": len(in_force), **_counted((t["state"] for t in tasks), task_states())},
        "lights": _lights(in_force),
        "by_category": {
            category: {"tasks": len(found), "lights": _lights(found)}
            for category in CATEGORIES
            if (found := [task for task in in_force if task["category"] == category])
        },
        "by_node": _by_node(in_force, scheme),
        "behind": [_named(task) for task in in_force if task["light"] in _BEHIND],
        "on_schedule": [_named(task) for task in in_force if task["light"] == "green"],
        "reports": _reports(db, scheme.scheme, period, numbers),
        "notices": _notices(db, scheme.scheme, numbers),
    }


def progress(tasks: Sequence[str], streams: Mapping[str, Sequence[Recorded]], *, period: str) -> dict[str, Json]:
    """Return what each task's standing report of the period says, by task number; `streams` are the tasks' lines."""
    return {task_no: _progress(report_file.reports(streams[task_no]), period) for task_no in tasks}


def livelihood(db: Db, *, scheme: str) -> list[dict[str, Any]]:
    """Return the livelihood tasks in force, as a special names them."""
    found = task_state.list_tasks(
        db, viewer=_EVERYTHING, as_of=now(db), scheme=scheme, category=LIVELIHOOD, limit=_MANY
    )
    return [
        {**_named(task), "construction": task["construction"], "state": task["state"]}
        for task in found["items"]
        if task["state"] != "withdrawn"
    ]


def task_states() -> tuple[str, ...]:
    return ("active", "completed", "withdrawn")


def _named(task: Row) -> dict[str, Any]:
    return {name: task[name] for name in ("task_no", "title", "lead", "light")}


def _counted(found: Iterable[str], words: Iterable[str]) -> dict[str, int]:
    """Count every word of a vocabulary, those that do not occur too."""
    counts = Counter(found)
    return {word: counts[word] for word in words}


def _lights(tasks: Iterable[Row]) -> dict[str, int]:
    return _counted((task["light"] or "none" for task in tasks), (*_ASSESSED, "none"))


def _by_node(tasks: Sequence[Row], scheme: Scheme) -> dict[str, dict[str, int]]:
    lights: dict[str, list[str]] = {node.node: [] for node in scheme.nodes}
    for task in tasks:
        for at in task["nodes"]:
            lights.setdefault(at["node"], []).append(at["light"] or "not_set")
    return {node: _counted(found, _AT_NODE) for node, found in lights.items()}


def _reports(db: Db, scheme: str, period: str, numbers: set[str]) -> Json:
    found = what_is_due.list_duties(
        db, viewer=_EVERYTHING, as_of=now(db), scheme=scheme, kind=duties.PROGRESS_REPORT, limit=_MANY
    )
    owed = [d for d in found["items"] if _within(d["period"], period) and d["task_no"] in numbers]
    return {
        **_counted((duty["state"] for duty in owed), _DUTY_STATES),
        "owed": len(owed),
        "late_reports": [
            {**_of(duty), "late_days": duty["late_days"]} for duty in owed if duty["state"] == duties.LATE
        ],
        "missing_reports": [_of(duty) for duty in owed if duty["state"] == duties.MISSED],
    }


def _of(duty: Row) -> dict[str, Any]:
    return {name: duty[name] for name in ("unit", "role", "task_no", "period", "due_on")}


def _within(period: str, told: str) -> bool:
    """Tell whether a report's period belongs to the bulletin's: the same, or a month of its year."""
    return period == told or period.startswith(f"{told}-")


def _notices(db: Db, scheme: str, numbers: set[str]) -> dict[str, int]:
    found = open_notices.list_notices(db, viewer=_EVERYTHING, as_of=now(db), scheme=scheme, limit=_MANY)["items"]
    return dict(sorted(Counter(notice["state"] for notice in found if notice["task_no"] in numbers).items()))


def _progress(reports: Sequence[Row], period: str) -> Json:
    """Return the lead's report of the period that stands: neither returned, replaced nor found untrue."""
    standing = [
        r for r in reports if (r["role"], r["node"]) == ("lead", period) and r["state"] in ("submitted", "accepted")
    ]
    if not standing:
        return {"progress": None, "percent": None, "done_on": None}
    last = standing[-1]
    return {"progress": last["progress"], "percent": last["percent"], "done_on": last["done_on"]}
