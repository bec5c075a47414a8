"""Chapter 7, 8 January: a leader's word passed on to the road's lead, and a visit to the road that no unit knows of."""

from tests.journeys.city_hall import CityHall


def instruct_and_visit(hall: CityHall) -> None:
    road = hall.no["road"]
    said = {"text": "请说明通车为何一拖再拖。", "tasks": [road], "units": ["jiaotong"]}
    hall.as_("jingji").post("/instructions", said)
    visit = {
        "kind": "unannounced", "started_by": "in-2021-0001", "visited_on": "2021-01-08", "team": ["郑六"],
        "places": ["环城快速路三标段"], "text": "路基尚未贯通。",
        "findings": [{"task_no": road, "node": "2020-12", "done": False, "text": "三标段无人施工。"}],
    }  # fmt: skip
    assert hall.as_("banli").post("/inspections", visit)["inspection"] == "v-2021-0001"
