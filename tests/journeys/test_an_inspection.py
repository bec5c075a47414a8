"""A leader's word, an unannounced visit, a report that it contradicts, a light, a finding of untruth; over HTTP alone.

The lead hears of the visit when it is published to it, the construction entity never.
"""

import json

import pytest

from tests.journeys.city_hall import SCHEME, CityHall, Json
from tests.journeys.first_reports import NODE, report
from tests.journeys.the_ledger import enter_the_ledger, file_plans

LIGHTS = f"/nodes/{NODE}/lights"
SEEN = "工地大门紧锁，栈桥未动工。"


@pytest.fixture
def hall(hall: CityHall) -> CityHall:
    """The wharf's lead has reported it done on 30 August."""
    enter_the_ledger(hall)
    file_plans(hall)
    hall.at("2020-09-02 15:00")
    hall.as_("shuiwu").post(wharf(hall, "/reports"), report("2020-08-30"))
    return hall


def wharf(hall: CityHall, rest: str = "") -> str:
    return f"/tasks/{hall.no['wharf']}{rest}"


def instruct_and_inspect(hall: CityHall) -> Json:
    hall.at("2020-09-03 09:00")
    given = hall.as_("jingji").post(
        "/instructions", {"text": "码头真动工了吗？实地看看。", "tasks": [hall.no["wharf"]]}
    )
    assert given["instruction"] == "in-2020-0001"
    visit = {
        "kind": "unannounced", "started_by": "in-2020-0001", "visited_on": "2020-09-04", "team": ["周五", "郑六"],
        "places": ["新港码头"], "text": "未打招呼，直奔码头。",
        "findings": [{"task_no": hall.no["wharf"], "node": NODE, "done": False, "text": SEEN}],
    }  # fmt: skip
    hall.as_("banli").refused("/inspections", visit, reason="visited_in_the_future", status=422)
    hall.at("2020-09-04 17:00")
    hall.as_("shuiwu").refused("/inspections", visit, reason="forbidden", status=403)
    return hall.as_("banli").post("/inspections", visit)


def light_the_wharf(hall: CityHall) -> Json:
    head = hall.as_("qianfa")
    seen = head.get(LIGHTS)
    (proposal,) = [row for row in seen["items"] if row["task_no"] == hall.no["wharf"]]
    assert (proposal["light"], proposal["because"]["evidence"]) == ("yellow", "inspection")
    assert proposal["because"]["inspection"] == "v-2020-0001"
    decisions = {"decisions": [{"task_no": hall.no["wharf"]}]}
    issued: Json = head.put(LIGHTS, decisions, match=seen["proposal"])
    assert [n["task_no"] for n in issued["notices"]] == [hall.no["wharf"]]
    return issued


def find_untrue(hall: CityHall) -> None:
    finding = wharf(hall, "/reports/1/finding")
    said = {"reason": "所报与实际不符", "inspection": "v-2020-0001"}
    hall.as_("banli").post(finding, said)
    hall.as_("banli").refused(f"{finding}/confirmation", {}, reason="forbidden", status=403)
    assert hall.as_("qianfa").post(f"{finding}/confirmation", {})["unit"] == "shuiwu"


def everything(hall: CityHall, unit: str) -> str:
    """Return all a unit can read of the wharf and of the visit."""
    paths = (
        wharf(hall), wharf(hall, "/history"), wharf(hall, "/reports"), wharf(hall, f"/lights/{NODE}"), "/tasks",
        "/duties", "/notices", "/instructions", "/inspections", f"/assessments/{SCHEME}/units/{unit}",
    )  # fmt: skip
    person = hall.as_(unit)
    told = [person.get(path, **({"texts": 1} if path.endswith("/history") else {})) for path in paths]
    return json.dumps(told, ensure_ascii=False)


def test_a_visit_contradicts_a_report_and_is_told_to_whom_it_is_published(hall: CityHall):
    assert instruct_and_inspect(hall)["inspection"] == "v-2020-0001"
    light_the_wharf(hall)
    find_untrue(hall)
    for unit in ("shuiwu", "dongyuan"):
        told = everything(hall, unit)
        assert not any(word in told for word in (SEEN, "v-2020-0001", "in-2020-0001", "直奔码头"))
    explained = hall.as_("shuiwu").get(wharf(hall, f"/lights/{NODE}"))
    assert (explained["light"], explained["known"]["evidence"], explained["inspections"]) == ("yellow", "office", [])
    assert hall.as_("jingji").get("/inspections/v-2020-0001")["findings"][0]["text"] == SEEN
    hall.as_("minsheng").refused("/inspections/v-2020-0001", reason="absent", status=404, method="GET")

    publication = "/inspections/v-2020-0001/publication"
    hall.as_("banli").refused(publication, {"units": ["shuiwu"]}, reason="forbidden", status=403)
    hall.as_("qianfa").refused(publication, {"units": ["fagai"]}, reason="unit_not_inspected", status=422)
    hall.as_("qianfa").post(publication, {"units": ["shuiwu"]})
    hall.as_("qianfa").refused(
        publication, {"units": ["shuiwu"]}, reason="inspection.already_published", clause="D-111"
    )  # fmt: skip
    told = everything(hall, "shuiwu")
    assert SEEN in told and "直奔码头" in told and "in-2020-0001" not in told
    assert hall.as_("shuiwu").get(wharf(hall, f"/lights/{NODE}"))["inspections"][0]["inspection"] == "v-2020-0001"
    told = everything(hall, "dongyuan")
    assert not any(word in told for word in (SEEN, "v-2020-0001", "直奔码头"))


def test_an_untrue_report_costs_three_points_and_was_nothing_before_it_was_found(hall: CityHall):
    instruct_and_inspect(hall)
    light_the_wharf(hall)
    path = f"/assessments/{SCHEME}/units/shuiwu"
    before = hall.as_("kaohe").get(path)
    find_untrue(hall)
    after = hall.as_("kaohe").get(path)
    assert after["score"] == before["score"] - 3
    (entry,) = [entry for entry in after["entries"] if entry["cause"] == "report_untrue"]
    rows = hall.as_("jiwei").every("/audit")
    names = {row["position"]: row["event"] for row in rows}
    assert [names[p] for p in entry["positions"]] == ["report.submitted.v1", "report.found_untrue.v1"]
    as_known = hall.as_("kaohe").get(path, known_at=f"position:{before['as_of']['position']}")
    assert (as_known["score"], as_known["entries"]) == (before["score"], before["entries"])
    assert hall.as_("shuiwu").get(wharf(hall, "/reports/1"))["state"] == "untrue"
    (duty,) = [
        duty
        for duty in hall.as_("shuiwu").every("/duties", kind="progress_report", task_no=hall.no["wharf"])
        if (duty["period"], duty["role"]) == (NODE, "lead")
    ]
    assert duty["state"] == "met", "it was handed in; its untruth is a breach of its own"


def test_an_instruction_passed_on_to_a_unit_is_answered_and_closed(hall: CityHall):
    hall.at("2020-09-03 09:00")
    paper = {"on_behalf_of": "post:shizhang", "received_at": "2020-09-03T08:30:00+08:00"}
    said = {"text": "请水务局三日内说明码头进度。", "tasks": [hall.no["wharf"]], "units": ["shuiwu"]}
    hall.as_("banli").refused("/instructions", said, reason="act.office_needs_a_paper", clause="D-002")
    hall.as_("banli").post("/instructions", {**said, **paper})
    path = "/instructions/in-2020-0001"
    hall.as_("banli").refused(
        f"{path}/closing", {"outcome": "了"}, reason="instruction.not_answered_yet", clause="D-110"
    )  # fmt: skip
    hall.as_("dongyuan").refused(f"{path}/answers", {"text": "无关"}, reason="absent", status=404)
    hall.as_("shuiwu").post(f"{path}/answers", {"text": "已进场，附照片。"})
    hall.as_("banli").post(f"{path}/closing", {"outcome": "市长已阅"})
    hall.as_("shuiwu").refused(f"{path}/answers", {"text": "再补"}, reason="instruction.closed", clause="D-110")
    row = hall.as_("shizhang").get(path)
    assert (row["state"], row["outcome"], [a["text"] for a in row["answers"]]) == (
        "closed", "市长已阅", ["已进场，附照片。"],
    )  # fmt: skip
    assert (hall.as_("shuiwu").get(path)["outcome"], hall.as_("dongyuan").get("/instructions")["items"]) == (None, [])
