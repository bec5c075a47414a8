"""A unit's scorecard (单位得分单): base and entries that add up, each with its lines of the record (二(五))."""

from collections.abc import Mapping
from typing import Any

from api.closed_words import chinese
from api.papers.contract import HEAD, Fields
from api.papers.made import Made
from api.papers.told import EYES, Then, day, listed, node, then
from api.routes import Ask
from domain.errors import AbsentError
from projections import task_state
from projections.as_of import AsOf
from service import ask_scores

NAME = "scorecard"
FIELDS: Fields = {
    **HEAD,
    "unit": "单位",
    "group": "考核组别",
    "as_of": "数据截至的日期",
    "final": "定稿的说明；未定稿则说明尚未定稿",
    "changed": "定稿后又有变动的说明；没有为空",
    "rank": "组内名次；未公布为空",
    "base": "基础分",
    "score": "得分",
    "tasks": "任务数",
    "rate_per_task": "任务均分；没有为空",
    "green": "绿灯数",
    "yellow": "黄灯数",
    "red": "红灯数",
    "breaches": "违规次数",
    "formula": "计分公式与依据",
    "suggestion": "督查室的建议；没有或未公布为空",
    "entries": [
        {
            "no": "序号", "cause": "事由", "task": "任务编号；没有为空", "title": "督查重点任务；没有为空",
            "period": "期间；没有为空", "role": "角色；没有为空", "points": "计入分值", "factor": "系数", "why": "说明",
            "positions": "所据记录的条号",
        }
    ],
}  # fmt: skip


def gather(ask: Ask, scheme: str, code: str, position: int | None) -> Made:
    """Return the unit's paper as known at a position, now unless one is named.

    Raises: AbsentError when there is no such row, or it is not the reader's to see.
    """
    zone = ask.app.settings.zone
    with ask.reading() as db:
        as_of = AsOf(position or db.position, zone=zone)
        found = ask_scores.asked(db, as_of, scheme)
        row = ask_scores.one(found.rows(), ask.actor, code, final=found.final is not None)
        changed = any(x["unit"] == code for x in ask_scores.differing(found, ask.actor))
        names = then(db, scheme, as_of.position, zone=zone)
        numbers = dict.fromkeys(entry["task_no"] for entry in row["entries"] if entry["task_no"])
        titles = {no: task_state.one(db, no, viewer=EYES, as_of=as_of)["title"] for no in numbers}
    line = ask.app.store.line(as_of.position)
    if line is None:
        raise AbsentError("assessment", code)
    final = found.finalised
    formula = ask_scores.formula_of(found.formula)
    fields = {
        **names.head(), **_row(names, row),
        "as_of": day(names.on),
        "final": f"已于{day(final.told['finalised_on'])}定稿" if final else "尚未定稿",
        "changed": "定稿后记录又有变动，本件所列为定稿时的得分" if changed else "",
        "base": _number(formula["base"]),
        "formula": f"{formula['name']} 第{formula['version']}版（{formula['clause']}）",
        "entries": [_entry(n, entry, titles) for n, entry in enumerate(row["entries"], 1)],
    }  # fmt: skip
    return Made(NAME, f"{scheme}-{code}", as_of.position, line.meta.recorded_at.astimezone(zone), fields)


def _row(names: Then, row: Mapping[str, Any]) -> dict[str, str]:
    suggested = row["suggestion"]
    return {
        "unit": names.unit(row["unit"]),
        "group": chinese("assessment_group", row["group"]),
        "rank": "" if row["rank"] is None else str(row["rank"]),
        "score": _number(row["score"]),
        "rate_per_task": "" if row["rate_per_task"] is None else f"{row['rate_per_task']:.3f}",
        **{name: str(row[name]) for name in ("tasks", "breaches")},
        **{light: str(row["lights"][light]) for light in ("green", "yellow", "red")},
        "suggestion": chinese("suggestion", suggested) if suggested not in (None, "none") else "",
    }


def _entry(n: int, entry: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, str]:
    return {
        "no": str(n),
        "cause": chinese("score_cause", entry["cause"]),
        "task": entry["task_no"] or "",
        "title": titles.get(entry["task_no"], ""),
        "period": node(entry["period"]) if entry["period"] else "",
        "role": chinese("role_in_task", entry["role"]) if entry["role"] else "",
        "points": f"{entry['points']:+g}" if entry["points"] else "0",
        "factor": f"{entry['factor']:g}",
        "why": chinese("score_why", entry["why"]),
        "positions": listed(map(str, entry["positions"])),
    }


def _number(points: float) -> str:
    return f"{points:g}"
