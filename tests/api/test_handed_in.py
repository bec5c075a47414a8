"""`/handed-in`: what waits for the lead, the office, the head of a unit or the leader, and goes with the next step."""

from typing import Any

import pytest

from tests.api.report_city import NO, report, with_task

REPORTS, PLAN, EXTENSIONS = (f"/tasks/{NO}/{part}" for part in ("reports", "node-plan", "extensions"))


@pytest.fixture
def heyuan(city: Any) -> Any:
    return with_task(city)


def waits(caller: Any, **query: Any) -> list[tuple[Any, ...]]:
    rows = caller.get("/handed-in", query_string=query).json["items"]
    return [(row["kind"], row["number"], row["unit"], row["to"]) for row in rows if row["kind"] != "node_plan_seal"]


def test_a_construction_report_waits_for_the_lead_until_it_is_merged(heyuan: Any) -> None:
    lead, builder = heyuan.as_("unit_clerk"), heyuan.as_("unit_clerk", unit=heyuan.construction)
    builder.post(REPORTS, report())
    handed_in = ("report", 1, heyuan.construction, heyuan.unit)
    assert waits(lead) == waits(builder) == waits(heyuan.as_("office")) == [handed_in]
    lead.post(REPORTS, report(merges=[1]))
    assert waits(lead) == [("report", 2, heyuan.unit, "office")]
    assert waits(builder) == []
    assert heyuan.as_("office").get("/handed-in?to=office").json["items"][0]["title"] == "建成一条路"


def test_a_returned_report_waits_for_its_author_until_the_day_named(heyuan: Any) -> None:
    lead, builder = heyuan.as_("unit_clerk"), heyuan.as_("unit_clerk", unit=heyuan.construction)
    builder.post(REPORTS, report())
    lead.post(f"{REPORTS}/1/return", {"reason": "数字不符"})
    (row,) = builder.get("/handed-in?kind=returned_report").json["items"]
    assert (row["number"], row["node"], row["to"], row["asked_day"]) == (1, "2020-08", row["unit"], "2020-09-02")
    builder.post(REPORTS, report(text="改好了"))
    assert waits(builder) == [("report", 2, heyuan.construction, heyuan.unit)]


def test_a_plan_waits_for_the_seal_then_for_the_leader_in_charge(heyuan: Any) -> None:
    head, leader = heyuan.as_("unit_head"), heyuan.as_("leader")
    assert [row["kind"] for row in head.get("/handed-in").json["items"]] == ["node_plan_seal"]
    part = {"nodes": [{"node": "2020-08", "target": "路基"}]}
    assert heyuan.as_("unit_clerk", unit=heyuan.construction).post(PLAN, part).status_code == 201
    head.post(f"{PLAN}/seal", {})
    assert waits(leader) == [("node_plan_confirmation", None, heyuan.unit, "leader")]
    leader.post(f"{PLAN}/confirmation", {})
    assert leader.get("/handed-in").json["items"] == []  # nor for the seal of a part


def test_an_extension_waits_until_it_is_decided(heyuan: Any) -> None:
    asked = {"node": "2020-08", "new_limit_on": "2020-09-20", "reason": "台风", "progress": "八成"}
    heyuan.as_("unit_clerk").post(EXTENSIONS, asked)
    assert waits(heyuan.as_("leader"), kind="extension") == [("extension", 1, heyuan.unit, "leader")]
    assert waits(heyuan.as_("unit_clerk", unit="jiaoyu")) == []
    heyuan.as_("leader").post(f"{EXTENSIONS}/1/decision", {"granted": False, "reason": "不同意"})
    assert waits(heyuan.as_("leader"), kind="extension") == []


def test_a_completion_waits_for_the_office_until_it_is_verified(heyuan: Any) -> None:
    heyuan.as_("unit_clerk").post(f"/tasks/{NO}/completion", {"done_on": "2020-09-01", "text": "提前完成"})
    office = heyuan.as_("office")
    assert waits(office) == [("completion", None, heyuan.unit, "office")]
    office.post(f"/tasks/{NO}/completion/verification", {"accepted": False, "reason": "未见验收"})
    assert waits(office) == []


def test_who_leads_from_now_on_receives_what_was_sent_to_the_lead_before(heyuan: Any) -> None:
    heyuan.as_("unit_clerk", unit=heyuan.construction).post(REPORTS, report())
    moved = {"role": "lead", "from": heyuan.unit, "to": "jiaoyu", "reason": "职责划转"}
    heyuan.as_("office_head").post(f"/tasks/{NO}/transfers", moved)
    new = heyuan.as_("unit_clerk", unit="jiaoyu")
    assert ("report", 1, heyuan.construction, "jiaoyu") in waits(new)
    assert new.post(f"{REPORTS}/1/acceptance", {}).status_code == 200
    heyuan.as_("office_head").post(f"/tasks/{NO}/withdrawal", {"reason": "撤销"})
    assert heyuan.as_("office").get("/handed-in").json["items"] == []


def test_the_list_goes_on_where_a_page_ended(heyuan: Any) -> None:
    heyuan.as_("unit_clerk").post(REPORTS, report())
    office = heyuan.as_("office")
    first = office.get("/handed-in?limit=1").json
    rest = office.get(f"/handed-in?limit=1&cursor={first['next_cursor']}").json
    assert [row["kind"] for row in first["items"] + rest["items"]] == ["node_plan_seal", "report"]
    assert rest["next_cursor"] is None
