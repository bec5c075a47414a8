"""Lights: what the rules propose for every case of the scheme, what the office may decide, other cities' profiles."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from domain import events as e
from domain import lights, scheme, task_state
from domain.errors import InvalidError, RefusedError
from domain.lights import Decision
from tests.lit_tasks import (
    AFTER_THE_LIMIT,
    AUGUST,
    CALENDAR,
    CONTENT,
    ENDS,
    HEYUAN,
    LIT_ON,
    NODES,
    OCTOBER,
    ONLY_2020,
    YEAR_END,
    entered,
    extended,
    lit,
    planned,
    reported,
    task_of,
)

DONE = date(2020, 10, 20)


def propose(task: Any, node: str, *, today: date | None = None, rules: Any = HEYUAN, calendar: Any = CALENDAR) -> Any:
    return lights.propose(task, node, rules, calendar, today or LIT_ON[node])


def decide(task: Any, node: str, *, today: date | None = None, **stated: Any) -> e.LightSet:
    decision = Decision(task.task_no, **stated)
    return lights.decide(task, node, HEYUAN, CALENDAR, today=today or LIT_ON[node], decision=decision)


TABLE = [
    # what stands before October,     what October's report says,          light,    case
    ("done by the limit", [], [reported(OCTOBER, DONE)], "green", "done_by_limit"),
    ("done on the limit's day", [], [reported(OCTOBER, ENDS[OCTOBER])], "green", "done_by_limit"),
    ("reported late, done in time", [], [reported(OCTOBER, DONE, on=date(2020, 11, 5))], "green", "done_by_limit"),
    ("not done", [], [reported(OCTOBER)], "yellow", "miss"),
    ("done after the limit", [], [reported(OCTOBER, AFTER_THE_LIMIT[OCTOBER])], "yellow", "miss"),
    ("no report: not shown to be done", [], [], "yellow", "miss"),
    ("not done after green", [lit(AUGUST, "green")], [], "yellow", "miss"),
    ("not done after yellow", [lit(AUGUST, "yellow")], [], "red", "second_miss_running"),
    ("not done after red", [lit(AUGUST, "red")], [], "red", "miss_after_red"),
    ("done after yellow", [lit(AUGUST, "yellow")], [reported(OCTOBER, DONE)], "green", "done_by_limit"),
    ("done after red", [lit(AUGUST, "red")], [reported(OCTOBER, DONE)], "green", "done_by_limit"),
    ("August was not planned", [lit(AUGUST, "none")], [], "yellow", "miss"),
    ("August is deferred still", [lit(AUGUST, "deferred")], [], "yellow", "miss"),
    ("extended beyond the node", [*extended(OCTOBER, date(2020, 11, 20))], [], "deferred", "extended"),
    ("extended, the new limit passed unmet", [*extended(OCTOBER, date(2020, 11, 4))], [], "yellow", "miss"),
    ("extended, done by the new limit", [*extended(OCTOBER, date(2020, 11, 4))],
     [reported(OCTOBER, date(2020, 11, 2))], "green", "done_by_limit"),
    ("extension refused", [*extended(OCTOBER, date(2020, 11, 20), granted=False)], [], "yellow", "miss"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "then", "light", "case"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_table_of_lights(before: list[Any], then: list[Any], light: str, case: str) -> None:
    proposal = propose(task_of(entered(), planned(), *before, *then), OCTOBER)
    assert (proposal.light, proposal.case) == (light, case)
    assert proposal.clause and proposal.ready


def test_a_node_without_a_node_task_is_not_assessed() -> None:
    proposal = propose(task_of(entered(), planned(AUGUST, YEAR_END)), OCTOBER)
    assert (proposal.light, proposal.case, proposal.clause) == ("none", "not_planned", "D-006")


def test_a_node_that_was_not_planned_neither_breaks_nor_counts_in_the_run() -> None:
    task = task_of(entered(), planned(AUGUST, YEAR_END), lit(AUGUST, "yellow"), lit(OCTOBER, "none"))
    assert propose(task, YEAR_END).light == "red"


def test_a_node_that_had_ended_when_the_task_was_entered_is_not_assessed() -> None:
    assert propose(task_of(entered(effective_on=date(2020, 9, 1)), planned()), AUGUST).light == "none"


def test_green_after_red_starts_the_run_again() -> None:
    task = task_of(entered(), planned(), lit(AUGUST, "red"), lit(OCTOBER, "green"))
    assert propose(task, YEAR_END).light == "yellow"


def test_the_limit_is_the_plans_else_the_nodes_last_day() -> None:
    task = task_of(entered(), planned(limits={AUGUST: date(2020, 8, 20)}), reported(AUGUST, date(2020, 8, 25)))
    assert (propose(task, AUGUST).limit_on, propose(task, AUGUST).light) == (date(2020, 8, 20), "yellow")
    assert propose(task, OCTOBER).limit_on == date(2020, 10, 31)


def test_an_extension_within_the_node_moves_the_limit_and_defers_nothing() -> None:
    plan = planned(limits={AUGUST: date(2020, 8, 20)})
    task = task_of(entered(), plan, *extended(AUGUST, date(2020, 8, 28)), reported(AUGUST, date(2020, 8, 27)))
    proposal = propose(task, AUGUST)
    assert (proposal.light, proposal.limit_on) == ("green", date(2020, 8, 28))


def test_a_construction_entitys_report_does_not_show_completion() -> None:
    part = reported(AUGUST, date(2020, 8, 20), unit="roads", role="construction")
    assert propose(task_of(entered(), planned(), part), AUGUST).light == "yellow"


def test_a_returned_report_does_not_show_completion() -> None:
    returned = e.ReportReturned("2020-001", 1, "office", "no figures", date(2020, 9, 4))
    task = task_of(entered(), planned(), reported(AUGUST, date(2020, 8, 20)), returned)
    assert propose(task, AUGUST).light == "yellow"


def test_a_proposal_says_what_was_known_and_the_days_counted() -> None:
    task = task_of(entered(), planned(), lit(AUGUST, "yellow"), reported(OCTOBER, DONE, no=1))
    proposal = propose(task, OCTOBER)
    assert proposal.due_on == date(2020, 11, 4)
    assert proposal.because["report_no"] == 1
    assert proposal.because["previous"] == [{"node": AUGUST, "light": "yellow"}]
    assert [day["date"] for day in proposal.because["counted"] if day["counted"]] == [
        "2020-11-02", "2020-11-03", "2020-11-04",
    ]  # fmt: skip


READY = [
    ("on the due day the unit may still report", [], OCTOBER, date(2020, 11, 4), "not_yet_due"),
    ("the day after, the session opens", [], OCTOBER, date(2020, 11, 5), None),
    ("a light is set once", [lit(OCTOBER, "green")], OCTOBER, date(2020, 11, 5), "already_set"),
    ("not assessed is set once too", [lit(OCTOBER, "none")], OCTOBER, date(2020, 11, 5), "already_set"),
    ("deferred, the extension runs", [*extended(OCTOBER, date(2020, 11, 20)), lit(OCTOBER, "deferred")], OCTOBER,
     date(2020, 11, 20), "extension_runs"),
    ("deferred, the new limit has passed", [*extended(OCTOBER, date(2020, 11, 20)), lit(OCTOBER, "deferred")],
     OCTOBER, date(2020, 11, 21), None),
    ("withdrawn", [e.TaskWithdrawn("2020-001", "merged", date(2020, 9, 1))], OCTOBER, date(2020, 11, 5), "withdrawn"),
]  # fmt: skip


@pytest.mark.parametrize(("events", "node", "today", "why"), [row[1:] for row in READY], ids=[row[0] for row in READY])
def test_when_a_light_may_be_set(events: list[Any], node: str, today: date, why: str | None) -> None:
    task = task_of(entered(), planned(), *events)
    proposal = propose(task, node, today=today)
    assert (proposal.ready, proposal.blocked_by) == (why is None, why)
    if why:
        with pytest.raises(RefusedError) as refusal:
            decide(task, node, today=today)
        assert (refusal.value.reason, refusal.value.clause) == (f"lights.{why}", "D-070")


def test_no_light_is_set_on_a_provisional_day() -> None:
    task = task_of(entered(), planned())
    proposal = propose(task, YEAR_END, today=date(2021, 2, 1), calendar=ONLY_2020)
    assert (proposal.ready, proposal.blocked_by) == (False, "provisional")


def test_nodes_after_early_completion_are_not_assessed() -> None:
    completed = e.CompletionVerified("2020-001", True, date(2020, 8, 25), "seen")
    task = task_of(entered(), planned(), completed)
    assert propose(task, OCTOBER).blocked_by == "completed"


def test_early_completion_shows_that_the_node_of_that_moment_is_done() -> None:
    completed = e.CompletionVerified("2020-001", True, date(2020, 8, 25), "seen")
    proposal = propose(task_of(entered(), planned(), completed), AUGUST)
    assert (proposal.light, proposal.done_on, proposal.because["evidence"]) == (
        "green", date(2020, 8, 25), "completion",
    )  # fmt: skip


def test_a_deferred_light_counts_at_its_own_node_once_it_is_set() -> None:
    task = task_of(entered(), planned(), lit(AUGUST, "deferred"), lit(OCTOBER, "green"), lit(AUGUST, "yellow"))
    assert propose(task, YEAR_END).because["previous"] == [
        {"node": OCTOBER, "light": "green"}, {"node": AUGUST, "light": "yellow"},
    ]  # fmt: skip


def test_a_light_set_later_tells_which_later_lights_the_rules_would_now_set_otherwise() -> None:
    task = task_of(entered(), planned(), lit(AUGUST, "yellow"), lit(OCTOBER, "yellow"), lit(YEAR_END, "red"))
    assert lights.later_differing(task, AUGUST, HEYUAN) == [{"node": OCTOBER, "light": "yellow", "would_be": "red"}]


# --- the office decides ------------------------------------------------------------------------------------------


def test_accepting_the_proposal_needs_no_reason() -> None:
    light = decide(task_of(entered(), planned(), reported(AUGUST, date(2020, 8, 20))), AUGUST)
    assert (light.light, light.proposed, light.reason, light.scheme_version) == ("green", "green", "", 1)


def test_another_done_day_decides_another_light_with_a_reason() -> None:
    task = task_of(entered(), planned(), reported(AUGUST, date(2020, 8, 20)))
    light = decide(task, AUGUST, done_on=None, states_done=True, reason="the site is empty")
    assert (light.light, light.proposed, light.case, light.done_on) == ("yellow", "green", "miss", None)


def test_another_light_than_the_rules_give_is_the_offices_own_decision() -> None:
    light = decide(task_of(entered(), planned()), AUGUST, light="green", reason="flood, no fault of the unit")
    assert (light.light, light.case, light.clause, light.proposed) == ("green", "office_decision", "D-071", "yellow")


@pytest.mark.parametrize("stated", [{"light": "green"}, {"done_on": date(2020, 8, 30), "states_done": True}])
def test_a_decision_that_differs_needs_a_reason(stated: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as refusal:
        decide(task_of(entered(), planned()), AUGUST, **stated)
    assert (refusal.value.reason, refusal.value.clause) == ("lights.differs_without_reason", "D-071")


def test_only_a_granted_extension_defers() -> None:
    with pytest.raises(RefusedError) as refusal:
        decide(task_of(entered(), planned()), AUGUST, light="deferred", reason="they asked by telephone")
    assert refusal.value.reason == "lights.only_an_extension_defers"


def test_a_done_day_that_has_not_come_is_not_understood() -> None:
    with pytest.raises(InvalidError):
        decide(task_of(entered(), planned()), AUGUST, done_on=date(2020, 9, 5), states_done=True, reason="soon")


def test_a_node_that_the_scheme_does_not_name_is_not_understood() -> None:
    with pytest.raises(InvalidError):
        propose(task_of(entered(), planned()), "2020-09", today=date(2020, 11, 1))


# --- other cities' profiles are data -----------------------------------------------------------------------------

DEFERRALS = [
    {"case": "not_planned", "when": {"planned": False}, "light": "none", "assessed": False, "clause": "x"},
    {"case": "extended", "when": {"extended": True}, "light": "deferred", "assessed": False, "clause": "x"},
]


def city(profile: str, *cases: dict[str, Any]) -> Any:
    words = {light: light for light in scheme.LIGHTS}
    rows = [*DEFERRALS, *({"clause": "x", **case} for case in cases)]
    return scheme.parse({**CONTENT, "lights": {"profile": profile, "words": words, "cases": rows}})


BEHIND = city(
    "percentage-behind-plan",
    {"case": "far_behind", "when": {"behind_percent_at_least": 20}, "light": "red"},
    {"case": "behind", "when": {"behind_percent_at_least": 5}, "light": "yellow"},
    {"case": "on_course", "when": {}, "light": "green"},
)
FIRST_MISS_RED = city(
    "first-miss-red",
    {"case": "made_good", "when": {"done_by_limit": True, "previous": ["red"]}, "light": "yellow"},
    {"case": "done", "when": {"done_by_limit": True}, "light": "green"},
    {"case": "done_late", "when": {"done": True}, "light": "yellow"},
    {"case": "miss", "when": {}, "light": "red"},
)
FIVE_STATES = city(
    "five-progress-states",
    {"case": "completed", "when": {"done": True}, "light": "green"},
    {"case": "seriously_behind", "when": {"behind_percent_at_least": 30}, "light": "red"},
    {"case": "behind", "when": {"behind_percent_at_least": 1}, "light": "yellow"},
    {"case": "on_course", "when": {"behind_percent_at_least": 0}, "light": "green"},
    {"case": "ahead", "when": {}, "light": "green"},
)


@pytest.mark.parametrize(
    ("percent", "light", "case"),
    [(60, "green", "on_course"), (56, "green", "on_course"), (55, "yellow", "behind"), (41, "yellow", "behind"),
     (40, "red", "far_behind"), (None, "red", "far_behind")],
)  # fmt: skip
def test_a_city_that_lights_by_percent_behind_plan(percent: float | None, light: str, case: str) -> None:
    task = task_of(entered(), planned(n202010=60.0), reported(OCTOBER, percent=percent))
    assert (propose(task, OCTOBER, rules=BEHIND).light, propose(task, OCTOBER, rules=BEHIND).case) == (light, case)


@pytest.mark.parametrize(
    ("before", "done_on", "light"),
    [(None, None, "red"), (None, DONE, "green"), ("red", DONE, "yellow"), ("yellow", DONE, "green"),
     (None, AFTER_THE_LIMIT[OCTOBER], "yellow"), ("red", None, "red")],
)  # fmt: skip
def test_a_city_whose_first_miss_is_red_and_made_good_yellow(
    before: str | None, done_on: date | None, light: str
) -> None:
    events = [lit(AUGUST, before)] if before else []
    task = task_of(entered(), planned(), *events, reported(OCTOBER, done_on))
    assert propose(task, OCTOBER, rules=FIRST_MISS_RED).light == light


@pytest.mark.parametrize(
    ("percent", "done_on", "case"),
    [(100, DONE, "completed"), (70, None, "ahead"), (60, None, "on_course"), (50, None, "behind"),
     (20, None, "seriously_behind")],
)  # fmt: skip
def test_a_city_that_knows_five_states_of_progress(percent: float, done_on: date | None, case: str) -> None:
    task = task_of(entered(), planned(n202010=60.0), reported(OCTOBER, done_on, percent=percent))
    assert propose(task, OCTOBER, rules=FIVE_STATES).case == case


def test_a_longer_run_is_data_too() -> None:
    third = city(
        "third-miss-red",
        {"case": "third", "when": {"done_by_limit": False, "previous": ["yellow", "yellow"]}, "light": "red"},
        {"case": "miss", "when": {"done_by_limit": False}, "light": "yellow"},
        {"case": "done", "when": {}, "light": "green"},
    )
    task = task_of(entered(), planned(), lit(AUGUST, "yellow"))
    assert propose(task, OCTOBER, rules=third).light == "yellow"
    task = task_of(entered(), planned(), lit(AUGUST, "yellow"), lit(OCTOBER, "yellow"))
    assert propose(task, YEAR_END, rules=third).light == "red"


@pytest.mark.parametrize(
    ("case", "field"),
    [({"case": "typo", "when": {"don_by_limit": True}, "light": "green"}, "lights.cases.2.when.don_by_limit"),
     ({"case": "open", "when": {"done": True}, "light": "green"}, "lights.cases")],
)  # fmt: skip
def test_a_profile_that_could_leave_a_task_without_a_light_is_not_understood(case: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as wrong:
        city("broken", case)
    assert wrong.value.field == field


# --- the run, whatever the year brings ---------------------------------------------------------------------------

YEARS = st.tuples(*[st.sampled_from(["done", "missed", "unplanned", "deferred_done", "deferred_missed"])] * 3)


def live(year: tuple[str, ...]) -> tuple[Any, dict[str, str]]:
    """Let a task live through a year, each node lit when it can be; return it with the light first set at each node."""
    nodes = [node for node, fate in zip(NODES, year, strict=True) if fate != "unplanned"]
    task, first = task_of(entered(), *([planned(*nodes)] if nodes else [])), {}
    for number, (node, fate) in enumerate(zip(NODES, year, strict=True), 1):
        new_limit_on = LIT_ON[node] + timedelta(days=3)
        events = list(extended(node, new_limit_on, number=number)) if fate.startswith("deferred") else []
        if fate.endswith("done"):
            events.append(reported(node, ENDS[node], no=len(task.reports) + 1))
        task = grown(task, *events)
        for today in (LIT_ON[node], new_limit_on + timedelta(days=1)):
            if lights.propose(task, node, HEYUAN, CALENDAR, today).ready:
                decision = Decision(task.task_no)
                light = lights.decide(task, node, HEYUAN, CALENDAR, today=today, decision=decision)
                first.setdefault(node, light.light)
                task = grown(task, light)
    return task, first


def grown(task: Any, *events: Any) -> Any:
    for event in events:
        task = task_state.evolve(task, event, "head")
    return task


@settings(max_examples=150, deadline=None)
@examples(YEARS)
def test_red_is_exactly_a_miss_whose_last_assessed_light_was_yellow_or_red(year: tuple[str, ...]) -> None:
    task, _ = live(year)
    last = None
    for node, fate in zip(NODES, year, strict=True):
        light = task.light(node).light
        if fate == "unplanned":
            assert light == "none"
            continue
        missed = fate.endswith("missed")
        assert (light == "red") == (missed and last in ("yellow", "red"))
        assert (light == "green") == (not missed)
        last = light


@settings(max_examples=100, deadline=None)
@examples(YEARS)
def test_a_deferral_never_loses_a_node(year: tuple[str, ...]) -> None:
    task, first = live(year)
    for node, fate in zip(NODES, year, strict=True):
        assert (first[node] == "deferred") == fate.startswith("deferred")
        assert task.light(node).light != "deferred"


@settings(max_examples=100, deadline=None)
@examples(YEARS)
def test_the_rules_find_nothing_to_change_in_lights_they_proposed_in_order(year: tuple[str, ...]) -> None:
    task, _ = live(year)
    assert [lights.later_differing(task, node, HEYUAN) for node in NODES] == [[], [], []]
