"""What may happen to a task of the ledger: entered, amended, confirmed, transferred, completed, withdrawn (S3–S9)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from domain import events as e
from domain import ids
from domain.done_days import not_before_the_year
from domain.errors import InvalidError, RefusedError
from domain.references import References, roles
from domain.scheme import CATEGORIES, ROLES, Scheme
from domain.task_state import Task

# Five digits are room for any year's tasks, and keep a mistyped number from running up the register.
TASK_NO = re.compile(r"(\d{4})-(\d{3,5})")
AMENDABLE = ("title", "category", "item", "leader", "coordinator", "responsible", "targets", "counties", "note")
CLAUSE = "D-004"


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task as asked for; units as written (code or known alias)."""

    title: str
    category: str
    lead: tuple[str, ...]
    co: tuple[str, ...] = ()
    construction: tuple[str, ...] = ()
    item: str | None = None
    leader: str | None = None
    coordinator: str | None = None
    responsible: str | None = None
    roles_presumed: bool = True
    effective_on: date | None = None
    targets: tuple[e.Target, ...] = ()
    counties: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""


def require_active(task: Task) -> None:
    """Let pass a task to which things may still be filed.

    Raises: RefusedError when it is withdrawn or completed (rules: tasks through the year).
    """
    if task.state == "withdrawn":
        raise RefusedError("task.withdrawn", clause=CLAUSE, task_no=task.task_no)
    if task.state == "completed":
        raise RefusedError("task.completed", clause=CLAUSE, task_no=task.task_no, completed_on=task.completed_on)


def default_day(scheme: Scheme, today: date) -> date:
    """Return the day an adjustment takes effect when nobody says one: today, kept inside the scheme."""
    return min(max(today, scheme.starts_on), scheme.ends_on)


def number_of(scheme: Scheme, task_no: str) -> int:
    """Return the register number in a task number such as `2020-017`. Raises: InvalidError."""
    found = TASK_NO.fullmatch(task_no)
    if found is None or ids.task_no(int(found[1]), int(found[2])) != task_no or int(found[2]) == 0:
        raise InvalidError("task_no", "not_a_task_number", task_no=task_no)
    if int(found[1]) != scheme.year:
        raise InvalidError("task_no", "not_of_the_schemes_year", task_no=task_no, year=scheme.year)
    return int(found[2])


def enter(
    task: Task | None, wished: NewTask, *, task_no: str, scheme: Scheme, known: References, today: date, late: bool
) -> list[e.TaskEntered]:
    """Enter a task. `late`: a list edition has been issued, so that adding it is an adjustment and needs a reason.

    Raises: RefusedError when the number is taken; InvalidError naming the field.
    """
    number_of(scheme, task_no)
    if task is not None:
        raise RefusedError("task.number_taken", clause="一(二)", task_no=task_no)
    if late:
        _text("reason", wished.reason)
    effective_on = wished.effective_on or default_day(scheme, today)
    _in_scheme("effective_on", effective_on, scheme)
    title, category = _text("title", wished.title), _category(wished.category)
    counties = _counties(known, wished.counties, effective_on)
    return [
        e.TaskEntered(
            task_no=task_no, scheme=scheme.scheme, title=title, category=category,
            item=known.item("item", wished.item, scheme.scheme), **_posts(known, wished),
            **_roles(known, effective_on, wished.lead, wished.co, wished.construction),
            roles_presumed=wished.roles_presumed, effective_on=effective_on, targets=wished.targets,
            counties=counties, note=wished.note.strip(), reason=wished.reason.strip(),
        )
    ]  # fmt: skip


def amend(
    task: Task, *, changes: Mapping[str, Any], reason: str, effective_on: date, scheme: Scheme, known: References
) -> list[e.TaskAmended]:
    """Change what the ledger says of a task; fields that already say so are left out.

    Raises: RefusedError when nothing may change any more; InvalidError naming the field.
    """
    require_active(task)
    _text("reason", reason)
    _in_scheme("effective_on", effective_on, scheme)
    real: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in AMENDABLE:
            raise InvalidError(f"changes.{name}", "not_amendable", known=list(AMENDABLE))
        checked = _checked(task, name, value, known, effective_on)
        if checked != _stands(task, name):
            real[name] = checked
    if not real:
        raise InvalidError("changes", "nothing_changes")
    return [e.TaskAmended(task.task_no, real, reason.strip(), effective_on)]


def confirm_roles(
    task: Task, *, lead: Sequence[str], co: Sequence[str], construction: Sequence[str], known: References, on: date
) -> list[e.TaskRolesConfirmed]:
    """Confirm the roles that were presumed from the notice (S7). Afterwards they change by transfer.

    Raises: RefusedError when they are confirmed already; InvalidError naming the field.
    """
    require_active(task)
    if not task.roles_presumed:
        raise RefusedError("task.roles_confirmed_already", clause="D-040", task_no=task.task_no)
    confirmed = _roles(known, on, lead, co, construction)
    return [e.TaskRolesConfirmed(task_no=task.task_no, **confirmed, confirmed_on=on)]


def withdraw(task: Task, *, reason: str, effective_on: date, scheme: Scheme) -> list[e.TaskWithdrawn]:
    """Withdraw a task: its open duties lapse; its past lights stay and count. Raises: RefusedError, InvalidError."""
    require_active(task)
    _in_scheme("effective_on", effective_on, scheme)
    return [e.TaskWithdrawn(task.task_no, _text("reason", reason), effective_on)]


def transfer(
    task: Task, *, role: str, from_unit: str, to_unit: str, effective_on: date, duties_move: bool, reason: str,
    scheme: Scheme, known: References,
) -> list[e.TaskTransferred]:  # fmt: skip
    """Give a role in a task to another unit. The giving unit may have been merged or ended.

    Raises: RefusedError when nobody may be moved; InvalidError naming the field.
    """
    require_active(task)
    _text("reason", reason)
    _in_scheme("effective_on", effective_on, scheme)
    if role not in ROLES:
        raise InvalidError("role", "unknown_role_in_task", role=role, known=list(ROLES))
    giving = known.units[from_unit].code if from_unit in known.units else from_unit
    if giving not in getattr(task, role):
        raise InvalidError("from", "has_no_such_role", unit=from_unit, role=role)
    taking = known.unit("to", to_unit, effective_on)
    if task.role_of(taking) is not None:
        raise InvalidError("to", "unit_has_a_role_already", unit=taking)
    return [e.TaskTransferred(task.task_no, role, giving, taking, effective_on, duties_move, reason.strip())]


def apply_completion(
    task: Task, *, unit: str, done_on: date, text: str, on: date, scheme: Scheme
) -> list[e.CompletionApplied]:
    """Apply for early completion (办结). `text` is the content digest, `on` the day it was received.

    Raises: RefusedError unless a lead unit applies, once at a time; InvalidError for a day that has not come, or
    before the scheme's year.
    """
    require_active(task)
    if task.role_of(unit) != "lead":
        raise RefusedError("completion.only_the_lead_applies", clause="三(二)", task_no=task.task_no, unit=unit)
    if task.completion_applied_by is not None:
        raise RefusedError("completion.applied_already", clause=CLAUSE, task_no=task.task_no)
    if done_on > on:
        raise InvalidError("done_on", "has_not_come", done_on=done_on, on=on)
    not_before_the_year(done_on, scheme)
    return [e.CompletionApplied(task.task_no, unit, done_on, text)]


def verify_completion(
    task: Task, *, accepted: bool, done_on: date | None, reason: str, today: date, scheme: Scheme
) -> list[e.CompletionVerified]:
    """Decide on an application: the office may find another day than the unit says, with a reason.

    Raises: RefusedError when nobody has applied; InvalidError for a missing reason, a day that has not come, or
    one before the scheme's year.
    """
    require_active(task)
    if task.completion_applied_by is None:
        raise RefusedError("completion.not_applied", clause=CLAUSE, task_no=task.task_no)
    found_on = (done_on or task.completion_done_on) if accepted else None
    if found_on is not None and found_on > today:
        raise InvalidError("done_on", "has_not_come", done_on=found_on, on=today)
    not_before_the_year(found_on, scheme)
    if not accepted or found_on != task.completion_done_on:
        _text("reason", reason)
    return [e.CompletionVerified(task.task_no, accepted, found_on, reason.strip())]


def in_list_order(tasks: Iterable[Task]) -> list[Task]:
    """Return the main list, then the livelihood list, each by number (S10)."""
    return sorted(tasks, key=lambda task: (task.category == "livelihood", len(task.task_no), task.task_no))


def _text(where: str, text: str) -> str:
    if not text.strip():
        raise InvalidError(where, "missing")
    return text.strip()


def _category(category: str, where: str = "category") -> str:
    if category not in CATEGORIES:
        raise InvalidError(where, "unknown_category", category=category, known=list(CATEGORIES))
    return category


def _in_scheme(where: str, day: date, scheme: Scheme) -> None:
    if not scheme.starts_on <= day <= scheme.ends_on:
        raise InvalidError(where, "outside_scheme", day=day, starts_on=scheme.starts_on, ends_on=scheme.ends_on)


def _roles(
    known: References, on: date, lead: Sequence[str], co: Sequence[str], construction: Sequence[str]
) -> dict[str, Any]:
    checked = roles(known, on, lead=lead, co=co, construction=construction)
    if not checked["lead"]:
        raise InvalidError("lead", "needs_a_lead")
    return checked


def _posts(known: References, wished: NewTask) -> dict[str, Any]:
    names = ("leader", "coordinator", "responsible")
    return {name: known.post(name, getattr(wished, name)) for name in names}


def _counties(known: References, counties: Sequence[str], on: date, where: str = "counties") -> tuple[str, ...]:
    return tuple(dict.fromkeys(known.units_of(where, counties, on)))


def _checked(task: Task, name: str, value: Any, known: References, on: date) -> Any:
    """Return the value as the event keeps it: plain JSON."""
    where = f"changes.{name}"
    if name in ("leader", "coordinator", "responsible"):
        return known.post(where, value)
    if name == "item":
        return known.item(where, value, task.scheme)
    if name == "counties":
        return list(_counties(known, value, on, where))
    if name == "targets":
        return [asdict(target) for target in value]
    if name == "category":
        return _category(value, where)
    return value.strip() if name == "note" else _text(where, value)


def _stands(task: Task, name: str) -> Any:
    stands = getattr(task, name)
    if name == "counties":
        return list(stands)
    return [asdict(target) for target in stands] if name == "targets" else stands
