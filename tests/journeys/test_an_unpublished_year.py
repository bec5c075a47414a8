"""A programme whose last reports fall due in a year whose holidays nobody has announced yet (D-001)."""

import json
from pathlib import Path

import pytest

from service import bundled
from tests.journeys.city_hall import SCHEME, CityHall, begin, local
from tests.journeys.first_reports import report
from tests.journeys.founding import activate_the_administrator, open_for

NODE = "2026-12"
LIGHTS = f"/nodes/{NODE}/lights"
SEND = {"decisions": [{"task_no": "2026-001"}]}


@pytest.fixture
def hall(tmp_path: Path):
    """A city whose record begins in December 2026, with a programme for that year and one task in it."""
    hall, code = begin(tmp_path / "home", at=local("2026-12-01 09:00"))
    activate_the_administrator(hall, code)
    for account, role in (("banli", "office"), ("qianfa", "office_head")):
        open_for(hall, account, {"role": role})
    open_for(hall, "fagai", {"role": "unit_clerk", "unit": "fagai"})
    content = json.loads(json.dumps(bundled.scheme_content(SCHEME)).replace("2020", "2026"))
    hall.as_("qianfa").post("/schemes", {**content, "version": 1})
    task = {"scheme": "heyuan-2026", "title": "建成一条路", "category": "hard_task", "lead": ["fagai"]}
    assert hall.as_("banli").post("/tasks", task)["task_no"] == "2026-001"
    nodes = [{"node": NODE, "target": "建成"}]
    hall.as_("fagai").post("/tasks/2026-001/node-plan", {"nodes": nodes})
    yield hall
    hall.close()


def due(hall: CityHall) -> dict[str, object]:
    (duty,) = hall.as_("fagai").get("/duties", kind="progress_report")["items"]
    return duty


def test_a_provisional_day_makes_nobody_late_and_sets_no_light(hall: CityHall):
    hall.at("2027-01-11 09:00")
    owed = due(hall)
    assert (owed["provisional"], owed["state"]) == (True, "provisional")
    assert {day["why"] for day in owed["due_because"]} >= {"unpublished"}
    sent = hall.as_("fagai").post("/tasks/2026-001/reports", report(node=NODE))
    assert (sent["due_provisional"], sent["on_time"]) == (True, True)
    seen = hall.as_("qianfa").get(LIGHTS)
    assert seen["items"][0]["blocked_by"] == "provisional"
    hall.as_("qianfa").refused(LIGHTS, SEND, method="PUT", match=seen["proposal"], reason="lights.provisional",
                               clause="D-070")  # fmt: skip


def test_publication_makes_the_day_firm_and_lights_may_be_set(hall: CityHall):
    hall.at("2027-01-11 09:00")
    hall.as_("fagai").post("/tasks/2026-001/reports", report(node=NODE))
    hall.as_("banli").put("/calendar/2027", {"days_off": ["2027-01-01"], "workdays": [], "source": "国办发明电"})
    owed = due(hall)
    assert (owed["due_on"], owed["provisional"], owed["state"], owed["late_days"]) == ("2027-01-06", False, "late", 3)
    head = hall.as_("qianfa")
    issued = head.put(LIGHTS, SEND, match=head.get(LIGHTS)["proposal"])
    assert [(row["light"], row["notice"]) for row in issued["lights"]] == [("yellow", "n-2027-0001")]
    assert issued["notices"][0]["number"] == "河督改〔2027〕1号"


def test_what_never_came_is_missed_only_once_the_day_is_firm(hall: CityHall):
    hall.at("2027-01-20 09:00")
    assert due(hall)["state"] == "provisional"
    hall.as_("banli").put("/calendar/2027", {"days_off": ["2027-01-01"], "workdays": [], "source": "国办发明电"})
    assert due(hall)["state"] == "open"
    hall.at("2027-01-21 01:00")
    assert due(hall)["state"] == "missed"
    (row,) = hall.as_("qianfa").get("/assessments/heyuan-2026/units")["items"]
    assert (row["unit"], row["score"]) == ("fagai", 99.5)
