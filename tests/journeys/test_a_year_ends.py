"""The year's end over HTTP alone: December lit beside a new scheme, a bulletin, a manual entry, final scores.

Told in order, on one record: each test goes on where the one before it ended.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.city_hall import SCHEME, CityHall
from tests.journeys.conftest import Founded
from tests.journeys.first_reports import report

NEXT, NODE = "heyuan-2021", "2020-12"
TASKS: dict[str, dict[str, Any]] = {
    "road": {"title": "环城快速路建成通车", "category": "hard_task", "lead": ["jiaotong"], "co": ["caizheng"]},
    "growth": {"title": "规上工业增加值增长7%", "category": "expected_target", "lead": ["gongxin"]},
    "benefit": {"title": "城乡低保标准提高", "category": "livelihood", "lead": ["minzheng"]},
}
PLAN = [{"node": "2020-10", "target": "过半"}, {"node": NODE, "target": "全部完成"}]
SCORES, ENTRIES = f"/assessments/{SCHEME}/units", f"/assessments/{SCHEME}/entries"
FINALISATION = f"/assessments/{SCHEME}/finalisation"


@pytest.fixture(scope="module")
def hall(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityHall]:
    """The autumn passes: three tasks, planned for October and December; the road is late in October."""
    hall = founded.hall(tmp_path_factory.mktemp("year-end") / "home")
    office = hall.as_("banli")
    for name, said in TASKS.items():
        task = {"scheme": SCHEME, "leader": "fushizhang-jingji", "roles_presumed": False, **said}
        hall.no[name] = office.post("/tasks", task)["task_no"]
    hall.at("2020-08-17 10:00")
    for name, no in hall.no.items():
        hall.as_(TASKS[name]["lead"][0]).post(f"/tasks/{no}/node-plan", {"nodes": PLAN})
    hall.at("2020-09-03 10:00")
    hall.as_("gongxin").post(f"/tasks/{hall.no['growth']}/reports", report("2020-08-30"))
    hall.at("2020-11-04 10:00")
    hall.as_("jiaotong").post(f"/tasks/{hall.no['road']}/reports", report(node="2020-10"))
    for name, unit in (("growth", "gongxin"), ("benefit", "minzheng")):
        hall.as_(unit).post(f"/tasks/{hall.no[name]}/reports", report("2020-10-20", node="2020-10"))
    hall.at("2020-11-05 10:00")
    light(hall, "2020-10")
    yield hall
    hall.close()


def light(hall: CityHall, node: str) -> dict[str, str]:
    """Issue every light of a node as the rules propose it."""
    head, path = hall.as_("qianfa"), f"/nodes/{node}/lights"
    decisions = {"decisions": [{"task_no": no} for no in hall.no.values()]}
    issued = head.put(path, decisions, match=head.get(path)["proposal"])
    return {row["task_no"]: row["light"] for row in issued["lights"]}


def scores(hall: CityHall, **asked: Any) -> dict[str, float]:
    return {row["unit"]: row["score"] for row in hall.as_("kaohe").get(SCORES, **asked)["items"]}


def test_december_is_lit_in_january_beside_a_scheme_whose_tasks_are_just_entered(hall: CityHall):
    hall.at("2021-01-04 09:00")
    content = hall.as_("banli").get(f"/schemes/{SCHEME}")["content"]
    hall.as_("qianfa").post("/schemes", json.loads(json.dumps(content, ensure_ascii=False).replace("2020", "2021")))
    new = {"scheme": NEXT, "title": "快速路二期", "category": "hard_task", "lead": ["jiaotong"]}
    assert hall.as_("banli").post("/tasks", new)["task_no"] == "2021-001"
    hall.at("2021-01-06 09:00")
    hall.as_("kaohe").refused(
        FINALISATION, {"reason": "审定"}, reason="assessment.lights_missing", clause="D-124"
    )  # fmt: skip
    hall.as_("jiaotong").post(f"/tasks/{hall.no['road']}/reports", report(node=NODE))
    for name, unit in (("growth", "gongxin"), ("benefit", "minzheng")):
        hall.as_(unit).post(f"/tasks/{hall.no[name]}/reports", report("2020-12-20", node=NODE))
    hall.at("2021-01-07 09:00")
    lit = light(hall, NODE)
    assert lit == {hall.no["road"]: "red", hall.no["growth"]: "green", hall.no["benefit"]: "green"}
    task = hall.as_("banli").get("/tasks/2021-001")
    assert (task["scheme"], [node["light"] for node in task["nodes"]]) == (NEXT, [None, None, None])
    tables = [hall.as_("kaohe").get(f"/assessments/{scheme}/units")["items"] for scheme in (SCHEME, NEXT)]
    assert [{row["unit"]: row["lights"]["red"] for row in rows}["jiaotong"] for rows in tables] == [1, 0]
    assert [row["unit"] for row in tables[1]] == ["jiaotong"]


def test_the_suggestion_names_the_unit_its_principal_and_the_light(hall: CityHall):
    rows = {row["unit"]: row for row in hall.as_("kaohe").get(SCORES)["items"]}
    mine = rows["jiaotong"]
    assert (mine["suggestion"], mine["suggested_for"]) == ("cancel", [hall.no["road"]])
    assert [p["person"] for p in mine["principals"]] == ["吴六"]
    (evidence,) = mine["evidence"]
    (line,) = [
        line for line in hall.as_("jiwei").every("/audit", event="task.light_set")
        if line["position"] in evidence["positions"]
    ]  # fmt: skip
    assert hall.no["road"] in line["sentence"] and NODE in line["sentence"] and "红灯" in line["sentence"]
    assert rows["caizheng"]["for_decision"] == [hall.no["road"]]
    assert rows["gongxin"]["suggestion"] == "award"


def test_a_bulletin_praises_one_and_criticises_one(hall: CityHall):
    before = scores(hall)
    said = {
        "kind": "regular", "period": NODE, "title": "全年督查情况", "text": "总体完成较好。",
        "praise": [{"unit": "gongxin", "task_no": hall.no["growth"], "text": "提前完成"}],
        "criticism": [{"unit": "jiaotong", "task_no": hall.no["road"], "text": "两个节点未完成"}],
    }  # fmt: skip
    drafted = hall.as_("banli").post("/bulletins", said)
    path = f"/bulletins/{drafted['bulletin']}"
    assert drafted["figures"]["lights"] == {"green": 2, "yellow": 0, "red": 1, "none": 0}
    hall.as_("jiaotong").refused(path, method="GET", reason="absent", status=404)
    hall.anybody().refused(f"/public{path}", method="GET", reason="absent", status=404)
    assert hall.as_("qianfa").post(f"{path}/publication")["number"] == "第1期"
    moved = {unit: score - before[unit] for unit, score in scores(hall).items() if score != before[unit]}
    assert moved == {"gongxin": 1, "jiaotong": -1}
    assert hall.as_("jiaotong").get(path)["criticism"][0]["text"] == "两个节点未完成"
    public = hall.anybody().get(f"/public{path}")
    assert ([m["text"] for m in public["praise"]], public["criticism"]) == (["提前完成"], [])


def test_the_special_of_december_meets_the_offices_own_duty(hall: CityHall):
    special = {"kind": "livelihood", "period": NODE, "title": "民生实事12月进展", "text": "全部完成。"}
    drafted = hall.as_("banli").post("/bulletins", special)
    hall.as_("qianfa").post(f"/bulletins/{drafted['bulletin']}/publication")
    owed = hall.as_("banli").get("/duties", kind="office_special", scheme=SCHEME)["items"]
    assert [(duty["period"], duty["state"]) for duty in owed] == [
        ("2020-08", "missed"), ("2020-09", "missed"), ("2020-10", "missed"), ("2020-11", "missed"), (NODE, "met"),
    ]  # fmt: skip
    (task,) = hall.anybody().get("/public/livelihood")["items"]
    assert (task["title"], task["light"], task["progress"]) == ("城乡低保标准提高", "green", "已完成")


def test_a_manual_entry_takes_two_persons(hall: CityHall):
    before = scores(hall)["minzheng"]
    said = {"unit": "minzheng", "points": 0.5, "reason": "省级表彰"}
    entry = f"{ENTRIES}/{hall.as_('kaohe').post(ENTRIES, said)['entry']}/confirmation"
    hall.as_("kaohe").refused(entry, reason="score.second_person", clause="D-123")
    assert scores(hall)["minzheng"] == before
    hall.as_("qianfa").post(entry)
    assert scores(hall)["minzheng"] == before + 0.5


def test_two_persons_finalise_the_year_and_units_read_their_ranks(hall: CityHall):
    before = scores(hall)
    hall.as_("kaohe").refused(f"/assessments/{NEXT}/finalisation", {"reason": "审定"},
                              reason="assessment.year_not_over", clause="D-124")  # fmt: skip
    hall.as_("kaohe").post(FINALISATION, {"reason": "年度考核领导小组审定"})
    hall.as_("kaohe").refused(f"{FINALISATION}/confirmation", reason="assessment.second_person", clause="D-124")
    assert hall.as_("jiaotong").get(SCORES)["items"][0]["rank"] is None
    told = hall.as_("shizhang").post(f"{FINALISATION}/confirmation")
    hall.seen["final"] = before
    assert scores(hall) == before
    own = hall.as_("jiaotong").get(SCORES)
    assert (own["items"][0]["rank"], own["finalised"]["position"]) == (4, told["position"])
    (line,) = hall.as_("jiwei").every("/audit", event="assessment.finalised")
    assert (line["position"], line["actor"]) == (told["position"], "shizhang")


def test_a_light_corrected_afterwards_leaves_the_figures_and_shows_the_difference(hall: CityHall):
    hall.at("2021-01-20 09:00")
    lights = f"/tasks/{hall.no['road']}/lights/{NODE}/corrections"
    said = {"light": "green", "done_on": "2020-12-30", "reason": "补交竣工验收单，核实属实"}
    number = hall.as_("banli").post(lights, said)["correction"]
    hall.as_("qianfa").post(f"{lights}/{number}/confirmation")
    told = hall.as_("kaohe").get(SCORES)
    assert scores(hall) == hall.seen["final"], "what is final stays"
    changed = {row["unit"]: row for row in told["differences"]}
    assert set(changed) == {"jiaotong", "caizheng"}
    mine = changed["jiaotong"]
    assert mine["now"]["score"] - mine["finalised"]["score"] == pytest.approx(1.5)
    assert [(e["cause"], e["points"]) for e in mine["removed"]] == [("yellow", 0), ("red", -2)]
    assert [(e["cause"], e["points"]) for e in mine["added"]] == [("yellow", -0.5)]
    assert scores(hall, live=1)["jiaotong"] == mine["now"]["score"]
    assert [row["unit"] for row in hall.as_("caizheng").get(SCORES)["differences"]] == ["caizheng"]
    (bulletin,) = hall.anybody().get("/public/bulletins", kind="regular")["items"]
    figures = hall.as_("jiaotong").get(f"/bulletins/{bulletin['bulletin']}")["figures"]
    assert figures["lights"]["red"] == 1, "what was printed stays printed"


def test_a_rebuild_changes_no_answer_about_the_years_end(hall: CityHall):
    before, told = hall.app.read.digest(), hall.as_("kaohe").get(SCORES)
    hall.app.read.rebuild()
    assert (hall.app.read.digest(), hall.as_("kaohe").get(SCORES)) == (before, told)
