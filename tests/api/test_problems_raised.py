"""`/problems` over HTTP: what was raised, who has read it, what was instructed, how it ended."""

import pytest

from tests.api.report_city import NO, report, with_task

PROBLEM = f"/tasks/{NO}/problems/1"


@pytest.fixture
def heyuan(city):
    with_task(city)
    raised = city.as_("unit_clerk").post(f"/tasks/{NO}/reports", report(important=True, problems="征地未完成"))
    assert raised.json["problem_no"] == 1
    return city


def only(caller):
    (row,) = caller.get("/problems").json["items"]
    return row


def test_a_problem_is_read_instructed_and_closed_and_shows_each_step(heyuan):
    row = only(heyuan.as_("leader"))
    assert (row["state"], row["text"], row["task_title"], row["unit"]) == (
        "raised", "征地未完成", "建成一条路", heyuan.unit,
    )  # fmt: skip
    assert heyuan.as_("leader").post(f"{PROBLEM}/reading", {}).json["state"] == "read"
    instructed = heyuan.as_("principal_leader").post(f"{PROBLEM}/instruction", {"text": "限期交地"})
    assert instructed.json["state"] == "instructed"
    assert heyuan.as_("office").post(f"{PROBLEM}/closing", {"outcome": "已交地"}).json["state"] == "closed"
    row = only(heyuan.as_("unit_clerk"))
    assert (row["state"], row["instruction"], row["outcome"], row["erased"]) == ("closed", "限期交地", "已交地", False)
    assert (row["read_by"], row["instructed_by"]) == ("fushizhang-jingji", "shizhang")


def test_no_step_is_taken_out_of_order_or_by_the_wrong_hand(heyuan):
    leader, office = heyuan.as_("leader"), heyuan.as_("office")

    def refused(answer, reason):
        assert (answer.status_code, answer.json["type"]) == (409, f"/problems/{reason}")
        assert "…" not in answer.json["detail"] and answer.json["detail"] != reason

    refused(leader.post(f"{PROBLEM}/instruction", {"text": "x"}), "problem.not_read_yet")
    refused(office.post(f"{PROBLEM}/closing", {"outcome": "x"}), "problem.no_instruction_yet")
    refused(office.post(f"{PROBLEM}/reading", {}), "act.office_needs_a_paper")
    assert heyuan.as_("unit_clerk").post(f"{PROBLEM}/reading", {}).status_code == 403
    assert leader.post(f"{PROBLEM}/closing", {"outcome": "x"}).status_code == 403
    assert leader.post(f"/tasks/{NO}/problems/2/reading", {}).status_code == 404
    paper = {"on_behalf_of": "post:shizhang", "received_at": "2020-09-01T08:00:00+08:00"}
    assert office.post(f"{PROBLEM}/reading", paper).status_code == 200
    refused(leader.post(f"{PROBLEM}/reading", {}), "problem.already_read")


def test_a_unit_sees_its_own_problems_only_and_lists_have_pages(heyuan):
    again = report(important=True, problems="资金未到位")
    heyuan.as_("unit_clerk", unit=heyuan.construction).post(f"/tasks/{NO}/reports", again)
    office = heyuan.as_("office")
    first = office.get("/problems?limit=1").json
    assert [row["problem_no"] for row in first["items"]] == [2]
    second = office.get(f"/problems?limit=1&cursor={first['next_cursor']}").json
    assert ([row["problem_no"] for row in second["items"]], second["next_cursor"]) == ([1], None)
    assert only(heyuan.as_("unit_clerk"))["problem_no"] == 1
    assert heyuan.as_("unit_clerk", unit=heyuan.other_unit).get("/problems").json["items"] == []
    assert office.get(f"/problems?unit={heyuan.construction}&state=raised").json["items"][0]["problem_no"] == 2
    assert office.get("/problems?state=closed").json["items"] == []
