"""A city in which `fagai` failed a notice on 21 September 2020, so that an interview of the first level is proposed."""

from io import BytesIO
from typing import Any

from tests.api.lighting_city import MISSED, issue, with_two_tasks
from tests.api.report_city import PDF, local

I = "/interviews/i-2020-0001"  # noqa: E741
LEADER = "fushizhang-jingji"
MEETING = {
    "reason": "整改期满仍未完成节点任务", "meets_at": "2020-09-28T09:30:00+08:00", "place": "三楼会议室",
    "materials": ["整改情况说明"],
}  # fmt: skip
CITY_SIDE = [
    {"side": "city", "person": "钱二", "post": LEADER},
    {"side": "city", "person": "李文", "post": "督查室科员"},
    {"side": "other", "person": "赵敏", "post": "市纪委干部"},
]


def called(city: Any) -> Any:
    issue(with_two_tasks(city), {"task_no": MISSED})
    city.clock.move_to(local("2020-09-21"))
    answer = city.as_("office").post("/notices/n-2020-0001/verdict", {"rectified": False, "reason": "现场没有开工"})
    assert answer.status_code == 200
    return city


def sitting(*units: str, **changes: Any) -> dict[str, Any]:
    directors = [{"side": "unit", "person": f"{unit}局长", "post": "局长", "unit": unit} for unit in units]
    usual = {
        "held_at": "2020-09-28T09:40:00+08:00", "place": "三楼会议室", "host": LEADER, "recorder": "李文",
        "attendees": [*CITY_SIDE, *directors],
    }  # fmt: skip
    return {**usual, **changes}


def minutes(**changes: Any) -> dict[str, Any]:
    usual = {
        "matters": "八月节点任务未完成", "statement": "资金没有及时到位", "cause": "统筹不力",
        "requirements": "十月底前完成",
        "commitments": [{"text": "完成主体工程", "due_on": "2020-10-20"}],
    }  # fmt: skip
    return {**usual, **changes}


def go_to(city: Any, state: str) -> Any:
    """Take the interview as far as a state: approved convened held filed signed reported archived."""
    office = city.as_("office")
    steps: dict[str, Any] = {
        "approved": lambda: city.as_("leader").post(f"{I}/approval", {"approved": True}),
        "convened": lambda: (office.post(f"{I}/convening", MEETING), city.as_("office_head").post(f"{I}/convening"))[1],
        "held": lambda: _on(city, "2020-09-28", "15:00").post(f"{I}/holding", sitting(city.unit)),
        "filed": lambda: _on(city, "2020-09-29").post(f"{I}/record", minutes()),
        "signed": lambda: (
            city.as_("leader").post(f"{I}/signatures", {"side": "city"}),
            city.as_("unit_head").post(f"{I}/signatures", {"side": "unit"}),
        )[1],
        "reported": lambda: office.post(f"{I}/report"),
        "archived": lambda: office.post(f"{I}/archive"),
    }
    for name, step in steps.items():
        answer = step()
        assert (answer.status_code in (200, 201), answer.json["state"]) == (True, name), answer.json
        if name == state:
            break
    return city


def a_file(caller: Any) -> str:
    name: str = caller.post("/files", data={"file": (BytesIO(PDF), "proof.pdf")}).json["file"]
    return name


def _on(city: Any, day: str, time: str = "09:00") -> Any:
    city.clock.move_to(local(day, time))
    return city.as_("office")
