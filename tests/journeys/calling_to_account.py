"""Chapter of its own, 22 September to 22 October: the road's failed notice brings jiaotong's head before the leader."""

from io import BytesIO

from tests.journeys.city_hall import CityHall, Json

FIRST = "/interviews/i-2020-0001"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
MEETING = {
    "reason": "整改期满，控制性工程仍未开工", "meets_at": "2020-09-28T09:30:00+08:00", "place": "市政府三楼会议室",
    "materials": ["整改情况说明", "下一步计划"],
}  # fmt: skip
SITTING: Json = {
    "held_at": "2020-09-28T09:35:00+08:00", "place": "市政府三楼会议室", "host": "fushizhang-jingji",
    "recorder": "周五",
    "attendees": [
        {"side": "city", "person": "钱二", "post": "fushizhang-jingji"},
        {"side": "city", "person": "周五", "post": "ducha-zhuren"},
        {"side": "unit", "person": "吴六", "post": "jiaotong-juzhang", "unit": "jiaotong"},
        {"side": "other", "person": "赵敏", "post": "市纪委监委干部"},
    ],
}  # fmt: skip
MINUTES: Json = {
    "matters": "公路控制性工程八月节点未完成，整改未到位。", "statement": "征地补偿资金九月才到账。",
    "cause": "前期统筹不力，未及时报告困难。", "requirements": "十月二十日前打通控制性节点。",
    "commitments": [
        {"text": "十月二十日前打通控制性节点", "due_on": "2020-10-20"},
        {"text": "每周五报送进度", "due_on": "2020-10-09"},
    ],
}  # fmt: skip


def propose_and_approve(hall: CityHall) -> None:
    """The verdict itself called for it; nobody but the leader in charge, or a higher one, says yes."""
    office = hall.as_("banli")
    (row,) = office.every("/interviews", state="proposed")
    assert (row["task_no"], row["units"], row["level"]) == (
        hall.no["road"], [{"unit": "jiaotong", "role": "lead"}], 1,
    )  # fmt: skip
    hall.as_("jiaotong-head").refused(f"{FIRST}/signatures", {"side": "unit"}, reason="absent", status=404)
    hall.as_("minsheng").refused(f"{FIRST}/approval", {"approved": True}, reason="absent", status=404)
    office.refused(f"{FIRST}/approval", {"approved": True}, reason="act.office_needs_a_paper", clause="D-002")
    office.refused(
        f"{FIRST}/approval", {"approved": False, "reason": "再等等"}, reason="interviews.ground_stands", clause="D-100"
    )
    assert hall.as_("jingji").post(f"{FIRST}/approval", {"approved": True})["state"] == "approved"


def convene_and_hold(hall: CityHall) -> None:
    office, head = hall.as_("banli"), hall.as_("qianfa")
    head.refused(f"{FIRST}/convening", reason="interviews.not_drafted", clause="D-101")
    office.post(f"{FIRST}/convening", MEETING)
    assert hall.as_("jiaotong").every("/interviews") == [], "a draft is nobody's business"
    assert head.post(f"{FIRST}/convening")["number"] == "河督约〔2020〕1号"
    assert hall.as_("jiaotong").get(FIRST)["convening"]["materials"] == MEETING["materials"]
    office.refused(f"{FIRST}/record", MINUTES, reason="interviews.cannot_file", clause="D-102")
    hall.at("2020-09-28 12:00")
    lower = {**SITTING, "host": "ducha-zhuren", "recorder": "钱二"}
    office.refused(f"{FIRST}/holding", lower, reason="interviews.host_of_another_rank", clause="二(三)")
    office.post(f"{FIRST}/holding", SITTING)


def file_and_sign(hall: CityHall) -> None:
    """The unit's head will not sign; the reason and a witness of neither side stand in the record's place."""
    office = hall.as_("banli")
    hall.at("2020-09-29 10:00")
    sent = hall.client.post(
        "/api/v1/files", data={"file": (BytesIO(PDF), "minutes.pdf")},
        headers={"Authorization": f"Bearer {hall.people['banli']}"},
    )  # fmt: skip
    office.refused(f"{FIRST}/record", {**MINUTES, "statement": ""}, reason="invalid_body", status=422)
    filed = office.post(f"{FIRST}/record", {**MINUTES, "files": [sent.json["file"]]})
    assert [c["due_on"] for c in filed["commitments"]] == ["2020-10-20", "2020-10-09"]
    office.refused(f"{FIRST}/record", MINUTES, reason="interviews.cannot_file", clause="D-102")
    office.refused(f"{FIRST}/report", reason="interviews.cannot_report", clause="D-102")
    refused = {"reason": "不认可“未及时报告困难”", "witness": "周五"}
    office.refused(f"{FIRST}/signatures", {"side": "unit", "refused": refused}, reason="witness_of_a_side", status=422)
    office.post(f"{FIRST}/signatures", {"side": "unit", "refused": {**refused, "witness": "赵敏"}})
    assert hall.as_("jingji").post(f"{FIRST}/signatures", {"side": "city"})["state"] == "signed"


def report_and_archive(hall: CityHall) -> None:
    office = hall.as_("banli")
    office.refused(f"{FIRST}/archive", reason="interviews.cannot_archive", clause="D-102")
    assert office.post(f"{FIRST}/report")["state"] == "reported"
    hall.as_("jiaotong-head").refused(
        f"{FIRST}/signatures", {"side": "unit"}, reason="interviews.cannot_sign", clause="D-102"
    )
    assert office.post(f"{FIRST}/archive")["archive_number"] == "河督档〔2020〕1号"


def keep_one_commitment_and_miss_another(hall: CityHall) -> None:
    """Said in time, judged later: kept. Never spoken of: missed, by the tick, on the interview itself."""
    unit, office = hall.as_("jiaotong"), hall.as_("banli")
    hall.at("2020-10-19 16:00")
    hall.as_("caizheng").refused(
        f"{FIRST}/commitments/1/fulfilment", {"text": "x", "done_on": "2020-10-19"}, reason="absent", status=404
    )
    unit.post(f"{FIRST}/commitments/1/fulfilment", {"text": "控制性节点已打通。", "done_on": "2020-10-18"})
    hall.at("2020-10-22 10:00")
    office.refused(
        f"{FIRST}/commitments/2/verification", {"fulfilled": True}, reason="commitments.await_word", clause="D-103"
    )
    office.post(f"{FIRST}/commitments/1/verification", {"fulfilled": True, "reason": "现场核实"})


CHAPTERS = (
    propose_and_approve, convene_and_hold, file_and_sign, report_and_archive, keep_one_commitment_and_miss_another,
)  # fmt: skip
