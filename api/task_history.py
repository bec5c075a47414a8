"""A task's history as JSON lines spliced from the record's own bytes, without what the reader may not see."""

from collections.abc import Callable
from typing import Any

import msgspec

from domain import ids
from domain.actors import SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.events import (
    NARRATIVES,
    STORED_NAME,
    LightCorrectionProposed,
    ReportUntrueProposed,
    TaskInspected,
    TaskInspectionPublished,
)
from domain.findings import known_to
from domain.reports import may_read
from domain.task_state import Task
from service import known
from service.app import App
from service.record_reader import RawLine

# Only what was decided goes out: a correction that is merely proposed is the office's own paper.
_DRAFTS = frozenset({STORED_NAME[LightCorrectionProposed], STORED_NAME[ReportUntrueProposed]})
_REPORTS = frozenset({"report.submitted.v1", "report.returned.v1", "report.accepted.v1", "report.found_untrue.v1"})
_PROBLEMS = frozenset({"problem.raised.v1", "problem.read.v1", "problem.instructed.v1", "problem.closed.v1"})
_INSPECTED, _PUBLISHED = STORED_NAME[TaskInspected], STORED_NAME[TaskInspectionPublished]
_INSPECTIONS = frozenset({_INSPECTED, _PUBLISHED})
_BY_UNIT = _REPORTS | _PROBLEMS | _INSPECTIONS  # lines that one unit sees and another does not
_OWN = frozenset({"task.completion_applied.v1"})  # the words are the unit's own, the fact is everybody's


Words = tuple[dict[str, str | None], list[str]]


class _Refers(msgspec.Struct):
    """What tells whose a report or a problem is, and to whom an inspection was published."""

    report_no: int | None = None
    problem_no: int | None = None
    inspection: str | None = None
    units: tuple[str, ...] = ()


_refers = msgspec.json.Decoder(_Refers).decode
_encode = msgspec.json.Encoder().encode


def lines_for(app: App, no: str, actor: Actor, *, after: int, upto: int) -> list[RawLine]:
    """Return the task's stored lines in (`after`, `upto`] that the actor, who may know of the task, may see."""
    raw = [line for line in app.store.raw_stream(ids.task(no)) if after < line[0] <= upto]
    if actor.role in SEES_EVERYTHING:
        return raw
    if actor.role in UNIT_ROLES and any(line[2] in _BY_UNIT for line in raw):
        sees = _seen_by(known.task(app.store, no), actor.unit or "")
        return [line for line in raw if sees(line[2], line[4])]
    return [line for line in raw if line[2] not in _DRAFTS]


def spliced(line: RawLine, words: Words | None = None) -> bytes:
    """Return one line as JSON; the event's bytes are the record's own, and so are the actor's."""
    position, version, name, meta, state = line
    # Metadata is stored in the order of `domain.record.Meta`: event_id, recorded_at, account …; quotes inside
    # a text are escaped, so the first match is the field. Decoding it took four times as long as all the rest.
    head, _, actor = meta.partition(b',"account":')
    recorded_at = head.partition(b'"recorded_at":')[2]
    told = b"" if words is None else b',"texts":%b,"erased":%b' % (_encode(words[0]), _encode(words[1]))
    return b'{"position":%d,"recorded_at":%s,"name":"%s","version":%d,"actor":{"account":%s,"event":%s%s}' % (
        position, recorded_at, name.encode(), version, actor, state, told,
    )  # fmt: skip


def texts_of(app: App, line: RawLine, actor: Actor) -> Words:
    """Return digest → words for the narrative fields of a line, and the digests of those erased by law.

    Null is what was erased, or is not for the actor.
    """
    told = NARRATIVES.get(line[2])
    if told is None:
        return {}, []
    event: dict[str, Any] = msgspec.json.decode(line[4])
    digests = [event[field] for field in told if event.get(field)]
    if line[2] in _OWN and actor.role in UNIT_ROLES and event["unit"] != actor.unit:
        return dict.fromkeys(digests), []
    found = app.store.contents(digests)
    return {digest: found.get(digest) for digest in digests}, [digest for digest in digests if digest not in found]


def _seen_by(task: Task, unit: str) -> Callable[[str, bytes], bool]:
    """Return the test of a line by its stored name and bytes."""
    reports = {report.report_no for report in task.reports if may_read(task, report, unit)}
    problems = {problem.problem_no for problem in task.problems if problem.unit == unit}
    inspections = known_to(task.findings, unit)

    def sees(name: str, state: bytes) -> bool:
        if name in _PROBLEMS:
            return _refers(state).problem_no in problems
        if name in _REPORTS:
            return _refers(state).report_no in reports
        if name == _INSPECTED:
            return _refers(state).inspection in inspections
        if name == _PUBLISHED:
            return unit in _refers(state).units
        return name not in _DRAFTS

    return sees
