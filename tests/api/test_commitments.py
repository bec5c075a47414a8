"""Commitments made in an interview, over HTTP: duties of the unit met, missed, lapsed, taken over (D-103)."""

import pytest

from service.tick import tick
from tests.api.interview_city import I, a_file, called, go_to
from tests.api.lighting_city import MISSED
from tests.api.report_city import local


@pytest.fixture
def heyuan(city):
    return called(city)


def office(city):
    return city.as_("office")


def unit(city):
    return city.as_("unit_head")


def owed(city, **query):
    found = unit(city).get("/duties", query_string={"kind": "commitment", **query}).json["items"]
    return [(duty["period"], duty["due_on"], duty["state"], duty["late_days"]) for duty in found]


def test_a_commitment_is_a_duty_that_is_met_once_the_office_finds_it_kept(heyuan):
    go_to(heyuan, "filed")
    assert owed(heyuan) == [("i-2020-0001/1", "2020-10-20", "open", 0)]
    heyuan.clock.move_to(local("2020-10-20"))
    path = f"{I}/commitments/1"
    file = a_file(unit(heyuan))
    said = unit(heyuan).post(f"{path}/fulfilment", {"text": "已完工", "done_on": "2020-10-19", "files": [file]})
    assert (said.status_code, said.json["commitment_state"], said.json["late_days"]) == (201, "reported", 0)
    heyuan.clock.move_to(local("2020-10-22"))
    tick(heyuan.app)
    assert owed(heyuan) == [("i-2020-0001/1", "2020-10-20", "open", 0)], "what waits for the office is not missed"
    kept = office(heyuan).post(f"{path}/verification", {"fulfilled": True, "reason": "现场核实"})
    assert (kept.status_code, kept.json["commitment_state"]) == (200, "fulfilled")
    assert owed(heyuan) == [("i-2020-0001/1", "2020-10-20", "met", 0)]
    (promise,) = unit(heyuan).get(I).json["commitments"]
    assert (promise["words"][0]["text"], promise["words"][0]["files"]) == ("已完工", [file])
    again = unit(heyuan).post(f"{path}/fulfilment", {"text": "x", "done_on": "2020-10-19"})
    assert (again.status_code, again.json["type"], again.json["clause"]) == (
        409, "/problems/commitments.fulfilled_already", "D-103",
    )  # fmt: skip


def test_a_commitment_nobody_speaks_of_is_missed_on_its_interview(heyuan):
    go_to(heyuan, "filed")
    heyuan.clock.move_to(local("2020-10-21"))
    tick(heyuan.app)
    assert owed(heyuan) == [("i-2020-0001/1", "2020-10-20", "missed", 0)]
    said = unit(heyuan).get(I).json
    assert said["commitments"][0]["missed"] is True
    path = f"{I}/commitments/1"
    unit(heyuan).post(f"{path}/fulfilment", {"text": "完工", "done_on": "2020-10-21"})
    unreasoned = office(heyuan).post(f"{path}/verification", {"fulfilled": False})
    assert (unreasoned.status_code, [(e["field"], e["reason"]) for e in unreasoned.json["errors"]]) == (
        422, [("reason", "needed_when_not_fulfilled")],
    )  # fmt: skip
    office(heyuan).post(f"{path}/verification", {"fulfilled": True})
    assert owed(heyuan) == [("i-2020-0001/1", "2020-10-20", "late", 1)]


def test_commitments_lapse_with_their_task(heyuan):
    go_to(heyuan, "filed")
    assert heyuan.as_("office_head").post(f"/tasks/{MISSED}/withdrawal", {"reason": "并入其他任务"}).status_code == 200
    assert owed(heyuan) == [("i-2020-0001/1", "2020-10-20", "lapsed", 0)]


def test_a_merged_units_successor_takes_over_what_it_promised(heyuan):
    go_to(heyuan, "archived")
    change = {"kind": "merge", "to": "shuiwu", "effective_on": "2020-09-29", "reason": "机构改革"}
    assert heyuan.as_("admin").post(f"/units/{heyuan.unit}/changes", change).status_code in (200, 201)
    successor = heyuan.as_("unit_head", unit="shuiwu")
    said = successor.get(I).json
    assert (said["units"], said["commitments"][0]["unit"]) == ([{"unit": "shuiwu", "role": "lead"}], "shuiwu")
    assert said["signatures"][1]["unit"] == "shuiwu"
    found = successor.get("/duties", query_string={"kind": "commitment"}).json["items"]
    assert [(duty["unit"], duty["state"]) for duty in found] == [("shuiwu", "open")]
    answer = successor.post(f"{I}/commitments/1/fulfilment", {"text": "已完工", "done_on": "2020-09-29"})
    assert answer.json["commitment_state"] == "reported"
    assert unit(heyuan).get("/interviews").json["items"] == [], "it is another's now, on the list as on every address"
    assert {unit(heyuan).get(path).status_code for path in (I, f"{I}/disputes", f"{I}/viewings")} == {404}
