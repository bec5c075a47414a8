"""Who may read a line of the record, for what a line names: each kind of stream has its own rule (decision 016)."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain import ids, reports
from domain.actors import ASSESSOR, LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor, may
from domain.errors import AbsentError
from domain.findings import known_to
from domain.notices import Notice
from domain.record import Recorded
from domain.task_state import Task
from projections import task_state
from projections.as_of import now
from projections.model import Db
from service import known
from service.inspections_of import inspection_named
from service.instructions_of import instruction_named
from service.interviews_of import interview_named
from service.known import Folds

# What everybody who knows of the task is told, papers included.
_SHARED = (e.ExtensionRequested, e.ExtensionDecided, e.NodePlanConfirmed)
_WITH_THE_RECORD = (e.InterviewRecordFiled, e.RecordDisputed, e.DisputeChecked)
_WITHOUT_ASKING = SEES_EVERYTHING - {ASSESSOR}


def may_read(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    """Tell whether the actor may read the line itself, not only know of its stream; deny by default."""
    if actor.role in _WITHOUT_ASKING:
        return True
    rule = _RULES.get(ids.kind(line.stream))
    try:
        return rule is not None and rule(turn, db, actor, line)
    except AbsentError:
        return False


def may_read_plan(db: Db, actor: Actor, unit: str) -> bool:
    """Tell whether the actor may read a unit's implementation plan: a unit its own, a leader those of his tasks."""
    if actor.role != LEADER:
        return actor.role not in UNIT_ROLES or actor.unit == unit
    return bool(task_state.list_tasks(db, viewer=actor, as_of=now(db), unit=unit, limit=1)["items"])


def _of_task(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    task, event = known.task(turn, line.stream.partition("/")[2], actor), line.event
    if isinstance(event, e.TaskInspected):  # a unit: what was published to it on this task, not elsewhere
        return actor.role not in UNIT_ROLES or event.inspection in known_to(task.findings, actor.unit or "")
    if actor.role not in UNIT_ROLES or isinstance(event, _SHARED):
        return True
    if hasattr(event, "report_no") and not isinstance(event, e.ProblemRaised):
        return _of_report(task, event.report_no, actor.unit or "")
    if hasattr(event, "problem_no"):
        return any((p.problem_no, p.unit) == (event.problem_no, actor.unit) for p in task.problems)
    if isinstance(event, e.NodePlanFiled) and (event.role == "lead" or task.role_of(actor.unit or "") == "lead"):
        return True
    return _own(actor, line)


def _of_report(task: Task, report_no: int, unit: str) -> bool:
    report = task.report(report_no)
    return report is not None and reports.may_read(task, report, unit)


def _of_notice(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    notice = turn.fold(line.stream)
    assert isinstance(notice, Notice)
    known.task(turn, notice.task_no, actor)
    if actor.role not in UNIT_ROLES or _own(actor, line):
        return True
    leads = [a.unit for a in notice.addressees if a.role == "lead"]
    return isinstance(line.event, e.NoticeAnswered) and actor.unit in leads


def _of_interview(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    interview_named(turn, line.stream.partition("/")[2], actor)
    if not may("read_minutes", actor):
        return False
    return actor.role not in UNIT_ROLES or isinstance(line.event, _WITH_THE_RECORD) or _own(actor, line)


def _of_instruction(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    instruction_named(turn, line.stream.partition("/")[2], actor)
    if actor.role not in UNIT_ROLES or isinstance(line.event, e.InstructionRecorded):
        return True
    return getattr(line.event, "by", None) == actor.unit or _own(actor, line)


def _of_inspection(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    inspection_named(turn, line.stream.partition("/")[2], actor)
    return True


def _of_plan(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    return may_read_plan(db, actor, line.stream.rpartition("/")[2])


def _of_workbook(turn: Folds, db: Db, actor: Actor, line: Recorded) -> bool:
    return _own(actor, line)


def _own(actor: Actor, line: Recorded) -> bool:
    """Tell whether it is the act of the actor's own unit, by its hand or on its paper."""
    if actor.unit is None:
        return False
    by_hand = line.meta.role in UNIT_ROLES and line.meta.unit == actor.unit
    return by_hand or line.meta.on_behalf_of == f"unit:{actor.unit}" or getattr(line.event, "unit", None) == actor.unit


_RULES: dict[str, Callable[[Any, Db, Actor, Recorded], bool]] = {
    "task": _of_task,
    "notice": _of_notice,
    "interview": _of_interview,
    "instruction": _of_instruction,
    "inspection": _of_inspection,
    "plan": _of_plan,
    "workbook": _of_workbook,
}
