"""`/duties` over HTTP: what is owed, until when and why that day, and who may know."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.actors import HEAD, Actor
from domain.record import Fact
from service.act import Act
from service.bundled import scheme_content
from service.tick import tick
from tests.api.conftest import CONSTRUCTION, OTHER_UNIT, SCHEME, UNIT, City
from tests.api.ledger import enter

CALENDAR_2027: dict[str, Any] = {"days_off": ["2027-01-01"], "workdays": [], "source": "国务院办公厅通知"}


def listed(city: City, role: str = "office", *, of: str | None = None, **query: Any) -> list[dict[str, Any]]:
    answer = city.as_(role, unit=of).get("/duties", query_string=query)
    assert answer.status_code == 200, answer.json
    rows: list[dict[str, Any]] = answer.json["items"]
    return rows


def at(city: City, moment: str) -> None:
    city.clock.move_to(datetime.fromisoformat(f"{moment}:00+08:00"))


def test_a_livelihood_report_names_its_day_and_every_day_counted(city: City) -> None:
    enter(city, category="livelihood")
    rows = listed(city, kind="progress_report", unit=UNIT)
    assert [row["due_on"] for row in rows] == ["2020-09-03", "2020-10-12", "2020-11-04", "2020-12-03", "2021-01-06"]
    september = rows[1]
    assert (september["unit"], september["role"], september["to"], september["clause"]) == (
        UNIT, "lead", "office", "三(四)3",
    )  # fmt: skip
    assert [day["date"] for day in september["due_because"] if day["counted"]] == [
        "2020-10-09", "2020-10-10", "2020-10-12",
    ]  # fmt: skip
    assert {"date": "2020-10-10", "counted": True, "why": "makeup_workday"} in september["due_because"]
    assert (september["state"], september["late_days"], september["provisional"]) == ("open", 0, False)


def test_the_construction_entity_owes_the_lead_a_working_day_after(city: City) -> None:
    no = enter(city)
    rows = listed(city, unit=CONSTRUCTION, kind="progress_report")
    assert [(row["due_on"], row["to"]) for row in rows] == [
        ("2020-09-01", UNIT), ("2020-11-02", UNIT), ("2021-01-04", UNIT),
    ]  # fmt: skip
    assert rows[0]["duty_id"] == f"progress_report:{no}:2020-08:construction:{CONSTRUCTION}"


def test_a_unit_sees_its_own_duties_and_those_owed_to_it(city: City) -> None:
    enter(city)
    assert {row["unit"] for row in listed(city, "unit_clerk")} == {UNIT, CONSTRUCTION}
    assert {row["unit"] for row in listed(city, "unit_clerk", of=CONSTRUCTION)} == {CONSTRUCTION}
    assert listed(city, "unit_clerk", of=OTHER_UNIT) == []
    assert listed(city, "unit_clerk", of=CONSTRUCTION, scheme=SCHEME) != []
    assert city.anonymous().get("/duties").status_code == 401


def test_the_leader_in_charge_sees_what_his_tasks_owe(city: City) -> None:
    mine, other = enter(city), enter(city, leader=None)
    assert {row["task_no"] for row in listed(city, "leader")} == {mine}
    rows = listed(city, "principal_leader")
    assert {row["task_no"] for row in rows if row["kind"] != "office_special"} == {mine, other}


def test_duties_are_asked_for_by_state_day_and_unit(city: City) -> None:
    no = enter(city)
    at(city, "2020-09-04T09:00")
    tick(city.app)
    missed = listed(city, state="missed", unit=UNIT)
    assert [(row["kind"], row["period"]) for row in missed] == [("node_plan", "2020"), ("progress_report", "2020-08")]
    assert [row["due_on"] for row in listed(city, unit=UNIT, due_before="2020-09-03")] == ["2020-08-17"]
    assert {row["task_no"] for row in listed(city, task_no=no)} == {no}
    assert listed(city, state="lapsed") == []


def test_what_was_known_before_the_tick_stays_readable(city: City) -> None:
    enter(city)
    before = city.app.store.position()
    at(city, "2020-09-04T09:00")
    tick(city.app)
    assert listed(city, state="missed", known_at=f"position:{before}") == []
    assert len(listed(city, state="missed")) > 0


def test_a_withdrawn_task_leaves_its_open_duties_lapsed(city: City) -> None:
    no = enter(city)
    at(city, "2020-09-02T09:00")
    body = {"reason": "上级取消", "effective_on": "2020-09-02"}
    assert city.as_("office_head").post(f"/tasks/{no}/withdrawal", body).status_code in (200, 201)
    rows = listed(city, unit=UNIT, kind="progress_report")
    assert [(row["period"], row["state"]) for row in rows] == [("2020-08", "lapsed")]


def test_the_list_comes_in_pages(city: City) -> None:
    enter(city)
    office = city.as_("office")
    first = office.get("/duties", query_string={"limit": 3}).json
    second = office.get("/duties", query_string={"limit": 500, "cursor": first["next_cursor"]}).json
    assert len(first["items"]) == 3
    assert second["next_cursor"] is None
    assert [*first["items"], *second["items"]] == listed(city)
    assert set(first["as_of"]) >= {"position", "known_at", "true_on"}


def test_a_due_day_in_an_unpublished_year_is_provisional_until_it_is_published(city: City) -> None:
    facts = [
        Fact(ids.scheme("heyuan-2026"), e.SchemeIssued("heyuan-2026", 1, _content_of_2026())),
        Fact(ids.task("2026-001"), _task_of_2026()),
    ]
    city.app.store.write(Act(Actor("head", HEAD), "test", "test"), lambda turn: facts)
    december = listed(city, scheme="heyuan-2026", kind="progress_report")[-1]
    assert (december["due_on"], december["provisional"], december["state"]) == ("2027-01-05", True, "provisional")
    city.as_("office").put("/calendar/2027", CALENDAR_2027)
    december = listed(city, scheme="heyuan-2026", kind="progress_report")[-1]
    assert (december["due_on"], december["provisional"], december["state"]) == ("2027-01-06", False, "open")


@pytest.mark.parametrize(
    "query", [{"state": "lost"}, {"kind": "poem"}, {"due_before": "soon"}, {"limit": 0}, {"cursor": "x"}, {"who": "me"}]
)
def test_a_question_that_cannot_be_asked_is_refused(city: City, query: dict[str, Any]) -> None:
    assert city.as_("office").get("/duties", query_string=query).status_code == 422


def _content_of_2026() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(json.dumps(scheme_content("heyuan-2020")).replace("2020", "2026"))
    return content


def _task_of_2026() -> e.TaskEntered:
    return e.TaskEntered(
        "2026-001", "heyuan-2026", "t", "hard_task", None, None, None, None, (UNIT,), (), (), False, date(2026, 8, 11)
    )


def test_a_duty_says_how_many_working_days_are_left_or_how_many_it_is_overdue(city: City) -> None:
    no = enter(city)
    left = {}
    for day in ("2020-08-31", "2020-09-03", "2020-09-05", "2020-09-07"):
        at(city, f"{day}T09:00")
        left[day] = listed(city, "unit_clerk", kind="progress_report", unit=UNIT)[0]["days_left"]
    assert left == {"2020-08-31": 3, "2020-09-03": 0, "2020-09-05": -1, "2020-09-07": -2}
    city.as_("unit_clerk").post(f"/tasks/{no}/reports", {"node": "2020-08", "text": "已完成"})
    (row,) = [row for row in listed(city, "unit_clerk", unit=UNIT) if row["period"] == "2020-08"]
    assert (row["state"], row["days_left"]) == ("late", None)
