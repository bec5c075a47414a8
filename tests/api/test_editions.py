"""`/editions` over HTTP: drafted by the office, issued by its head, told with what changed and why."""

from tests.api.conftest import OTHER_UNIT, SCHEME, City
from tests.api.ledger import TASK, enter, problem


def issue(city: City, edition: int) -> None:
    drafted = city.as_("office").post("/editions", {"scheme": SCHEME, "note": f"第{edition}版"})
    assert (drafted.status_code, drafted.json["edition"]) == (201, edition)
    assert city.as_("office_head").post(f"/editions/{SCHEME}/{edition}/issuance").status_code == 200


def test_a_draft_is_seen_by_the_office_only_and_issued_by_its_head(city: City) -> None:
    enter(city)
    city.as_("office").post("/editions", {"scheme": SCHEME})
    assert [row["state"] for row in city.as_("office").get("/editions").json["items"]] == ["draft"]
    for role in ("unit_clerk", "leader", "principal_leader", "auditor"):
        assert city.as_(role).get("/editions").json["items"] == []
        problem(city.as_(role).get(f"/editions/{SCHEME}/1"), 404)
    problem(city.as_("office").post(f"/editions/{SCHEME}/1/issuance"), 403)
    assert city.as_("office_head").post(f"/editions/{SCHEME}/1/issuance").status_code == 200
    assert [row["state"] for row in city.as_("unit_clerk").get("/editions").json["items"]] == ["issued"]


def test_a_draft_tells_the_office_what_it_would_say_if_issued_now(city: City) -> None:
    first = enter(city)
    issue(city, 1)
    city.as_("office").post("/editions", {"scheme": SCHEME, "note": "第2版"})
    city.as_("office").post(f"/tasks/{first}/amendments", {"changes": {"title": "新题"}, "reason": "口径调整"})
    told = city.as_("office").get(f"/editions/{SCHEME}/2").json
    assert (told["state"], told["note"], told["issued_on"]) == ("draft", "第2版", None)
    assert (told["amended"], told["reasons"][first][0]["reason"]) == ([first], "口径调整")
    assert city.as_("office_head").post(f"/editions/{SCHEME}/2/issuance").status_code == 200
    issued = city.as_("office").get(f"/editions/{SCHEME}/2").json
    assert [issued[name] for name in ("added", "amended", "withdrawn", "reasons")] == [
        told[name] for name in ("added", "amended", "withdrawn", "reasons")
    ]


def test_an_edition_tells_its_list_and_the_difference_with_reasons(city: City) -> None:
    first, second = enter(city), enter(city, co=[])
    issue(city, 1)
    city.as_("office").post(f"/tasks/{first}/amendments", {"changes": {"title": "新题"}, "reason": "口径调整"})
    city.as_("office_head").post(f"/tasks/{second}/withdrawal", {"reason": "上级任务取消"})
    third = enter(city, reason="新增任务")
    issue(city, 2)
    told = city.as_("office").get(f"/editions/{SCHEME}/2").json
    assert [task["task_no"] for task in told["tasks"]] == [first, third]
    assert (told["added"], told["amended"], told["withdrawn"]) == ([third], [first], [second])
    assert [x["reason"] for no in (first, second, third) for x in told["reasons"][no]] == [
        "口径调整", "上级任务取消", "新增任务",
    ]  # fmt: skip
    before = city.as_("office").get(f"/editions/{SCHEME}/1").json
    assert [task["title"] for task in before["tasks"]] == ["新增规上工业企业30家"] * 2
    of_a_unit = city.as_("unit_clerk", unit=OTHER_UNIT).get(f"/editions/{SCHEME}/2").json
    assert (of_a_unit["withdrawn"], sorted(of_a_unit["reasons"])) == ([], [first, third])


def test_an_edition_that_says_nothing_new_or_is_not_drafted_is_not_issued(city: City) -> None:
    enter(city)
    problem(city.as_("office_head").post(f"/editions/{SCHEME}/1/issuance"), 404)
    issue(city, 1)
    problem(city.as_("office_head").post(f"/editions/{SCHEME}/1/issuance"), 409)
    city.as_("office").post("/editions", {"scheme": SCHEME})
    body = problem(city.as_("office_head").post(f"/editions/{SCHEME}/2/issuance"), 409)
    assert (body["type"], body["clause"]) == ("/problems/edition.nothing_new", "一(二)")
    assert problem(city.as_("office").post("/editions", {"scheme": "atlantis"}), 422)["errors"][0]["field"] == "scheme"


def test_a_task_added_after_an_edition_needs_a_reason(city: City) -> None:
    enter(city)
    issue(city, 1)
    assert problem(city.as_("office").post("/tasks", TASK), 422)["errors"][0]["field"] == "reason"
