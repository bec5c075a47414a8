"""Implementation plans: one per responsible unit, covering every item that names it (三(四)1)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain import events as e
from domain import implementation_plans, items
from domain.working_days import Due, fixed
from tests.domain.ledger import CALENDAR, ITEM, SCHEME
from tests.given import Decided, given

AT = datetime(2020, 8, 14, 2, tzinfo=UTC)
NAMED = [
    items.evolve(None, event)
    for event in (ITEM, replace(ITEM, item="2020-4", units=("a",)), replace(ITEM, item="2020-5", units=("all",)))
]
FILED = e.ImplementationPlanFiled(
    "heyuan-2020", "a", ("2020-3-1", "2020-4"), "digest", (), AT, date(2020, 8, 17), 0
)  # fmt: skip


def filing(*events: Any, on: date = date(2020, 8, 17), due: Due | None = None, **changes: Any) -> Decided:
    named: dict[str, Any] = {"unit": "a", "items": ("2020-3-1", "2020-4"), "text": "digest", "files": ()} | changes
    return given(*events, fold=implementation_plans.evolve).when(
        implementation_plans.file, NAMED, scheme=SCHEME, due=due or fixed(date(2020, 8, 17)), calendar=CALENDAR,
        received_at=AT, received_on=on, **named,
    )  # fmt: skip


def test_a_plan_on_the_last_day_is_in_time() -> None:
    filing().then(FILED)


def test_a_late_plan_is_accepted_and_says_how_late() -> None:
    filing(on=date(2020, 8, 24)).then(replace(FILED, late_days=5))


def test_a_plan_that_leaves_items_out_is_refused_and_they_are_named() -> None:
    decided = filing(items=("2020-4",))
    decided.refused("implementation_plan.items_missing", clause="三(四)1")
    assert getattr(decided.refusal, "details", {})["missing"] == ["2020-3-1"]


def test_a_member_of_a_group_owes_nothing_for_an_item_that_names_only_the_group() -> None:
    filing(unit="c", items=("2020-5",)).refused("implementation_plan.no_item_names_the_unit", clause="三(四)1")
    filing(items=("2020-3-1", "2020-4", "2020-5")).invalid("items.2", "item_does_not_name_the_unit")


def test_a_plan_has_a_text_or_a_file() -> None:
    filing(text="").invalid("text", "needs_a_text_or_a_file")
    filing(text="", files=("f",)).then(replace(FILED, text="", files=("f",)))


def test_a_plan_filed_again_keeps_the_lateness_of_the_first() -> None:
    filing(FILED, on=date(2020, 9, 1)).then(FILED)
    filing(replace(FILED, late_days=3), on=date(2020, 9, 1)).then(replace(FILED, late_days=3))


def test_a_plan_after_the_tick_found_it_missing_is_still_accepted_late() -> None:
    missed = e.DutyMissed("implementation_plan", "heyuan-2020", "a", None, None, "2020", date(2020, 8, 17))
    filing(missed, on=date(2020, 8, 18)).then(replace(FILED, late_days=1))


def test_no_lateness_is_set_on_a_provisional_due_day() -> None:
    filing(on=date(2020, 9, 1), due=Due(date(2020, 8, 17), (), True)).then(FILED)
