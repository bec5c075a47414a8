"""Annex 5 as a workbook: a row for each report a unit owes of a period; and its rows coming back (三(四)2–4)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from api import workbook_cells as cells
from api.schemas_reports import ReportIn
from api.vocabulary import chinese
from api.workbook_sheet import Column, Sheet
from api.workbooks import Book, Row
from domain.errors import InvalidError
from service.row_by_row import SheetRow
from service.submit_report import ReportForm
from service.submit_reports import ReportRow

FORM, TITLE = "progress", "附件5 进展情况反馈"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "task_no": ("任务编号", "编号"),
    "title": ("督查重点任务", "重点任务", "任务", "任务名称", "民生实事"),
    "role": ("角色", "责任类别"),
    "node": ("期间", "报送期间", "节点", "月份"),
    "target": ("节点任务", "阶段任务", "节点目标"),
    "limit_on": ("完成时限", "时限"),
    "due_on": ("报送截止", "截止日期"),
    "done_on": ("完成日期", "完成时间"),
    "progress": ("进度", "进展摘要", "完成情况"),
    "percent": ("完成比例(%)", "完成比例", "完成率"),
    "text": ("进展情况", "工作进展", "进展情况说明", "落实情况"),
    "problems": ("存在问题", "问题", "存在的问题"),
    "next_steps": ("下一步工作", "下一步工作安排", "下一步措施", "下步工作"),
    "important": ("重大问题", "需市政府协调的重大问题"),
    "merges": ("合并的报告", "合并报告编号"),
}
REQUIRED = ("task_no", "text")
IN_WORD = (
    "task_no", "title", "node", "target", "done_on", "progress", "percent", "text", "problems", "next_steps",
    "important", "merges",
)  # fmt: skip
_FILLED_IN = ("done_on", "progress", "percent", "text", "problems", "next_steps", "important", "merges")
_GIVEN = frozenset({"task_no", "title", "role", "node", "target", "limit_on", "due_on"})
_WIDTHS = {"title": 36, "target": 28, "progress": 18, "text": 44, "problems": 28, "next_steps": 28}
_HINTS = {
    "done_on": "节点任务已完成的，填完成日期，如 2020-08-30；未完成的留空。",
    "progress": "一句话，如“完成 80%”。与“进展情况”至少填一项。",
    "percent": "0 至 100 的数。",
    "problems": "没有的留空；标为重大问题的必须写明。",
    "important": "需报市政府协调的填“是”。",
    "merges": "牵头单位合并建设主体的报告时，填其编号，如 1、2。",
}
_SHAPE = ReportIn()


def template(duties: Iterable[Mapping[str, Any]], tasks: Mapping[str, Mapping[str, Any]]) -> Sheet:
    """Return the form with a row for each duty; what the unit does not fill in is locked."""
    columns = [
        Column(
            name, words[0], _WIDTHS.get(name, 13), _HINTS.get(name, ""), ("是", "否") if name == "important" else (),
            name in _GIVEN,
        )
        for name, words in HEADINGS.items()
    ]  # fmt: skip
    rows = []
    for duty in duties:
        task = tasks[duty["task_no"]]
        node = next((node for node in task["nodes"] if node["node"] == duty["period"]), {})
        rows.append(
            {
                "task_no": task["task_no"], "title": task["title"], "role": chinese("role_in_task", duty["role"]),
                "node": duty["period"], "target": node.get("target"), "limit_on": _day(node.get("limit_on")),
                "due_on": _day(duty["due_on"]),
            }
        )  # fmt: skip
    return Sheet(TITLE, columns, rows, to_fill_in=True)


def rows_of(book: Book, period: str | None) -> tuple[list[SheetRow[ReportRow]], list[Row]]:
    """Return the rows filled in, and those left as they were given. `period`: of rows that name none."""
    filled = [row for row in book.rows if row.fault or any(row.text(name) for name in _FILLED_IN)]
    return [_sheet_row(row, period) for row in filled], [row for row in book.rows if row not in filled]


def _sheet_row(row: Row, period: str | None) -> SheetRow[ReportRow]:
    try:
        said: ReportRow | InvalidError = row.fault or _read(row, period)
    except InvalidError as error:
        said = error
    return SheetRow(row.sheet, row.number, cells.cells_of(row), row.text("task_no") or None, said)


def _read(row: Row, period: str | None) -> ReportRow:
    task_no, node = row.text("task_no"), cells.month(row.text("node")) or period
    for name, value in (("task_no", task_no), ("node", node)):
        if not value:
            raise InvalidError(name, "missing")
    form = cells.loaded(
        _SHAPE,
        {
            "node": node,
            "done_on": cells.day(row.text("done_on")),
            "progress": row.text("progress"),
            "percent": cells.number(row.text("percent")),
            "text": row.text("text"),
            "problems": row.text("problems") or None,
            "next_steps": row.text("next_steps") or None,
            "important": cells.yes(row.text("important")),
            "merges": [int(part) if part.isdecimal() else part for part in cells.parts(row.text("merges"))],
        },
        {},
    )
    if not (form["text"].strip() or form["progress"].strip()):
        raise InvalidError("text", "missing")
    lists = {name: tuple(form.pop(name)) for name in ("files", "merges")}
    return ReportRow(task_no, ReportForm(**form, **lists))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
