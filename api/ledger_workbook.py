"""The columns of annexes 2 and 3 (S8): a task's leader, coordinator, persons, units and construction entity."""

from collections.abc import Mapping
from pathlib import Path

from api.workbooks import Row, read_book
from service.import_ledger import LedgerRow

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "task_no": ("任务编号", "编号"),
    "title": ("督查重点任务", "重点任务", "任务", "任务名称", "民生实事", "事项", "工作任务", "任务内容"),
    "category": ("类别", "任务类别"),
    "item": ("重点工作", "对应重点工作", "所属重点工作"),
    "target": ("年度目标", "目标", "目标任务"),
    "target_value": ("目标值",),
    "target_unit": ("计量单位",),
    "leader": ("市分管领导", "分管领导", "分管市领导", "市领导"),
    "coordinator": ("协调副秘书长", "副秘书长"),
    "responsible": ("责任人", "协调副秘书长和责任人"),
    "lead": ("牵头单位", "牵头承办单位", "牵头责任单位"),
    "principal": ("主要负责人", "牵头单位主要负责人", "单位主要负责人"),
    "co": ("协办单位", "配合单位"),
    "construction": ("建设主体责任单位", "建设主体", "建设主体单位"),
    "counties": ("县区任务", "涉及县区", "县(区)任务"),
    "note": ("备注",),
    "state": ("状态", "任务状态"),
    "roles_presumed": ("角色待确认",),
}
REQUIRED = ("title", "lead")


def read_ledger(path: Path, mapped: Mapping[str, str] | None = None) -> list[LedgerRow]:
    """Return the rows of every sheet that has the heading. Raises: InvalidError naming the cell."""
    rows = read_book(path, HEADINGS, required=REQUIRED, mapped=mapped).rows
    for row in rows:
        if row.fault is not None:
            raise row.fault
    return [ledger_row(row) for row in rows]


def ledger_row(row: Row) -> LedgerRow:
    """Return a row as the import takes it, with the cell of every field."""
    cells = {field: row.places.get(field, f"{words[0]}（第 {row.number} 行）") for field, words in HEADINGS.items()}
    return LedgerRow({field: cell.text for field, cell in row.cells.items()}, cells)
