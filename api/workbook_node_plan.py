"""Annex 4 as a workbook: a row for each plan a unit owes, four cells for each node; and its rows coming back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from api import workbook_cells as cells
from api.plans import NodePlanIn
from api.vocabulary import chinese
from api.workbook_sheet import Column, Sheet
from api.workbooks import Book, Row
from domain.errors import InvalidError
from domain.events import NodeTask
from service.file_node_plans import PlanRow
from service.row_by_row import SheetRow

FORM, TITLE = "node-plan", "附件4 节点任务计划"
_WHOLE: Mapping[str, tuple[str, ...]] = {
    "task_no": ("任务编号", "编号"),
    "title": ("督查重点任务", "重点任务", "任务", "任务名称", "民生实事"),
    "role": ("角色", "责任类别"),
    "due_on": ("报送截止", "截止日期"),
}
_PARTS = {
    "target": ("节点任务", 30, "到这个节点应完成什么；没有节点任务的留空，该节点不评定。"),
    "limit_on": ("完成时限", 13, "如 2020-08-31；留空即节点末日。"),
    "measures": ("主要措施", 24, ""),
    "percent": ("完成比例(%)", 10, "0 至 100 的数，可不填。"),
}
_SHAPE = NodePlanIn()


def headings(nodes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return field → words; a part of a node is `target:2020-08`, headed 2020-08节点任务 or 8月底节点任务."""
    found = dict(_WHOLE)
    for place, node in enumerate(nodes):
        year, month = node.split("-")
        short = [f"{int(month)}月", f"{int(month)}月底"] + (["年底"] if place == len(nodes) - 1 else [])
        spoken = [node, f"{year}年{int(month)}月", *short]
        for part, (word, _, _) in _PARTS.items():
            found[f"{part}:{node}"] = tuple(f"{when}{word}" for when in spoken)
    return found


def required(nodes: Sequence[str]) -> tuple[str, ...]:
    return ("task_no", f"target:{nodes[0]}")


def template(
    duties: Iterable[Mapping[str, Any]], tasks: Mapping[str, Mapping[str, Any]],
    plans: Mapping[str, Sequence[NodeTask]], nodes: Sequence[str],
) -> Sheet:  # fmt: skip
    """Return the form with a row for each duty; a plan filed before stands in it."""
    columns = [Column(name, words[0], 36 if name == "title" else 13, given=True) for name, words in _WHOLE.items()]
    for node in nodes:
        columns += [Column(f"{part}:{node}", node + word, width, hint) for part, (word, width, hint) in _PARTS.items()]
    rows = []
    for duty in duties:
        task = tasks[duty["task_no"]]
        row: dict[str, Any] = {
            "task_no": task["task_no"], "title": task["title"], "role": chinese("role_in_task", duty["role"]),
            "due_on": date.fromisoformat(duty["due_on"]),
        }  # fmt: skip
        for planned in plans.get(task["task_no"], ()):
            row |= {f"{part}:{planned.node}": getattr(planned, part) for part in _PARTS}
        rows.append(row)
    return Sheet(TITLE, columns, rows, to_fill_in=True)


def rows_of(book: Book, nodes: Sequence[str]) -> tuple[list[SheetRow[PlanRow]], list[Row]]:
    """Return the rows filled in, and those left as they were given."""
    filled = [row for row in book.rows if row.fault or _planned(row, nodes)]
    return [_sheet_row(row, nodes) for row in filled], [row for row in book.rows if row not in filled]


def _sheet_row(row: Row, nodes: Sequence[str]) -> SheetRow[PlanRow]:
    try:
        said: PlanRow | InvalidError = row.fault or _read(row, nodes)
    except InvalidError as error:
        said = error
    return SheetRow(row.sheet, row.number, cells.cells_of(row), row.text("task_no") or None, said)


def _planned(row: Row, nodes: Sequence[str]) -> list[str]:
    return [node for node in nodes if any(row.text(f"{part}:{node}") for part in _PARTS)]


def _read(row: Row, nodes: Sequence[str]) -> PlanRow:
    if not row.text("task_no"):
        raise InvalidError("task_no", "missing")
    planned = _planned(row, nodes)
    places = {f"nodes.{place}.{part}": f"{part}:{node}" for place, node in enumerate(planned) for part in _PARTS}
    said = [
        {
            "node": node,
            "target": row.text(f"target:{node}"),
            "limit_on": cells.day(row.text(f"limit_on:{node}")),
            "measures": row.text(f"measures:{node}"),
            "percent": cells.number(row.text(f"percent:{node}")),
        }
        for node in planned
    ]
    form = cells.loaded(_SHAPE, {"nodes": said}, places)
    return PlanRow(row.text("task_no"), tuple(NodeTask(**node) for node in form["nodes"]))
