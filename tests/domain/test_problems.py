"""Important problems: raised, read by a leader, instructed, closed; in that order (三(四))."""

from datetime import date

import pytest

from domain import events as e
from domain import problems
from domain.errors import AbsentError
from tests.given import given

ENTERED = e.TaskEntered(
    "2020-001", "heyuan-2020", "a road", "hard_task", None, "vm-1", None, None, ("finance",), (), (), False,
    date(2020, 8, 11),
)  # fmt: skip
RAISED = e.ProblemRaised("2020-001", 1, 1, "finance", "p" * 64)
READ = e.ProblemRead("2020-001", 1, "vm-1")
INSTRUCTED = e.ProblemInstructed("2020-001", 1, "vm-1", "i" * 64)
CLOSED = e.ProblemClosed("2020-001", 1, "land found")

LIFE = (RAISED, READ, INSTRUCTED, CLOSED)


def read(*before):
    return given(ENTERED, *before).when(problems.read, 1, leader="vm-1")


def instruct(*before):
    return given(ENTERED, *before).when(problems.instruct, 1, leader="vm-1", text="i" * 64)


def close(*before, outcome="land found"):
    return given(ENTERED, *before).when(problems.close, 1, outcome=outcome)


def test_a_problem_is_read_then_instructed_then_closed():
    read(*LIFE[:1]).then(READ)
    instruct(*LIFE[:2]).then(INSTRUCTED)
    close(*LIFE[:3]).then(CLOSED)


@pytest.mark.parametrize(
    ("step", "done", "reason"),
    [
        (read, 2, "problem.already_read"),
        (read, 3, "problem.already_read"),
        (read, 4, "problem.already_closed"),
        (instruct, 1, "problem.not_read_yet"),
        (instruct, 3, "problem.already_instructed"),
        (instruct, 4, "problem.already_closed"),
        (close, 1, "problem.no_instruction_yet"),
        (close, 2, "problem.no_instruction_yet"),
        (close, 4, "problem.already_closed"),
    ],
)
def test_no_step_is_skipped_and_none_taken_twice(step, done, reason):
    step(*LIFE[:done]).refused(reason, clause="三(四)")


def test_closing_says_what_came_of_it():
    close(*LIFE[:3], outcome=" ").invalid("outcome", "missing")


def test_a_problem_nobody_raised_is_absent():
    assert isinstance(read().refusal, AbsentError)


def test_problems_of_a_task_are_counted_from_one():
    again = e.ProblemRaised("2020-001", 2, 3, "finance", "q" * 64)
    assert problems.raised(given(ENTERED, RAISED).state, 3, "finance", "q" * 64) == again
