"""A sheet of node plans: each row a task's plan by the same rules, in one append (annex 4, 三(四)2, 三(四)4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain import actors
from domain.errors import InvalidError
from domain.events import NodeTask
from service.act import Act, acting_unit
from service.app import App
from service.event_store import Turn
from service.file_node_plan import decided
from service.row_by_row import Answered, Decided, SheetRow, Upload, write_rows
from service.submit_reports import of_the_scheme, once


@dataclass(frozen=True, slots=True)
class PlanRow:
    task_no: str
    nodes: tuple[NodeTask, ...]


def file_node_plans(app: App, act: Act, upload: Upload, rows: Sequence[SheetRow[PlanRow]]) -> Answered:
    """Put the rows' plans on record; a refusal names `FIELD:NODE`. Raises: as `acting_unit` and the store."""
    actors.require("file_node_plan", act.actor)
    unit = acting_unit(act)

    def rules(turn: Turn) -> Callable[[PlanRow], Decided]:
        taken: set[tuple[str, str]] = set()

        def rule(row: PlanRow) -> Decided:
            once(taken, row.task_no, "")
            of_the_scheme(turn, act, upload, row.task_no)
            try:
                facts = decided(app, turn, act, unit=unit, task_no=row.task_no, nodes=row.nodes)
            except InvalidError as error:
                raise InvalidError(_place(error.field, row), error.reason, **error.details) from None
            taken.add((row.task_no, ""))
            return Decided(facts)

        return rule

    return write_rows(app, act, upload, rows, rules)


def _place(field: str, row: PlanRow) -> str:
    """Return `target:2020-08` for `nodes.0.target`: where a row has it."""
    parts = field.split(".")
    if len(parts) != 3 or parts[0] != "nodes":
        return field
    return f"{'target' if parts[2] == 'node' else parts[2]}:{row.nodes[int(parts[1])].node}"
