"""`/calendar/{year}` over HTTP: published, published anew, refused by the day that cannot be."""

from typing import Any

import pytest

from tests.api.conftest import City

BODY: dict[str, Any] = {
    "days_off": ["2027-01-01", "2027-10-01"],
    "workdays": ["2027-10-09"],
    "source": "国务院办公厅关于2027年部分节假日安排的通知",
}


def test_a_bundled_year_is_read_with_its_source(city: City) -> None:
    answer = city.as_("unit_clerk").get("/calendar/2020")
    assert answer.status_code == 200
    assert answer.json["workdays"][-1] == "2020-10-10"
    assert "国办发明电〔2019〕16号" in answer.json["source"]
    assert (answer.json["version"], answer.json["earlier"], answer.headers["ETag"]) == (1, [], '"1"')


def test_an_unpublished_year_is_absent(city: City) -> None:
    assert city.as_("office").get("/calendar/2031").status_code == 404


def test_a_year_is_published_and_published_anew_and_both_stay_on_record(city: City) -> None:
    office = city.as_("office")
    first = office.put("/calendar/2027", BODY)
    assert (first.status_code, first.json["version"]) == (200, 1)
    assert first.json["receipt"]["position"] == city.app.store.position()
    again = office.put("/calendar/2027", {**BODY, "workdays": ["2027-10-10"]}, match=1)
    assert again.json["version"] == 2
    read = office.get("/calendar/2027").json
    assert (read["workdays"], [old["workdays"] for old in read["earlier"]]) == (["2027-10-10"], [["2027-10-09"]])


def test_a_year_that_has_moved_on_is_not_overwritten(city: City) -> None:
    assert city.as_("office").put("/calendar/2021", BODY, match=7).status_code == 412


def test_the_same_year_again_is_refused(city: City) -> None:
    office = city.as_("office")
    office.put("/calendar/2027", BODY)
    refused = office.put("/calendar/2027", BODY)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/calendar.already_so")


def test_the_same_request_again_is_answered_again(city: City) -> None:
    office = city.as_("office")
    first, second = (office.put("/calendar/2027", BODY, key="k1") for _ in range(2))
    assert second.json == first.json


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"days_off": ["2028-01-03"]}, "days_off.0", "outside_the_year"),
        ({"days_off": ["2027-10-02"]}, "days_off.0", "not_a_weekday"),
        ({"days_off": ["2027-01-01", "2027-01-01"]}, "days_off.1", "day_named_twice"),
        ({"days_off": []}, "days_off", "missing"),
        ({"workdays": ["2027-10-08"]}, "workdays.0", "not_a_weekend"),
        ({"source": ""}, "source", None),
        ({"more": 1}, "more", "unknown_field"),
    ],
)
def test_a_table_that_cannot_be_is_refused_by_field(
    city: City, changes: dict[str, Any], field: str, reason: str | None
) -> None:
    refused = city.as_("office").put("/calendar/2027", {**BODY, **changes})
    assert refused.status_code == 422
    error = refused.json["errors"][0]
    assert error["field"] == field
    assert reason in (None, error["reason"])
    assert error["detail"] != error["reason"]


def test_units_do_not_publish_calendars(city: City) -> None:
    assert city.as_("unit_head").put("/calendar/2027", BODY).status_code == 403
    assert city.anonymous().get("/calendar/2020").status_code == 401
