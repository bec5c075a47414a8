"""A scheme's assessment at the year's end: manual entries, and the scores finalised, each by two persons (二(五))."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain import events as e
from domain import lights
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.references import References
from domain.scheme import Scheme
from domain.task_state import Task

ENTRY_CLAUSE, CLAUSE = "D-123", "D-124"
_DECIMALS = 2
_NAMED = 20  # tasks named in a refusal; the rest are counted


@dataclass(frozen=True, slots=True)
class ManualEntry:
    entry: int
    unit: str
    task_no: str | None
    points: Decimal
    reason: str
    proposed_by: str
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class AssessmentFile:
    """What two persons have decided, or are deciding, about a scheme's scores."""

    scheme: str
    entries: tuple[ManualEntry, ...] = ()
    proposed_by: str | None = None  # who wants the scores finalised
    reason: str = ""
    finalised_on: date | None = None

    def entry(self, number: int) -> ManualEntry | None:
        return self.entries[number - 1] if 0 < number <= len(self.entries) else None


@dataclass(frozen=True, slots=True)
class Frozen:
    """Scores ready to be kept: as of a line, by a formula, the facts and what came of them (`domain.frozen_scores`)."""

    position: int
    formula: e.Json
    facts: tuple[e.Json, ...]
    results: tuple[e.Json, ...]


def evolve(file: AssessmentFile | None, event: Any, account: str = "") -> AssessmentFile:
    """Return the file after `event`."""
    before = file or AssessmentFile(event.scheme)
    if isinstance(event, e.ScoreEntryProposed):
        entry = ManualEntry(event.entry, event.unit, event.task_no, event.points, event.reason, account)
        return replace(before, entries=(*before.entries, entry))
    if isinstance(event, e.ScoreEntryConfirmed):
        entries = tuple(replace(x, confirmed_by=account) if x.entry == event.entry else x for x in before.entries)
        return replace(before, entries=entries)
    if isinstance(event, e.FinalisationProposed):
        return replace(before, proposed_by=account, reason=event.reason)
    if isinstance(event, e.AssessmentFinalised):
        return replace(before, finalised_on=event.finalised_on)
    return before


def propose_entry(
    file: AssessmentFile | None, *, scheme: Scheme, unit: str, task_no: str | None, task: Task | None,
    points: Decimal, reason: str, known: References, today: date,
) -> list[e.ScoreEntryProposed]:  # fmt: skip
    """Propose an entry of so many points; `unit` as written, `task` the one named. Raises: InvalidError."""
    code = known.unit("unit", unit, today)
    if task_no is not None and (task is None or task.scheme != scheme.scheme):
        raise InvalidError("task_no", "unknown_task", task_no=task_no)
    if not points.is_finite() or points == 0 or abs(points) > scheme.formula.base:
        raise InvalidError("points", "out_of_range", value=str(points))
    if points != round(points, _DECIMALS):
        raise InvalidError("points", "too_many_decimals", value=str(points), most=_DECIMALS)
    if not reason.strip():
        raise InvalidError("reason", "missing")
    number = len(file.entries) + 1 if file else 1
    return [e.ScoreEntryProposed(scheme.scheme, number, code, task_no, points, reason.strip())]


def confirm_entry(
    file: AssessmentFile | None, scheme: str, entry: int, *, persons: Collection[str]
) -> list[e.ScoreEntryConfirmed]:
    """Confirm an entry as the second person. `persons` are the accounts that confirm.

    Raises: AbsentError; RefusedError when it is confirmed already, or its proposer confirms.
    """
    found = file.entry(entry) if file else None
    if found is None:
        raise AbsentError("entry", f"{scheme}/{entry}")
    if found.confirmed_by is not None:
        raise RefusedError("score.entry_confirmed", clause=ENTRY_CLAUSE, entry=entry)
    if found.proposed_by in persons:
        raise RefusedError("score.second_person", clause=ENTRY_CLAUSE, entry=entry)
    return [
        e.ScoreEntryConfirmed(
            scheme, entry, found.unit, found.task_no, found.points, found.reason, found.proposed_by
        )
    ]  # fmt: skip


def propose(
    file: AssessmentFile | None, *, scheme: Scheme, tasks: Iterable[Task], today: date, reason: str
) -> list[e.FinalisationProposed]:
    """Propose to finalise; a later proposal takes the place of the earlier. Raises: as `check_ready`; InvalidError."""
    check_ready(file, scheme, tasks, today)
    if not reason.strip():
        raise InvalidError("reason", "missing")
    return [e.FinalisationProposed(scheme.scheme, reason.strip())]


def finalise(
    file: AssessmentFile | None, *, scheme: Scheme, tasks: Iterable[Task], today: date, persons: Collection[str],
    frozen: Frozen,
) -> list[e.AssessmentFinalised]:  # fmt: skip
    """Finalise what was proposed, as the second person. `persons` are the accounts that confirm.

    Raises: as `check_ready`; RefusedError when nobody has proposed it, or the proposer confirms.
    """
    check_ready(file, scheme, tasks, today)
    if file is None or file.proposed_by is None:
        raise RefusedError("assessment.not_proposed", clause=CLAUSE, scheme=scheme.scheme)
    if file.proposed_by in persons:
        raise RefusedError("assessment.second_person", clause=CLAUSE, scheme=scheme.scheme)
    return [
        e.AssessmentFinalised(
            scheme=scheme.scheme, scheme_version=scheme.version, reason=file.reason, proposed_by=file.proposed_by,
            position=frozen.position, formula=frozen.formula, facts=frozen.facts, results=frozen.results,
            finalised_on=today,
        )
    ]  # fmt: skip


def check_ready(file: AssessmentFile | None, scheme: Scheme, tasks: Iterable[Task], today: date) -> None:
    """Let pass once the year is over and the last node is lit.

    Raises: RefusedError naming what is missing, or when the scores are final.
    """
    if file is not None and file.finalised_on is not None:
        raise RefusedError("assessment.finalised", clause=CLAUSE, scheme=scheme.scheme, on=file.finalised_on)
    if today <= scheme.ends_on:
        raise RefusedError("assessment.year_not_over", clause=CLAUSE, scheme=scheme.scheme, ends_on=scheme.ends_on)
    last = scheme.nodes[-1]
    of_scheme = list(tasks)
    unlit = [t.task_no for t in of_scheme if t.light(last.node) is None and lights.is_assessed(t, last, scheme)]
    if unlit or not of_scheme:
        raise RefusedError(
            "assessment.lights_missing", clause=CLAUSE, node=last.node, count=len(unlit), tasks=unlit[:_NAMED]
        )
