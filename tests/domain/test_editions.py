"""Editions of the list: drafted, issued, each with its difference from the one before (S4, S5)."""

from datetime import date
from typing import Any

import pytest

from domain import editions
from domain import events as e
from domain.errors import AbsentError, RefusedError
from domain.task_state import Task
from tests.domain.ledger import ENTERED, START, WITHDRAWN, entered
from tests.given import Decided, given

OCTOBER = date(2020, 10, 15)
FIRST_DRAFT = e.EditionDrafted("heyuan-2020", 1, START, "")
FIRST = e.EditionIssued("heyuan-2020", 1, START, ("2020-017", "2020-018"), ("2020-017", "2020-018"), (), (), {}, "")
SECOND_DRAFT = e.EditionDrafted("heyuan-2020", 2, OCTOBER, "第二版")
OTHER = entered(task_no="2020-018")


def task(*events: Any) -> Task:
    state: Task = given(*events).state
    return state


def drafting(*events: Any) -> Decided:
    return given(*events, fold=editions.evolve).when(
        editions.draft, scheme="heyuan-2020", note=" 第二版 ", today=OCTOBER
    )


def issuing(*events: Any, edition: int, tasks: list[Task]) -> Decided:
    return given(*events, fold=editions.evolve).when(
        editions.issue, edition=edition, tasks=tasks, today=OCTOBER, persons={"head"}
    )


def test_the_first_edition_lists_every_task_in_force() -> None:
    issuing(FIRST_DRAFT, edition=1, tasks=[task(OTHER), task(ENTERED)]).then(
        e.EditionIssued("heyuan-2020", 1, OCTOBER, FIRST.tasks, FIRST.added, (), (), {}, "")
    )


def test_a_draft_takes_the_next_number_and_may_be_drafted_anew() -> None:
    drafting(FIRST_DRAFT, FIRST).then(SECOND_DRAFT)
    drafting(FIRST_DRAFT, FIRST, SECOND_DRAFT).then(SECOND_DRAFT)


def test_an_edition_tells_what_was_added_amended_and_withdrawn_and_why() -> None:
    amended = e.TaskAmended("2020-018", {"title": "新题"}, "口径调整", date(2020, 9, 1))
    added = entered(task_no="2020-019", category="livelihood", reason="新增民生项目", effective_on=date(2020, 9, 20))
    issuing(
        FIRST_DRAFT, FIRST, SECOND_DRAFT, edition=2, tasks=[task(ENTERED, WITHDRAWN), task(OTHER, amended), task(added)]
    ).then(
        e.EditionIssued(
            "heyuan-2020", 2, OCTOBER, ("2020-018", "2020-019"), ("2020-019",), ("2020-018",), ("2020-017",),
            {
                "2020-019": [{"change": "entered", "reason": "新增民生项目", "effective_on": "2020-09-20"}],
                "2020-018": [{"change": "amended", "reason": "口径调整", "effective_on": "2020-09-01"}],
                "2020-017": [{"change": "withdrawn", "reason": "上级任务取消", "effective_on": "2020-09-10"}],
            },
            "第二版",
        )
    )  # fmt: skip


def test_an_adjustment_is_told_once() -> None:
    once = e.TaskAmended("2020-018", {"title": "一"}, "其一", date(2020, 9, 1))
    again = e.TaskAmended("2020-018", {"title": "二"}, "其二", date(2020, 9, 2))
    told = {"2020-018": [{"change": "amended", "reason": "其一", "effective_on": "2020-09-01"}]}
    second = e.EditionIssued("heyuan-2020", 2, OCTOBER, FIRST.tasks, (), ("2020-018",), (), told, "")
    third = e.EditionDrafted("heyuan-2020", 3, OCTOBER, "")
    issuing(
        FIRST_DRAFT, FIRST, SECOND_DRAFT, second, third, edition=3, tasks=[task(ENTERED), task(OTHER, once, again)]
    ).then(
        e.EditionIssued(
            "heyuan-2020", 3, OCTOBER, FIRST.tasks, (), ("2020-018",), (),
            {"2020-018": [{"change": "amended", "reason": "其二", "effective_on": "2020-09-02"}]}, "",
        )
    )  # fmt: skip


def test_a_completed_task_stays_on_the_list() -> None:
    done = task(
        ENTERED, e.CompletionApplied("2020-017", "a", START, "d"), e.CompletionVerified("2020-017", True, START, "属实")
    )
    decided = issuing(FIRST_DRAFT, edition=1, tasks=[done])
    assert decided.events[0].tasks == ("2020-017",)


def test_an_edition_that_says_nothing_new_is_not_issued() -> None:
    issuing(FIRST_DRAFT, FIRST, SECOND_DRAFT, edition=2, tasks=[task(ENTERED), task(OTHER)]).refused(
        "edition.nothing_new", clause="一(二)"
    )


def test_an_edition_is_issued_once_and_only_when_drafted() -> None:
    issuing(FIRST_DRAFT, FIRST, edition=1, tasks=[task(ENTERED)]).refused("edition.issued_already", clause="一(二)")
    assert isinstance(issuing(FIRST_DRAFT, FIRST, edition=2, tasks=[task(ENTERED)]).refusal, AbsentError)
    assert isinstance(issuing(edition=1, tasks=[task(ENTERED)]).refusal, AbsentError)


def test_whoever_drafted_an_edition_does_not_issue_it() -> None:
    drafted = editions.evolve(None, FIRST_DRAFT, "head")
    with pytest.raises(RefusedError, match=r"edition.drafter_may_not_issue \[D-042\]"):
        editions.issue(drafted, edition=1, tasks=[task(ENTERED)], today=OCTOBER, persons={"head"})
    again = editions.evolve(drafted, FIRST_DRAFT, "office")
    assert editions.issue(again, edition=1, tasks=[task(ENTERED)], today=OCTOBER, persons={"head"})


def test_a_task_is_named_by_the_first_edition_that_lists_it() -> None:
    state = given(FIRST_DRAFT, FIRST, fold=editions.evolve).state
    assert state.naming("2020-018").edition == 1
    assert state.naming("2020-019") is None
