"""Another city's programme: quarters, five days, lights by percentage behind plan, a score out of 1,000; data alone."""

import tomllib
from collections.abc import Iterator

import pytest

from tests.journeys.city_hall import CityHall, begin, local
from tests.journeys.founding import activate_the_administrator, open_for

SCHEME = tomllib.loads("""
id = "pingchuan-2021"
version = 1
year = 2021
title = "平川市2021年重点工作督办办法"
number = "平政发〔2021〕3号"
issuer = "平川市人民政府"
issued_on = "2021-01-04"
starts_on = "2021-01-04"
ends_on = "2021-12-31"
addressees = ["各县区人民政府"]
timezone = "Asia/Shanghai"
nodes = [
  { node = "2021-03", ends_on = "2021-03-31" }, { node = "2021-06", ends_on = "2021-06-30" },
  { node = "2021-09", ends_on = "2021-09-30" }, { node = "2021-12", ends_on = "2021-12-31" },
]

[[duties]]
kind = "node_plan"
role = "lead"
to = "office"
categories = ["expected_target", "hard_task", "follow_up"]
periods = ["2021"]
by = "2021-01-29"
clause = "第七条"

[[duties]]
kind = "progress_report"
role = "lead"
to = "office"
categories = ["expected_target", "hard_task", "follow_up"]
periods = ["2021-03", "2021-06", "2021-09", "2021-12"]
working_days = 5
clause = "第九条"

[lights]
profile = "percent-behind"
words = { green = "正常", yellow = "预警", red = "警告", none = "不评", deferred = "顺延" }
cases = [
  { case = "not_planned", light = "none", clause = "第十条", assessed = false, when = { planned = false } },
  { case = "far_behind", light = "red", clause = "第十一条", when = { behind_percent_at_least = 20 } },
  { case = "behind", light = "yellow", clause = "第十一条", when = { behind_percent_at_least = 5 } },
  { case = "on_track", light = "green", clause = "第十条", when = {} },
]

[notices]
lights = ["red"]
roles = ["lead"]
answer_roles = ["lead"]
limit_days = 5
number = "平督字〔{year}〕第{n}号"
requirement = "限期赶上进度。"
clause = "第十二条"

[limits]
resubmit_days = 2
on_behalf_days = 2
clause = "第十三条"

[formula]
name = "千分制"
version = 1
base = 1000
floor = 600
role_factor = { lead = 1, construction = 1, co = 0 }
points = { yellow = -10, red = -50, report_late = -5, report_missing = -20, notice_not_rectified = -30 }
factored = ["yellow", "red", "notice_not_rectified"]
breach_kinds = ["progress_report", "node_plan"]
heaviest_light_per_task = false
clause = "第二十条"

[clauses]
"第九条" = "quarterly reports within five working days"
""")
QUARTERS = [("2021-03", 25), ("2021-06", 50), ("2021-09", 75), ("2021-12", 100)]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityHall]:
    """Two quarters of it: a bridge that keeps to its plan, a park that falls behind and a school that reports late."""
    hall, code = begin(tmp_path_factory.mktemp("another") / "home", at=local("2021-01-04 09:00"))
    activate_the_administrator(hall, code)
    for account, role in (("banli", "office"), ("qianfa", "office_head")):
        open_for(hall, account, {"role": role})
    for unit in ("zhujian", "ziran", "jiaoyu"):
        open_for(hall, unit, {"role": "unit_clerk", "unit": unit})
    hall.as_("qianfa").post("/schemes", SCHEME)
    for name, unit in (("bridge", "zhujian"), ("park", "ziran"), ("school", "jiaoyu")):
        said = {"scheme": SCHEME["id"], "title": name, "category": "hard_task", "lead": [unit]}
        hall.no[name] = hall.as_("banli").post("/tasks", said)["task_no"]
        nodes = [{"node": node, "target": f"完成 {percent}%", "percent": percent} for node, percent in QUARTERS]
        hall.as_(unit).post(f"/tasks/{hall.no[name]}/node-plan", {"nodes": nodes})
    hall.at("2021-04-02 10:00")
    reported(hall, "zhujian", "bridge", "2021-03", 26)
    reported(hall, "ziran", "park", "2021-03", 18)
    hall.at("2021-04-12 10:00")
    reported(hall, "jiaoyu", "school", "2021-03", 25)
    lit(hall, "2021-03")
    hall.at("2021-07-05 10:00")
    for unit, name, percent in (("zhujian", "bridge", 50), ("ziran", "park", 28), ("jiaoyu", "school", 52)):
        reported(hall, unit, name, "2021-06", percent)
    hall.at("2021-07-08 10:00")
    lit(hall, "2021-06")
    yield hall
    hall.close()


def reported(hall: CityHall, unit: str, name: str, node: str, percent: int) -> None:
    said = {"node": node, "percent": percent, "progress": f"{percent}%", "text": "按计划推进。"}
    hall.as_(unit).post(f"/tasks/{hall.no[name]}/reports", said)


def lit(hall: CityHall, node: str) -> None:
    head = hall.as_("qianfa")
    seen = head.get(f"/nodes/{node}/lights", scheme=SCHEME["id"])
    decisions = [{"task_no": row["task_no"]} for row in seen["items"]]
    send = {"decisions": decisions}
    hall.seen[node] = head.put(f"/nodes/{node}/lights", send, match=seen["proposal"], scheme=SCHEME["id"])


def test_reports_fall_due_on_this_citys_days(hall: CityHall) -> None:
    owed = hall.as_("banli").every("/duties", scheme=SCHEME["id"], kind="progress_report", unit="zhujian")
    # five working days after the quarter; Monday 5 April 2021 is 清明
    assert [d["due_on"] for d in owed][:2] == ["2021-04-08", "2021-07-07"]
    assert {d["clause"] for d in owed} == {"第九条"}


def test_lights_are_set_by_the_percentage_behind_plan(hall: CityHall) -> None:
    told = {name: hall.as_("banli").get(f"/tasks/{no}")["nodes"][:2] for name, no in hall.no.items()}
    assert {name: [node["light"] for node in nodes] for name, nodes in told.items()} == {
        "bridge": ["green", "green"], "park": ["yellow", "red"], "school": ["green", "green"],
    }  # fmt: skip
    why = hall.as_("ziran").get(f"/tasks/{hall.no['park']}/lights/2021-06")
    assert (why["profile"], why["case"], why["clause"]) == ("percent-behind", "far_behind", "第十一条")


def test_only_red_brings_a_notice_with_this_citys_number_and_limit(hall: CityHall) -> None:
    assert hall.seen["2021-03"]["notices"] == []
    (notice,) = hall.seen["2021-06"]["notices"]
    assert (notice["number"], notice["limit_on"]) == ("平督字〔2021〕第1号", "2021-07-15")


def test_scores_are_out_of_a_thousand(hall: CityHall) -> None:
    rows = {row["unit"]: row["score"] for row in hall.as_("banli").get(f"/assessments/{SCHEME['id']}/units")["items"]}
    assert rows == {"zhujian": 1000.0, "ziran": 940.0, "jiaoyu": 995.0}


def test_the_first_citys_programme_is_untouched(hall: CityHall) -> None:
    schemes = [row["scheme"] for row in hall.as_("banli").get("/schemes")["items"]]
    assert schemes == ["heyuan-2020", "pingchuan-2021"]
    assert hall.as_("banli").get("/assessments/heyuan-2020/units")["items"] == []
