"""What a merger of units does to the roles in a task."""

from datetime import date

import pytest

from domain import events as e
from domain import mergers, task_state

ON = date(2020, 10, 1)


def task(lead=("a",), co=(), construction=(), presumed=False):
    entered = e.TaskEntered(
        "2020-001", "heyuan-2020", "新增规上工业企业", "hard_task", None, None, None, None, lead, co, construction,
        presumed, date(2020, 8, 11),
    )  # fmt: skip
    return task_state.evolve(None, entered)


def merged(before, *, gone="a", into="b"):
    after = before
    for event in mergers.take_over(before, from_unit=gone, to_unit=into, effective_on=ON, reason="机构改革"):
        after = task_state.evolve(after, event)
    return after


def test_the_unit_that_stays_takes_the_role_over_with_its_duties():
    (event,) = mergers.take_over(task(), from_unit="a", to_unit="b", effective_on=ON, reason="机构改革")
    assert event == e.TaskTransferred("2020-001", "lead", "a", "b", ON, True, "机构改革")


@pytest.mark.parametrize(
    ("before", "lead", "co", "construction"),
    [
        (task(lead=("a",), co=("b",)), ("b",), (), ()),
        (task(lead=("b",), co=("a", "c")), ("b",), ("c",), ()),
        (task(lead=("b",), construction=("a",)), ("b",), (), ()),
        (task(lead=("c",), co=("a", "b")), ("c",), ("b",), ()),
        (task(lead=("c",), co=("b",), construction=("a",)), ("c",), (), ("b",)),
    ],
)
def test_where_both_have_a_role_the_heavier_one_stays(before, lead, co, construction):
    after = merged(before)
    assert (after.lead, after.co, after.construction) == (lead, co, construction)


def test_a_merger_does_not_confirm_presumed_roles():
    assert merged(task(lead=("a",), co=("b",), presumed=True)).roles_presumed
    assert not merged(task(lead=("a",), co=("b",))).roles_presumed


def test_a_withdrawn_task_stays_with_the_unit_of_its_time():
    withdrawn = task_state.evolve(task(), e.TaskWithdrawn("2020-001", "政策调整", date(2020, 9, 1)))
    assert merged(withdrawn).lead == ("a",)


def test_nothing_moves_where_the_unit_has_no_role():
    assert mergers.take_over(task(lead=("c",)), from_unit="a", to_unit="b", effective_on=ON, reason="") == []
