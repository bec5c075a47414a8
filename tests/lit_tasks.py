"""Tasks as the lights tests need them: planned, reported, extended and lit, in Heyuan's autumn of 2020."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from domain import events as e
from domain import scheme, task_state
from domain.lighting import Lighting, Sitting
from domain.notice_issue import Desk
from domain.record import Fact
from domain.task_state import Task
from domain.working_days import Calendar, Year

CONTENT = tomllib.loads(Path("domain/schemes/heyuan-2020.toml").read_text(encoding="utf-8"))
HEYUAN = scheme.parse(CONTENT)
AUTUMN_HOLIDAY = frozenset(date(2020, 10, day) for day in (1, 2, 5, 6, 7, 8))
YEAR_2020 = Year(2020, AUTUMN_HOLIDAY, frozenset({date(2020, 9, 27), date(2020, 10, 10)}), "test")
YEAR_2021 = Year(2021, frozenset({date(2021, 1, 1)}), frozenset(), "test")
CALENDAR = Calendar({2020: YEAR_2020, 2021: YEAR_2021})
ONLY_2020 = Calendar({2020: YEAR_2020})

AUGUST, OCTOBER, YEAR_END = "2020-08", "2020-10", "2020-12"
NODES = (AUGUST, OCTOBER, YEAR_END)
LIT_ON = {AUGUST: date(2020, 9, 4), OCTOBER: date(2020, 11, 5), YEAR_END: date(2021, 1, 7)}  # the day after due
ENDS = {AUGUST: date(2020, 8, 31), OCTOBER: date(2020, 10, 31), YEAR_END: date(2020, 12, 31)}
AFTER_THE_LIMIT = {AUGUST: date(2020, 9, 2), OCTOBER: date(2020, 11, 3), YEAR_END: date(2021, 1, 5)}


def entered(task_no: str = "2020-001", **changes: Any) -> e.TaskEntered:
    usual: dict[str, Any] = {
        "task_no": task_no, "scheme": "heyuan-2020", "title": "a road", "category": "hard_task", "item": None,
        "leader": "vm-1", "coordinator": "dsg-1", "responsible": None, "lead": ("finance",), "co": ("health",),
        "construction": ("roads",), "roles_presumed": False, "effective_on": date(2020, 8, 11),
    }  # fmt: skip
    return e.TaskEntered(**{**usual, **changes})


def planned(
    *nodes: str, task_no: str = "2020-001", limits: dict[str, date] | None = None, **percents: float
) -> e.NodePlanFiled:
    """Return a lead's plan; `percents` by node without the hyphen: n202008=40."""
    rows = tuple(
        e.NodeTask(node, f"goal of {node}", (limits or {}).get(node), percent=percents.get(f"n{node.replace('-', '')}"))
        for node in nodes or NODES
    )
    return e.NodePlanFiled(task_no, "finance", "lead", rows, datetime(2020, 8, 14, 2, tzinfo=UTC), date(2020, 8, 17), 0)


def reported(
    node: str = AUGUST, done_on: date | None = None, *, no: int = 1, on: date | None = None, task_no: str = "2020-001",
    percent: float | None = None, unit: str = "finance", role: str = "lead",
) -> e.ReportSubmitted:  # fmt: skip
    at = datetime.combine(on or ENDS[node], datetime.min.time(), UTC)
    return e.ReportSubmitted(
        task_no, no, unit, role, node, "office", done_on, "", percent, "t" * 64, None, None, (), (), None, at,
        LIT_ON[node], 0,
    )  # fmt: skip


def extended(node: str, to: date, *, number: int = 1, granted: bool = True) -> tuple[Any, Any]:
    at = datetime(2020, 8, 20, tzinfo=UTC)
    return (
        e.ExtensionRequested("2020-001", number, "finance", node, to, "floods", "60 %", at),
        e.ExtensionDecided("2020-001", number, node, granted, to if granted else None, "agreed", "vm-1"),
    )


def lit(node: str, light: str, *, done_on: date | None = None, notice: str | None = None, task_no: str = "2020-001"):
    return e.LightSet(
        task_no, node, light, "heyuan-2020", 1, "heyuan-2020", light, "given", "二(三)", ENDS[node], done_on,
        LIT_ON[node], {"report_no": None, "previous": []}, "", 1, notice,
    )  # fmt: skip


def task_of(*events: Any) -> Task:
    task: Task | None = None
    for event in events:
        task = task_state.evolve(task, event, "head")
    assert task is not None
    return task


def desk(today: date, *, last_number: int = 0, calendar: Calendar = CALENDAR, rules: Any = HEYUAN) -> Desk:
    return Desk(rules, calendar, today, last_number)


def sitting(node: str, tasks: Sequence[Task], *, lighting: Lighting | None = None, **of_desk: Any) -> Sitting:
    of_desk.setdefault("today", LIT_ON[node])
    return Sitting(node, desk(of_desk.pop("today"), **of_desk), {task.task_no: task for task in tasks}, lighting)


def happened(kind: type, facts: Sequence[Fact]) -> list[Any]:
    """Return the events of one kind among the facts."""
    return [fact.event for fact in facts if isinstance(fact.event, kind)]
