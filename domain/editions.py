"""The dated editions of a scheme's list of tasks, each with its difference from the one before (S4, S5)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain import events as e
from domain.errors import AbsentError, RefusedError
from domain.task_state import Adjustment, Task
from domain.tasks import in_list_order

CLAUSE = "一(二)"


@dataclass(frozen=True, slots=True)
class Edition:
    edition: int
    issued_on: date
    tasks: tuple[str, ...]
    added: tuple[str, ...]
    amended: tuple[str, ...]
    withdrawn: tuple[str, ...]
    reasons: Mapping[str, Any]
    note: str


@dataclass(frozen=True, slots=True)
class Draft:
    edition: int
    drafted_on: date
    note: str
    drafted_by: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What an edition issued now would list, and how that differs from the one before."""

    tasks: tuple[str, ...]
    added: tuple[str, ...]
    amended: tuple[str, ...]
    withdrawn: tuple[str, ...]
    reasons: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Editions:
    """`told` counts, per task, the adjustments that earlier editions have told; `issued` counts from edition 1."""

    scheme: str
    issued: tuple[Edition, ...] = ()
    draft: Draft | None = None
    told: Mapping[str, int] = field(default_factory=dict)

    def edition(self, number: int) -> Edition | None:
        return self.issued[number - 1] if 0 < number <= len(self.issued) else None

    def naming(self, task_no: str) -> Edition | None:
        """Return the first edition that lists the task: its node plan is due from there (D-004)."""
        return next((edition for edition in self.issued if task_no in edition.tasks), None)


def evolve(editions: Editions | None, event: Any, account: str = "") -> Editions:
    """Return the editions after `event`."""
    before = editions or Editions(event.scheme)
    if isinstance(event, e.EditionDrafted):
        return replace(before, draft=Draft(event.edition, event.drafted_on, event.note, account))
    if isinstance(event, e.EditionIssued):
        issued = Edition(
            event.edition, event.issued_on, event.tasks, event.added, event.amended, event.withdrawn, event.reasons,
            event.note,
        )  # fmt: skip
        told = {**before.told}
        for task_no, reasons in event.reasons.items():
            told[task_no] = told.get(task_no, 0) + len(reasons)
        return replace(before, issued=(*before.issued, issued), draft=None, told=told)
    return before


def draft(editions: Editions | None, *, scheme: str, note: str, today: date) -> list[e.EditionDrafted]:
    """Draft the next edition; a standing draft is drafted anew under the same number."""
    number = len(editions.issued) + 1 if editions else 1
    return [e.EditionDrafted(scheme, number, today, note.strip())]


def issue(
    editions: Editions | None, *, edition: int, tasks: Iterable[Task], today: date, persons: Collection[str]
) -> list[e.EditionIssued]:
    """Issue the standing draft over `tasks`, all the scheme's tasks as they are in this turn.

    `persons` are the accounts that issue. Raises: AbsentError without such a draft; RefusedError when it is issued
    already, would say nothing new, or the drafter issues.
    """
    if editions is not None and editions.edition(edition) is not None:
        raise RefusedError("edition.issued_already", clause=CLAUSE, edition=edition)
    if editions is None or editions.draft is None or editions.draft.edition != edition:
        raise AbsentError("edition", str(edition))
    if editions.draft.drafted_by in persons:
        raise RefusedError("edition.drafter_may_not_issue", clause="D-042", edition=edition)
    told = differences(editions, tasks)
    if not (told.added or told.amended or told.withdrawn):
        raise RefusedError("edition.nothing_new", clause=CLAUSE, edition=edition)
    return [
        e.EditionIssued(
            scheme=editions.scheme, edition=edition, issued_on=today, tasks=told.tasks, added=told.added,
            amended=told.amended, withdrawn=told.withdrawn, reasons=told.reasons, note=editions.draft.note,
        )
    ]  # fmt: skip


def differences(editions: Editions, tasks: Iterable[Task]) -> Differences:
    """Return the list over `tasks`, all the scheme's tasks as they are, and what no edition has told of them yet."""
    ordered = in_list_order(tasks)
    before = editions.issued[-1].tasks if editions.issued else ()
    listed = tuple(task.task_no for task in ordered if task.state != "withdrawn")
    untold = {task.task_no: task.adjustments[editions.told.get(task.task_no, 0) :] for task in ordered}
    added = tuple(task_no for task_no in listed if task_no not in before)
    amended = tuple(task_no for task_no in listed if task_no in before and untold[task_no])
    withdrawn = tuple(task_no for task_no in before if task_no not in listed)
    reasons = {task_no: [_told(x) for x in untold[task_no]] for task_no in (*added, *amended, *withdrawn)}
    told = {task_no: why for task_no, why in reasons.items() if why}
    return Differences(listed, added, amended, withdrawn, told)


def _told(adjustment: Adjustment) -> dict[str, Any]:
    effective_on = adjustment.effective_on.isoformat() if adjustment.effective_on else None
    return {"change": adjustment.change, "reason": adjustment.reason, "effective_on": effective_on}
