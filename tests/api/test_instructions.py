"""`/instructions` over HTTP: recorded by a leader or from paper, answered, closed; each reader told their own part."""

import pytest

from tests.api.inspected_city import DESERTED, DONE, inspect, publish, with_three_tasks

FIRST = "/instructions/in-2020-0001"


@pytest.fixture
def heyuan(city):
    with_three_tasks(city)
    said = {"text": "查清路面进度", "tasks": [DONE], "units": [city.unit, "caizheng"], "given_on": "2020-09-03"}
    assert city.as_("leader").post("/instructions", said).status_code == 201
    return city


def refused(answer, status, reason):
    assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{reason}"), answer.json
    assert "…" not in answer.json["detail"] and answer.json["detail"] != reason


def test_a_leader_instructs_a_unit_answers_and_the_office_closes(heyuan):
    row = heyuan.as_("unit_clerk").get(FIRST).json
    assert (row["leader"], row["text"], row["state"], row["given_on"], row["tasks"]) == (
        "fushizhang-jingji", "查清路面进度", "recorded", "2020-09-03", [DONE],
    )  # fmt: skip
    answered = heyuan.as_("unit_clerk").post(f"{FIRST}/answers", {"text": "已增派人手"}, key="k")
    assert (answered.status_code, answered.json["answer"], answered.json["by"]) == (201, 1, heyuan.unit)
    again = heyuan.as_("unit_clerk").post(f"{FIRST}/answers", {"text": "已增派人手"}, key="k")
    assert again.json == answered.json
    assert heyuan.as_("office").post(f"{FIRST}/answers", {"text": "已核"}).json["by"] == "office"
    closed = heyuan.as_("office").post(f"{FIRST}/closing", {"outcome": "已专报"}, match=3)
    assert (closed.json["state"], bool(closed.json["receipt"]["leaf"])) == ("closed", True)
    row = heyuan.as_("leader").get(FIRST).json
    assert [(a["by"], a["text"]) for a in row["answers"]] == [(heyuan.unit, "已增派人手"), ("office", "已核")]
    assert (row["state"], row["outcome"], row["version"]) == ("closed", "已专报", 4)


def test_a_unit_reads_its_own_answers_and_nothing_of_what_came_of_it(heyuan):
    heyuan.as_("unit_clerk").post(f"{FIRST}/answers", {"text": "已增派人手"})
    other = heyuan.as_("unit_clerk", unit="caizheng")
    row = other.get(FIRST).json
    assert (row["answers"], row["state"]) == ([], "recorded")
    heyuan.as_("office").post(f"{FIRST}/closing", {"outcome": "已专报"})
    row = heyuan.as_("unit_head").get(FIRST).json
    assert ([a["text"] for a in row["answers"]], row["outcome"], row["state"]) == (["已增派人手"], None, "closed")
    stranger = heyuan.as_("unit_clerk", unit=heyuan.construction)
    assert stranger.get(FIRST).status_code == 404
    assert stranger.get("/instructions").json["items"] == []
    assert stranger.post(f"{FIRST}/answers", {"text": "x"}).status_code == 404


def test_the_office_enters_a_leaders_paper_and_no_other(heyuan):
    office = heyuan.as_("office")
    said = {"text": "督办此桥", "tasks": [DESERTED], "units": []}
    refused(office.post("/instructions", said), 409, "act.office_needs_a_paper")
    paper = {"on_behalf_of": "post:shizhang", "received_at": "2020-09-04T08:00:00+08:00"}
    entered = office.post("/instructions", {**said, **paper})
    assert (entered.json["instruction"], entered.json["leader"]) == ("in-2020-0002", "shizhang")
    refused(office.post("/instructions", {**said, **paper, "leader": "fushizhang-jingji"}), 422, "not_the_acting_post")
    refused(office.post("/instructions", {**said, **paper, "given_on": "2020-09-05"}), 422, "given_in_the_future")
    refused(office.post("/instructions", {**said, **paper, "units": ["nosuch"]}), 422, "unknown_unit")
    assert heyuan.as_("leader").get("/instructions/in-2020-0002").status_code == 404, "another's portfolio"
    refused(heyuan.as_("leader").post("/instructions", said), 422, "task_not_known")
    refused(office.post(f"{FIRST}/closing", {"outcome": "x"}), 409, "instruction.not_answered_yet")
    assert office.post(f"{FIRST}/closing", {"outcome": "x"}, match=9).status_code == 412


def test_lists_have_pages_and_filters(heyuan):
    paper = {"on_behalf_of": "post:shizhang", "received_at": "2020-09-04T08:00:00+08:00"}
    heyuan.as_("office").post("/instructions", {"text": "督办此桥", "tasks": [DESERTED], **paper})
    office = heyuan.as_("office")
    first = office.get("/instructions?limit=1").json
    assert [row["instruction"] for row in first["items"]] == ["in-2020-0002"]
    second = office.get(f"/instructions?limit=1&cursor={first['next_cursor']}").json
    assert ([row["instruction"] for row in second["items"]], second["next_cursor"]) == (["in-2020-0001"], None)
    for query, expected in {
        f"task_no={DESERTED}": ["in-2020-0002"], f"unit={heyuan.unit}": ["in-2020-0001"],
        "leader=shizhang": ["in-2020-0002"], "state=closed": [], "state=recorded": ["in-2020-0002", "in-2020-0001"],
    }.items():  # fmt: skip
        assert [row["instruction"] for row in office.get(f"/instructions?{query}").json["items"]] == expected, query


def test_an_instruction_shows_the_inspections_it_started_to_those_who_may_know_of_them(heyuan):
    started = inspect(heyuan, started_by="in-2020-0001")
    for role in ("office", "leader", "auditor", "assessor"):
        assert heyuan.as_(role).get(FIRST).json["inspections"] == [started]
    assert heyuan.as_("unit_clerk").get(FIRST).json["inspections"] == []
    publish(heyuan, started, heyuan.unit)
    assert heyuan.as_("unit_clerk").get(FIRST).json["inspections"] == [started]
    assert heyuan.as_("unit_clerk", unit="caizheng").get(FIRST).json["inspections"] == []
