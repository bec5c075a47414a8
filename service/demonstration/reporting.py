"""How a reporting round goes: construction entities to their leads, leads to the office, and what goes wrong in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.task_state import Task
from service.act import Act
from service.demonstration.stage import Stage
from service.submit_report import ReportForm, submit_report

_DONE = "本节点任务已完成，佐证材料齐备。"
_NOT_DONE = "本节点任务正在推进，尚未完成。"
_BEHIND = "前期手续办理较慢，施工力量不足。"
_NEXT = "倒排工期，每周调度，下一节点前补齐。"


@dataclass(frozen=True, slots=True)
class Round:
    """One period's reports. Numbers are tasks; everything not named is reported done, on time."""

    node: str
    done_on: date
    construction_at: str  # local moments
    leads_at: str
    not_done: Collection[int] = ()
    missing: Collection[int] = ()
    construction_missing: Collection[int] = ()
    done_elsewhen: Mapping[int, date] = field(default_factory=dict)
    problems: Mapping[int, str] = field(default_factory=dict)  # raised as important
    livelihood: bool | None = None  # None: both lists


def construction_entities_report(stage: Stage, round_: Round) -> None:
    """Let every construction entity report to its lead, all but the missing."""
    stage.move(round_.construction_at)
    for number, task in stage.tasks(livelihood=round_.livelihood):
        for unit in task.construction if number not in round_.construction_missing else ():
            submit_report(stage.app, stage.clerk(unit), task_no=task.task_no, form=form_of(round_, number))


def leads_report(stage: Stage, round_: Round) -> None:
    """Let every lead that has not yet reported do so, merging what its construction entities sent."""
    stage.move(round_.leads_at)
    for number, task in stage.tasks(livelihood=round_.livelihood):
        if number not in round_.missing and task.latest_report(round_.node) is None:
            lead_reports(stage, round_, number, task, stage.clerk(task.lead[0]))


def lead_reports(stage: Stage, round_: Round, number: int, task: Task, act: Act) -> None:
    received = [r.report_no for r in task.reports if r.node == round_.node and r.role == "construction"]
    standing = [n for n in received if (report := task.report(n)) is not None and report.state == "submitted"]
    form = form_of(round_, number, merges=tuple(standing))
    submit_report(stage.app, act, task_no=task.task_no, form=form)


def form_of(round_: Round, number: int, *, merges: tuple[int, ...] = ()) -> ReportForm:
    """Return annex 5 as this task's units fill it in."""
    done = number not in round_.not_done
    done_on = round_.done_elsewhen.get(number, round_.done_on) if done else None
    problem = round_.problems.get(number)
    return ReportForm(
        node=round_.node,
        progress="已完成" if done else "推进中",
        text=_DONE if done else _NOT_DONE,
        done_on=done_on,
        percent=100.0 if done else 60.0,
        problems=problem or (None if done else _BEHIND),
        next_steps=None if done else _NEXT,
        important=problem is not None,
        merges=merges,
    )
