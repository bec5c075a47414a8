"""Leaders' instructions: recorded, answered by those they were passed on to, closed once answered (D-110)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain import events as e
from domain import instructions
from domain.actors import ASSESSOR, AUDITOR, CLERK, HEAD, LEADER, OFFICE, PRINCIPAL, PUBLIC, UNIT_HEAD, Actor
from domain.errors import AbsentError
from domain.instructions import Given, Instruction
from tests.given import given

TODAY = date(2020, 9, 14)
AT = datetime(2020, 9, 18, 1, tzinfo=UTC)
TEXT = "t" * 64
GIVEN = Given("vm-1", TEXT, TODAY, ("2020-001",), ("finance", "health"))
RECORDED = e.InstructionRecorded("in-2020-0001", "vm-1", TEXT, ("2020-001",), ("finance", "health"), TODAY, ())
ANSWERED = e.InstructionAnswered("in-2020-0001", 1, "finance", TEXT, (), AT)
CLOSED = e.InstructionClosed("in-2020-0001", "seen to", TODAY)


def on(*events: Any) -> Any:
    return given(*events, fold=instructions.evolve)


def answer(*before: Any, by: str = "finance") -> Any:
    return on(*before).when(instructions.answer, by, text=TEXT, files=(), effective_at=AT)


def close(*before: Any, outcome: str = "seen to") -> Any:
    return on(*before).when(instructions.close, outcome=outcome, today=TODAY)


def test_an_instruction_is_recorded_answered_and_closed() -> None:
    assert instructions.record(GIVEN, instruction="in-2020-0001", on=TODAY) == [RECORDED]
    answer(RECORDED).then(ANSWERED)
    close(RECORDED, ANSWERED).then(CLOSED)


@pytest.mark.parametrize(
    ("events", "state"),
    [((RECORDED,), "recorded"), ((RECORDED, ANSWERED), "answered"), ((RECORDED, ANSWERED, CLOSED), "closed")],
)
def test_its_state_follows_what_happened(events: tuple[Any, ...], state: str) -> None:
    assert on(*events).state.state == state


@pytest.mark.parametrize(
    ("given_", "field", "reason"),
    [
        (Given("vm-1", TEXT, date(2020, 9, 15)), "given_on", "given_in_the_future"),
        (Given("vm-1", TEXT, TODAY, ("2020-001", "2020-001")), "tasks.1", "named_twice"),
        (Given("vm-1", TEXT, TODAY, (), ("finance", "finance")), "units.1", "named_twice"),
    ],
)
def test_an_instruction_that_cannot_be_is_not_recorded(given_: Given, field: str, reason: str) -> None:
    said = given(fold=instructions.evolve).when(
        lambda _: instructions.record(given_, instruction="in-2020-0001", on=TODAY)
    )
    said.invalid(field, reason)


def test_units_may_answer_again_and_the_office_answers_too() -> None:
    answer(RECORDED, ANSWERED).then(e.InstructionAnswered("in-2020-0001", 2, "finance", TEXT, (), AT))
    answer(RECORDED, by="office").then(e.InstructionAnswered("in-2020-0001", 1, "office", TEXT, (), AT))


def test_a_unit_it_was_not_passed_on_to_finds_none() -> None:
    assert isinstance(answer(RECORDED, by="customs").refusal, AbsentError)


def test_nobody_answers_or_closes_what_is_closed_and_nothing_is_closed_unanswered() -> None:
    answer(RECORDED, ANSWERED, CLOSED).refused("instruction.closed", clause="D-110")
    close(RECORDED, ANSWERED, CLOSED).refused("instruction.closed")
    close(RECORDED).refused("instruction.not_answered_yet", clause="D-110")
    close(RECORDED, ANSWERED, outcome=" ").invalid("outcome", "missing")


WHO = [
    (Actor("o", OFFICE), True), (Actor("h", HEAD), True), (Actor("p", PRINCIPAL, posts=("mayor",)), True),
    (Actor("a", ASSESSOR), True), (Actor("j", AUDITOR), True), (Actor("v", LEADER, posts=("vm-1",)), True),
    (Actor("w", LEADER, posts=("vm-2",)), True), (Actor("x", LEADER, posts=("vm-3",)), False),
    (Actor("f", CLERK, unit="finance"), True), (Actor("k", UNIT_HEAD, unit="health"), True),
    (Actor("c", CLERK, unit="customs"), False), (Actor("anonymous", PUBLIC), False),
]  # fmt: skip


@pytest.mark.parametrize(("actor", "knows"), WHO, ids=[actor.account for actor, _ in WHO])
def test_who_may_know_of_an_instruction(actor: Actor, knows: bool) -> None:
    found = Instruction("in-2020-0001", "vm-1", ("2020-001",), ("finance", "health"), TODAY)
    assert instructions.may_know(actor, found, leaders={"vm-2", None}) is knows
