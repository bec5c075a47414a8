"""The head of a unit seals the node plan the unit has filed, in person or on paper (三(四)2)."""

from domain import actors, ids, node_plans
from domain.record import Fact
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper


def seal_node_plan(app: App, act: Act, *, task_no: str) -> Written:
    """Put the seal on record. Raises: AbsentError; as `domain.node_plans.seal`."""
    actors.require("seal_node_plan", act.actor)
    unit = acting_unit(act)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        return [Fact(ids.task(task_no), event) for event in node_plans.seal(task, unit=unit)]

    return app.store.write(act, decide)
