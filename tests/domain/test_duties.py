"""Duties: who owes what by when, as tasks are entered, transferred, withdrawn and completed; their states."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import duties, fulfilment, scheme, task_state
from domain import events as e
from domain.duties import Duty, Facts
from domain.errors import InvalidError, RefusedError
from domain.implementation_plans import PlanFile
from domain.items import Item
from domain.working_days import Calendar, Year
from tests.lit_tasks import CALENDAR, HEYUAN, ONLY_2020

ZONE = ZoneInfo("Asia/Shanghai")
START = date(2020, 8, 11)
NODES, MONTHS = ["2020-08", "2020-10", "2020-12"], ["2020-08", "2020-09", "2020-10", "2020-11", "2020-12"]


def entered(**changes: Any) -> e.TaskEntered:
    usual: dict[str, Any] = {
        "task_no": "2020-017", "scheme": "heyuan-2020", "title": "a road", "category": "hard_task", "item": None,
        "leader": "vice-1", "coordinator": None, "responsible": None, "lead": ("a",), "co": ("b",),
        "construction": ("c",), "roles_presumed": True, "effective_on": START,
    }  # fmt: skip
    return e.TaskEntered(**{**usual, **changes})


def task(*events: Any, **changes: Any) -> task_state.Task:
    state = None
    for event in (entered(**changes), *events):
        state = task_state.evolve(state, event)
    assert state is not None
    return state


def reported(unit: str, node: str, role: str = "lead", late_days: int = 0, **changes: Any) -> e.ReportSubmitted:
    usual: dict[str, Any] = {
        "task_no": "2020-017", "report_no": 1, "unit": unit, "role": role, "node": node, "to": "office",
        "done_on": None, "progress": "", "percent": None, "text": "d", "problems": None, "next_steps": None,
        "files": (), "merges": (), "replaces": None, "effective_at": datetime(2020, 9, 2, 4, tzinfo=UTC),
        "due_on": None, "late_days": late_days,
    }  # fmt: skip
    return e.ReportSubmitted(**{**usual, **changes})


def planned(unit: str, role: str = "lead") -> e.NodePlanFiled:
    nodes = (e.NodeTask("2020-08", "t"),)
    return e.NodePlanFiled("2020-017", unit, role, nodes, datetime(2020, 8, 14, tzinfo=UTC), None, 0)


def transferred(on: date, *, move: bool, role: str = "lead", giving: str = "a") -> e.TaskTransferred:
    return e.TaskTransferred("2020-017", role, giving, "d", on, move, "机构改革")


def missed(unit: str, period: str, kind: str = "progress_report") -> e.DutyMissed:
    return e.DutyMissed(kind, "heyuan-2020", unit, "lead", "2020-017", period, date(2020, 9, 3))


def owed(state: task_state.Task, calendar: Calendar = CALENDAR, **named: Any) -> list[Duty]:
    return duties.owed_by_task(HEYUAN, state, calendar, **named)


def reports(state: task_state.Task, role: str = "lead") -> list[tuple[str, str]]:
    """(unit, period) of what is still owed."""
    return [(d.unit, d.period) for d in owed(state) if (d.kind, d.role) == ("progress_report", role) and not d.lapsed]


def test_a_task_of_the_main_list_owes_plans_and_three_reports() -> None:
    found = {(d.kind, d.role, d.unit, d.period): d.due.due_on for d in owed(task())}
    assert found == {
        ("node_plan", "lead", "a", "2020"): date(2020, 8, 17),
        ("node_plan", "construction", "c", "2020"): date(2020, 8, 13),
        ("progress_report", "lead", "a", "2020-08"): date(2020, 9, 3),
        ("progress_report", "lead", "a", "2020-10"): date(2020, 11, 4),
        ("progress_report", "lead", "a", "2020-12"): date(2021, 1, 6),
        ("progress_report", "construction", "c", "2020-08"): date(2020, 9, 1),
        ("progress_report", "construction", "c", "2020-10"): date(2020, 11, 2),
        ("progress_report", "construction", "c", "2020-12"): date(2021, 1, 4),
    }


def test_a_livelihood_task_reports_every_month() -> None:
    assert [period for _, period in reports(task(category="livelihood"))] == MONTHS


def test_the_construction_entity_answers_to_the_lead_and_the_lead_to_the_office() -> None:
    assert {(d.role, d.to) for d in owed(task())} == {("lead", "office"), ("construction", "a")}
    assert {d.clause for d in owed(task()) if d.role == "construction"} == {"三(四)4"}


def test_co_organising_units_owe_nothing() -> None:
    assert all(d.unit != "b" for d in owed(task()))


def test_nothing_is_owed_for_periods_ended_when_the_task_was_entered() -> None:
    assert [p for _, p in reports(task(effective_on=date(2020, 8, 31)))] == NODES
    assert [p for _, p in reports(task(effective_on=date(2020, 9, 1)))] == NODES[1:]


def test_a_late_task_owes_its_node_plan_five_working_days_after_the_edition_that_names_it() -> None:
    late = task(effective_on=date(2020, 9, 21))
    assert all(d.kind != "node_plan" for d in owed(late))
    plans = [d for d in owed(late, edition_issued_on=date(2020, 9, 24)) if d.kind == "node_plan"]
    assert {d.due.due_on for d in plans} == {date(2020, 9, 30)}  # Sunday 27 September is worked
    assert duties.plan_due(HEYUAN, late, "lead", CALENDAR) is None


def test_a_task_entered_between_the_two_plan_days_is_late_for_the_construction_entity_alone() -> None:
    between = task(effective_on=date(2020, 8, 14))
    assert [(d.role, d.due.due_on) for d in owed(between) if d.kind == "node_plan"] == [("lead", date(2020, 8, 17))]


@pytest.mark.parametrize(
    ("withdrawn_on", "still_owed", "lapsed"),
    [
        (date(2020, 8, 31), [], []),
        (date(2020, 9, 1), [], ["2020-08"]),
        (date(2020, 9, 3), [], ["2020-08"]),
        (date(2020, 9, 4), ["2020-08"], []),
        (date(2020, 11, 2), ["2020-08"], ["2020-10"]),
    ],
)
def test_open_duties_lapse_with_the_task_and_later_ones_never_arise(
    withdrawn_on: date, still_owed: list[str], lapsed: list[str]
) -> None:
    gone = task(e.TaskWithdrawn("2020-017", "r", withdrawn_on))
    of_lead = [d for d in owed(gone) if (d.kind, d.role) == ("progress_report", "lead")]
    assert [d.period for d in of_lead if not d.lapsed] == still_owed
    assert [d.period for d in of_lead if d.lapsed] == lapsed


def test_a_completed_task_owes_nothing_for_periods_that_end_after() -> None:
    done = task(
        reported("a", "2020-08"), e.CompletionApplied("2020-017", "a", date(2020, 9, 20), "d"),
        e.CompletionVerified("2020-017", True, date(2020, 9, 20), ""),
    )  # fmt: skip
    assert reports(done) == [("a", "2020-08")]


def test_what_was_handed_in_or_recorded_missing_stays_after_the_end() -> None:
    gone = task(reported("a", "2020-08"), missed("c", "2020-08"), e.TaskWithdrawn("2020-017", "r", date(2020, 8, 20)))
    kept = [(d.unit, d.period, d.lapsed) for d in owed(gone) if d.kind == "progress_report"]
    assert kept == [("a", "2020-08", False), ("c", "2020-08", False)]


@pytest.mark.parametrize(
    ("on", "move", "august", "october"),
    [
        (date(2020, 8, 25), True, "d", "d"),
        (date(2020, 8, 25), False, "d", "d"),  # August had not ended: it goes with the role
        (date(2020, 9, 2), True, "d", "d"),  # open: ended, not yet due
        (date(2020, 9, 2), False, "a", "d"),
        (date(2020, 9, 4), True, "a", "d"),  # fell due before
    ],
)
def test_open_duties_move_with_the_role_or_stay(on: date, move: bool, august: str, october: str) -> None:
    moved = task(transferred(on, move=move))
    assert sorted(reports(moved)) == sorted([(august, "2020-08"), (october, "2020-10"), (october, "2020-12")])


def test_a_report_handed_in_before_the_transfer_stays_with_the_giving_unit() -> None:
    moved = task(reported("a", "2020-08"), transferred(date(2020, 9, 2), move=True))
    assert reports(moved) == [("a", "2020-08"), ("d", "2020-10"), ("d", "2020-12")]


def test_a_plan_that_moved_with_the_role_is_owed_by_nobody_again() -> None:
    moved = task(planned("a"), transferred(date(2020, 9, 15), move=True))
    plans = [d for d in owed(moved) if (d.kind, d.role) == ("node_plan", "lead")]
    assert [d.unit for d in plans] == ["d"]
    assert duties.state_of(plans[0], fulfilment.by_task(plans[0], moved, CALENDAR, ZONE)) == ("met", 0)


def test_a_missed_report_stays_with_the_unit_that_missed_it() -> None:
    moved = task(missed("a", "2020-08"), transferred(date(2020, 9, 3), move=True))
    assert ("a", "2020-08") in reports(moved)
    assert ("d", "2020-08") not in reports(moved)


def confirmed(on: date, **changes: Any) -> e.TaskRolesConfirmed:
    usual: dict[str, Any] = {"lead": ("a",), "co": ("b",), "construction": ("c",)}
    return e.TaskRolesConfirmed("2020-017", **{**usual, **changes}, confirmed_on=on)


def test_a_unit_added_when_roles_are_confirmed_owes_nothing_for_the_past() -> None:
    joined = task(confirmed(date(2020, 9, 10), construction=("c", "d")))
    assert [p for unit, p in reports(joined, "construction") if unit == "d"] == NODES[1:]
    assert [p for unit, p in reports(joined, "construction") if unit == "c"] == NODES
    plans = [d for d in owed(joined, edition_issued_on=START) if (d.kind, d.unit) == ("node_plan", "d")]
    assert [d.due.due_on for d in plans] == [date(2020, 9, 17)]


def test_a_confirmed_lead_takes_over_from_the_presumed_one() -> None:
    other = task(confirmed(date(2020, 9, 2), lead=("b",), co=("a",)))
    assert reports(other) == [("b", "2020-08"), ("b", "2020-10"), ("b", "2020-12")]


def test_roles_confirmed_as_presumed_change_nothing() -> None:
    assert owed(task(confirmed(date(2020, 9, 2)))) == owed(task())


def test_a_task_that_becomes_livelihood_owes_monthly_reports_from_then_on() -> None:
    changed = task(e.TaskAmended("2020-017", {"category": "livelihood"}, "r", date(2020, 11, 1)))
    assert [p for _, p in reports(changed)] == ["2020-08", "2020-10", "2020-11", "2020-12"]


def test_each_unit_an_item_names_owes_one_implementation_plan_listing_its_items() -> None:
    items = [
        Item("2020-3-1", "heyuan-2020", "三(一)", "三", "t", ("a", "b", "all"), (), (), (), "a"),
        Item("2020-3-2", "heyuan-2020", "三(二)", "三", "t", ("b",), (), (), (), "b"),
    ]
    found = duties.owed_by_items(HEYUAN, items, {"all"}, CALENDAR)
    assert [(d.unit, d.items, d.due.due_on, d.clause) for d in found] == [
        ("a", ("2020-3-1",), date(2020, 8, 17), "三(四)1"),
        ("b", ("2020-3-1", "2020-3-2"), date(2020, 8, 17), "三(四)1"),
    ]
    assert found[0].duty_id == "implementation_plan:heyuan-2020:2020:responsible:a"


def test_the_answer_to_a_notice_is_owed_by_those_whom_the_scheme_names() -> None:
    due = duties.notice_due(date(2020, 9, 4), HEYUAN, CALENDAR)
    found = duties.notice_answer(
        HEYUAN, CALENDAR, notice="n-2020-0012", task_no="2020-017", issued_on=date(2020, 9, 4), limit_on=due.due_on,
        addressees=(e.Addressee("a", "lead"), e.Addressee("b", "co")),
    )  # fmt: skip
    assert [(d.unit, d.period, d.due) for d in found] == [("a", "n-2020-0012", due)]
    assert due.due_on == date(2020, 9, 18)


def test_the_limit_written_in_the_notice_stands() -> None:
    written = date(2020, 9, 30)
    found = duties.notice_answer(
        HEYUAN, CALENDAR, notice="n-2020-0012", task_no="2020-017", issued_on=date(2020, 9, 4), limit_on=written,
        addressees=(e.Addressee("a", "lead"),),
    )  # fmt: skip
    assert found[0].due.due_on == written


DUTY = owed(task())[2]
FIRM = DUTY.due
UNSURE = replace(FIRM, provisional=True)


@pytest.mark.parametrize(
    ("duty", "facts", "expected"),
    [
        (DUTY, Facts(), ("open", 0)),
        (DUTY, Facts(met=True), ("met", 0)),
        (DUTY, Facts(met=True, late_days=2), ("late", 2)),
        (DUTY, Facts(missed=True), ("missed", 0)),
        (DUTY, Facts(met=True, late_days=2, missed=True), ("late", 2)),
        (replace(DUTY, lapsed=True), Facts(), ("lapsed", 0)),
        (replace(DUTY, lapsed=True), Facts(met=True), ("met", 0)),
        (replace(DUTY, due=UNSURE), Facts(), ("provisional", 0)),
        (replace(DUTY, due=UNSURE), Facts(met=True), ("met", 0)),
    ],
)
def test_the_state_of_a_duty(duty: Duty, facts: Facts, expected: tuple[str, int]) -> None:
    assert duties.state_of(duty, facts) == expected


def test_a_duty_is_found_missing_on_the_day_after_it_was_due() -> None:
    assert not duties.falls_missed(DUTY, Facts(), date(2020, 9, 3))
    assert duties.falls_missed(DUTY, Facts(), date(2020, 9, 4))
    assert not duties.falls_missed(DUTY, Facts(missed=True), date(2020, 9, 5))
    assert not duties.falls_missed(DUTY, Facts(met=True), date(2020, 9, 5))
    assert not duties.falls_missed(replace(DUTY, due=UNSURE), Facts(), date(2020, 9, 5))


def test_a_returned_report_is_missing_only_after_its_new_day() -> None:
    returned = task(reported("a", "2020-08"), e.ReportReturned("2020-017", 1, "office", "r", date(2020, 9, 7)))
    duty = next(d for d in owed(returned) if (d.unit, d.period) == ("a", "2020-08"))
    facts = fulfilment.by_task(duty, returned, CALENDAR, ZONE)
    assert duties.state_of(duty, facts) == ("open", 0)
    assert not duties.falls_missed(duty, facts, date(2020, 9, 7))
    assert duties.falls_missed(duty, facts, date(2020, 9, 8))


def test_a_report_on_a_provisional_day_is_late_only_once_the_year_is_published() -> None:
    at = datetime(2021, 1, 7, 4, tzinfo=UTC)
    sent = task(reported("a", "2020-12", effective_at=at, due_provisional=True))
    states = {}
    for name, calendar in (("before", ONLY_2020), ("after", CALENDAR)):
        duty = next(d for d in owed(sent, calendar) if (d.unit, d.period) == ("a", "2020-12"))
        states[name] = duties.state_of(duty, fulfilment.by_task(duty, sent, calendar, ZONE))
    assert states == {"before": ("met", 0), "after": ("late", 1)}


def test_an_implementation_plan_is_open_missed_or_late_as_its_file_says() -> None:
    assert fulfilment.by_plan(None) == Facts()
    assert fulfilment.by_plan(PlanFile("s", "a", missed=True)) == Facts(missed=True)
    filed = PlanFile("s", "a", filings=1, late_days=2, missed=True)
    assert fulfilment.by_plan(filed) == Facts(met=True, late_days=2, missed=True)


def test_a_period_that_nobody_reports_is_refused_with_the_periods_that_are() -> None:
    with pytest.raises(RefusedError, match=r"duty\.not_owed") as refused:
        duties.report_due(HEYUAN, "hard_task", "lead", "2020-09", CALENDAR)
    assert refused.value.clause == "三(四)2"
    assert refused.value.details["periods"] == NODES
    assert duties.report_due(HEYUAN, "livelihood", "lead", "2020-09", CALENDAR).due_on == date(2020, 10, 12)
    with pytest.raises(InvalidError, match="unknown_period"):
        duties.period_end(HEYUAN, "autumn")


def test_a_node_may_end_on_another_day_than_its_month() -> None:
    short = replace(HEYUAN, nodes=(scheme.Node("2020-08", date(2020, 8, 28)),))
    assert duties.report_due(short, "hard_task", "lead", "2020-08", CALENDAR).due_on == date(2020, 9, 2)


# --- laws ---------------------------------------------------------------------------------------------------------

days = st.dates(date(2020, 8, 1), date(2021, 1, 31))
categories = st.sampled_from(["hard_task", "livelihood", "follow_up"])


@st.composite
def histories(draw: st.DrawFn) -> list[Any]:
    """What may happen to a task, in any order that the ledger lets pass."""
    possible = [
        reported("a", draw(st.sampled_from(MONTHS))),
        planned("a"),
        transferred(draw(days), move=draw(st.booleans())),
        e.TaskAmended("2020-017", {"category": draw(categories)}, "r", draw(days)),
        confirmed(draw(days), construction=draw(st.sampled_from([(), ("c",), ("x",), ("c", "x")]))),
    ]
    kept = [event for event in possible if draw(st.booleans())]
    end: Sequence[Any] = draw(
        st.sampled_from([[], [e.TaskWithdrawn("2020-017", "r", date(2020, 9, 2))],
                         [e.CompletionVerified("2020-017", True, date(2020, 10, 5), "")]])
    )  # fmt: skip
    return [*kept, *end]


@given(histories(), days, categories)
def test_no_duty_is_owed_twice(history: list[Any], entered_on: date, category: str) -> None:
    found = owed(task(*history, effective_on=entered_on, category=category), edition_issued_on=entered_on)
    assert len({d.duty_id for d in found}) == len(found)


@given(histories(), days, categories)
def test_nothing_falls_due_before_the_task_was_entered(history: list[Any], entered_on: date, category: str) -> None:
    found = owed(task(*history, effective_on=entered_on, category=category), edition_issued_on=entered_on)
    assert all(d.due.due_on >= entered_on for d in found)


@given(histories(), categories)
def test_a_period_is_reported_by_one_lead_at_most(history: list[Any], category: str) -> None:
    periods = [period for _, period in reports(task(*history, category=category))]
    assert len(set(periods)) == len(periods)


@given(histories(), categories)
def test_once_recorded_missing_a_duty_keeps_its_state(history: list[Any], category: str) -> None:
    before = task(*history, category=category)
    for duty in owed(before):
        facts = fulfilment.by_task(duty, before, CALENDAR, ZONE)
        if not duties.falls_missed(duty, facts, date(2021, 2, 1)):
            continue
        found = e.DutyMissed(duty.kind, duty.scheme, duty.unit, duty.role, duty.task_no, duty.period, duty.due.due_on)
        after = task_state.evolve(before, found)
        again = next(d for d in owed(after) if d.duty_id == duty.duty_id)
        later = fulfilment.by_task(again, after, CALENDAR, ZONE)
        assert duties.state_of(again, later) == ("missed", 0)
        assert not duties.falls_missed(again, later, date(2021, 2, 1))


@given(histories(), categories, days)
def test_publishing_a_year_changes_no_firm_day(history: list[Any], category: str, entered_on: date) -> None:
    state = task(*history, category=category, effective_on=entered_on)
    unsure = {d.duty_id: d.due for d in owed(state, ONLY_2020)}
    for duty in owed(state, Calendar({**CALENDAR.years, 2022: Year(2022, frozenset(), frozenset(), "s")})):
        known = unsure.get(duty.duty_id)
        assert known is None or known.provisional or known == duty.due
