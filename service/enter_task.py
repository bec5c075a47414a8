"""The office enters a task of the ledger under the next number of its scheme, or under one it names (一(二), S3–S5)."""

from domain import actors, ids, tasks
from domain import events as e
from domain.editions import Editions
from domain.frame import Register
from domain.record import Fact
from domain.references import References
from domain.scheme import Scheme
from domain.tasks import NewTask
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.known import Folds
from service.references import look_up, scheme_named


def enter_task(app: App, act: Act, *, scheme: str, wished: NewTask, task_no: str | None = None) -> Written:
    """Put a task on record. Raises: as `domain.tasks.enter`; InvalidError for an unknown scheme."""
    actors.require("enter_task", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        current = scheme_named(turn, scheme)
        taken = last_number(turn, scheme)
        number = tasks.number_of(current, task_no) if task_no else _next_number(turn, current, taken)
        name = ids.task_no(current.year, number)
        editions = turn.fold(ids.editions(scheme))
        events = tasks.enter(
            turn.fold(ids.task(name)), wished, task_no=name, scheme=current, known=_names(turn, wished),
            today=turn.today, late=isinstance(editions, Editions) and bool(editions.issued),
        )  # fmt: skip
        facts = [Fact(ids.task(name), event) for event in events]
        if number > taken:  # a number below the last one is free because no task has it
            register = register_of(scheme)
            facts.append(Fact(ids.register(register), e.NumberTaken(register, number, name)))
        return facts

    return app.store.write(act, decide)


def register_of(scheme: str) -> str:
    return f"tasks-{scheme}"


def last_number(turn: Folds, scheme: str) -> int:
    """Return the highest task number the scheme has given."""
    register = turn.fold(ids.register(register_of(scheme)))
    return register.last if isinstance(register, Register) else 0


def _next_number(turn: Turn, scheme: Scheme, last: int) -> int:
    """Return the next number no task has; another scheme of the same year shares the numbers."""
    number = last + 1
    while turn.fold(ids.task(ids.task_no(scheme.year, number))) is not None:
        number += 1
    return number


def _names(turn: Turn, wished: NewTask) -> References:
    return look_up(
        turn,
        units=(*wished.lead, *wished.co, *wished.construction, *wished.counties),
        posts=(wished.leader, wished.coordinator, wished.responsible),
        items=(wished.item,),
    )
