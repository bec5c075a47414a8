"""`/schemes` over HTTP: listed, read, issued, amended from a day on."""

import json
from typing import Any

import pytest

from service.bundled import scheme_content
from tests.api.conftest import City

AMENDMENT: dict[str, Any] = {
    "changes": {"notices.limit_days": 15}, "reason": "市政府常务会议决定", "effective_on": "2020-10-01",
}  # fmt: skip


def another(**changes: Any) -> dict[str, Any]:
    return {**scheme_content("heyuan-2020"), "id": "heyuan-livelihood-2020", **changes}


def test_schemes_are_listed_and_read_with_their_content(city: City) -> None:
    clerk = city.as_("unit_clerk")
    rows = clerk.get("/schemes").json["items"]
    assert [(row["scheme"], row["version"], row["number"]) for row in rows] == [("heyuan-2020", 1, "河府〔2020〕45号")]
    read = clerk.get("/schemes/heyuan-2020")
    assert (read.json["in_force"], read.json["content"]["notices"]["limit_days"]) == (1, 10)
    assert read.headers["ETag"] == '"1"'
    assert clerk.get("/schemes/nowhere-2020").status_code == 404


def test_a_scheme_is_amended_from_a_day_on(city: City) -> None:
    head = city.as_("office_head")
    amended = head.post("/schemes/heyuan-2020/amendments", AMENDMENT, match=1)
    assert (amended.status_code, amended.json["version"], amended.headers["ETag"]) == (201, 2, '"2"')
    read = head.get("/schemes/heyuan-2020").json
    assert (read["version"], read["in_force"]) == (2, 1)
    assert [(a["version"], a["changes"], a["effective_on"]) for a in read["amendments"]] == [
        (2, {"notices.limit_days": 15}, "2020-10-01")
    ]
    assert head.get("/schemes/heyuan-2020", query_string={"true_on": "2020-10-01"}).json["in_force"] == 2


def test_what_was_known_before_an_amendment_stays_readable(city: City) -> None:
    before = city.app.store.position()
    city.as_("office_head").post("/schemes/heyuan-2020/amendments", AMENDMENT)
    asked = city.as_("office").get("/schemes/heyuan-2020", query_string={"known_at": f"position:{before}"}).json
    assert (asked["version"], asked["amendments"]) == (1, [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"notices.limit": 15}, "changes.notices.limit"),
        ({"notices.limit_days": -1}, "notices.limit_days"),
        ({"version": 9}, "changes.version"),
    ],
)
def test_an_amendment_that_does_not_fit_is_refused_by_its_path(city: City, changes: dict[str, Any], field: str) -> None:
    refused = city.as_("office_head").post("/schemes/heyuan-2020/amendments", {**AMENDMENT, "changes": changes})
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)


def test_an_amendment_that_changes_nothing_is_refused(city: City) -> None:
    same = {**AMENDMENT, "changes": {"notices.limit_days": 10}}
    refused = city.as_("office_head").post("/schemes/heyuan-2020/amendments", same)
    assert (refused.status_code, refused.json["type"], refused.json["clause"]) == (
        409, "/problems/scheme.already_so", "D-063",
    )  # fmt: skip


def test_another_scheme_is_issued_beside_the_first(city: City) -> None:
    head = city.as_("office_head")
    issued = head.post("/schemes", another())
    assert (issued.status_code, issued.json["scheme"], issued.json["version"]) == (201, "heyuan-livelihood-2020", 1)
    assert [row["scheme"] for row in head.get("/schemes").json["items"]] == ["heyuan-2020", "heyuan-livelihood-2020"]
    assert head.post("/schemes", another()).json["type"] == "/problems/scheme.issued_already"


def test_a_scheme_without_a_part_or_with_a_strange_one_is_refused(city: City) -> None:
    head = city.as_("office_head")
    broken = another()
    del broken["formula"]
    assert head.post("/schemes", broken).json["errors"][0]["field"] == "formula"
    formula = {**another()["formula"], "base": "much"}
    assert head.post("/schemes", another(formula=formula)).json["errors"][0]["field"] == "formula.base"
    assert head.post("/schemes", another(nodes=[{"node": "2020-08"}])).status_code == 422
    assert head.post("/schemes", another(timezone="Mars/Olympus")).json["errors"][0]["reason"] == "unknown_timezone"
    lights = {**another()["lights"], "cases": [3]}
    assert head.post("/schemes", another(lights=lights)).json["errors"][0]["field"] == "lights.cases.0"


def test_only_the_head_of_the_office_issues_and_amends(city: City) -> None:
    for role in ("office", "admin", "unit_head", "leader", "assessor", "auditor"):
        assert city.as_(role).post("/schemes", another()).status_code == 403
        assert city.as_(role).post("/schemes/heyuan-2020/amendments", AMENDMENT).status_code == 403


def test_the_content_read_can_be_issued_elsewhere(city: City) -> None:
    content = json.loads(city.as_("office").get("/schemes/heyuan-2020").data)["content"]
    assert city.as_("office_head").post("/schemes", {**content, "id": "copy-2020"}).status_code == 201
