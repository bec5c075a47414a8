"""Leaders' instructions (领导批示): recorded, answered by units and the office, closed (二(二), D-110)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain import events as e
from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.errors import AbsentError, InvalidError, RefusedError

OFFICE = "office"
CLAUSE = "D-110"


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction as its stream tells it."""

    instruction: str
    leader: str
    tasks: tuple[str, ...]
    units: tuple[str, ...]
    given_on: date
    answered_by: tuple[str, ...] = ()  # `office` or a unit, in the order of the answers
    closed_on: date | None = None

    @property
    def state(self) -> str:
        if self.closed_on is not None:
            return "closed"
        return "answered" if self.answered_by else "recorded"


@dataclass(frozen=True, slots=True)
class Given:
    """What was instructed; `text` is a content digest."""

    leader: str
    text: str
    given_on: date
    tasks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def register_of(year: int) -> str:
    return f"instructions-{year}"


def evolve(state: Instruction | None, event: Any, account: str = "") -> Instruction:
    """Return the instruction after `event`."""
    if isinstance(event, e.InstructionRecorded):
        return Instruction(event.instruction, event.leader, event.tasks, event.units, event.given_on)
    assert state is not None, "an instruction's stream begins with InstructionRecorded"
    match event:
        case e.InstructionAnswered():
            return replace(state, answered_by=(*state.answered_by, event.by))
        case e.InstructionClosed():
            return replace(state, closed_on=event.closed_on)
    return state


def may_know(actor: Actor, instruction: Instruction, *, leaders: Collection[str | None] = ()) -> bool:
    """Tell whether the actor may know of it: the leader who gave it, those in charge of its tasks, its units.

    `leaders` are the posts in charge of the tasks it names.
    """
    if actor.role in SEES_EVERYTHING:
        return True
    if actor.role == LEADER:
        return bool({instruction.leader, *leaders} & set(actor.posts))
    return actor.role in UNIT_ROLES and actor.unit in instruction.units


def record(given: Given, *, instruction: str, on: date) -> list[e.InstructionRecorded]:
    """Put an instruction on record; `on` is the day it became known. Raises: InvalidError."""
    if given.given_on > on:
        raise InvalidError("given_on", "given_in_the_future", on=on)
    for field, names in (("tasks", given.tasks), ("units", given.units)):
        for place, name in enumerate(names):
            if name in names[:place]:
                raise InvalidError(f"{field}.{place}", "named_twice", name=name)
    return [
        e.InstructionRecorded(
            instruction, given.leader, given.text, given.tasks, given.units, given.given_on, given.files
        )
    ]


def answer(
    instruction: Instruction, by: str, *, text: str, files: tuple[str, ...], effective_at: datetime
) -> list[e.InstructionAnswered]:
    """Return an answer of the office or of a unit it was passed on to; `text` is a content digest.

    Raises: AbsentError for another unit, RefusedError once it is closed.
    """
    if by != OFFICE and by not in instruction.units:
        raise AbsentError("instruction", instruction.instruction)
    _check_open(instruction)
    number = len(instruction.answered_by) + 1
    return [e.InstructionAnswered(instruction.instruction, number, by, text, files, effective_at)]


def close(instruction: Instruction, *, outcome: str, today: date) -> list[e.InstructionClosed]:
    """Close it with what came of it. Raises: RefusedError while nobody has answered, InvalidError."""
    _check_open(instruction)
    if not instruction.answered_by:
        raise RefusedError("instruction.not_answered_yet", clause=CLAUSE, instruction=instruction.instruction)
    if not outcome.strip():
        raise InvalidError("outcome", "missing")
    return [e.InstructionClosed(instruction.instruction, outcome.strip(), today)]


def _check_open(instruction: Instruction) -> None:
    if instruction.closed_on is not None:
        raise RefusedError("instruction.closed", clause=CLAUSE, instruction=instruction.instruction,
                           closed_on=instruction.closed_on)  # fmt: skip
