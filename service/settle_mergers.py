"""Moves what merged units still have once their day has come: mergers entered ahead, tasks entered since (D-031)."""

from domain import actors, ids
from domain.actors import SYSTEM
from domain.record import Fact
from domain.units import Unit
from projections import as_of, frame
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.take_over import interviews_taken_over, taken_over, tasks_of


def settle_mergers(app: App, act: Act) -> list[Written]:
    """Settle every merger in effect, one write each; the daily tick asks. Nothing to move writes nothing.

    Raises: ForbiddenError.
    """
    if act.actor.role != SYSTEM:
        actors.require("change_unit", act.actor)
    with app.read.at() as db:
        merged = [unit["code"] for unit in frame.units(db, as_of=as_of.now(db)) if unit["merged_into"]]
    return [written for code in merged if (written := _settle(app, act, code)).lines]


def _settle(app: App, act: Act, code: str) -> Written:
    tasks = tasks_of(app, code)

    def decide(turn: Turn) -> list[Fact]:
        unit = turn.fold(ids.unit(code))
        if not isinstance(unit, Unit) or unit.merged_into is None or not unit.duties_move:
            return []
        if unit.changed_on is None or unit.changed_on > turn.today:
            return []
        into, on = unit.merged_into, unit.changed_on
        moved = taken_over(turn, tasks, from_unit=code, to_unit=into, effective_on=on, reason=unit.change_reason)
        return [*moved, *interviews_taken_over(turn, from_unit=code, to_unit=into, effective_on=on)]

    return app.store.write(act, decide)
