"""`/audit` and `/burden` over HTTP."""

import pytest

from tests.api.conftest import OTHER_UNIT, SCHEME, UNIT, City
from tests.api.interview_city import called, go_to
from tests.api.ledger import problem

ITEM = {"scheme": SCHEME, "label": "三(一)", "title": "培育规模以上工业企业", "units": [UNIT, OTHER_UNIT]}


def test_every_write_is_a_sentence_with_who_and_when(city: City) -> None:
    receipt = city.as_("office").post("/items", ITEM).json["receipt"]
    (line,) = city.as_("auditor").get("/audit?stream=item/2020-3-1").json["items"]
    assert (line["position"], line["recorded_at"]) == (receipt["position"], receipt["recorded_at"])
    assert (line["event"], line["version"], line["leaf"]) == ("item.entered.v1", 1, receipt["leaf"])
    assert line["actor"] and "培育规模以上工业企业" in line["sentence"]


@pytest.mark.parametrize("q", ["规模以上", "培育", "item/2020-3", "培育规模以上工业企业"])
def test_words_of_an_event_are_found_even_two_of_them(city: City, q: str) -> None:
    city.as_("office").post("/items", ITEM)
    found = city.as_("auditor").get("/audit", query_string={"q": q}).json["items"]
    assert [line["stream"] for line in found] == ["item/2020-3-1"]


def test_days_are_local_and_inclusive(city: City) -> None:
    line = city.as_("office").post("/items", ITEM).json["receipt"]
    day = line["recorded_at"][:10]  # the test's clock stands at an hour that is the same day in Heyuan
    auditor = city.as_("auditor")
    assert auditor.get(f"/audit?from={day}&to={day}&event=item.").json["items"]
    assert auditor.get("/audit?to=2019-12-31").json["items"] == []
    assert problem(auditor.get("/audit?from=yesterday"), 422)


def test_the_log_is_paged_from_the_newest(city: City) -> None:
    auditor = city.as_("auditor")
    first = auditor.get("/audit?limit=2").json
    second = auditor.get(f"/audit?limit=2&cursor={first['next_cursor']}").json
    positions = [line["position"] for line in first["items"] + second["items"]]
    assert positions == sorted(positions, reverse=True) and len(set(positions)) == 4


def test_units_do_not_read_the_log(city: City) -> None:
    assert city.as_("unit_clerk").get("/audit").status_code == 403


def test_each_unit_named_by_an_item_is_asked_for_a_plan(city: City) -> None:
    city.as_("office").post("/items", ITEM)
    lines = city.as_("office").get(f"/burden?scheme={SCHEME}&from=2020-08&to=2020-08").json["items"]
    assert {"unit": UNIT, "month": "2020-08", "kind": "implementation_plan", "requests": 1} in lines
    assert city.as_("office").get("/burden?from=2020-13").status_code == 422
    assert {line["unit"] for line in city.as_("unit_clerk").get("/burden").json["items"]} == {UNIT}
    assert city.as_("unit_clerk", unit=OTHER_UNIT).get(f"/burden?unit={UNIT}").json["items"] == []


def test_moments_are_told_by_the_citys_clock(city: City) -> None:
    go_to(called(city), "convened")
    (line,) = city.as_("auditor").get("/audit?event=interview.convened.v1").json["items"]
    assert "2020-09-28 09:30" in line["sentence"]


def test_a_side_that_signs_is_named_without_a_gap(city: City) -> None:
    go_to(called(city), "signed")
    by_unit, by_city = city.as_("auditor").get("/audit?event=interview.signed.v1").json["items"]
    assert by_city["sentence"].startswith("在约谈 i-2020-0001 的记录上签字（市方，职务：fushizhang-jingji")
    assert by_unit["sentence"].startswith("在约谈 i-2020-0001 的记录上签字（单位方")
