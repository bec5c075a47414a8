"""The lights board (tasks × nodes, a word and a shape for each light) and the list of duties as workbooks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.vocabulary import VOCABULARY, chinese
from api.workbook_names import Names
from api.workbook_sheet import Column, Sheet

SHAPES = {"green": "●", "yellow": "▲", "red": "■", "none": "○", "deferred": "◇"}
_FILLS = {"green": "C6E5C3", "yellow": "FBE9A0", "red": "F3B8B4", "none": "EDEDED", "deferred": "D5DDF0"}
_NOT_SET = "—"
_DUTIES = (
    Column("unit", "单位", 22), Column("kind", "事项", 16), Column("task_no", "任务编号", 12),
    Column("title", "任务", 40), Column("role", "角色", 12), Column("period", "期间", 10),
    Column("due_on", "截止日期", 12), Column("provisional", "暂定", 8), Column("state", "状态", 12),
    Column("late_days", "逾期工作日", 10), Column("settled_on", "办结日期", 12), Column("to", "报送", 14),
    Column("because", "起算", 44), Column("clause", "依据", 12),
)  # fmt: skip


def lights(
    tasks: list[dict[str, Any]], names: Names, *, nodes: Sequence[str], words: Mapping[str, str], profile: str
) -> list[Sheet]:
    """Return the board; colour stands beside the word and never alone, and the profile says what it means."""
    called = {light: f"{shape} {words.get(light) or chinese('light', light)}" for light, shape in SHAPES.items()}
    fills = {called[light]: fill for light, fill in _FILLS.items()}
    columns = [
        Column("task_no", "任务编号", 12), Column("title", "督查重点任务", 44), Column("category", "类别", 14),
        Column("lead", "牵头单位", 20), *(Column(node, node, 12) for node in nodes), Column("latest", "最近评定", 12),
    ]  # fmt: skip
    rows = []
    for task in tasks:
        by_node = {row["node"]: called.get(row["light"] or "", _NOT_SET) for row in task["nodes"]}
        latest = called.get(task["light"] or "", _NOT_SET)
        rows.append(
            {
                **by_node, "task_no": task["task_no"], "title": task["title"], "lead": names.listed(task["lead"]),
                "category": chinese("category", task["category"]), "latest": latest,
            }
        )  # fmt: skip
    caption = f"亮灯规则：{profile}；" + "，".join(called.values()) + f"；{_NOT_SET} 尚未亮灯"
    return [Sheet("亮灯情况", columns, rows, caption, dict.fromkeys([*nodes, "latest"], fills))]


def duties(rows: list[dict[str, Any]], names: Names, titles: Mapping[str, str]) -> list[Sheet]:
    told = [
        {
            **{name: row[name] for name in ("task_no", "period", "late_days", "clause")},
            "unit": _who(row["unit"], names),
            "to": _who(row["to"], names),
            "title": titles.get(row["task_no"] or "", ""),
            "kind": chinese("duty_kind", row["kind"]),
            "state": chinese("duty_state", row["state"]),
            "role": chinese("role_in_task", row["role"]) if row["role"] in VOCABULARY["role_in_task"] else "",
            "due_on": date.fromisoformat(row["due_on"]),
            "settled_on": date.fromisoformat(row["settled_on"]) if row["settled_on"] else None,
            "provisional": "是" if row["provisional"] else "",
            "because": _counted(row["due_because"]),
        }
        for row in rows
    ]
    return [Sheet("应办事项", _DUTIES, told)]


def _counted(days: Sequence[Mapping[str, Any]]) -> str:
    """Return the days walked: those counted, and those left out in brackets."""
    return " ".join(str(day["date"]) if day["counted"] else f"({day['date']})" for day in days)


def _who(code: str, names: Names) -> str:
    return {"office": "督查室", "city": "市政府"}.get(code) or names.unit(code)
