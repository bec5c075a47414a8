"""Tasks through the year: entered, amended, roles confirmed, transferred, completed, withdrawn (S3–S9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain import events as e
from domain import task_state, tasks
from domain.tasks import NewTask
from tests.domain.ledger import APPLIED, COMPLETED, ENTERED, KNOWN, SCHEME, START, WITHDRAWN, entered
from tests.given import Decided, given

SEPT = date(2020, 9, 10)
WISHED = NewTask(
    title="新增规上企业30家", category="hard_task", lead=("甲局",), co=("b",), construction=("c",), item="2020-3-1",
    leader="vice-1",
)  # fmt: skip
ROLES_CONFIRMED = e.TaskRolesConfirmed("2020-017", ("a",), ("b",), ("c",), START)


def entering(*events: Any, task_no: str = "2020-017", late: bool = False, **changes: Any) -> Decided:
    wished = replace(WISHED, **changes)
    return given(*events).when(
        tasks.enter, wished, task_no=task_no, scheme=SCHEME, known=KNOWN, today=START, late=late
    )  # fmt: skip


def amending(*events: Any, reason: str = "口径调整", effective_on: date = SEPT, **changes: Any) -> Decided:
    return given(*(events or (ENTERED,))).when(
        tasks.amend, changes=changes, reason=reason, effective_on=effective_on, scheme=SCHEME, known=KNOWN
    )


def transferring(*events: Any, **changes: Any) -> Decided:
    named = {
        "role": "lead", "from_unit": "a", "to_unit": "d", "effective_on": SEPT, "duties_move": True,
        "reason": "机构改革",
    } | changes  # fmt: skip
    return given(*(events or (ENTERED,))).when(tasks.transfer, **named, scheme=SCHEME, known=KNOWN)


def test_a_task_is_entered_with_roles_presumed_and_aliases_turned_into_codes() -> None:
    entering().then(ENTERED)


def test_a_task_entered_before_the_scheme_starts_counts_from_its_start() -> None:
    given().when(
        tasks.enter, WISHED, task_no="2020-017", scheme=SCHEME, known=KNOWN, today=date(2020, 8, 1), late=False
    ).then(ENTERED)


def test_a_task_number_is_used_once() -> None:
    entering(ENTERED).refused("task.number_taken", clause="一(二)")


def test_a_task_added_after_the_first_edition_needs_a_reason() -> None:
    entering(late=True).invalid("reason", "missing")
    entering(late=True, reason="新增民生项目").then(entered(reason="新增民生项目"))


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"task_no": "2021-017"}, "task_no", "not_of_the_schemes_year"),
        ({"task_no": "2020-17"}, "task_no", "not_a_task_number"),
        ({"task_no": "2020-0017"}, "task_no", "not_a_task_number"),
        ({"task_no": "2020-000"}, "task_no", "not_a_task_number"),
        ({"title": " "}, "title", "missing"),
        ({"category": "dream"}, "category", "unknown_category"),
        ({"lead": ()}, "lead", "needs_a_lead"),
        ({"lead": ("x",)}, "lead.0", "unknown_unit"),
        ({"co": ("b", "x")}, "co.1", "unknown_unit"),
        ({"co": ("all",)}, "co.0", "unit_group_owes_nothing"),
        ({"co": ("a",)}, "co.0", "unit_has_a_role_already"),
        ({"construction": ("c", "c")}, "construction.1", "unit_has_a_role_already"),
        ({"co": ("old",), "effective_on": date(2020, 9, 1)}, "co.0", "unit_ended"),
        ({"counties": ("x",)}, "counties.0", "unknown_unit"),
        ({"leader": "nobody"}, "leader", "unknown_post"),
        ({"coordinator": "nobody"}, "coordinator", "unknown_post"),
        ({"item": "2020-9-9"}, "item", "unknown_item"),
        ({"item": "2021-1-1"}, "item", "unknown_item"),
        ({"effective_on": date(2021, 1, 1)}, "effective_on", "outside_scheme"),
    ],
)
def test_a_task_that_names_what_is_not_there_says_which_field(changes: dict[str, Any], field: str, reason: str) -> None:
    entering(**changes).invalid(field, reason)


def test_a_unit_may_have_a_role_until_the_day_it_is_merged() -> None:
    entering(co=("old",), effective_on=date(2020, 8, 31)).then(entered(co=("old",), effective_on=date(2020, 8, 31)))


def test_an_amendment_keeps_only_what_really_changes() -> None:
    amending(title="新增规上企业35家", category="hard_task", leader="vice-2").then(
        e.TaskAmended("2020-017", {"title": "新增规上企业35家", "leader": "vice-2"}, "口径调整", SEPT)
    )


def test_amended_targets_and_counties_are_kept_as_plain_data() -> None:
    amending(targets=(e.Target("新增35家", "35", "家"),), counties=("甲局",)).then(
        e.TaskAmended(
            "2020-017",
            {"targets": [{"text": "新增35家", "value": "35", "unit_of_measure": "家"}], "counties": ["a"]},
            "口径调整",
            SEPT,
        )
    )


def test_an_amendment_is_folded_into_the_task() -> None:
    change = {"title": "新题", "targets": [{"text": "x", "value": "1", "unit_of_measure": "家"}], "counties": ["a"]}
    task = given(ENTERED, e.TaskAmended("2020-017", change, "r", SEPT)).state
    assert (task.title, task.targets, task.counties) == ("新题", (e.Target("x", "1", "家"),), ("a",))
    assert task.adjustments == (task_state.Adjustment("amended", "r", SEPT),)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"title": ENTERED.title}, "changes", "nothing_changes"),
        ({}, "changes", "nothing_changes"),
        ({"lead": ("b",)}, "changes.lead", "not_amendable"),
        ({"state": "completed"}, "changes.state", "not_amendable"),
        ({"title": ""}, "changes.title", "missing"),
        ({"category": "x"}, "changes.category", "unknown_category"),
        ({"leader": "nobody"}, "changes.leader", "unknown_post"),
        ({"item": "2021-1-1"}, "changes.item", "unknown_item"),
        ({"counties": ("x",)}, "changes.counties.0", "unknown_unit"),
        ({"title": "新", "reason": " "}, "reason", "missing"),
        ({"title": "新", "effective_on": date(2021, 2, 1)}, "effective_on", "outside_scheme"),
    ],
)
def test_an_amendment_that_cannot_be_made_says_which_field(changes: dict[str, Any], field: str, reason: str) -> None:
    amending(**changes).invalid(field, reason)


def test_presumed_roles_are_confirmed_once() -> None:
    confirm: dict[str, Any] = {"lead": ("甲局",), "co": ("b",), "construction": ("c",), "known": KNOWN, "on": START}
    given(ENTERED).when(tasks.confirm_roles, **confirm).then(ROLES_CONFIRMED)
    given(ENTERED, ROLES_CONFIRMED).when(tasks.confirm_roles, **confirm).refused(
        "task.roles_confirmed_already", clause="D-040"
    )


def test_confirmed_roles_name_a_lead() -> None:
    given(ENTERED).when(
        tasks.confirm_roles, lead=(), co=("b",), construction=(), known=KNOWN, on=START
    ).invalid("lead", "needs_a_lead")  # fmt: skip


def test_a_withdrawal_has_a_reason_and_a_day_in_the_scheme() -> None:
    withdraw: Callable[..., Any] = tasks.withdraw
    given(ENTERED).when(withdraw, reason="上级任务取消", effective_on=SEPT, scheme=SCHEME).then(WITHDRAWN)
    given(ENTERED).when(withdraw, reason=" ", effective_on=SEPT, scheme=SCHEME).invalid("reason", "missing")
    given(ENTERED).when(withdraw, reason="r", effective_on=date(2022, 1, 1), scheme=SCHEME).invalid("effective_on")


def test_a_role_is_transferred_from_a_unit_that_has_it_to_one_that_has_none() -> None:
    transferring().then(e.TaskTransferred("2020-017", "lead", "a", "d", SEPT, True, "机构改革"))
    task = given(ENTERED, e.TaskTransferred("2020-017", "lead", "a", "d", SEPT, True, "机构改革")).state
    assert task.role_of("d") == "lead"
    assert task.role_of("a") is None


def test_a_role_is_transferred_from_a_unit_that_has_been_merged() -> None:
    transferring(entered(lead=("old",)), from_unit="old").then(
        e.TaskTransferred("2020-017", "lead", "old", "d", SEPT, True, "机构改革")
    )


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"role": "head"}, "role", "unknown_role_in_task"),
        ({"from_unit": "b"}, "from", "has_no_such_role"),
        ({"to_unit": "b"}, "to", "unit_has_a_role_already"),
        ({"to_unit": "a"}, "to", "unit_has_a_role_already"),
        ({"to_unit": "old"}, "to", "unit_ended"),
        ({"to_unit": "all"}, "to", "unit_group_owes_nothing"),
        ({"reason": ""}, "reason", "missing"),
    ],
)
def test_a_transfer_that_cannot_be_made_says_which_field(changes: dict[str, Any], field: str, reason: str) -> None:
    transferring(**changes).invalid(field, reason)


def applying(*events: Any, unit: str = "a", done_on: date = date(2020, 9, 1)) -> Decided:
    return given(*events).when(
        tasks.apply_completion, unit=unit, done_on=done_on, text="digest", on=SEPT, scheme=SCHEME
    )


def test_the_lead_applies_for_completion_and_nobody_else() -> None:
    applying(ENTERED).then(APPLIED)
    applying(ENTERED, unit="c").refused("completion.only_the_lead_applies", clause="三(二)")


def test_an_application_waits_for_its_decision() -> None:
    applying(ENTERED, APPLIED).refused("completion.applied_already", clause="D-004")
    applying(ENTERED, APPLIED, e.CompletionVerified("2020-017", False, None, "未达标")).then(APPLIED)


def test_nothing_is_completed_on_a_day_that_has_not_come() -> None:
    applying(ENTERED, done_on=date(2020, 9, 11)).invalid("done_on", "has_not_come")


def test_nothing_is_completed_before_the_year_of_its_scheme() -> None:
    applying(ENTERED, done_on=date(2019, 12, 31)).invalid("done_on", "done_before_the_scheme_year")
    verifying(ENTERED, APPLIED, done_on=date(2019, 12, 31), reason="笔误").invalid(
        "done_on", "done_before_the_scheme_year"
    )


def verifying(*events: Any, accepted: bool = True, done_on: date | None = None, reason: str = "") -> Decided:
    return given(*events).when(
        tasks.verify_completion, accepted=accepted, done_on=done_on, reason=reason, today=SEPT, scheme=SCHEME
    )


def test_the_office_accepts_a_completion_on_the_day_the_unit_says() -> None:
    verifying(ENTERED, APPLIED).then(COMPLETED)


def test_refusing_a_completion_or_finding_another_day_needs_a_reason() -> None:
    verifying(ENTERED, APPLIED, accepted=False).invalid("reason", "missing")
    verifying(ENTERED, APPLIED, done_on=date(2020, 9, 5)).invalid("reason", "missing")
    verifying(ENTERED, APPLIED, accepted=False, reason="未达标").then(
        e.CompletionVerified("2020-017", False, None, "未达标")
    )


def test_a_completion_nobody_applied_for_is_not_verified() -> None:
    verifying(ENTERED).refused("completion.not_applied", clause="D-004")


@pytest.mark.parametrize(
    ("end", "reason"), [((WITHDRAWN,), "task.withdrawn"), ((APPLIED, COMPLETED), "task.completed")]
)
def test_after_withdrawal_or_completion_the_ledger_takes_nothing_more(end: tuple[Any, ...], reason: str) -> None:
    history = (ENTERED, *end)
    amending(*history, title="新").refused(reason, clause="D-004")
    transferring(*history).refused(reason, clause="D-004")
    applying(*history).refused(reason, clause="D-004")
    verifying(*history).refused(reason, clause="D-004")
    given(*history).when(tasks.withdraw, reason="r", effective_on=SEPT, scheme=SCHEME).refused(reason)
    given(*history).when(
        tasks.confirm_roles, lead=("a",), co=(), construction=(), known=KNOWN, on=SEPT
    ).refused(reason)  # fmt: skip


def test_the_list_has_the_main_tasks_first_and_the_livelihood_tasks_after() -> None:
    rows = [
        entered(task_no="2020-002", category="livelihood"),
        entered(task_no="2020-010"),
        entered(task_no="2020-003"),
    ]
    assert [t.task_no for t in tasks.in_list_order(given(row).state for row in rows)] == [
        "2020-003", "2020-010", "2020-002",
    ]  # fmt: skip
