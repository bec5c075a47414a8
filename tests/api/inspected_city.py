"""A city on 4 September 2020: `fagai` reported a task done, `gaoxin` has one under another leader; inspecting them."""

from typing import Any

from domain import events as e
from domain import ids
from domain.record import Fact
from tests.api.lighting_city import DONE, MISSED, NODE, with_two_tasks, write

DESERTED = "2020-003"  # `gaoxin`'s own, under another leader


def with_three_tasks(city: Any) -> Any:
    with_two_tasks(city)
    entered = e.TaskEntered(
        DESERTED, "heyuan-2020", "建成一座桥", "hard_task", None, "shizhang", None, None, (city.construction,), (), (),
        False, city.clock.now().date(),
    )  # fmt: skip
    number = e.NumberTaken("tasks-heyuan-2020", 3, DESERTED)
    write(city, Fact(ids.task(DESERTED), entered), Fact(ids.register("tasks-heyuan-2020"), number))
    return city


def inspection(*findings: dict[str, Any], **changes: Any) -> dict[str, Any]:
    usual = {
        "kind": "unannounced", "started_by": "ledger", "visited_on": "2020-09-03", "team": ["周五"],
        "places": ["北门工地"], "text": "未打招呼直奔现场",
    }  # fmt: skip
    found = {"task_no": DONE, "node": NODE, "done": False, "text": "现场无人施工"}
    return {**usual, **changes, "findings": list(findings) or [found]}


def inspect(city: Any, *findings: dict[str, Any], **changes: Any) -> str:
    answer = city.as_("office").post("/inspections", inspection(*findings, **changes))
    assert answer.status_code == 201, answer.json
    return str(answer.json["inspection"])


def publish(city: Any, inspection_id: str, *units: str) -> Any:
    return city.as_("office_head").post(f"/inspections/{inspection_id}/publication", {"units": list(units)})


__all__ = ["DESERTED", "DONE", "MISSED", "NODE", "inspect", "inspection", "publish", "with_three_tasks"]
