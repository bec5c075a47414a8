"""Chapter 5, 9 October to 23 November: livelihood months, list edition 2, extensions, the second lights, a red."""

from tests.journeys.city_hall import SCHEME, CityHall
from tests.journeys.first_reports import report
from tests.journeys.the_ledger import NODES

NODE = "2020-10"
LIGHTS = f"/nodes/{NODE}/lights"
OCTOBER = {
    "road": "red", "growth": "green", "wharf": "deferred", "benefit": "green", "water": "green", "litter": "green",
    "jobs": "green", "centre": "none",
}  # fmt: skip


def report_september(hall: CityHall) -> None:
    """Due Monday 12 October: 1 to 8 October are off, Saturday the 10th works, Sunday the 11th does not."""
    no = hall.no
    hall.at("2020-10-09 17:00")
    sent = hall.as_("heping").post(f"/tasks/{no['water']}/reports", report("2020-09-28", node="2020-09"))
    assert (sent["due_on"], sent["on_time"]) == ("2020-10-09", True)
    hall.at("2020-10-12 23:59")
    in_time = hall.as_("minzheng").post(f"/tasks/{no['benefit']}/reports", report("2020-09-28", node="2020-09"))
    assert (in_time["due_on"], in_time["on_time"]) == ("2020-10-12", True)
    hall.at("2020-10-13 09:00")
    late = hall.as_("shuiwu").post(
        f"/tasks/{no['water']}/reports", report("2020-09-28", node="2020-09", merges=[sent["report_no"]])
    )
    assert (late["due_on"], late["late_days"]) == ("2020-10-12", 1)
    hall.as_("shuiwu").post("/notices/n-2020-0004/answers", {"text": "码头已动工。", "done_on": "2020-10-10"})
    hall.as_("banli").post("/notices/n-2020-0004/verdict", {"rectified": True})


def issue_the_second_list(hall: CityHall) -> None:
    """Added, amended, withdrawn: each told once, with its reason."""
    no, office, head = hall.no, hall.as_("banli"), hall.as_("qianfa")
    centre = {
        "scheme": SCHEME, "title": "城市数据中心", "category": "follow_up", "leader": "fushizhang-jingji",
        "lead": ["数据局"], "roles_presumed": False,
    }  # fmt: skip
    office.refused("/tasks", centre, reason="missing", status=422)
    no["centre"] = office.post("/tasks", {**centre, "reason": "市政府常务会议新增"})["task_no"]
    path = f"/tasks/{no['centre']}/node-plan"
    hall.as_("shuju").refused(path, {"nodes": NODES}, reason="node_ended_before_the_task", status=422)
    office.post("/editions", {"scheme": SCHEME, "note": "第二批清单"})
    head.post(f"/editions/{SCHEME}/2/issuance")
    told = office.get(f"/editions/{SCHEME}/2")
    assert (told["added"], told["amended"], told["withdrawn"]) == ([no["centre"]], [no["litter"]], [no["park"]])
    assert [x["reason"] for x in told["reasons"][no["litter"]]] == ["职能划转"]
    office.post("/editions", {"scheme": SCHEME, "note": "第三批清单"})
    head.refused(f"/editions/{SCHEME}/3/issuance", reason="edition.nothing_new", clause="一(二)")
    (duty,) = hall.as_("shuju").get("/duties", kind="node_plan")["items"]
    assert duty["due_on"] == "2020-10-20"  # five working days after the list of the 13th
    hall.at("2020-10-19 10:00")
    assert hall.as_("shuju").post(path, {"nodes": NODES[2:]})["on_time"]
    hall.as_("shuju-head").post(f"{path}/seal")
    paper = {"on_behalf_of": "post:fushizhang-jingji", "received_at": "2020-10-19T09:30:00+08:00"}
    office.post(f"{path}/confirmation", paper)  # the leader signed on paper


def complete_early(hall: CityHall) -> None:
    jobs = f"/tasks/{hall.no['jobs']}"
    said = {"done_on": "2020-10-16", "text": "全年目标提前完成。"}
    hall.as_("banli").refused(
        f"{jobs}/completion/verification", {"accepted": True}, reason="completion.not_applied", clause="D-004"
    )
    hall.as_("renshe").post(f"{jobs}/completion", said)
    hall.as_("renshe").refused(f"{jobs}/completion", said, reason="completion.applied_already", clause="D-004")
    hall.as_("banli").post(f"{jobs}/completion/verification", {"accepted": True})
    hall.as_("renshe").refused(
        f"{jobs}/reports", report("2020-10-16", node=NODE), reason="task.completed", clause="D-004"
    )


def extend(hall: CityHall) -> None:
    """Asked before the limit: one granted, one refused; asked after it: refused by rule."""
    wharf, growth, road = (f"/tasks/{hall.no[name]}/extensions" for name in ("wharf", "growth", "road"))
    asked = {"node": NODE, "new_limit_on": "2020-11-20", "reason": "审批排期", "progress": "桩基完成"}
    hall.at("2020-10-20 10:00")
    hall.as_("dongyuan").refused(wharf, asked, reason="extension.only_the_lead_asks", clause="三(二)")
    hall.as_("shuiwu").refused(
        wharf, {**asked, "new_limit_on": "2020-10-31"}, reason="extension.not_after_the_limit", clause="D-009"
    )
    hall.as_("shuiwu").post(wharf, asked)
    hall.as_("shuiwu").refused(wharf, asked, reason="extension.one_is_pending", clause="D-009")
    hall.at("2020-10-22 09:00")
    hall.as_("minsheng").refused(f"{wharf}/1/decision", {"granted": True}, reason="absent", status=404)
    assert hall.as_("jingji").post(f"{wharf}/1/decision", {"granted": True})["new_limit_on"] == "2020-11-20"
    hall.as_("gongxin").post(growth, asked)
    refusal = {"granted": False, "reason": "前期已有安排"}
    hall.as_("jingji").refused(f"{growth}/1/decision", {"granted": False}, reason="missing", status=422)
    hall.as_("jingji").post(f"{growth}/1/decision", refusal)
    hall.as_("jingji").refused(f"{growth}/1/decision", refusal, reason="extension.already_decided", clause="D-009")
    hall.at("2020-11-01 09:00")
    hall.as_("jiaotong").refused(road, asked, reason="extension.asked_late", clause="D-009")


def report_october(hall: CityHall) -> None:
    """The monthly report of a livelihood task is its node report; the road's construction entity sends none."""
    no = hall.no
    hall.at("2020-11-02 16:00")
    hall.as_("dongyuan").post(f"/tasks/{no['wharf']}/reports", report(node=NODE))
    hall.as_("heping").post(f"/tasks/{no['water']}/reports", report("2020-10-28", node=NODE))
    hall.at("2020-11-04 16:00")
    hall.as_("jiaotong").post(f"/tasks/{no['road']}/reports", report(node=NODE))
    hall.as_("gongxin").post(f"/tasks/{no['growth']}/reports", report("2020-10-30", node=NODE))
    hall.as_("shuiwu").post(f"/tasks/{no['wharf']}/reports", report(node=NODE))
    for unit, name in (("minzheng", "benefit"), ("shuiwu", "water"), ("chengguan", "litter")):
        assert hall.as_(unit).post(f"/tasks/{no[name]}/reports", report("2020-10-28", node=NODE))["on_time"]
    assert hall.as_("shuju").post(f"/tasks/{no['centre']}/reports", report(node=NODE))["due_on"] == "2020-11-04"
    hall.as_("zhujian").refused(
        f"/tasks/{no['litter']}/reports", report("2020-10-28", node=NODE), reason="absent", status=404
    )


def light_october(hall: CityHall) -> None:
    """Two yellows running are a red; an extension defers; what was not planned is not assessed."""
    no, head = hall.no, hall.as_("qianfa")
    hall.at("2020-11-05 10:00")
    proposed = {row["task_no"]: row for row in head.get(LIGHTS)["items"]}
    assert {name: proposed[no[name]]["light"] for name in OCTOBER} == OCTOBER
    assert (proposed[no["road"]]["case"], proposed[no["road"]]["clause"]) == ("second_miss_running", "二(三)")
    assert no["park"] not in proposed, "withdrawn"
    ready = {"decisions": [{"task_no": no[name]} for name in OCTOBER]}
    issued = head.put(LIGHTS, ready, match=head.get(LIGHTS)["proposal"])
    assert [(n["task_no"], n["number"]) for n in issued["notices"]] == [(no["road"], "河督改〔2020〕5号")]
    head.refused(
        LIGHTS, {"decisions": [{"task_no": no["wharf"]}]}, method="PUT", match=head.get(LIGHTS)["proposal"],
        reason="lights.extension_runs", clause="D-070",
    )  # fmt: skip
    hall.at("2020-11-12 10:00")
    hall.as_("jiaotong").post("/notices/n-2020-0005/answers", {"text": "已打通控制性节点。", "done_on": "2020-11-10"})
    hall.as_("banli").post("/notices/n-2020-0005/verdict", {"rectified": True})


def light_what_was_deferred(hall: CityHall) -> None:
    """Done by its new limit: set in a supplementary session, counted at its own node."""
    wharf = hall.no["wharf"]
    hall.at("2020-11-19 15:00")
    shown = hall.as_("shuiwu").post(f"/tasks/{wharf}/reports", report("2020-11-18", node=NODE))
    assert shown["on_time"], "the report was in time, only the news is new"
    hall.at("2020-11-23 10:00")
    head = hall.as_("qianfa")
    issued = head.put(LIGHTS, {"decisions": [{"task_no": wharf}]}, match=head.get(LIGHTS)["proposal"])
    assert (issued["session"], issued["lights"][0]["light"], issued["later"]) == (2, "green", [])
