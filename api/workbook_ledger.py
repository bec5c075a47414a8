"""Annexes 1–3 as workbooks: the items with their units, the ledger with every column of S8, the livelihood list."""

from collections.abc import Mapping
from typing import Any

from api.ledger_workbook import HEADINGS
from api.vocabulary import chinese
from api.workbook_names import Names
from api.workbook_sheet import Column, Sheet
from domain import items as item_rules
from domain.errors import InvalidError
from service.import_ledger import CONTINUED, NOTHING

ANNEX_1, ANNEX_2, ANNEX_3 = "附件1 重点工作", "附件2 督查重点任务", "附件3 民生实事"
_WIDTHS = {"title": 40, "target": 30, "lead": 20, "co": 28, "construction": 20, "counties": 20, "note": 24, "item": 12}
COLUMNS = tuple(Column(name, words[0], _WIDTHS.get(name, 14)) for name, words in HEADINGS.items())
_ITEMS = (
    Column("label", "序号", 10), Column("title", "重点工作", 50), Column("aspect", "方面", 8),
    Column("lead", "牵头单位", 24), Column("co", "协办单位", 28), Column("units", "责任单位", 40),
    Column("presumed", "推定牵头单位", 20), Column("item", "编号", 12),
)  # fmt: skip


def ledger(tasks: list[dict[str, Any]], names: Names, *, livelihood_only: bool = False) -> list[Sheet]:
    """Return annex 2 and annex 3, or annex 3 alone; every row can be read back as it stands."""
    rows = [(task["category"] == "livelihood", _row(task, names)) for task in tasks]
    others = Sheet(ANNEX_2, COLUMNS, [row for livelihood, row in rows if not livelihood])
    livelihood = Sheet(ANNEX_3, COLUMNS, [row for livelihood, row in rows if livelihood])
    return [livelihood] if livelihood_only else [others, livelihood]


def items(rows: list[dict[str, Any]], names: Names) -> list[Sheet]:
    told = [
        {
            **{name: row[name] for name in ("label", "title", "aspect", "item")},
            **{name: names.listed(row[name]) for name in ("lead", "co", "units")},
            "presumed": names.unit(row["presumed_lead"]),
        }
        for row in rows
    ]
    return [Sheet(ANNEX_1, _ITEMS, told)]


def _row(task: Mapping[str, Any], names: Names) -> dict[str, Any]:
    return {
        "task_no": task["task_no"],
        "title": task["title"],
        "category": chinese("category", task["category"]),
        "item": _label(task["item"], names),
        **_targets(task["targets"]),
        **{name: names.post(task[name]) for name in ("leader", "coordinator", "responsible")},
        **{name: names.listed(task[name]) for name in ("lead", "co", "construction", "counties")},
        "principal": "、".join(names.principals(task["lead"])),
        "note": task["note"],
        "state": chinese("task_state", task["state"]),
        "roles_presumed": "是" if task["roles_presumed"] else "",
    }


def _targets(targets: list[Mapping[str, str]]) -> dict[str, str]:
    """Return the targets, one a line; what goes on over a line of its own says so by its first letter."""
    told = {"target": "\n".join(target["text"].replace("\n", "\n" + CONTINUED) for target in targets)}
    for name, column in (("value", "target_value"), ("unit_of_measure", "target_unit")):
        values = [target[name] for target in targets]
        told[column] = "\n".join(value or NOTHING for value in values) if any(values) else ""
    return told


def _label(item: str | None, names: Names) -> str:
    """Return the item's label where that leads back to it, else its id."""
    label = names.labels.get(item or "", "")
    try:
        found = item_rules.item_id(int((item or "0").partition("-")[0]), label) if label else None
    except InvalidError:
        found = None
    return label if found == item else item or ""
