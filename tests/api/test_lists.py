"""What every list has in common: its envelope, its pages, and no page larger than five hundred."""

import pytest
from marshmallow import fields

from api.families import FAMILIES
from api.schemas import PAGE_LIMIT
from tests.api.conftest import SCHEME, UNIT
from tests.api.ledger import problem
from tests.api.test_assessments import year

__all__ = ["year"]
LISTS = [
    route
    for family in FAMILIES
    for route in family.routes
    if route.method == "GET"
    and route.answer is not None
    and isinstance(getattr(route.answer._declared_fields.get("items"), "inner", None), fields.Nested)
    and "public" not in route.path  # the public reads figures as they were published, not the record
]


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.path)
def test_a_list_says_what_comes_next_and_as_of_when_and_can_be_asked_in_pages(route):
    assert {"items", "next_cursor", "as_of"} <= set(route.answer._declared_fields)
    assert route.query is not None
    assert {"limit", "cursor"} <= set(route.query._declared_fields)


@pytest.mark.parametrize("path", [f"/assessments/{SCHEME}/units", "/schemes", "/burden"])
def test_the_pages_of_a_list_that_is_made_whole_are_the_whole(year, path):
    whole = year.as_("office").get(path).json["items"]
    assert whole
    assert year.as_("office").get(path, query_string={"limit": PAGE_LIMIT}).json["items"] == whole
    found, asked = [], {"limit": 1}
    while True:
        page = year.as_("office").get(path, query_string=asked).json
        assert len(page["items"]) == 1
        found += page["items"]
        if page["next_cursor"] is None:
            break
        asked["cursor"] = page["next_cursor"]
    assert found == whole


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": -1}, {"limit": PAGE_LIMIT + 1}, {"cursor": "Wy0xXQ"}])
def test_a_page_that_cannot_be_is_refused_by_its_field(year, query):
    answer = year.as_("office").get(f"/assessments/{SCHEME}/units", query_string=query)
    assert problem(answer, 422)["errors"][0]["field"] == next(iter(query))


def test_manual_entries_come_in_pages_too(year):
    for points in (1, 2, 3):
        said = {"unit": UNIT, "points": points, "reason": "r"}
        assert year.as_("assessor").post(f"/assessments/{SCHEME}/entries", said).status_code == 201
    first = year.as_("assessor").get(f"/assessments/{SCHEME}/entries", query_string={"limit": 2}).json
    rest = (
        year.as_("assessor")
        .get(f"/assessments/{SCHEME}/entries", query_string={"limit": 2, "cursor": first["next_cursor"]})
        .json
    )
    assert [row["entry"] for row in (*first["items"], *rest["items"])] == [1, 2, 3]
    assert rest["next_cursor"] is None
