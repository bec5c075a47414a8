"""A leader's instruction (领导批示) is put on record, by the leader or by the office from paper (二(二), D-110)."""

from dataclasses import dataclass
from datetime import date

from domain import actors, ids, instructions
from domain import events as e
from domain.actors import OFFICE_ROLES
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.instructions import Given
from domain.posts import Post
from domain.record import Fact
from service import known
from service.act import Act, acting_post
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.instructions_of import check_its_paper, rules_on_record
from service.references import look_up
from service.registers import next_number

_RANKS = ("principal_leader", "leader", "coordinator")


@dataclass(frozen=True, slots=True)
class InstructionForm:
    """An instruction in plain words. `leader`: one of the actor's posts, or the post whose paper it is."""

    text: str
    leader: str | None = None
    tasks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    given_on: date | None = None  # None: the day it became known
    files: tuple[str, ...] = ()


def record_instruction(app: App, act: Act, *, form: InstructionForm) -> Written:
    """Put the instruction on record under the next number of the year; the first line is the instruction.

    Raises: as `domain.instructions.record`; InvalidError for an unknown name; RefusedError without a leader's post.
    """
    actors.require("record_instruction", act.actor)
    check_files(app, "files", form.files)
    words = app.store.content_of(form.text)
    rules = rules_on_record(app) if act.paper else []

    def decide(turn: Turn) -> list[Fact]:
        check_its_paper(app, turn, act, form.tasks, rules)
        for place, task_no in enumerate(form.tasks):
            _check_known(turn, act, f"tasks.{place}", task_no)
        units = look_up(turn, units=form.units).units_of("units", form.units, turn.today)
        given = Given(
            _leader(turn, act, form.leader), words.digest, form.given_on or turn.received_on, form.tasks, units,
            form.files,
        )  # fmt: skip
        year = turn.today.year
        number = next_number(turn, instructions.register_of(year))
        name = ids.instruction_id(year, number)
        events = instructions.record(given, instruction=name, on=turn.received_on)
        taken = e.NumberTaken(instructions.register_of(year), number, name)
        return [
            *(Fact(ids.instruction(name), event) for event in events),
            Fact(ids.register(taken.register), taken),
        ]  # fmt: skip

    return app.store.write(act, decide, contents=[words])


def _check_known(turn: Turn, act: Act, field: str, task_no: str) -> None:
    try:
        known.task(turn, task_no, act.actor)
    except AbsentError:
        raise InvalidError(field, "task_not_known", task_no=task_no) from None


def _leader(turn: Turn, act: Act, named: str | None) -> str:
    """Return the post that gave the instruction: the actor's own, or the one whose paper the office enters."""
    own = act.actor.role not in OFFICE_ROLES and act.paper is None
    post = named if own and named in act.actor.posts else acting_post(act)
    if post is None:
        raise RefusedError("instruction.account_has_no_post", clause=instructions.CLAUSE)
    if named not in (None, post):
        raise InvalidError("leader", "not_the_acting_post", post=post)
    found = turn.fold(ids.post(post))
    if not isinstance(found, Post) or found.rank not in _RANKS:
        raise InvalidError("leader" if act.paper is None else "on_behalf_of", "not_a_leaders_post", post=post)
    return post
