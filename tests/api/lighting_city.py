"""A city on 4 September 2020 with two tasks led by `fagai`: 2020-001 unreported, 2020-002 reported done in time."""

from datetime import date
from typing import Any

from domain import events as e
from domain import ids
from domain.actors import HEAD, Actor
from domain.record import Fact
from service.act import Act
from tests.api.report_city import local

NODE = "2020-08"
MISSED, DONE = "2020-001", "2020-002"
_NODES = tuple(e.NodeTask(node, "节点任务") for node in ("2020-08", "2020-10", "2020-12"))


def with_two_tasks(city: Any) -> Any:
    facts = [fact for task_no in (MISSED, DONE) for fact in _entered(city, task_no)]
    reported = e.ReportSubmitted(
        DONE, 1, city.unit, "lead", NODE, "office", date(2020, 8, 20), "已完成", None, "0" * 64, None, None, (), (),
        None, local("2020-09-02"), date(2020, 9, 3), 0,
    )  # fmt: skip
    write(city, *facts, Fact(ids.task(DONE), reported))
    city.clock.move_to(local("2020-09-04"))
    return city


def write(city: Any, *facts: Fact) -> None:
    city.app.store.write(Act(Actor("setting-up", HEAD), "setting-up", "setting-up"), lambda turn: list(facts))


def tag(city: Any, node: str = NODE) -> str:
    """Return the ETag of the proposal, as If-Match wants it."""
    return city.as_("office_head").get(f"/nodes/{node}/lights").headers["ETag"].strip('"')


def issue(city: Any, *decisions: dict[str, Any], node: str = NODE) -> Any:
    return city.as_("office_head").put(f"/nodes/{node}/lights", {"decisions": list(decisions)}, match=tag(city, node))


def _entered(city: Any, task_no: str) -> list[Fact]:
    entered = e.TaskEntered(
        task_no, "heyuan-2020", "建成一条路", "hard_task", None, "fushizhang-jingji", None, None, (city.unit,),
        (city.other_unit,), (city.construction,), False, date(2020, 8, 11),
    )  # fmt: skip
    planned = e.NodePlanFiled(task_no, city.unit, "lead", _NODES, local("2020-08-14"), date(2020, 8, 17), 0)
    number = e.NumberTaken("tasks-heyuan-2020", int(task_no[-3:]), task_no)
    return [
        Fact(ids.task(task_no), entered),
        Fact(ids.register("tasks-heyuan-2020"), number),
        Fact(ids.task(task_no), planned),
    ]
