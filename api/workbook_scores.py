"""Unit scores as a workbook: one sheet of units, one of entries, each with the lines of the record it rests on."""

from typing import Any

from api.vocabulary import chinese
from api.workbook_names import Names
from api.workbook_sheet import Column, Sheet

_UNITS = (
    Column("group", "考核组别", 12), Column("rank", "名次", 8), Column("unit", "单位", 24), Column("score", "得分", 10),
    Column("rate_per_task", "任务均分", 10), Column("tasks", "任务数", 8), Column("green", "绿灯", 8),
    Column("yellow", "黄灯", 8), Column("red", "红灯", 8), Column("breaches", "违规次数", 10),
    Column("suggestion", "建议", 18),
)  # fmt: skip
_ENTRIES = (
    Column("unit", "单位", 24), Column("cause", "事由", 16), Column("task_no", "任务编号", 12),
    Column("period", "期间", 10), Column("role", "角色", 12), Column("points", "分值", 10), Column("factor", "系数", 8),
    Column("counted", "计入", 8), Column("why", "说明", 20), Column("positions", "记录位置", 24),
)  # fmt: skip


def scores(rows: list[dict[str, Any]], names: Names, *, caption: str) -> list[Sheet]:
    """`rows`: units as `service.ask_scores` shows them, each with its `entries`."""
    return [
        Sheet("单位得分", _UNITS, [_unit(row, names) for row in rows], caption),
        Sheet("得分明细", _ENTRIES, [_entry(row, entry, names) for row in rows for entry in row["entries"]], caption),
    ]


def _unit(row: dict[str, Any], names: Names) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("rank", "score", "rate_per_task", "tasks", "breaches")},
        **{light: row["lights"].get(light, 0) for light in ("green", "yellow", "red")},
        "group": chinese("assessment_group", row["group"]),
        "unit": names.unit(row["unit"]),
        "suggestion": chinese("suggestion", row["suggestion"]) if row["suggestion"] not in (None, "none") else "",
    }


def _entry(row: dict[str, Any], entry: dict[str, Any], names: Names) -> dict[str, Any]:
    return {
        **{name: entry[name] for name in ("task_no", "period", "points", "factor")},
        "unit": names.unit(row["unit"]),
        "cause": chinese("score_cause", entry["cause"]),
        "role": chinese("role_in_task", entry["role"]) if entry["role"] else "",
        "counted": "是" if entry["counted"] else "否",
        "why": chinese("score_why", entry["why"]),
        "positions": "、".join(map(str, entry["positions"])),
    }
