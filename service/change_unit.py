"""Rename, regroup, merge or split a unit from a date on, or confirm a written form of its name (D-030, D-031)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import actors, ids, unit_names, units
from domain.errors import AbsentError, InvalidError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.take_over import interviews_taken_over, taken_over, tasks_of

KINDS = ("rename", "regroup", "merge", "split")


@dataclass(frozen=True, slots=True)
class ChangeForm:
    kind: str
    to: str | Sequence[str]  # a name, an assessment group, a code, or the codes of the parts
    effective_on: date
    reason: str
    full_name: str = ""  # of a rename
    duties_move: bool = True  # of a merger


def change_unit(app: App, act: Act, *, code: str, form: ChangeForm) -> Written:
    """Put the change on record; a merger in effect moves roles, duties, notices and interviews in the same write.

    Raises: AbsentError, InvalidError naming the field, RefusedError.
    """
    actors.require("change_unit", act.actor)
    tasks = tasks_of(app, code) if form.kind == "merge" and form.duties_move else ()

    def decide(turn: Turn) -> list[Fact]:
        unit = _found(turn, code)
        facts = [Fact(ids.unit(code), event) for event in _decided(turn, unit, form)]
        if form.kind == "rename":
            wanted = {"to": str(form.to), "full_name": form.full_name or str(form.to)}
            taken = unit_names.take(turn.fold(ids.UNIT_NAMES), code=code, wanted=wanted)
            facts += [Fact(ids.UNIT_NAMES, event) for event in taken]
        if form.effective_on <= turn.today:
            facts += taken_over(
                turn, tasks, from_unit=code, to_unit=str(form.to), effective_on=form.effective_on, reason=form.reason
            )
            if form.kind == "merge" and form.duties_move:
                facts += interviews_taken_over(
                    turn, from_unit=code, to_unit=str(form.to), effective_on=form.effective_on
                )  # fmt: skip
        return facts

    return app.store.write(act, decide)


def confirm_alias(app: App, act: Act, *, code: str, alias: str) -> Written:
    """Confirm that a written form means this unit. Raises: AbsentError; RefusedError naming the unit that bears it."""
    actors.require("change_unit", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        confirmed = units.confirm_alias(_found(turn, code), alias=alias.strip())
        taken = unit_names.take(turn.fold(ids.UNIT_NAMES), code=code, wanted={"alias": alias})
        return [
            *(Fact(ids.unit(code), event) for event in confirmed),
            *(Fact(ids.UNIT_NAMES, event) for event in taken),
        ]

    return app.store.write(act, decide)


def _decided(turn: Turn, unit: units.Unit, form: ChangeForm) -> list[Any]:
    on, reason = form.effective_on, form.reason
    if form.kind == "split":
        parts = [form.to] if isinstance(form.to, str) else form.to
        into = {part: turn.fold(ids.unit(part)) for part in parts}
        return units.split(unit, into, effective_on=on, reason=reason)
    if not isinstance(form.to, str):
        raise InvalidError("to", "one_only", kind=form.kind)
    to = form.to.strip()
    match form.kind:
        case "rename":
            return units.rename(unit, name=to, full_name=form.full_name.strip(), effective_on=on, reason=reason)
        case "regroup":
            return units.regroup(unit, group=to, effective_on=on, reason=reason)
        case "merge":
            return units.merge(
                unit, turn.fold(ids.unit(to)), to=to, effective_on=on, reason=reason, duties_move=form.duties_move
            )
    raise InvalidError("kind", "unknown_change", value=form.kind, known=list(KINDS))


def _found(turn: Turn, code: str) -> units.Unit:
    found = turn.fold(ids.unit(code))
    if not isinstance(found, units.Unit):
        raise AbsentError("unit", code)
    return found
