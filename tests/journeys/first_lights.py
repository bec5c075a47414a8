"""Chapter 4, 7 to 25 September: the August lights, their notices to the verdict, a transfer, a withdrawal."""

from typing import Any

from tests.journeys.city_hall import CityHall, Json
from tests.journeys.first_reports import report

NODE = "2020-08"
LIGHTS = f"/nodes/{NODE}/lights"
AUGUST = {
    "road": "yellow", "growth": "green", "wharf": "green", "benefit": "green", "water": "green", "park": "yellow",
    "litter": "yellow", "jobs": "green",
}  # fmt: skip


def light_august(hall: CityHall) -> None:
    """Proposed, drafted, issued: on what was seen and by two people."""
    no, office, head = hall.no, hall.as_("banli"), hall.as_("qianfa")
    seen = head.get(LIGHTS)
    assert {row["task_no"]: row["light"] for row in seen["items"]} == {no[name]: AUGUST[name] for name in no}
    everything = {"decisions": [{"task_no": no[name]} for name in no]}
    head.refused(LIGHTS, everything, method="PUT", reason="if_match_missing", status=428)
    office.post(f"/tasks/{no['benefit']}/reports/1/return", {"reason": "缺发放名册"})
    moved = head.refused(LIGHTS, everything, method="PUT", match=seen["proposal"], reason="moved_on", status=412)
    assert [(row["task_no"], row["was"], row["light"]) for row in moved["changed"]] == [
        (no["benefit"], "green", "yellow")
    ]
    again = hall.as_("minzheng").post(f"/tasks/{no['benefit']}/reports", report("2020-08-29"))
    assert again["late_days"] == 1, "as late as it was, not later"
    differs = {"task_no": no["jobs"], "done_on": None}
    draft = f"/nodes/{NODE}/draft"
    office.refused(draft, {"decisions": [differs]}, method="PUT", reason="lights.differs_without_reason",
                   clause="D-071")  # fmt: skip
    head.put(draft, everything)
    head.refused(LIGHTS, {}, method="PUT", match=head.get(LIGHTS)["proposal"], reason="lights.drafter_may_not_issue",
                 clause="D-072")  # fmt: skip
    office.put(draft, everything)
    hall.as_("jiaotong").refused(LIGHTS, everything, method="PUT", match="x", reason="forbidden", status=403)
    issued = head.put(LIGHTS, {}, match=head.get(LIGHTS)["proposal"])
    assert {row["task_no"]: row["light"] for row in issued["lights"]} == {no[name]: AUGUST[name] for name in no}
    assert [(n["task_no"], n["number"]) for n in issued["notices"]] == [
        (no["road"], "河督改〔2020〕1号"), (no["park"], "河督改〔2020〕2号"), (no["litter"], "河督改〔2020〕3号"),
    ]  # fmt: skip
    assert {n["limit_on"] for n in issued["notices"]} == {"2020-09-21"}  # ten working days from Monday the 7th
    head.refused(LIGHTS, {"decisions": [{"task_no": no["road"]}]}, method="PUT",
                 match=head.get(LIGHTS)["proposal"], reason="lights.already_set", clause="D-070")  # fmt: skip
    explains_itself(hall)


def explains_itself(hall: CityHall) -> None:
    told = hall.as_("gaoxin").get(f"/tasks/{hall.no['road']}/lights/{NODE}")
    assert (told["light"], told["case"], told["clause"], told["scheme_version"]) == ("yellow", "miss", "二(三)", 1)
    assert told["due_at"] == "2020-09-04T00:00:00+08:00"
    assert [day["date"] for day in told["due_because"] if day["counted"]] == ["2020-09-01", "2020-09-02", "2020-09-03"]
    assert (told["known"]["report_no"], told["known"]["previous"]) == (3, [])
    assert (told["set"]["by"]["account"], told["set"]["by"]["person"]) == ("qianfa", "周五")


def sign_answer_and_judge(hall: CityHall) -> None:
    """Each addressee signs; the lead answers; the office finds it rectified or not."""
    road, litter = "/notices/n-2020-0001", "/notices/n-2020-0003"
    office = hall.as_("banli")
    hall.at("2020-09-08 10:00")
    assert [a["unit"] for a in hall.as_("jiaotong").get(road)["addressees"]] == ["jiaotong", "gaoxin", "caizheng"]
    for unit in ("jiaotong", "gaoxin", "caizheng"):
        hall.as_(unit).post(f"{road}/receipt")
    hall.as_("jiaotong").refused(f"{road}/receipt", reason="notices.already_received", clause="D-007")
    hall.as_("gongxin").refused(f"{road}/receipt", reason="absent", status=404)
    office.refused(f"{road}/verdict", {"rectified": True}, reason="notices.await_answer", clause="D-007")
    transfer_and_withdraw(hall)
    hall.at("2020-09-17 16:00")
    answered = hall.as_("jiaotong").post(f"{road}/answers", {"text": "已增派施工队。", "done_on": None})
    assert answered["on_time"]
    answered = hall.as_("chengguan").post(f"{litter}/answers", {"text": "设备到场，已投运。", "done_on": "2020-09-16"})
    assert answered["unit"] == "chengguan", "the open notice went with the role"
    hall.at("2020-09-22 10:00")
    office.refused(f"{road}/verdict", {"rectified": False}, reason="needed_when_not_rectified", status=422)
    office.post(f"{road}/verdict", {"rectified": False, "reason": "现场核查仍未开工"})
    office.post(f"{litter}/verdict", {"rectified": True})
    hall.as_("jiaotong").refused(f"{road}/answers", {"text": "再报"}, reason="notices.closed", clause="D-007")
    states = {n["notice"]: n["state"] for n in office.every("/notices")}
    assert states == {"n-2020-0001": "not_rectified", "n-2020-0002": "voided", "n-2020-0003": "rectified"}


def transfer_and_withdraw(hall: CityHall) -> None:
    no, head = hall.no, hall.as_("qianfa")
    hall.at("2020-09-10 09:00")
    moving: Json = {"role": "lead", "from": "zhujian", "to": "chengguan", "reason": "职能划转"}
    hall.as_("banli").refused(f"/tasks/{no['litter']}/transfers", moving, reason="forbidden", status=403)
    head.refused(f"/tasks/{no['litter']}/transfers", {**moving, "to": "fagai"}, reason="unit_has_a_role_already",
                 status=422)  # fmt: skip
    head.post(f"/tasks/{no['litter']}/transfers", moving)
    hall.at("2020-09-11 09:00")
    head.post(f"/tasks/{no['park']}/withdrawal", {"reason": "与省级部署合并推进"})
    hall.as_("fagai").refused(f"/tasks/{no['park']}/reports", report(), reason="task.withdrawn", clause="D-004")
    hall.as_("fagai").refused("/notices/n-2020-0002/receipt", reason="notices.voided", clause="D-007")
    lapsed = hall.as_("banli").every("/duties", task_no=no["park"])
    assert {d["state"] for d in lapsed if d["due_on"] > "2020-09-11"} <= {"lapsed"}


def correct_a_light(hall: CityHall) -> None:
    """The wharf had not been begun in August after all: one proposes, another confirms, the past stays readable."""
    wharf = hall.no["wharf"]
    path = f"/tasks/{wharf}/lights/{NODE}"
    office, head = hall.as_("banli"), hall.as_("qianfa")
    hall.at("2020-09-25 10:00")
    office.refused(f"{path}/corrections", {"light": "green", "reason": "照旧"},
                   reason="lights.correction_changes_nothing", clause="D-074")  # fmt: skip
    wrong: dict[str, Any] = {"done_on": None, "reason": "审计现场照片显示8月底未动工"}
    head.post(f"{path}/corrections", wrong)
    head.refused(f"{path}/corrections/1/confirmation", reason="lights.second_person", clause="D-072")
    office.post(f"{path}/corrections", wrong)
    hall.at("2020-09-25 15:00")
    hall.as_("shuiwu").refused(f"{path}/corrections/2/confirmation", reason="forbidden", status=403)
    hall.seen["before_correction"] = office.get("/tasks")["as_of"]["position"]
    corrected = head.post(f"{path}/corrections/2/confirmation")
    assert (corrected["was"], corrected["light"], corrected["notice"]) == ("green", "yellow", "n-2020-0004")
    head.refused(f"{path}/corrections/2/confirmation", reason="lights.correction_confirmed", clause="D-074")
    assert head.get("/notices/n-2020-0004")["limit_on"] == "2020-10-15"  # the holidays are not counted, the 27th is
