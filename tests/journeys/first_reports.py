"""Chapter 3, 1 to 7 September: three kinds of unit report; returned, resubmitted, merged, late, on behalf, missing."""

from typing import Any

from tests.journeys.city_hall import CityHall

NODE = "2020-08"
LATE_PAPER = {"on_behalf_of": "unit:fagai", "received_at": "2020-09-03T17:00:00+08:00"}


def report(done_on: str | None = None, *, node: str = NODE, **more: Any) -> dict[str, Any]:
    text = "节点任务已完成，附佐证。" if done_on else "推进中，征地尚未完成。"
    return {"node": node, "done_on": done_on, "progress": "已完成" if done_on else "推进中", "text": text, **more}


def construction_entities_report(hall: CityHall) -> None:
    """Within one working day, to the lead, who checks, returns and takes in."""
    road, wharf, water = (hall.no[name] for name in ("road", "wharf", "water"))
    hall.at("2020-09-01 10:00")
    sent = hall.as_("gaoxin").post(f"/tasks/{road}/reports", report())
    assert (sent["to"], sent["due_on"], sent["on_time"]) == ("jiaotong", "2020-09-01", True)
    assert hall.as_("heping").post(f"/tasks/{water}/reports", report("2020-08-30"))["report_no"] == 1
    hall.as_("caizheng").refused(f"/tasks/{road}/reports", report(), reason="report.co_owes_none", clause="三(二)")
    hall.as_("fagai").refused(f"/tasks/{road}/reports", report(), reason="absent", status=404)
    hall.as_("banli").refused(f"/tasks/{road}/reports", report(), reason="act.office_needs_a_paper", clause="D-002")
    hall.as_("banli").refused(
        f"/tasks/{road}/reports/1/return", {"reason": "材料不全"}, reason="report.not_addressed_to_you",
        clause="三(四)4",
    )  # fmt: skip
    hall.at("2020-09-01 15:00")
    back = hall.as_("jiaotong").post(f"/tasks/{road}/reports/1/return", {"reason": "未附监理意见"})
    assert back["resubmit_by"] == "2020-09-02"
    hall.at("2020-09-02 10:00")  # after the due day, within a working day of the return
    again = hall.as_("gaoxin").post(f"/tasks/{road}/reports", report())
    assert (again["replaces"], again["on_time"], again["late_days"]) == (1, True, 0)
    assert hall.as_("banli").get("/duties", unit="dongyuan", kind="progress_report")["items"][0]["state"] == "missed"
    assert wharf


def leads_report(hall: CityHall) -> None:
    """Within three working days, to the office: one merges, one is returned, one writes of an important problem."""
    no = hall.no
    hall.at("2020-09-02 15:00")
    hall.seen["a_file"] = proof = hall.as_("jiaotong").upload(b"%PDF-1.7\n" + b"x" * 100, "佐证.pdf")
    problem = {"important": True, "problems": "用地指标不足，需市里协调。"}
    merged = hall.as_("jiaotong").post(f"/tasks/{no['road']}/reports", report(merges=[2], files=[proof], **problem))
    assert (merged["to"], merged["due_on"], merged["problem_no"]) == ("office", "2020-09-03", 1)
    hall.as_("jiaotong").refused(
        f"/tasks/{no['road']}/reports/2/return", {"reason": "再改"}, reason="report.accepted_stands", clause="三(四)4"
    )
    hall.as_("gongxin").post(f"/tasks/{no['growth']}/reports", report("2020-08-28"))
    hall.as_("shuiwu").post(f"/tasks/{no['wharf']}/reports", report("2020-08-30"))
    hall.as_("zhujian").post(f"/tasks/{no['litter']}/reports", report())
    hall.as_("renshe").post(f"/tasks/{no['jobs']}/reports", report("2020-08-25"))
    hall.as_("renshe").refused(
        f"/tasks/{no['jobs']}/reports", report("2020-08-25", node="2020-09"), reason="duty.not_owed", clause="三(四)2"
    )
    hall.at("2020-09-03 17:00")
    hall.as_("banli").post(f"/tasks/{no['growth']}/reports/1/return", {"reason": "口径与统计不一致"})
    hall.as_("banli").refused(
        f"/tasks/{no['growth']}/reports/1/return", {"reason": "又"}, reason="report.already_returned", clause="三(四)4"
    )
    hall.as_("qianfa").refused(
        f"/nodes/{NODE}/lights", {"decisions": [{"task_no": no["jobs"]}]}, method="PUT",
        match=hall.as_("qianfa").get(f"/nodes/{NODE}/lights")["proposal"], reason="lights.not_yet_due", clause="D-070",
    )  # fmt: skip


def late_missing_and_on_paper(hall: CityHall) -> None:
    """On the 4th the tick has found three missing: one comes late, one had come on paper in time, one never comes."""
    no = hall.no
    hall.at("2020-09-04 11:00")
    missed = hall.as_("banli").get("/duties", kind="progress_report", state="missed")["items"]
    assert {(d["unit"], d["task_no"]) for d in missed} == {
        ("dongyuan", no["wharf"]), ("fagai", no["park"]), ("minzheng", no["benefit"]), ("shuiwu", no["water"]),
    }  # fmt: skip
    kept = hall.as_("gongxin").post(f"/tasks/{no['growth']}/reports", report("2020-08-28"))
    assert (kept["on_time"], kept["effective_at"][:10]) == (True, "2020-09-02"), "a return cannot make it late"
    hall.as_("gongxin").refused(
        f"/tasks/{no['growth']}/reports", report("2020-08-29"), reason="report.too_late_to_replace", clause="三(四)2"
    )
    paper = {"on_behalf_of": "unit:shuiwu", "received_at": "2020-09-03T17:20:00+08:00"}
    path = f"/tasks/{no['water']}/reports"
    hall.as_("jiaotong").refused(path, report(), reason="absent", status=404)
    future = {**paper, "received_at": "2020-09-05T09:00:00+08:00"}
    hall.as_("banli").refused(path, {**report(), **future}, reason="received_in_the_future", status=422)
    entered = hall.as_("banli").post(path, {**report("2020-08-30", merges=[1]), **paper})
    assert (entered["unit"], entered["on_time"], entered["effective_at"]) == ("shuiwu", True, "2020-09-03T09:20:00Z")
    own = hall.as_("shuiwu").get(f"{path}/{entered['report_no']}")
    assert own["on_behalf"]["entered_by"] == "banli", "the unit sees whose hand it was"
    assert hall.as_("shuiwu").get(f"/receipts/{entered['receipt']['receipt_id']}")["account"] == "banli"
    late = hall.as_("minzheng").post(f"/tasks/{no['benefit']}/reports", report("2020-08-29"))
    assert (late["due_on"], late["on_time"], late["late_days"]) == ("2020-09-03", False, 1)
    hall.at("2020-09-07 09:00")
    hall.as_("banli").refused(
        f"/tasks/{no['park']}/reports", {**report(), **LATE_PAPER}, reason="act.late_entry_needs_reason",
        clause="D-005",
    )  # fmt: skip


def follow_the_problem(hall: CityHall) -> None:
    """An important problem is read, instructed upon and closed, in this order."""
    problem = f"/tasks/{hall.no['road']}/problems/1"
    leader, office = hall.as_("jingji"), hall.as_("banli")
    leader.refused(f"{problem}/instruction", {"text": "请协调"}, reason="problem.not_read_yet", clause="三(四)")
    leader.post(f"{problem}/reading")
    office.refused(f"{problem}/closing", {"outcome": "办结"}, reason="problem.no_instruction_yet", clause="三(四)")
    leader.post(f"{problem}/instruction", {"text": "请自然资源局一周内答复。"})
    office.post(f"{problem}/closing", {"outcome": "指标已调剂"})
    assert hall.as_("jiaotong").get("/problems")["items"][0]["state"] == "closed"
    assert hall.as_("caizheng").get("/problems")["items"] == []
