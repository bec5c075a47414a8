"""Chapter 2, 11 to 18 August: items, eight tasks, list edition 1 by two people; plans filed, sealed and confirmed."""

from typing import Any

from tests.journeys.city_hall import SCHEME, CityHall

ECONOMY, WELFARE = "fushizhang-jingji", "fushizhang-minsheng"
ITEMS = (
    ("一", "年度主要预期目标", ["市发展改革局", "市工业和信息化局", "市财政局", "市人力资源社会保障局", "市民政局"]),
    ("八(一)", "中心城区首位度", ["市交通运输局", "市水务局", "市住房城乡建设局", "市发展改革局", "市府直属各单位"]),
)
TASKS: dict[str, dict[str, Any]] = {
    "road": {
        "title": "环城快速路建成通车", "category": "hard_task", "leader": ECONOMY, "item": "2020-8-1",
        "lead": ["市交通运输局"], "co": ["caizheng"], "construction": ["gaoxin"], "coordinator": "fumishuzhang",
        "targets": [{"text": "通车里程", "value": "12", "unit_of_measure": "公里"}],
    },
    "growth": {
        "title": "规上工业增加值增长7%", "category": "expected_target", "leader": ECONOMY, "item": "2020-1",
        "lead": ["gongxin"], "co": ["caizheng"],
    },
    "wharf": {
        "title": "新港码头动工", "category": "follow_up", "leader": ECONOMY, "lead": ["shuiwu"],
        "construction": ["dongyuan"],
    },
    "benefit": {"title": "城乡低保标准提高", "category": "livelihood", "leader": WELFARE, "lead": ["minzheng"]},
    "water": {
        "title": "农村集中供水工程", "category": "livelihood", "leader": WELFARE, "lead": ["shuiwu"],
        "construction": ["heping"],
    },
    "park": {"title": "园区扩园10平方公里", "category": "hard_task", "leader": ECONOMY, "lead": ["fagai"]},
    "litter": {
        "title": "生活垃圾日处理能力新增730吨", "category": "follow_up", "leader": ECONOMY, "lead": ["zhujian"],
        "co": ["fagai"],
    },
    "jobs": {"title": "城镇新增就业3万人", "category": "hard_task", "leader": WELFARE, "lead": ["renshe"]},
}  # fmt: skip
NODES = [
    {"node": "2020-08", "target": "完成四成", "measures": "每周调度"},
    {"node": "2020-10", "target": "完成七成半"},
    {"node": "2020-12", "target": "全部完成", "limit_on": "2020-12-31"},
]


def enter_the_ledger(hall: CityHall) -> None:
    office = hall.as_("banli")
    for label, title, units in ITEMS:
        office.post("/items", {"scheme": SCHEME, "label": label, "title": title, "units": units})
    office.refused(
        "/items", {"scheme": SCHEME, "label": "一", "title": "又一次", "units": ["fagai"]},
        reason="item.number_taken", clause="一(一)",
    )  # fmt: skip
    assert office.get("/items/2020-1")["presumed_lead"] == "fagai", "the first named is presumed lead (S7)"
    office.post("/items/2020-1/roles/confirmation", {"lead": ["gongxin"], "co": ["caizheng"]})
    for name, said in TASKS.items():
        hall.no[name] = office.post("/tasks", {"scheme": SCHEME, **said})["task_no"]
    confirm_the_roles(hall)
    issue_the_list(hall)


def confirm_the_roles(hall: CityHall) -> None:
    office = hall.as_("banli")
    for name, no in hall.no.items():
        task = office.get(f"/tasks/{no}")
        assert task["roles_presumed"]
        roles = {role: task[role] for role in ("lead", "co", "construction")}
        office.post(f"/tasks/{no}/roles/confirmation", roles, match=task["version"])
        if name == "road":
            office.refused(
                f"/tasks/{no}/roles/confirmation", roles, reason="task.roles_confirmed_already", clause="D-040"
            )
            seen = {"changes": {"note": "省重点"}, "reason": "省里来文"}
            office.refused(f"/tasks/{no}/amendments", seen, match=task["version"], reason="moved_on", status=412)
            office.post(f"/tasks/{no}/amendments", seen, match=task["version"] + 1)


def issue_the_list(hall: CityHall) -> None:
    """拟稿 → 签发: nobody issues what he drafted himself."""
    office, head = hall.as_("banli"), hall.as_("qianfa")
    issuance = f"/editions/{SCHEME}/1/issuance"
    head.refused(issuance, reason="absent", status=404)
    head.post("/editions", {"scheme": SCHEME, "note": "首批清单"})
    head.refused(issuance, reason="edition.drafter_may_not_issue", clause="D-042")
    office.post("/editions", {"scheme": SCHEME, "note": "首批清单"})
    office.refused(issuance, reason="forbidden", status=403)
    assert hall.as_("jiaotong").get("/editions")["items"] == [], "a draft is the office's own"
    head.post(issuance)
    listed = head.get(f"/editions/{SCHEME}/1")
    main, livelihood = [n for n in hall.no if n not in ("benefit", "water")], ["benefit", "water"]
    assert [task["task_no"] for task in listed["tasks"]] == [hall.no[name] for name in (*main, *livelihood)]
    assert [t["task_no"] for t in hall.as_("caizheng").get(f"/editions/{SCHEME}/1")["tasks"]] == [
        hall.no["road"], hall.no["growth"],
    ]  # fmt: skip


def file_plans(hall: CityHall) -> None:
    """By 13 August to the lead, by 17 August to the office; late is taken in and said."""
    no = hall.no
    hall.at("2020-08-13 23:30")
    for unit, name in (("gaoxin", "road"), ("dongyuan", "wharf")):
        assert hall.as_(unit).post(f"/tasks/{no[name]}/node-plan", {"nodes": NODES})["on_time"]
    hall.as_("caizheng").refused(
        f"/tasks/{no['road']}/node-plan", {"nodes": NODES}, reason="node_plan.not_owed", clause="三(四)2"
    )
    hall.at("2020-08-14 09:00")
    late = hall.as_("heping").post(f"/tasks/{no['water']}/node-plan", {"nodes": NODES})
    assert (late["due_on"], late["late_days"]) == ("2020-08-13", 1)
    file_implementation_plans(hall)
    hall.at("2020-08-17 10:00")
    for name, task_no in no.items():
        if name != "benefit":
            file_seal_and_confirm(hall, name, task_no)
    hall.at("2020-08-18 09:00")
    file_seal_and_confirm(hall, "benefit", no["benefit"])
    hall.as_("jiaotong").refused(
        f"/tasks/{no['road']}/node-plan", {"nodes": NODES}, reason="node_plan.confirmed", clause="三(四)2"
    )


def file_implementation_plans(hall: CityHall) -> None:
    for unit in ("fagai", "gongxin", "renshe", "minzheng", "jiaotong", "shuiwu", "zhujian"):
        path = f"/units/{unit}/implementation-plan"
        items = ["2020-1", "2020-8-1"] if unit == "fagai" else ["2020-1"]
        if unit in ("jiaotong", "shuiwu", "zhujian"):
            items = ["2020-8-1"]
        if unit == "fagai":
            hall.as_(unit).refused(
                path, {"scheme": SCHEME, "items": items[:1], "text": "一半"},
                reason="implementation_plan.items_missing", clause="三(四)1",
            )  # fmt: skip
        filed = hall.as_(unit).post(path, {"scheme": SCHEME, "items": items, "text": "目标、措施、分工见正文。"})
        assert (filed["due_on"], filed["on_time"]) == ("2020-08-17", True)
    hall.as_("shuju").refused(
        "/units/shuju/implementation-plan", {"scheme": SCHEME, "items": ["2020-8-1"], "text": "我们也报"},
        reason="implementation_plan.no_item_names_the_unit", clause="三(四)1",
    )  # fmt: skip


def file_seal_and_confirm(hall: CityHall, name: str, no: str) -> None:
    unit = hall.as_("banli").get(f"/tasks/{no}")["lead"][0]
    leader, other = ("minsheng", "jingji") if TASKS[name]["leader"] == WELFARE else ("jingji", "minsheng")
    plan = f"/tasks/{no}/node-plan"
    if name == "road":
        hall.as_(f"{unit}-head").refused(f"{plan}/seal", reason="node_plan.not_filed", clause="三(四)2")
        hall.as_(unit).refused(
            plan, {"nodes": [{**NODES[0], "limit_on": "2020-09-01"}]}, reason="outside_node", status=422
        )
    hall.as_(unit).post(plan, {"nodes": NODES})
    hall.as_(leader).refused(f"{plan}/confirmation", reason="node_plan.not_sealed", clause="三(四)2")
    hall.as_(unit).refused(f"{plan}/seal", reason="forbidden", status=403)
    hall.as_(f"{unit}-head").post(f"{plan}/seal")
    hall.as_(other).refused(f"{plan}/confirmation", reason="absent", status=404)  # not in that leader's portfolio
    hall.as_("shizhang" if name == "jobs" else leader).post(f"{plan}/confirmation")
    if name == "road":
        hall.as_(leader).refused(f"{plan}/confirmation", reason="node_plan.confirmed_already", clause="三(四)2")
