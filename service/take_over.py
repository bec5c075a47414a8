"""Moves the open roles, duties, notices and interviews of a merged unit to the unit that took it over (D-031)."""

import sys
from collections.abc import Iterable
from datetime import date

from domain import ids, interview_convening, mergers, notices
from domain.actors import OFFICE, Actor
from domain.record import Fact
from domain.task_state import Task
from projections import as_of, task_state
from service.app import App
from service.event_store import Turn
from service.interviews_of import every_interview
from service.notices_of import notices_of

_EVERY_TASK = Actor("system", OFFICE)  # an administrator may change units without seeing a single task


def tasks_of(app: App, code: str) -> list[str]:
    """Return the tasks in which the unit may have a role: where to look, for `taken_over` to decide."""
    with app.read.at() as db:
        found = task_state.list_tasks(
            db, viewer=_EVERY_TASK, as_of=as_of.now(db), unit=code, state="active", limit=sys.maxsize
        )
    return [task["task_no"] for task in found["items"]]


def taken_over(
    turn: Turn, task_nos: Iterable[str], *, from_unit: str, to_unit: str, effective_on: date, reason: str
) -> list[Fact]:
    """Return the facts of every task in which the unit still has a role; `task_nos` only says where to look."""
    facts: list[Fact] = []
    for task_no in task_nos:
        task = turn.fold(ids.task(task_no))
        if not isinstance(task, Task):
            continue
        moved = mergers.take_over(
            task, from_unit=from_unit, to_unit=to_unit, effective_on=effective_on, reason=reason
        )  # fmt: skip
        if moved:
            facts += [Fact(ids.task(task_no), event) for event in moved]
            facts += _readdressed(turn, task, from_unit, to_unit, effective_on)
    return facts


def interviews_taken_over(turn: Turn, *, from_unit: str, to_unit: str, effective_on: date) -> list[Fact]:
    """Return what moves the unit's part in interviews that are not over, and what it still owes from them (D-103)."""
    return [
        Fact(ids.interview(interview.interview), event)
        for interview in every_interview(turn, effective_on.year - 1)
        for event in interview_convening.readdress(
            interview, from_unit=from_unit, to_unit=to_unit, effective_on=effective_on
        )
    ]


def _readdressed(turn: Turn, task: Task, from_unit: str, to_unit: str, effective_on: date) -> list[Fact]:
    """Readdress every open notice, under whichever role the unit was addressed."""
    return [
        Fact(ids.notice(notice.notice), event)
        for notice in notices_of(turn, task)
        for addressee in notice.addressees
        if addressee.unit == from_unit
        for event in notices.readdress(
            notice, role=addressee.role, from_unit=from_unit, to_unit=to_unit, effective_on=effective_on
        )
    ]
