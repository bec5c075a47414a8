"""Which fold each kind of stream has: the one list from a stream's name to its state (`domain.ids.kind`)."""

from collections.abc import Callable, Iterable
from typing import Any

from domain import (
    accounts,
    bulletins,
    editions,
    erasures,
    finalisation,
    frame,
    implementation_plans,
    inspections,
    instructions,
    interviews,
    items,
    lighting,
    notices,
    office_desk,
    posts,
    reminders,
    task_state,
    unit_names,
    units,
    workbook_headings,
    working_days,
)

Fold = Callable[[Any, Any, str], Any]  # (state or None, event, account that recorded it) → state

FOLDS: dict[str, Fold] = {
    "record": frame.evolve_record,
    "tick": frame.evolve_tick,
    "scheme": frame.evolve_scheme,
    "register": frame.evolve_register,
    "calendar": working_days.evolve,
    "unit": units.evolve,
    "unit_names": unit_names.evolve,
    "unit_group": units.evolve_group,
    "post": posts.evolve,
    "account": accounts.evolve,
    "item": items.evolve,
    "task": task_state.evolve,
    "lighting": lighting.evolve,
    "notice": notices.evolve,
    "interview": interviews.evolve,
    "instruction": instructions.evolve,
    "inspection": inspections.evolve,
    "erasure": erasures.evolve,
    "editions": editions.evolve,
    "plan": implementation_plans.evolve,
    "bulletin": bulletins.evolve,
    "office": office_desk.evolve,
    "assessment": finalisation.evolve,
    "workbook": workbook_headings.evolve,
    "reminders": reminders.evolve,
    "reminder_delivery": reminders.evolve_delivery,
}

# Kinds whose streams grow long enough that folding many events at a time pays: (state or None, (event, account)…)
FOLDS_OF_MANY: dict[str, Callable[[Any, Iterable[tuple[Any, str]]], Any]] = {"task": task_state.fold}
