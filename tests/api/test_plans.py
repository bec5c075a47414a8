"""Plans over HTTP: implementation plans by unit; node plans filed, sealed, confirmed (三(四)1, 三(四)2)."""

from typing import Any

from tests.api.conftest import CONSTRUCTION, LEADER_POST, OTHER_UNIT, SCHEME, UNIT, City
from tests.api.ledger import NODES, enter, problem

PLAN: dict[str, Any] = {"scheme": SCHEME, "items": ["2020-1-1", "2020-2"], "text": "我局实施方案"}


def with_items(city: City) -> None:
    for label, units in (("一(一)", [UNIT, OTHER_UNIT]), ("二", [UNIT])):
        city.as_("office").post("/items", {"scheme": SCHEME, "label": label, "title": "示例", "units": units})


def test_an_implementation_plan_covers_every_item_that_names_the_unit(city: City) -> None:
    with_items(city)
    clerk = city.as_("unit_clerk")
    body = problem(clerk.post(f"/units/{UNIT}/implementation-plan", {**PLAN, "items": ["2020-2"]}), 409)
    assert (body["clause"], body["missing"]) == ("三(四)1", ["2020-1-1"])
    assert "2020-1-1" in body["detail"]
    filed = clerk.post(f"/units/{UNIT}/implementation-plan", PLAN)
    assert (filed.status_code, filed.json["due_on"], filed.json["on_time"]) == (201, "2020-08-17", True)
    read = clerk.get(f"/units/{UNIT}/implementation-plan?scheme={SCHEME}").json
    assert (read["items"], read["text"]) == (PLAN["items"], "我局实施方案")


def test_a_late_implementation_plan_is_taken_and_says_how_late(city: City) -> None:
    with_items(city)
    city.clock.advance(days=8)  # 19 August
    filed = city.as_("unit_clerk").post(f"/units/{UNIT}/implementation-plan", PLAN)
    assert (filed.json["on_time"], filed.json["late_days"]) == (False, 2)


def test_a_unit_neither_files_nor_reads_another_units_plan(city: City) -> None:
    with_items(city)
    city.as_("unit_clerk").post(f"/units/{UNIT}/implementation-plan", PLAN)
    other = city.as_("unit_clerk", unit=OTHER_UNIT)
    problem(other.post(f"/units/{UNIT}/implementation-plan", PLAN), 404)
    problem(other.get(f"/units/{UNIT}/implementation-plan?scheme={SCHEME}"), 404)
    path = f"/units/{UNIT}/implementation-plan?scheme={SCHEME}"
    problem(city.as_("leader").get(path), 404)
    enter(city)
    assert city.as_("leader").get(path).status_code == 200
    paper = {**PLAN, "on_behalf_of": f"unit:{OTHER_UNIT}", "received_at": "2020-08-11T08:00:00+08:00"}
    body = problem(city.as_("office").post(f"/units/{UNIT}/implementation-plan", paper), 422)
    assert body["errors"][0]["field"] == "on_behalf_of"


def test_a_plan_names_files_that_were_sent(city: City) -> None:
    with_items(city)
    body = problem(
        city.as_("unit_clerk").post(f"/units/{UNIT}/implementation-plan", {**PLAN, "files": ["0" * 64]}), 422
    )
    assert body["errors"][0]["field"] == "files.0"


def test_a_node_plan_is_filed_sealed_and_confirmed(city: City) -> None:
    no = enter(city)
    filed = city.as_("unit_clerk").post(f"/tasks/{no}/node-plan", {"nodes": NODES})
    assert (filed.status_code, filed.json["due_on"], filed.json["late_days"]) == (201, "2020-08-17", 0)
    problem(city.as_("leader").post(f"/tasks/{no}/node-plan/confirmation"), 409)
    problem(city.as_("unit_clerk").post(f"/tasks/{no}/node-plan/seal"), 403)
    assert city.as_("unit_head").post(f"/tasks/{no}/node-plan/seal", match=2).status_code == 200
    assert city.as_("leader").post(f"/tasks/{no}/node-plan/confirmation").status_code == 200
    (plan,) = city.as_("unit_clerk").get(f"/tasks/{no}/node-plan").json["plans"]
    assert (plan["sealed"], plan["confirmed"], plan["nodes"][0]["limit_on"]) == (True, True, "2020-08-31")
    node = city.as_("office").get(f"/tasks/{no}").json["nodes"][0]
    assert (node["target"], node["limit_on"]) == ("完成10家", "2020-08-31")
    body = problem(city.as_("unit_clerk").post(f"/tasks/{no}/node-plan", {"nodes": NODES}), 409)
    assert (body["type"], body["clause"]) == ("/problems/node_plan.confirmed", "三(四)2")


def test_a_node_plan_on_paper_is_entered_by_the_office(city: City) -> None:
    no = enter(city)
    stamp = {"received_at": "2020-08-11T08:00:00+08:00"}
    of_unit, of_leader = {**stamp, "on_behalf_of": f"unit:{UNIT}"}, {**stamp, "on_behalf_of": f"post:{LEADER_POST}"}
    office = city.as_("office")
    assert office.post(f"/tasks/{no}/node-plan", {"nodes": NODES, **of_unit}).status_code == 201
    assert office.post(f"/tasks/{no}/node-plan/seal", of_unit).status_code == 200
    assert office.post(f"/tasks/{no}/node-plan/confirmation", of_leader).status_code == 200


def test_a_node_plan_that_cannot_be_read_names_the_row(city: City) -> None:
    no = enter(city)
    rows = ({"node": "2020-09", "target": "x"}, {"node": "2020-10", "target": "x", "limit_on": "2020-08-31"})
    for row, field in zip(rows, ("nodes.1.node", "nodes.1.limit_on"), strict=True):
        body = problem(city.as_("unit_clerk").post(f"/tasks/{no}/node-plan", {"nodes": [NODES[0], row]}), 422)
        assert body["errors"][0]["field"] == field
    body = problem(city.as_("unit_clerk").post(f"/tasks/{no}/node-plan", {"nodes": [{"node": "2020-08"}]}), 422)
    assert body["errors"][0]["field"] == "nodes.0.target"


def test_a_co_organising_unit_files_none_and_does_not_see_a_construction_entitys_part(city: City) -> None:
    no = enter(city)
    problem(city.as_("unit_clerk", unit=OTHER_UNIT).post(f"/tasks/{no}/node-plan", {"nodes": NODES}), 409)
    city.as_("unit_clerk", unit=CONSTRUCTION).post(f"/tasks/{no}/node-plan", {"nodes": NODES})
    path = f"/tasks/{no}/node-plan"
    assert city.as_("unit_clerk", unit=OTHER_UNIT).get(path).json["plans"] == []
    assert [plan["role"] for plan in city.as_("unit_clerk").get(path).json["plans"]] == ["construction"]
