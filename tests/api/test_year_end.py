"""The year's end over HTTP: suggestions with evidence, manual entries, scores finalised, what changes afterwards."""

import time
from datetime import date
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.record import Fact
from service import bundled
from service.create_post import create_post
from tests.api.conftest import CONSTRUCTION, OTHER_UNIT, SCHEME, UNIT, City, _act
from tests.api.ledger import problem
from tests.api.lighting_city import write
from tests.api.report_city import local
from tests.api.test_assessments import lit, task

ROWS = f"/assessments/{SCHEME}/units"
ENTRIES, FINALISATION = f"/assessments/{SCHEME}/entries", f"/assessments/{SCHEME}/finalisation"
PRINCIPAL = "fagai-juzhang"


def put(city: City, facts: list[tuple[str, Any]], on: str) -> None:
    city.clock.move_to(local(on))
    write(city, *(Fact(stream, event) for stream, event in facts))


@pytest.fixture
def january(city: City) -> City:
    """fagai leads a task red at the end, caizheng co-organises it; gaoxin leads one green all year. 8 January."""
    put(city, [task("2020-001", co=[OTHER_UNIT]), task("2020-002", lead=CONSTRUCTION)], "2020-08-11")
    register = ids.register(f"tasks-{SCHEME}")
    put(city, [(register, e.NumberTaken(f"tasks-{SCHEME}", 2, "2020-002"))], "2020-08-11")
    for person, first, last in (("陈年", "2020-01-01", "2020-12-31"), ("新来", "2021-01-01", None)):
        if person == "陈年":
            create_post(city.app, _act(), post=PRINCIPAL, title="市发展改革局局长", rank="unit_principal", unit=UNIT)
        body = {"person": person, "from_on": first, "to_on": last}
        assert city.as_("admin").post(f"/posts/{PRINCIPAL}/holders", body).status_code in (200, 201)
    nodes = ("2020-08", "2020-10", "2020-12")
    put(city, [lit("2020-002", node, "green") for node in nodes], "2020-09-05")
    put(city, [lit("2020-001", "2020-10", "yellow"), lit("2020-001", "2020-12", "red")], "2021-01-08")
    return city


def rows(city: City, role: str = "assessor", **query: Any) -> dict[str, dict[str, Any]]:
    answer = city.as_(role).get(ROWS, query_string=query)
    assert answer.status_code == 200, answer.json
    return {row["unit"]: row for row in answer.json["items"]}


def finalise(city: City) -> dict[str, Any]:
    assert city.as_("assessor").post(FINALISATION, {"reason": "年度考核审定"}).status_code == 201
    answer = city.as_("principal_leader").post(f"{FINALISATION}/confirmation")
    assert answer.status_code == 200, answer.json
    body: dict[str, Any] = answer.json
    return body


def enter(city: City, points: float, unit: str = UNIT, role: str = "office") -> dict[str, Any]:
    body = {"unit": unit, "task_no": None, "points": points, "reason": "获省政府督查激励"}
    answer = city.as_(role).post(ENTRIES, body)
    assert answer.status_code == 201, answer.json
    told: dict[str, Any] = answer.json
    return told


def correct(city: City) -> None:
    """Correct the red light of the year's end to green, by two persons."""
    proposed = city.as_("office").post(
        "/tasks/2020-001/lights/2020-12/corrections",
        {"light": "green", "done_on": "2020-12-30", "reason": "补交验收单"},
    )
    assert proposed.status_code == 201, proposed.json
    confirmed = city.as_("office_head").post("/tasks/2020-001/lights/2020-12/corrections/1/confirmation")
    assert confirmed.status_code == 200, confirmed.json


# --- suggestions -------------------------------------------------------------------------------------------------


def test_red_at_year_end_names_the_principal_of_that_day_and_the_lines_it_rests_on(january: City) -> None:
    mine = rows(january)[UNIT]
    assert (mine["suggestion"], mine["suggested_for"]) == ("cancel", ["2020-001"])
    assert mine["principals"] == [{"post": PRINCIPAL, "title": "市发展改革局局长", "person": "陈年"}]
    (evidence,) = mine["evidence"]
    assert (evidence["speaks_for"], evidence["cause"], evidence["task_no"]) == ("cancel", "red", "2020-001")
    line = january.app.store.line(evidence["positions"][0])
    assert line is not None and line.event.node == "2020-12"


def test_a_co_organising_unit_is_listed_for_decision_with_what_stands_against_an_award(january: City) -> None:
    other = rows(january)[OTHER_UNIT]
    assert (other["suggestion"], other["for_decision"], other["principals"]) == ("none", ["2020-001"], [])
    assert [(x["speaks_for"], x["cause"]) for x in other["evidence"]] == [
        ("decision", "red"), ("none", "yellow"), ("none", "red"),
    ]  # fmt: skip


def test_an_award_rests_on_the_lights_of_the_years_end(january: City) -> None:
    third = rows(january)[CONSTRUCTION]
    assert third["suggestion"] == "award"
    assert [(x["speaks_for"], x["cause"], x["task_no"]) for x in third["evidence"]] == [("award", "green", "2020-002")]


# --- manual entries ----------------------------------------------------------------------------------------------


def test_a_manual_entry_counts_once_a_second_person_has_confirmed_it(january: City) -> None:
    told = enter(january, 1.5)
    assert (told["entry"], told["points"], told["state"]) == (1, 1.5, "proposed")
    assert rows(january)[UNIT]["score"] == 98.0
    answer = january.as_("assessor").post(f"{ENTRIES}/1/confirmation")
    assert (answer.status_code, answer.json["state"]) == (200, "confirmed")
    mine = january.as_("unit_clerk").get(f"{ROWS}/{UNIT}").json
    assert mine["score"] == 99.5
    entry = next(x for x in mine["entries"] if x["cause"] == "manual")
    assert entry["positions"] == [told["receipt"]["position"], answer.json["receipt"]["position"]]
    (listed,) = january.as_("auditor").get(ENTRIES).json["items"]
    assert (listed["proposed_by"], listed["confirmed_by"]) == ("test-office", "test-assessor")
    refused = problem(january.as_("principal_leader").post(f"{ENTRIES}/1/confirmation"), 409)
    assert refused["type"] == "/problems/score.entry_confirmed"


def test_who_proposed_an_entry_does_not_confirm_it(january: City) -> None:
    enter(january, -1, role="assessor")
    refused = problem(january.as_("assessor").post(f"{ENTRIES}/1/confirmation"), 409)
    assert (refused["type"], refused["clause"]) == ("/problems/score.second_person", "D-123")
    problem(january.as_("assessor").post(f"{ENTRIES}/2/confirmation"), 404)
    problem(january.as_("unit_head").get(ENTRIES), 403)
    assert january.as_("office_head").post(f"{ENTRIES}/1/confirmation").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": 0}, "points"),
        ({"points": 0.001}, "points"),
        ({"points": 101}, "points"),
        ({"points": "many"}, "points"),
        ({"unit": "nobody"}, "unit"),
        ({"task_no": "2020-099"}, "task_no"),
        ({"reason": " "}, "reason"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_by_its_field(january: City, changes: dict[str, Any], field: str) -> None:
    body = {"unit": UNIT, "points": 1, "reason": "获奖", **changes}
    refused = problem(january.as_("office").post(ENTRIES, body), 422)
    assert refused["errors"][0]["field"] == field


# --- finalisation ------------------------------------------------------------------------------------------------


def test_nothing_is_finalised_before_the_year_is_over_and_its_last_node_is_lit(city: City) -> None:
    register = ids.register(f"tasks-{SCHEME}")
    numbered = (register, e.NumberTaken(f"tasks-{SCHEME}", 2, "2020-002"))
    put(city, [task("2020-001"), task("2020-002"), numbered, lit("2020-001", "2020-12", "green")], "2020-12-31")
    refused = problem(city.as_("assessor").post(FINALISATION, {"reason": "审定"}), 409)
    assert (refused["type"], refused["ends_on"]) == ("/problems/assessment.year_not_over", "2020-12-31")
    city.clock.move_to(local("2021-01-08"))
    refused = problem(city.as_("assessor").post(FINALISATION, {"reason": "审定"}), 409)
    assert (refused["type"], refused["node"], refused["tasks"]) == (
        "/problems/assessment.lights_missing", "2020-12", ["2020-002"],
    )  # fmt: skip
    problem(city.as_("assessor").post("/assessments/nowhere/finalisation", {"reason": "审定"}), 404)


def test_two_persons_finalise_and_the_figures_stay(january: City) -> None:
    before = rows(january)
    problem(january.as_("office").post(FINALISATION, {"reason": "审定"}), 403)
    refused = problem(january.as_("principal_leader").post(f"{FINALISATION}/confirmation"), 409)
    assert refused["type"] == "/problems/assessment.not_proposed"
    january.as_("assessor").post(FINALISATION, {"reason": "审定"})
    refused = problem(january.as_("assessor").post(f"{FINALISATION}/confirmation"), 409)
    assert (refused["type"], refused["clause"]) == ("/problems/assessment.second_person", "D-124")
    told = finalise(january)
    assert (told["units"], told["as_of_position"]) == (3, told["position"] - 1)
    assert rows(january) == before
    answer = january.as_("assessor").get(ROWS).json
    assert (answer["finalised"]["position"], answer["finalised"]["reason"]) == (told["position"], "年度考核审定")
    assert answer["differences"] == []
    again = problem(january.as_("assessor").post(FINALISATION, {"reason": "审定"}), 409)
    assert again["type"] == "/problems/assessment.finalised"


def test_a_unit_reads_its_rank_once_the_scores_are_final(january: City) -> None:
    assert rows(january, "unit_clerk")[UNIT]["rank"] is None
    finalise(january)
    found = rows(january, "unit_clerk")
    assert list(found) == [UNIT]
    assert (found[UNIT]["rank"], found[UNIT]["suggestion"], found[UNIT]["principals"]) == (2, None, [])
    assert january.as_("unit_clerk").get(f"{ROWS}/{UNIT}").json["rank"] == 2
    assert rows(january, "unit_clerk", live=1)[UNIT]["rank"] is None


def test_a_light_corrected_afterwards_shows_as_a_difference(january: City) -> None:
    finalise(january)
    known = january.app.store.position()
    correct(january)
    answer = january.as_("assessor").get(ROWS).json
    assert {row["unit"]: row["score"] for row in answer["items"]}[UNIT] == 98.0
    mine, other = sorted(answer["differences"], key=lambda changed: changed["unit"], reverse=True)
    assert (mine["unit"], mine["finalised"], mine["now"]) == (
        UNIT, {"score": 98.0, "rank": 2, "suggestion": "cancel"}, {"score": 99.5, "rank": 2, "suggestion": "none"},
    )  # fmt: skip
    assert [(x["cause"], x["points"]) for x in mine["removed"]] == [("yellow", 0.0), ("red", -2.0)]
    assert [(x["cause"], x["points"]) for x in mine["added"]] == [("yellow", -0.5)]
    assert (other["unit"], other["now"]["score"]) == (OTHER_UNIT, 99.75)
    assert rows(january, live=1)[UNIT]["score"] == 99.5
    (own,) = january.as_("unit_clerk").get(ROWS).json["differences"]
    assert (own["unit"], own["now"]) == (UNIT, {"score": 99.5, "rank": None, "suggestion": None})
    then = january.as_("assessor").get(ROWS, query_string={"known_at": f"position:{known}"}).json
    assert (then["differences"], then["finalised"]["position"]) == ([], known)
    earlier = january.as_("assessor").get(ROWS, query_string={"known_at": f"position:{known - 2}"}).json
    assert earlier["finalised"] is None


def test_a_suggestion_that_falls_shows_as_a_difference_though_the_score_stays(january: City) -> None:
    put(january, [lit("2020-001", "2020-08", "red")], "2021-01-08")
    finalise(january)
    correct(january)
    assert rows(january, live=1)[UNIT]["score"] == rows(january)[UNIT]["score"], "one red costs what two do"
    mine = {row["unit"]: row for row in january.as_("assessor").get(ROWS).json["differences"]}[UNIT]
    assert (mine["finalised"]["suggestion"], mine["now"]["suggestion"]) == ("cancel", "none")
    assert [(x["cause"], x["period"]) for x in mine["removed"]] == [("red", "2020-12")]
    own = january.as_("unit_clerk").get(ROWS).json["differences"]
    assert own == [], "what is suggested of a unit is not told to it, nor that it has changed"


def test_what_if_asks_the_frozen_facts_of_a_finalised_year(january: City) -> None:
    finalise(january)
    correct(january)
    answer = january.as_("assessor").post(f"/assessments/{SCHEME}/what-if", {"formula": {"points": {"red": -5}}})
    by_unit = {row["unit"]: row for row in answer.json["items"]}
    assert (by_unit[UNIT]["official"]["score"], by_unit[UNIT]["what_if"]["score"]) == (98.0, 95.0)


def test_everybody_who_reads_rankings_is_told_how_far_finalising_is(january: City) -> None:
    def told() -> tuple[Any, ...]:
        answer = january.as_("office").get(FINALISATION).json
        return answer["state"], answer["proposed_by"], answer["reason"], answer["finalised_on"]

    assert told() == ("none", None, None, None)
    january.as_("assessor").post(FINALISATION, {"reason": "审定"})
    assert told() == ("proposed", "test-assessor", "审定", None)
    january.as_("principal_leader").post(f"{FINALISATION}/confirmation")
    assert told() == ("finalised", "test-assessor", "审定", "2021-01-08")
    problem(january.as_("unit_head").get(FINALISATION), 403)


def test_the_same_key_finalises_once(january: City) -> None:
    january.as_("assessor").post(FINALISATION, {"reason": "审定"})
    first, second = (january.as_("office_head").post(f"{FINALISATION}/confirmation", key="final") for _ in range(2))
    assert (first.status_code, first.json) == (200, second.json)


def test_finalising_eighty_units_and_asking_what_if_of_them_take_a_moment(city: City) -> None:
    units = [unit.code for unit in bundled.ledger(SCHEME).units][:80]
    entered, told = [], []
    for number in range(1, 227):
        no = f"2020-{number:03d}"
        lead, co, builder = (units[(number * k) % len(units)] for k in (1, 3, 7))
        entered.append(task(no, lead, [co] if co != lead else [], [builder] if builder not in (lead, co) else []))
        told += [lit(no, "2020-08", "yellow"), lit(no, "2020-12", "green")]
    put(
        city,
        [*entered, (ids.register("tasks-heyuan-2020"), e.NumberTaken("tasks-heyuan-2020", 226, "x"))],
        "2020-08-11",
    )
    put(city, told, "2021-01-08")
    before = rows(city)
    finalise(city)
    assert rows(city) == before
    assessor, took = city.as_("assessor"), []
    for points in (-1, -2, -3, -4):
        began = time.perf_counter()
        answer = assessor.post(f"/assessments/{SCHEME}/what-if", {"formula": {"points": {"yellow": points}}})
        took.append(time.perf_counter() - began)
        assert len(answer.json["items"]) > 50
    assert min(took) < 0.2


def test_the_day_of_finalising_is_the_records_own(january: City) -> None:
    finalise(january)
    assert january.as_("auditor").get(ROWS).json["finalised"]["finalised_on"] == date(2021, 1, 8).isoformat()
