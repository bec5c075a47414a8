"""Items: the units as written, presumed lead, roles confirmed (S2, S7)."""

from dataclasses import replace
from typing import Any

import pytest

from domain import events as e
from domain import items
from domain.items import NewItem
from tests.domain.ledger import ITEM, KNOWN, SCHEME, START
from tests.given import given

WISHED = NewItem(label="三(一)", title="培育企业", units=("甲局", "b", "all"), as_written=("甲局", "b", "各单位"))


def entering(*events: Any, **changes: Any) -> Any:
    wished = replace(WISHED, **changes)
    return given(*events, fold=items.evolve).when(items.enter, wished, scheme=SCHEME, known=KNOWN, on=START)


def test_the_first_unit_named_is_the_presumed_lead_and_its_alias_becomes_its_code() -> None:
    entering().then(ITEM)


def test_a_group_named_first_is_nobodys_presumed_lead() -> None:
    entering(units=("all", "b"), as_written=()).then(
        replace(ITEM, units=("all", "b"), as_written=("all", "b"), presumed_lead="b")
    )


def test_a_lead_marked_in_the_text_is_not_presumed() -> None:
    entering(lead=("b",), co=("a",)).then(replace(ITEM, lead=("b",), co=("a",), presumed_lead=None))


def test_an_item_number_is_used_once() -> None:
    entering(ITEM).refused("item.number_taken", clause="一(一)")


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"label": "3.1"}, "label", "not_an_item_label"),
        ({"item": "2021-3-1"}, "item", "not_of_the_schemes_year"),
        ({"item": "3-1"}, "item", "not_an_item_id"),
        ({"title": "  "}, "title", "missing"),
        ({"units": ("a", "甲局")}, "units.1", "unit_named_twice"),
        ({"units": ("a", "nobody")}, "units.1", "unknown_unit"),
        ({"lead": ("c",)}, "lead.0", "not_a_unit_of_the_item"),
        ({"lead": ("all",)}, "lead.0", "unit_group_owes_nothing"),
        ({"lead": ("a",), "co": ("a",)}, "co.0", "unit_has_a_role_already"),
        ({"as_written": ("甲局",)}, "as_written", "one_for_each_unit"),
    ],
)
def test_an_item_that_cannot_be_read_names_the_field(changes: dict[str, Any], field: str, reason: str) -> None:
    entering(**changes).invalid(field, reason)


@pytest.mark.parametrize(
    ("label", "item"),
    [("三(一)", "2020-3-1"), ("十二", "2020-12"), ("十（二十一）", "2020-10-21"), ("二(十)", "2020-2-10")],
)
def test_an_items_address_comes_from_its_label(label: str, item: str) -> None:
    assert items.item_id(2020, label) == item


def test_the_office_confirms_who_leads_and_who_co_organises() -> None:
    given(ITEM, fold=items.evolve).when(items.confirm_roles, lead=("b",), co=("a",), known=KNOWN, on=START).then(
        e.ItemRolesConfirmed("2020-3-1", ("b",), ("a",))
    )


def test_confirming_the_same_roles_again_is_refused() -> None:
    confirmed = e.ItemRolesConfirmed("2020-3-1", ("b",), ("a",))
    given(ITEM, confirmed, fold=items.evolve).when(
        items.confirm_roles, lead=("b",), co=("甲局",), known=KNOWN, on=START
    ).refused("item.roles_confirmed_already", clause="D-040")


def test_an_item_needs_a_lead_when_its_roles_are_confirmed() -> None:
    given(ITEM, fold=items.evolve).when(items.confirm_roles, lead=(), co=("a",), known=KNOWN, on=START).invalid("lead")
