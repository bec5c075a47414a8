"""Facts the ledger's domain tests start from: the Heyuan scheme, three units, a task, an item."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from domain import events as e
from domain import scheme as schemes
from domain.references import References, UnitFound
from domain.working_days import Calendar, Year

SCHEME = schemes.parse(tomllib.loads(Path("domain/schemes/heyuan-2020.toml").read_text(encoding="utf-8")))
CALENDAR = Calendar({2020: Year(2020, frozenset({date(2020, 10, 1)}), frozenset(), "国办发明电〔2019〕16号")})
START = date(2020, 8, 11)

KNOWN = References(
    units={
        "a": UnitFound("a"),
        "甲局": UnitFound("a"),
        "b": UnitFound("b"),
        "c": UnitFound("c"),
        "d": UnitFound("d"),
        "all": UnitFound("all", is_group=True),
        "old": UnitFound("old", ended_on=date(2020, 9, 1), successors=("d",)),
    },
    posts={"mayor", "vice-1", "vice-2"},
    items={"2020-3-1": "heyuan-2020", "2021-1-1": "heyuan-2021"},
)

ENTERED = e.TaskEntered(
    task_no="2020-017", scheme="heyuan-2020", title="新增规上企业30家", category="hard_task", item="2020-3-1",
    leader="vice-1", coordinator=None, responsible=None, lead=("a",), co=("b",), construction=("c",),
    roles_presumed=True, effective_on=START,
)  # fmt: skip
WITHDRAWN = e.TaskWithdrawn("2020-017", "上级任务取消", date(2020, 9, 10))
APPLIED = e.CompletionApplied("2020-017", "a", date(2020, 9, 1), "digest")
COMPLETED = e.CompletionVerified("2020-017", True, date(2020, 9, 1), "")
ITEM = e.ItemEntered(
    "2020-3-1", "heyuan-2020", "三(一)", "三", "培育企业", ("a", "b", "all"), ("甲局", "b", "各单位"), (), (), "a"
)


def entered(**changes: Any) -> e.TaskEntered:
    return replace(ENTERED, **changes)
