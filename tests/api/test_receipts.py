"""`/receipts/{id}`: what the record holds of an act, and who may ask."""

import pytest

from tests.api.report_city import NO, report, with_task


@pytest.fixture
def heyuan(city):
    return with_task(city)


def submitted(city, caller, **changes):
    return caller.post(f"/tasks/{NO}/reports", report(**changes)).json["receipt"]


def test_a_receipt_tells_what_was_received_when_and_where_it_stands(heyuan):
    receipt = submitted(heyuan, heyuan.as_("unit_clerk"))
    told = heyuan.as_("unit_clerk").get(f"/receipts/{receipt['receipt_id']}").json
    assert {name: told[name] for name in receipt} == receipt
    assert (told["stream"], told["version"], told["event"]) == (f"task/{NO}", 3, "report.submitted.v1")
    assert (told["received"]["node"], told["unit"], told["account"]) == (
        "2020-08",
        heyuan.unit,
        "test-unit-clerk-fagai",
    )
    assert "钢筋" not in str(told["received"])


def test_a_receipt_exists_for_its_unit_the_office_and_the_auditor_alone(heyuan):
    receipt = f"/receipts/{submitted(heyuan, heyuan.as_('unit_clerk'))['receipt_id']}"
    for role in ("unit_head", "office", "office_head", "auditor"):
        assert heyuan.as_(role).get(receipt).status_code == 200, role
    for role in ("leader", "principal_leader", "assessor"):
        assert heyuan.as_(role).get(receipt).status_code == 404, role
    assert heyuan.as_("unit_clerk", unit=heyuan.construction).get(receipt).status_code == 404
    assert heyuan.as_("admin").get(receipt).status_code == 403


def test_a_unit_holds_the_receipt_of_its_paper_entered_by_the_office(heyuan):
    paper = {"on_behalf_of": f"unit:{heyuan.unit}", "received_at": "2020-09-01T08:00:00+08:00"}
    receipt = submitted(heyuan, heyuan.as_("office"), **paper)
    told = heyuan.as_("unit_clerk").get(f"/receipts/{receipt['receipt_id']}").json
    assert told["on_behalf"]["entered_by"] == "test-office"
    other = heyuan.as_("unit_clerk", unit=heyuan.construction)
    assert other.get(f"/receipts/{receipt['receipt_id']}").status_code == 404


@pytest.mark.parametrize("name", ["r-0", "r-99999", "r-", "x", "r-1x", "r-01"])
def test_a_receipt_that_was_never_given_is_absent(heyuan, name):
    assert heyuan.as_("office").get(f"/receipts/{name}").status_code == 404


def test_a_unit_lists_the_receipts_it_holds_and_others_those_of_their_own_acts(heyuan):
    paper = {"on_behalf_of": f"unit:{heyuan.unit}", "received_at": "2020-09-01T08:00:00+08:00", "text": "纸质"}
    entered = submitted(heyuan, heyuan.as_("office"), **paper)
    own = submitted(heyuan, heyuan.as_("unit_clerk"))
    submitted(heyuan, heyuan.as_("unit_clerk", unit=heyuan.construction))
    head = heyuan.as_("unit_head")
    first = head.get("/receipts?limit=1").json
    assert [row["receipt_id"] for row in first["items"]] == [own["receipt_id"]]
    rest = head.get(f"/receipts?cursor={first['next_cursor']}").json
    assert [row["receipt_id"] for row in rest["items"]] == [entered["receipt_id"]]
    assert rest["next_cursor"] is None
    office = heyuan.as_("office").get("/receipts").json["items"]
    assert [row["receipt_id"] for row in office] == [entered["receipt_id"]]
