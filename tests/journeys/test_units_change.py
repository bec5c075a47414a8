"""Units are renamed, merged and split in mid-year with duties, a notice and an interview open (D-031, D-103)."""

from collections.abc import Iterator

import pytest

from tests.journeys import first_lights, first_reports, the_ledger
from tests.journeys.city_hall import SCHEME, CityHall, Json
from tests.journeys.conftest import Founded

CHAPTERS = (
    the_ledger.enter_the_ledger, the_ledger.file_plans,
    first_reports.construction_entities_report, first_reports.leads_report, first_reports.late_missing_and_on_paper,
    first_lights.light_august,
)  # fmt: skip
BEFORE, MERGED, AFTER = "2020-09-23", "2020-09-25", "2020-09-28"
OLD, NEW = "zhujian", "chengguan"  # leads `litter`, whose August light was yellow; takes it over


@pytest.fixture(scope="module")
def hall(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityHall]:
    """Until Monday 28 September: `litter`'s notice failed, an interview is proposed, and its lead has been merged."""
    hall = founded.hall(tmp_path_factory.mktemp("reorganised") / "home")
    for chapter in CHAPTERS:
        chapter(hall)
    office, admin = hall.as_("banli"), hall.as_("admin")
    hall.at("2020-09-22 10:00")
    (failed,) = [n for n in office.every("/notices") if n["task_no"] == hall.no["litter"]]
    hall.seen["failed"] = failed["notice"]
    office.post(f"/notices/{failed['notice']}/verdict", {"rectified": False, "reason": "期满未答复"})
    hall.at(f"{BEFORE} 09:00")
    admin.post("/units/fagai/changes", {"kind": "rename", "to": "市发展和改革局", "effective_on": "2020-09-24",
                                        "reason": "机构改革"})  # fmt: skip
    said = {"kind": "merge", "to": NEW, "effective_on": MERGED, "reason": "机构改革"}
    hall.seen["merged"] = admin.post(f"/units/{OLD}/changes", said)
    split = {"kind": "split", "to": ["shuiwu", "shuju"], "effective_on": "2020-09-26", "reason": "机构改革"}
    admin.post("/units/shuiwu/changes", split)
    hall.at(f"{AFTER} 10:00")
    yield hall
    hall.close()


def litter(hall: CityHall, **query: str) -> Json:
    found: Json = hall.as_("banli").get(f"/tasks/{hall.no['litter']}", **query)
    return found


def owed(hall: CityHall, unit: str) -> set[tuple[str, str]]:
    rows = hall.as_("banli").every("/duties", unit=unit, scheme=SCHEME, task_no=hall.no["litter"])
    return {(row["kind"], row["period"]) for row in rows if row["state"] in ("open", "provisional")}


def test_a_renamed_unit_is_called_as_on_the_day_asked_for(hall: CityHall) -> None:
    def name(day: str) -> str:
        rows = hall.as_("banli").every("/units", true_on=day)
        return next(row["name"] for row in rows if row["code"] == "fagai")

    assert (name("2020-09-23"), name("2020-09-24")) == ("市发展改革局", "市发展和改革局")


def test_the_merged_units_role_and_what_it_still_owes_go_on_with_the_other(hall: CityHall) -> None:
    assert litter(hall)["lead"] == [NEW]
    assert litter(hall, true_on="2020-09-24")["lead"] == [OLD], "until the merger took effect"
    assert owed(hall, OLD) == set()
    assert ("progress_report", "2020-10") in owed(hall, NEW)


def test_past_lights_and_what_they_cost_stay_with_the_unit_of_that_moment(hall: CityHall) -> None:
    def causes(unit: str) -> list[str]:
        entries = hall.as_("kaohe").get(f"/assessments/{SCHEME}/units/{unit}")["entries"]
        return [entry["cause"] for entry in entries if entry["task_no"] == hall.no["litter"]]

    assert "yellow" in causes(OLD)
    assert causes(NEW) == []


def test_the_interview_follows_the_unit_that_answers_now(hall: CityHall) -> None:
    (interview,) = [i for i in hall.as_("banli").every("/interviews") if i["task_no"] == hall.no["litter"]]
    assert [unit["unit"] for unit in interview["units"]] == [NEW]
    assert interview["state"] == "proposed"


def test_the_closed_notice_names_whom_it_was_sent_to(hall: CityHall) -> None:
    notice = hall.as_("banli").get(f"/notices/{hall.seen['failed']}")
    assert [a["unit"] for a in notice["addressees"] if a["role"] == "lead"] == [OLD]


def test_the_merged_unit_takes_nothing_new(hall: CityHall) -> None:
    said = {"scheme": SCHEME, "title": "新任务", "category": "hard_task", "lead": [OLD], "reason": "新增"}
    hall.as_("banli").refused("/tasks", said, reason="unit_ended", status=422)


def test_a_split_moves_nothing_until_the_office_transfers_each_task(hall: CityHall) -> None:
    wharf = hall.no["wharf"]
    assert hall.as_("banli").get(f"/tasks/{wharf}")["lead"] == ["shuiwu"]
    said = {"role": "lead", "from": "shuiwu", "to": "shuju", "duties_move": True, "reason": "职能划转"}
    hall.as_("qianfa").post(f"/tasks/{wharf}/transfers", said)
    assert hall.as_("shuju").get(f"/tasks/{wharf}")["lead"] == ["shuju"]
