"""A city with one task: led by `fagai`, co-organised by `caizheng`, built by `gaoxin`; planned for August."""

from datetime import date
from typing import Any

from domain import events as e
from domain import ids
from domain.actors import HEAD, Actor
from domain.record import Fact
from service.act import Act
from tests.fakes import local

NO = "2020-001"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def with_task(city: Any, *, category: str = "hard_task") -> Any:
    """Enter the task and its plan, and go to 1 September."""
    entered = e.TaskEntered(
        NO, "heyuan-2020", "建成一条路", category, None, "fushizhang-jingji", None, None, (city.unit,),
        (city.other_unit,), (city.construction,), False, date(2020, 8, 11),
    )  # fmt: skip
    planned = e.NodePlanFiled(
        NO, city.unit, "lead", (e.NodeTask("2020-08", "半数完成", date(2020, 9, 2)),), local("2020-08-14"),
        date(2020, 8, 17), 0,
    )  # fmt: skip
    act = Act(Actor("setting-up", HEAD), "setting-up", "setting-up")
    city.app.store.write(act, lambda turn: [Fact(ids.task(NO), entered), Fact(ids.task(NO), planned)])
    city.clock.move_to(local("2020-09-01"))
    return city


def report(**changes: Any) -> dict[str, Any]:
    usual = {"node": "2020-08", "progress": "80 %", "text": "钢筋已绑扎"}
    return {**usual, **changes}
