"""Node plans: filed by lead and construction entity, sealed by the unit, confirmed by the leader (三(四)2, 三(四)4)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain import events as e
from domain import node_plans
from domain.events import NodeTask
from domain.working_days import Due, fixed
from tests.domain.ledger import APPLIED, CALENDAR, COMPLETED, ENTERED, SCHEME, WITHDRAWN, entered
from tests.given import Decided, given

AT = datetime(2020, 8, 14, 2, tzinfo=UTC)
DUE = fixed(date(2020, 8, 17))
NODES = (NodeTask("2020-08", "完成10家", date(2020, 8, 31)), NodeTask("2020-12", "完成30家"))
FILED = e.NodePlanFiled("2020-017", "a", "lead", NODES, AT, date(2020, 8, 17), 0)
SEALED = e.NodePlanSealed("2020-017", "a")
CONFIRMED = e.NodePlanConfirmed("2020-017", "vice-1")


def filing(
    *events: Any, nodes: tuple[NodeTask, ...] = NODES, unit: str = "a", on: date = date(2020, 8, 14),
    due: Due | None = DUE,
) -> Decided:  # fmt: skip
    return given(*(events or (ENTERED,))).when(
        node_plans.file, nodes, unit=unit, scheme=SCHEME, due=due, calendar=CALENDAR, received_at=AT, received_on=on
    )


def test_the_lead_files_the_tasks_plan_and_the_construction_entity_its_part() -> None:
    filing().then(FILED)
    filing(unit="c").then(e.NodePlanFiled("2020-017", "c", "construction", NODES, AT, date(2020, 8, 17), 0))


def test_a_co_organising_unit_owes_no_plan() -> None:
    filing(unit="b").refused("node_plan.not_owed", clause="三(四)2")


def test_a_late_plan_is_accepted_and_counted_in_working_days() -> None:
    decided = filing(on=date(2020, 8, 19))
    assert decided.events[0].late_days == 2


def test_no_lateness_is_set_on_a_provisional_due_day_or_before_an_edition_names_the_task() -> None:
    for due in (Due(date(2020, 8, 17), (), True), None):
        event = filing(on=date(2020, 8, 19), due=due).events[0]
        assert (event.due_on, event.late_days) == (None, 0)


def test_a_plan_filed_again_keeps_the_lateness_of_the_first_filing() -> None:
    decided = filing(ENTERED, FILED, on=date(2020, 9, 1))
    assert (decided.events[0].due_on, decided.events[0].late_days) == (date(2020, 8, 17), 0)


def test_a_plan_filed_again_must_be_sealed_again() -> None:
    given(ENTERED, FILED, SEALED, FILED).when(node_plans.confirm, post="vice-1", principal=False).refused(
        "node_plan.not_sealed"
    )


def test_a_confirmed_plan_changes_by_extension_only() -> None:
    filing(ENTERED, FILED, SEALED, CONFIRMED).refused("node_plan.confirmed", clause="三(四)2")


def test_joint_leads_share_one_plan() -> None:
    joint = entered(lead=("a", "d"))
    by_other = replace(FILED, unit="d")
    filing(joint, FILED, unit="d", on=date(2020, 8, 20)).then(by_other)
    state = given(joint, FILED, SEALED, by_other).state
    assert [(plan.unit, plan.sealed) for plan in state.plans] == [("d", False)]
    given(joint, FILED, by_other).when(node_plans.seal, unit="a").refused("node_plan.not_filed")
    filing(joint, by_other, e.NodePlanSealed("2020-017", "d"), CONFIRMED).refused("node_plan.confirmed")


def test_a_construction_entity_may_still_file_its_first_part_after_confirmation() -> None:
    assert filing(ENTERED, FILED, SEALED, CONFIRMED, unit="c").events


@pytest.mark.parametrize(
    ("nodes", "field", "reason"),
    [
        ((), "nodes", "missing"),
        ((NodeTask("2020-09", "x"),), "nodes.0.node", "unknown_node"),
        ((NodeTask("2020-08", "x"), NodeTask("2020-08", "y")), "nodes.1.node", "node_named_twice"),
        ((NodeTask("2020-08", " "),), "nodes.0.target", "missing"),
        ((NodeTask("2020-08", "x", date(2020, 9, 1)),), "nodes.0.limit_on", "outside_node"),
        ((NodeTask("2020-08", "x", date(2020, 8, 10)),), "nodes.0.limit_on", "outside_node"),
        ((NodeTask("2020-10", "x", date(2020, 8, 31)),), "nodes.0.limit_on", "outside_node"),
        ((NodeTask("2020-10", "x", percent=101),), "nodes.0.percent", "not_a_percentage"),
    ],
)
def test_a_plan_that_cannot_be_read_names_the_row(nodes: tuple[NodeTask, ...], field: str, reason: str) -> None:
    filing(nodes=nodes).invalid(field, reason)


@pytest.mark.parametrize("limit_on", [date(2020, 9, 1), date(2020, 10, 31)])
def test_a_limit_lies_after_the_node_before_and_up_to_the_nodes_end(limit_on: date) -> None:
    assert filing(nodes=(NodeTask("2020-10", "x", limit_on),)).events


def test_a_node_that_ended_before_the_task_was_added_is_not_planned() -> None:
    late = entered(effective_on=date(2020, 9, 20))
    filing(late).invalid("nodes.0.node", "node_ended_before_the_task")
    assert filing(late, nodes=NODES[1:]).events


def test_nodes_are_kept_in_the_schemes_order() -> None:
    filing(nodes=NODES[::-1]).then(FILED)


def test_a_plan_is_sealed_once_by_the_unit_that_filed_it() -> None:
    given(ENTERED, FILED).when(node_plans.seal, unit="a").then(SEALED)
    given(ENTERED, FILED, SEALED).when(node_plans.seal, unit="a").refused("node_plan.sealed_already")
    given(ENTERED, FILED).when(node_plans.seal, unit="c").refused("node_plan.not_filed", clause="三(四)2")


def test_the_leader_in_charge_confirms_a_sealed_plan() -> None:
    given(ENTERED, FILED, SEALED).when(node_plans.confirm, post="vice-1", principal=False).then(CONFIRMED)


def test_the_principal_leader_confirms_any_sealed_plan() -> None:
    given(ENTERED, FILED, SEALED).when(node_plans.confirm, post="mayor", principal=True).then(
        e.NodePlanConfirmed("2020-017", "mayor")
    )


@pytest.mark.parametrize(
    ("events", "post", "reason"),
    [
        ((FILED, SEALED), "vice-2", "node_plan.not_the_leader_in_charge"),
        ((FILED, SEALED), None, "node_plan.not_the_leader_in_charge"),
        ((), "vice-1", "node_plan.not_filed"),
        ((FILED,), "vice-1", "node_plan.not_sealed"),
        ((FILED, SEALED, CONFIRMED), "vice-1", "node_plan.confirmed_already"),
    ],
)
def test_a_confirmation_out_of_turn_is_refused(events: tuple[Any, ...], post: str | None, reason: str) -> None:
    given(ENTERED, *events).when(node_plans.confirm, post=post, principal=False).refused(reason, clause="三(四)2")


def test_a_task_without_a_leader_is_confirmed_by_the_principal_leader_only() -> None:
    alone = entered(leader=None)
    given(alone, FILED, SEALED).when(node_plans.confirm, post="vice-1", principal=False).refused(
        "node_plan.not_the_leader_in_charge"
    )


@pytest.mark.parametrize("end", [(WITHDRAWN,), (APPLIED, COMPLETED)])
def test_no_plan_is_filed_sealed_or_confirmed_after_the_end(end: tuple[Any, ...]) -> None:
    filing(ENTERED, *end).refused(clause="D-004")
    given(ENTERED, FILED, *end).when(node_plans.seal, unit="a").refused(clause="D-004")
    given(ENTERED, FILED, SEALED, *end).when(node_plans.confirm, post="vice-1", principal=False).refused(clause="D-004")
