"""The year's end: manual entries and final scores by two persons; what is kept is read back as it was."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from domain import assessment, finalisation, formulas, frozen_scores
from domain import events as e
from domain.assessment import ScoreFact, UnitFacts, YearEnd
from domain.finalisation import Frozen
from domain.references import References, UnitFound
from domain.scheme import parse_formula
from domain.task_state import Task
from tests.given import by, given
from tests.lit_tasks import HEYUAN, entered, lit, task_of

AFTER, KNOWN = date(2021, 1, 8), References({"财政局": UnitFound("finance")})
FROZEN = Frozen(90, {"name": "default-2020"}, ({"unit": "finance"},), ({"unit": "finance"},))
LIT = task_of(entered(), lit("2020-12", "green"))


def entry(*before: Any, points: str = "1.5", **changes: Any) -> Any:
    usual: dict[str, Any] = {
        "scheme": HEYUAN, "unit": "财政局", "task_no": None, "task": None, "points": Decimal(points), "reason": "获奖",
        "known": KNOWN, "today": AFTER,
    }  # fmt: skip
    return given(*before, fold=finalisation.evolve).when(finalisation.propose_entry, **{**usual, **changes})


def proposed(number: int = 1) -> Any:
    return by("clerk", e.ScoreEntryProposed("heyuan-2020", number, "finance", None, Decimal("1.5"), "获奖"))


def finalise(*before: Any, tasks: Sequence[Task] = (LIT,), today: date = AFTER, persons: Sequence[str] = ("b",)) -> Any:
    return given(*before, fold=finalisation.evolve).when(
        finalisation.finalise, scheme=HEYUAN, tasks=tasks, today=today, persons=persons, frozen=FROZEN
    )


WANTED = by("a", e.FinalisationProposed("heyuan-2020", "审定"))
FINAL = e.AssessmentFinalised("heyuan-2020", 1, "审定", "a", 90, FROZEN.formula, FROZEN.facts, FROZEN.results, AFTER)


def test_an_entry_is_proposed_with_its_points_and_reason_under_the_next_number() -> None:
    entry().then(proposed()[1])
    entry(proposed()).then(proposed(2)[1])
    entry(points="0").invalid("points", "out_of_range")
    entry(points="100.01").invalid("points", "out_of_range")
    entry(points="0.125").invalid("points", "too_many_decimals")
    entry(unit="nobody").invalid("unit", "unknown_unit")
    entry(task_no="2020-009").invalid("task_no", "unknown_task")
    entry(reason=" ").invalid("reason", "missing")


def test_a_second_person_confirms_an_entry_once() -> None:
    confirmed = e.ScoreEntryConfirmed("heyuan-2020", 1, "finance", None, Decimal("1.5"), "获奖", "clerk")
    file = given(proposed(), fold=finalisation.evolve)
    file.when(finalisation.confirm_entry, "heyuan-2020", 1, persons={"b"}).then(confirmed)
    file.when(finalisation.confirm_entry, "heyuan-2020", 1, persons={"clerk"}).refused("score.second_person")
    given(proposed(), by("b", confirmed), fold=finalisation.evolve).when(
        finalisation.confirm_entry, "heyuan-2020", 1, persons={"c"}
    ).refused("score.entry_confirmed", clause="D-123")


def test_scores_are_finalised_by_a_second_person_and_once() -> None:
    finalise(WANTED).then(FINAL)
    finalise(WANTED, persons=("a",)).refused("assessment.second_person", clause="D-124")
    finalise().refused("assessment.not_proposed")
    finalise(WANTED, FINAL).refused("assessment.finalised")


@pytest.mark.parametrize(
    ("tasks", "missing"),
    [
        ([task_of(entered())], ["2020-001"]),
        ([LIT, task_of(entered("2020-002"), lit("2020-10", "green", task_no="2020-002"))], ["2020-002"]),
        ([], []),
    ],
)
def test_every_task_in_force_is_lit_at_the_last_node_first(tasks: list[Task], missing: list[str]) -> None:
    decided = finalise(WANTED, tasks=tasks)
    decided.refused("assessment.lights_missing", clause="D-124")
    assert (decided.refusal.details["tasks"], decided.refusal.details["count"]) == (missing, len(missing))


def test_withdrawn_tasks_and_those_completed_before_the_last_node_need_no_light() -> None:
    withdrawn = task_of(entered("2020-002"), e.TaskWithdrawn("2020-002", "撤销", date(2020, 9, 1)))
    completed = task_of(entered("2020-003"), e.CompletionVerified("2020-003", True, date(2020, 9, 1), "属实"))
    finalise(WANTED, tasks=[LIT, withdrawn, completed]).then(FINAL)
    finalise(WANTED, tasks=[withdrawn, completed]).then(FINAL)


def test_nothing_is_finalised_on_the_years_last_day() -> None:
    finalise(WANTED, today=date(2020, 12, 31)).refused("assessment.year_not_over", clause="D-124")
    finalise(WANTED, today=date(2021, 1, 1)).then(
        e.AssessmentFinalised(
            "heyuan-2020", 1, "审定", "a", 90, FROZEN.formula, FROZEN.facts, FROZEN.results, date(2021, 1, 1)
        )
    )


FACTS = st.builds(
    ScoreFact,
    cause=st.sampled_from(["yellow", "red", "report_late", "report_missing", "praised", "manual", "thanked"]),
    unit=st.just("a"), role=st.sampled_from(["lead", "co", ""]), task_no=st.sampled_from(["2020-001", None]),
    period=st.sampled_from(["2020-08", "2020-10"]), positions=st.tuples(st.integers(1, 99)),
    points=st.sampled_from([None, Decimal("-1.25"), Decimal("2")]),
)  # fmt: skip


@for_any(st.lists(FACTS, max_size=8), st.sampled_from(["green", "yellow", "red"]))
def test_what_is_kept_of_a_year_is_read_back_as_it_was(facts: list[ScoreFact], light: str) -> None:
    last = (YearEnd("2020-001", "lead", light, 7),)
    units = [UnitFacts("a", "county", tuple(facts), 2, {light: 1}, last), UnitFacts("b", "unassessed")]
    rows = assessment.standings(units, HEYUAN.formula)
    assert frozen_scores.facts_read(frozen_scores.facts_told(units)) == units
    assert frozen_scores.results_read(frozen_scores.results_told(rows)) == tuple(rows)
    formula = parse_formula(formulas.content_of(HEYUAN.formula))
    assert assessment.standings(frozen_scores.facts_read(frozen_scores.facts_told(units)), formula) == rows
