"""A task's history as JSON lines spliced from the record's own bytes, without what the reader may not see."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from domain import ids
from domain.actors import SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.events import NARRATIVES, STORED_NAME, LightCorrectionProposed
from domain.reports import may_read
from domain.task_state import Task
from service.app import App
from service.record_reader import RawLine

# Only what was decided goes out: a correction that is merely proposed is the office's own paper.
_DRAFTS = frozenset({STORED_NAME[LightCorrectionProposed]})
_REPORTS = frozenset({"report.submitted.v1", "report.returned.v1", "report.accepted.v1"})
_PROBLEMS = frozenset({"problem.raised.v1", "problem.read.v1", "problem.instructed.v1", "problem.closed.v1"})
_OWN = frozenset({"task.completion_applied.v1"})  # the words are the unit's own, the fact is everybody's


class _Who(msgspec.Struct, omit_defaults=True):
    """The part of a line's metadata that says who acted."""

    recorded_at: datetime
    account: str
    role: str
    post: str | None = None
    person: str | None = None
    unit: str | None = None
    on_behalf_of: str | None = None
    received_at: datetime | None = None
    delegated_by: str | None = None


class _Refers(msgspec.Struct):
    """What tells whose a report or a problem is."""

    report_no: int | None = None
    problem_no: int | None = None
    unit: str | None = None


_who = msgspec.json.Decoder(_Who).decode
_refers = msgspec.json.Decoder(_Refers).decode
_encode = msgspec.json.Encoder().encode
Sees = Callable[[str, bytes], bool]


def lines_for(app: App, task: Task, actor: Actor, *, after: int, upto: int) -> list[RawLine]:
    """Return the task's stored lines in (`after`, `upto`] that the actor may see."""
    sees = _sees(task, actor)
    raw = app.store.raw_stream(ids.task(task.task_no))
    return [line for line in raw if after < line[0] <= upto and sees(line[2], line[4])]


def spliced(line: RawLine, texts: dict[str, str | None] | None = None) -> bytes:
    """Return one line as JSON; the event's bytes are the record's own."""
    position, version, name, meta, state = line
    who = _encode(_who(meta))
    # `_Who` has `recorded_at` first: it stands before the actor, and the rest of the bytes are the actor.
    recorded, _, actor = who.partition(b",")
    told = b"" if texts is None else b',"texts":' + _encode(texts)
    return b'{"position":%d,%s,"name":"%s","version":%d,"actor":{%s,"event":%s%s}' % (
        position, recorded[1:], name.encode(), version, actor, state, told,
    )  # fmt: skip


def texts_of(app: App, line: RawLine, actor: Actor) -> dict[str, str | None]:
    """Return digest → words for the narrative fields of a line; null what was erased, or is not for the actor."""
    told = NARRATIVES.get(line[2])
    if told is None:
        return {}
    event: dict[str, Any] = msgspec.json.decode(line[4])
    digests = [event[field] for field in told if event.get(field)]
    if line[2] in _OWN and actor.role in UNIT_ROLES and event["unit"] != actor.unit:
        return dict.fromkeys(digests)
    found = app.store.contents(digests)
    return {digest: found.get(digest) for digest in digests}


def _sees(task: Task, actor: Actor) -> Sees:
    if actor.role in SEES_EVERYTHING:
        return lambda name, state: True
    if actor.role not in UNIT_ROLES:
        return lambda name, state: name not in _DRAFTS
    unit = actor.unit or ""
    reports = {report.report_no for report in task.reports if may_read(task, report, unit)}
    problems = {problem.problem_no for problem in task.problems if problem.unit == unit}

    def sees(name: str, state: bytes) -> bool:
        if name in _DRAFTS:
            return False
        if name in _PROBLEMS:
            return _refers(state).problem_no in problems
        return name not in _REPORTS or _refers(state).report_no in reports

    return sees
