"""The implementation plan each responsible unit files for all the items that name it (三(一), 三(四)1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain import events as e
from domain.errors import InvalidError, RefusedError
from domain.items import Item
from domain.scheme import Scheme
from domain.working_days import Calendar, Due

CLAUSE = "三(四)1"


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a unit has filed under a scheme: the latest plan, and the lateness of the first."""

    scheme: str
    unit: str
    items: tuple[str, ...] = ()
    effective_at: datetime | None = None
    due_on: date | None = None
    late_days: int = 0
    filings: int = 0
    missed: bool = False  # the daily tick found it unmet
    text: str = ""  # content digest
    files: tuple[str, ...] = ()


def evolve(plan: PlanFile | None, event: Any, account: str = "") -> PlanFile:
    """Return the plan after `event`; the tick may find it missed before anything was filed."""
    before = plan or PlanFile(event.scheme, event.unit)
    if isinstance(event, e.ImplementationPlanFiled):
        return PlanFile(
            event.scheme, event.unit, event.items, event.effective_at, event.due_on, event.late_days,
            before.filings + 1, before.missed, event.text, event.files,
        )  # fmt: skip
    if isinstance(event, e.DutyMissed):
        return replace(before, missed=True)
    return before


def file(
    plan: PlanFile | None, named: Iterable[Item], *, unit: str, scheme: Scheme, items: Sequence[str], text: str,
    files: Sequence[str], due: Due, calendar: Calendar, received_at: datetime, received_on: date,
) -> list[e.ImplementationPlanFiled]:  # fmt: skip
    """File a unit's implementation plan; late is accepted and says so. Filed again it replaces the one before.

    `named` are the scheme's items; a unit answers for those that name it, not for those that name its group only.
    `text` is a content digest, empty when the plan is in the files. A plan filed again keeps the lateness of the first.
    Raises: RefusedError when no item names the unit, or items are missing; InvalidError naming the field.
    """
    owed = [item.item for item in named if unit in item.units]
    if not owed:
        raise RefusedError("implementation_plan.no_item_names_the_unit", clause=CLAUSE, unit=unit)
    for place, item in enumerate(items):
        if item not in owed:
            raise InvalidError(f"items.{place}", "item_does_not_name_the_unit", item=item, unit=unit)
    missing = [item for item in owed if item not in items]
    if missing:
        raise RefusedError(
            "implementation_plan.items_missing", clause=CLAUSE, unit=unit, missing=missing, named="、".join(missing)
        )
    if not text and not files:
        raise InvalidError("text", "needs_a_text_or_a_file")
    late_days = 0 if due.provisional else calendar.late_days(due.due_on, received_on)
    if plan is not None and plan.filings:
        late_days = plan.late_days
    return [
        e.ImplementationPlanFiled(
            scheme=scheme.scheme, unit=unit, items=tuple(dict.fromkeys(items)), text=text, files=tuple(files),
            effective_at=received_at, due_on=due.due_on, late_days=late_days,
        )
    ]  # fmt: skip
