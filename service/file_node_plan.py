"""A lead unit files a task's node plan, a construction entity its part (三(四)2, 三(四)4, annex 4)."""

from collections.abc import Sequence

from domain import actors, duties, ids, node_plans
from domain.editions import Editions
from domain.events import NodeTask
from domain.record import Fact
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper


def file_node_plan(app: App, act: Act, *, task_no: str, nodes: Sequence[NodeTask]) -> Written:
    """Put a node plan on record. Raises: AbsentError; as `domain.node_plans.file`."""
    actors.require("file_node_plan", act.actor)
    unit = acting_unit(act)

    def decide(turn: Turn) -> list[Fact]:
        return decided(app, turn, act, unit=unit, task_no=task_no, nodes=nodes)

    return app.store.write(act, decide)


def decided(app: App, turn: Turn, act: Act, *, unit: str, task_no: str, nodes: Sequence[NodeTask]) -> list[Fact]:
    """Return the facts of a plan in the writer's turn. Raises: AbsentError; as `domain.node_plans.file`."""
    task = known.task(turn, task_no, act.actor)
    scheme = known.scheme_of(turn, task.scheme)
    calendar = known.calendar(turn, scheme.year)
    check_paper(app, turn, act, scheme, calendar)
    editions = turn.fold(ids.editions(task.scheme))
    naming = editions.naming(task_no) if isinstance(editions, Editions) else None
    due = duties.plan_due(
        scheme, task, node_plans.filing_role(task, unit), calendar, unit=unit,
        edition_issued_on=naming.issued_on if naming else None,
    )  # fmt: skip
    events = node_plans.file(
        task, nodes, unit=unit, scheme=scheme, due=due, calendar=calendar, received_at=turn.received_at,
        received_on=turn.received_on,
    )  # fmt: skip
    return [Fact(ids.task(task_no), event) for event in events]
