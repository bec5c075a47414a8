"""`/proposals` over HTTP: what the office proposes waits until a second person confirms it."""

import pytest

from tests.api.lighting_city import DONE, MISSED, NODE, issue, with_two_tasks


@pytest.fixture
def heyuan(city):
    return with_two_tasks(city)


def waiting(city, **query):
    rows = city.as_("office").get("/proposals", query_string=query).json["items"]
    return [(row["kind"], row["task_no"], row["number"]) for row in rows]


def doubt(city):
    assert city.as_("office").post(f"/tasks/{DONE}/reports/1/finding", {"reason": "现场未见"}).status_code == 201


def propose_correction(city):
    correction = {"done_on": "2020-08-30", "reason": "报告漏登，原件在卷"}
    city.as_("office").post(f"/tasks/{MISSED}/lights/{NODE}/corrections", correction)


def test_a_correction_waits_from_its_proposal_to_its_confirmation(heyuan):
    issue(heyuan, {"task_no": MISSED})
    propose_correction(heyuan)
    (row,) = heyuan.as_("office_head").get("/proposals").json["items"]
    assert (row["kind"], row["number"], row["node"], row["light"]) == ("light_correction", 1, NODE, "green")
    confirmed = heyuan.as_("principal_leader").post(f"/tasks/{MISSED}/lights/{NODE}/corrections/1/confirmation")
    assert confirmed.status_code == 200
    assert waiting(heyuan) == []


def test_a_report_in_doubt_waits_for_the_second_person(heyuan):
    doubt(heyuan)
    assert waiting(heyuan) == [("untrue_report", DONE, 1)]
    heyuan.as_("office_head").post(f"/tasks/{DONE}/reports/1/finding/confirmation")
    assert waiting(heyuan) == []


def test_a_report_that_was_returned_is_no_longer_in_doubt(heyuan):
    doubt(heyuan)
    heyuan.as_("office").post(f"/tasks/{DONE}/reports/1/return", {"reason": "请补充佐证"})
    assert waiting(heyuan) == []


def test_the_oldest_proposal_comes_first_and_a_page_goes_on_where_the_last_ended(heyuan):
    doubt(heyuan)
    issue(heyuan, {"task_no": MISSED})
    propose_correction(heyuan)
    assert waiting(heyuan) == [("untrue_report", DONE, 1), ("light_correction", MISSED, 1)]
    first = heyuan.as_("office").get("/proposals", query_string={"limit": 1}).json
    assert waiting(heyuan, cursor=first["next_cursor"]) == [("light_correction", MISSED, 1)]
    assert waiting(heyuan, kind="untrue_report") == [("untrue_report", DONE, 1)]


def test_what_is_merely_proposed_is_not_for_units(heyuan):
    assert heyuan.as_("unit_head").get("/proposals").status_code == 403
