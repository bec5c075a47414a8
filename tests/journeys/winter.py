"""Chapter 6, December to 8 January: the last reports, the lights of the year's end, notices of a new year."""

from tests.journeys.city_hall import CityHall
from tests.journeys.first_reports import report

NODE = "2020-12"
LIGHTS = f"/nodes/{NODE}/lights"
DECEMBER = {
    "road": "red", "growth": "green", "wharf": "green", "benefit": "green", "water": "green", "litter": "yellow",
    "centre": "green",
}  # fmt: skip


def report_november(hall: CityHall) -> None:
    """The water works report; the benefit's lead does not, and the tick says so."""
    water, benefit = hall.no["water"], hall.no["benefit"]
    hall.at("2020-12-01 10:00")
    sent = hall.as_("heping").post(f"/tasks/{water}/reports", report("2020-11-27", node="2020-11"))
    hall.at("2020-12-03 10:00")
    merged = report("2020-11-27", node="2020-11", merges=[sent["report_no"]])
    assert hall.as_("shuiwu").post(f"/tasks/{water}/reports", merged)["on_time"]
    hall.at("2020-12-08 08:00")
    (missed,) = hall.as_("minzheng").get("/duties", state="missed")["items"]
    assert (missed["task_no"], missed["period"], missed["due_on"]) == (benefit, "2020-11", "2020-12-03")


def report_december(hall: CityHall) -> None:
    no = hall.no
    hall.as_("shuiwu").refused(
        f"/tasks/{no['wharf']}/extensions",
        {"node": NODE, "new_limit_on": "2021-01-15", "reason": "赶不上", "progress": "九成"},
        reason="extension.beyond_the_scheme", clause="D-009",
    )  # fmt: skip
    hall.at("2021-01-04 16:00")
    hall.as_("gaoxin").post(f"/tasks/{no['road']}/reports", report(node=NODE))
    hall.as_("dongyuan").post(f"/tasks/{no['wharf']}/reports", report("2020-12-20", node=NODE))
    hall.as_("heping").post(f"/tasks/{no['water']}/reports", report("2020-12-20", node=NODE))
    hall.at("2021-01-06 22:00")
    leads = {"growth": "gongxin", "wharf": "shuiwu", "benefit": "minzheng", "water": "shuiwu", "centre": "shuju"}
    for name, unit in leads.items():
        sent = hall.as_(unit).post(f"/tasks/{no[name]}/reports", report("2020-12-28", node=NODE))
        assert (sent["due_on"], sent["on_time"]) == ("2021-01-06", True)
    for name, unit in {"road": "jiaotong", "litter": "chengguan"}.items():
        hall.as_(unit).post(f"/tasks/{no[name]}/reports", report(node=NODE))


def light_december(hall: CityHall) -> None:
    no, head = hall.no, hall.as_("qianfa")
    hall.at("2021-01-07 10:00")
    seen = head.get(LIGHTS)
    assert {row["task_no"]: row["light"] for row in seen["items"] if row["ready"]} == {
        no[name]: DECEMBER[name] for name in DECEMBER
    }
    done = {"decisions": [{"task_no": no["jobs"]}]}
    head.refused(LIGHTS, done, method="PUT", match=seen["proposal"], reason="lights.completed", clause="D-070")
    everything = {"decisions": [{"task_no": no[name]} for name in DECEMBER]}
    issued = head.put(LIGHTS, everything, match=seen["proposal"])
    assert [(n["task_no"], n["number"]) for n in issued["notices"]] == [
        (no["road"], "河督改〔2021〕1号"), (no["litter"], "河督改〔2021〕2号"),
    ]  # fmt: skip
    lit = {row["task_no"]: row["case"] for row in issued["lights"]}
    assert lit[no["road"]] == "miss_after_red"
    hall.at("2021-01-08 09:00")


def draft_a_bulletin(hall: CityHall) -> None:
    """The office works at its next bulletin; until it is published nobody else knows of it."""
    said = {"kind": "regular", "period": "2020-12", "title": "年终督查情况", "text": "快速路连续三个节点未完成。"}
    assert hall.as_("banli").post("/bulletins", said)["bulletin"] == "b-2020-0001"
