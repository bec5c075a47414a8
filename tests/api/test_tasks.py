"""`/tasks` over HTTP: the list and its filters, entering, adjusting, ending a task, and its history."""

from typing import Any

import pytest

from tests.api.conftest import CONSTRUCTION, LEADER_POST, OTHER_UNIT, UNIT, City
from tests.api.ledger import NODES, TASK, enter, problem


def test_a_task_is_entered_and_read_back_at_once(city: City) -> None:
    answer = city.as_("office").post("/tasks", TASK)
    assert answer.status_code == 201
    assert (answer.json["task_no"], answer.json["version"], answer.headers["ETag"]) == ("2020-001", 1, '"1"')
    assert answer.json["receipt"]["receipt_id"].startswith("r-")
    read = city.as_("office").get("/tasks/2020-001")
    assert read.headers["ETag"] == '"1"'
    assert read.json["lead"] == [UNIT]
    assert read.json["targets"] == TASK["targets"]
    assert [node["node"] for node in read.json["nodes"]] == ["2020-08", "2020-10", "2020-12"]
    assert (read.json["state"], read.json["light"], read.json["version"]) == ("active", None, 1)


def test_the_same_key_enters_one_task(city: City) -> None:
    first, again = (city.as_("office").post("/tasks", TASK, key="k1") for _ in range(2))
    assert first.json == again.json
    assert len(city.as_("office").get("/tasks").json["items"]) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lead": ["nobody"]}, "lead.0"),
        ({"co": [UNIT]}, "co.0"),
        ({"leader": "nobody"}, "leader"),
        ({"item": "2020-9-9"}, "item"),
        ({"category": "dream"}, "category"),
        ({"scheme": "atlantis-2020"}, "scheme"),
        ({"task_no": "2021-001"}, "task_no"),
        ({"effective_on": "2021-03-01"}, "effective_on"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_task_that_names_what_is_not_there_says_which_field(city: City, changes: dict[str, Any], field: str) -> None:
    body = problem(city.as_("office").post("/tasks", {**TASK, **changes}), 422)
    assert [error["field"] for error in body["errors"]] == [field]


def test_tasks_are_listed_by_filter_and_page(city: City) -> None:
    enter(city), enter(city, category="livelihood", lead=[OTHER_UNIT], co=[]), enter(city, leader=None)
    office = city.as_("office")

    def listed(query: str) -> list[str]:
        return [task["task_no"] for task in office.get(f"/tasks?{query}").json["items"]]

    assert listed("scheme=heyuan-2020") == ["2020-001", "2020-002", "2020-003"]
    assert listed("category=livelihood") == ["2020-002"]
    assert listed(f"unit={UNIT}") == ["2020-001", "2020-003"]
    assert listed(f"leader={LEADER_POST}") == ["2020-001", "2020-002"]
    page = office.get("/tasks?limit=2").json
    assert page["as_of"]["position"] > 0
    assert listed(f"limit=2&cursor={page['next_cursor']}") == ["2020-003"]


def test_a_task_is_shown_as_it_was_known_at_a_line_of_the_record(city: City) -> None:
    position = city.as_("office").post("/tasks", TASK).json["receipt"]["position"]
    city.as_("office").post("/tasks/2020-001/amendments", {"changes": {"title": "新题"}, "reason": "口径调整"})
    read = city.as_("office").get(f"/tasks/2020-001?known_at=position:{position}")
    assert (read.json["title"], read.json["version"]) == (TASK["title"], 1)


def test_units_and_leaders_see_the_tasks_they_have_a_part_in(city: City) -> None:
    enter(city, leader=None, co=[])
    for reader in (city.as_("unit_clerk", unit=OTHER_UNIT), city.as_("leader")):
        assert reader.get("/tasks").json["items"] == []
        for path in ("/tasks/2020-001", "/tasks/2020-001/history", "/tasks/2020-001/node-plan"):
            hidden, absent = reader.get(path), reader.get(path.replace("001", "999"))
            assert hidden.status_code == absent.status_code == 404
            assert hidden.json["detail"] == absent.json["detail"]
    assert city.as_("unit_clerk", unit=CONSTRUCTION).get("/tasks/2020-001").status_code == 200


def test_an_amendment_moves_the_version_and_a_stale_one_is_refused(city: City) -> None:
    no = enter(city)
    amend = {"changes": {"title": "新增35家", "targets": [{"text": "新增35家"}]}, "reason": "口径调整"}
    answer = city.as_("office").post(f"/tasks/{no}/amendments", amend, match=1)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"2"')
    problem(city.as_("office").post(f"/tasks/{no}/amendments", amend, match=1), 412)
    body = problem(city.as_("office").post(f"/tasks/{no}/amendments", amend), 422)
    assert body["errors"][0] == {
        "field": "changes",
        "reason": "nothing_changes",
        "detail": "没有实际变更，请至少改动一项。",
    }
    unknown = {"changes": {"lead": [UNIT]}, "reason": "r"}
    body = problem(city.as_("office").post(f"/tasks/{no}/amendments", unknown), 422)
    assert body["errors"][0]["field"] == "changes.lead"


def test_presumed_roles_are_confirmed_once(city: City) -> None:
    no = enter(city)
    roles = {"lead": [UNIT], "co": [], "construction": [CONSTRUCTION]}
    assert city.as_("office").post(f"/tasks/{no}/roles/confirmation", roles).status_code == 200
    read = city.as_("office").get(f"/tasks/{no}").json
    assert (read["roles_presumed"], read["co"]) == (False, [])
    body = problem(city.as_("office").post(f"/tasks/{no}/roles/confirmation", roles), 409)
    assert (body["type"], body["clause"]) == ("/problems/task.roles_confirmed_already", "D-040")


def test_after_its_withdrawal_nothing_more_is_taken(city: City) -> None:
    no = enter(city)
    problem(city.as_("office").post(f"/tasks/{no}/withdrawal", {"reason": "r"}), 403)
    answer = city.as_("office_head").post(f"/tasks/{no}/withdrawal", {"reason": "上级任务取消"})
    assert answer.status_code == 200
    assert city.as_("office").get(f"/tasks/{no}").json["state"] == "withdrawn"
    body = problem(city.as_("unit_clerk").post(f"/tasks/{no}/node-plan", {"nodes": NODES}), 409)
    assert (body["type"], body["clause"]) == ("/problems/task.withdrawn", "D-004")


def test_a_role_is_transferred(city: City) -> None:
    no = enter(city, co=[])
    form = {"role": "lead", "from": UNIT, "to": OTHER_UNIT, "effective_on": "2020-09-01", "reason": "机构改革"}
    assert city.as_("office_head").post(f"/tasks/{no}/transfers", form).status_code == 201
    assert city.as_("office").get(f"/tasks/{no}").json["lead"] == [OTHER_UNIT]
    body = problem(city.as_("office_head").post(f"/tasks/{no}/transfers", form), 422)
    assert body["errors"][0]["field"] == "from"


def test_the_lead_applies_for_completion_and_the_office_verifies(city: City) -> None:
    no = enter(city)
    form = {"done_on": "2020-08-10", "text": "已全部完成"}
    problem(city.as_("unit_clerk", unit=OTHER_UNIT).post(f"/tasks/{no}/completion", form), 409)
    assert city.as_("unit_clerk").post(f"/tasks/{no}/completion", form).status_code == 201
    problem(city.as_("office").post(f"/tasks/{no}/completion/verification", {"accepted": False}), 422)
    answer = city.as_("office").post(f"/tasks/{no}/completion/verification", {"accepted": True})
    assert answer.status_code == 200
    assert city.as_("office").get(f"/tasks/{no}").json["state"] == "completed"


def test_completion_may_be_applied_for_on_paper(city: City) -> None:
    no = enter(city)
    form = {"done_on": "2020-08-10", "text": "已全部完成"}
    problem(city.as_("office").post(f"/tasks/{no}/completion", form), 409)
    paper = {**form, "on_behalf_of": f"unit:{UNIT}", "received_at": "2020-08-10T17:00:00+08:00"}
    assert city.as_("office").post(f"/tasks/{no}/completion", paper).status_code == 201


# --- history -----------------------------------------------------------------------------------------------------


def test_the_history_tells_every_event_with_its_actor_in_order(city: City) -> None:
    no = enter(city)
    city.as_("office").post(f"/tasks/{no}/amendments", {"changes": {"title": "新题"}, "reason": "口径调整"})
    body = city.as_("auditor").get(f"/tasks/{no}/history").json
    first, second = body["items"]
    assert (first["name"], first["version"], first["event"]["title"]) == ("task.entered.v1", 1, TASK["title"])
    assert (second["name"], second["actor"]["role"]) == ("task.amended.v1", "office")
    assert second["event"]["changes"] == {"title": "新题"}
    assert second["recorded_at"].startswith("2020-08-11T01:00")
    assert body["as_of"]["position"] == second["position"]


def test_the_history_is_paged_and_told_as_it_was_known(city: City) -> None:
    no = enter(city)
    for title in ("一", "二"):
        city.as_("office").post(f"/tasks/{no}/amendments", {"changes": {"title": title}, "reason": "r"})
    auditor = city.as_("auditor")
    page = auditor.get(f"/tasks/{no}/history?limit=2").json
    rest = auditor.get(f"/tasks/{no}/history?limit=2&cursor={page['next_cursor']}").json
    assert [len(page["items"]), len(rest["items"]), rest["next_cursor"]] == [2, 1, None]
    then = auditor.get(f"/tasks/{no}/history?known_at=position:{page['items'][0]['position']}").json
    assert len(then["items"]) == 1


def test_texts_stay_digests_until_asked_for_and_are_a_units_own(city: City) -> None:
    no = enter(city)
    city.as_("unit_clerk").post(f"/tasks/{no}/completion", {"done_on": "2020-08-10", "text": "不为外人道"})
    own = city.as_("unit_clerk").get(f"/tasks/{no}/history?texts=1").json["items"][-1]
    digest = own["event"]["text"]
    assert own["texts"] == {digest: "不为外人道"}
    plain = city.as_("unit_clerk").get(f"/tasks/{no}/history")
    assert "不为外人道" not in plain.get_data(as_text=True)
    other = city.as_("unit_clerk", unit=OTHER_UNIT).get(f"/tasks/{no}/history?texts=1")
    assert other.json["items"][-1]["texts"] == {digest: None}
    assert "不为外人道" not in other.get_data(as_text=True)


def test_a_units_report_is_not_in_the_history_of_a_unit_it_was_not_sent_to(city: City) -> None:
    no = enter(city)
    city.clock.advance(days=21)  # 1 September
    report = {"node": "2020-08", "progress": "过半", "text": "建设主体的话"}
    answer = city.as_("unit_clerk", unit=CONSTRUCTION).post(f"/tasks/{no}/reports", report)
    assert answer.status_code == 201, answer.json

    def seen(unit: str) -> list[str]:
        lines = city.as_("unit_clerk", unit=unit).get(f"/tasks/{no}/history").json["items"]
        return [line["name"] for line in lines]

    assert "report.submitted.v1" in seen(CONSTRUCTION)
    assert "report.submitted.v1" in seen(UNIT)
    assert seen(OTHER_UNIT) == ["task.entered.v1"]
