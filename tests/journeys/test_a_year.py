"""A supervised year over HTTP alone, from an empty record to the scores: what must hold at its end.

`founding`, `the_ledger`, `first_reports`, `first_lights`, `autumn` and `winter` tell the year, and assert as they go.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from service import bundled
from tests.journeys.city_hall import SCHEME, CityHall, Json
from tests.journeys.conftest import answers

ROOT = Path(__file__).parents[2]
SCORES = f"/assessments/{SCHEME}/units"
# unit → score, rank in its group, suggestion, tasks for which
STANDINGS = {
    "gongxin": (100, 1, "award"), "renshe": (100, 1, "award"), "shuju": (100, 1, "award"),
    "chengguan": (99.5, 4, "none"), "zhujian": (99.5, 4, "none"),
    "minzheng": (99.4, 6, "none"), "shuiwu": (99.4, 6, "none"),
    "fagai": (98.75, 8, "none"), "caizheng": (98.5, 9, "none"), "jiaotong": (97, 10, "cancel"),
    "heping": (100, 1, "award"), "dongyuan": (99, 2, "none"),
    "gaoxin": (96.5, 1, "cancel"),
}  # fmt: skip
# which fact of the record a cause of points rests on
FACT_OF = {
    "yellow": {"task.light_set.v1", "task.light_corrected.v1"}, "red": {"task.light_set.v1", "task.light_corrected.v1"},
    "report_late": {"report.submitted.v1"}, "report_missing": {"duty.missed.v1"},
    "notice_not_rectified": {"notice.verified.v1"},
}  # fmt: skip


def test_every_refusal_met_names_a_clause_that_can_be_looked_up(year: CityHall):
    clauses = bundled.scheme_content(SCHEME)["clauses"]
    by_rule = [told for told in year.refusals if told["status"] == 409]
    assert len(by_rule) > 50
    for told in by_rule:
        decision = re.fullmatch(r"D-(\d{3})", told["clause"])
        if decision:
            assert list((ROOT / "docs/decisions").glob(f"{decision[1]}-*.md")), told
        else:
            assert told["clause"] in clauses, told


def test_the_year_ends_with_every_units_score_rank_and_suggestion(year: CityHall):
    rows = year.as_("kaohe").every(SCORES)
    assert {row["unit"]: (row["score"], row["rank"], row["suggestion"]) for row in rows} == STANDINGS
    by_unit = {row["unit"]: row for row in rows}
    road, wharf = year.no["road"], year.no["wharf"]
    assert by_unit["jiaotong"]["suggested_for"] == by_unit["gaoxin"]["suggested_for"] == [road]
    assert by_unit["caizheng"]["for_decision"] == [road], "a co-organising unit is listed for decision"
    assert by_unit["jiaotong"]["lights"] == {"green": 0, "yellow": 1, "red": 2}
    assert (by_unit["jiaotong"]["breaches"], by_unit["jiaotong"]["rate_per_task"]) == (1, -3)
    assert wharf not in by_unit["dongyuan"]["suggested_for"]


@pytest.mark.parametrize("unit", STANDINGS)
def test_the_entries_of_a_unit_add_up_to_its_score(year: CityHall, unit: str):
    score = year.as_("kaohe").get(f"{SCORES}/{unit}")
    points = [Decimal(str(entry["points"])) for entry in score["entries"]]
    assert Decimal(str(score["formula"]["base"])) + sum(points) == Decimal(str(score["score"]))
    assert all(entry["points"] == 0 for entry in score["entries"] if not entry["counted"])
    assert sum(e["counted"] and e["cause"] not in ("yellow", "red") for e in score["entries"]) == score["breaches"]
    assert year.as_(unit).get(f"{SCORES}/{unit}")["entries"] == score["entries"], "a unit can check its own"


@pytest.mark.parametrize("unit", STANDINGS)
def test_the_audit_log_tells_the_same_of_every_entrys_events(year: CityHall, unit: str):
    log = {line["position"]: line for line in audit_log(year)}
    for entry in year.as_("kaohe").get(f"{SCORES}/{unit}")["entries"]:
        assert entry["positions"], entry
        told = [log[position] for position in entry["positions"]]
        last = told[-1]
        if entry["why"] == "kind_not_counted":
            assert last["event"] in ("node_plan.filed.v1", "duty.missed.v1") and last["unit"] == unit
            continue
        assert {line["event"] for line in told} <= FACT_OF[entry["cause"]], entry
        if entry["cause"] in ("yellow", "red"):
            word = {"yellow": "黄灯", "red": "红灯"}[entry["cause"]]
            assert word in last["sentence"] and entry["task_no"] in last["sentence"]
            assert f"{entry['period']} 节点" in last["sentence"] and last["actor"] == "qianfa"
        elif entry["cause"] == "notice_not_rectified":
            assert entry["period"] in last["sentence"] and "已整改：否" in last["sentence"]
            assert last["actor"] == "banli"
        elif entry["cause"] == "report_missing":
            assert last["sentence"].startswith(f"{unit} 逾期未报") and entry["task_no"] in last["sentence"]
            assert (last["unit"], last["actor"], entry["period"] in last["sentence"]) == (unit, "system", True)
        else:
            assert last["sentence"].startswith(f"{unit} ") and "逾期 1 个工作日" in last["sentence"]
            assert (last["unit"], last["actor"]) == (unit, unit)


def test_paper_stamped_in_time_costs_nothing_though_the_tick_had_found_it_missing(year: CityHall):
    owed = year.as_("banli").every("/duties", task_no=year.no["water"], unit="shuiwu")
    (duty,) = [d for d in owed if d["period"] == "2020-08"]
    assert (duty["state"], duty["late_days"], duty["settled_on"]) == ("met", 0, "2020-09-03")
    entries = year.as_("shuiwu").get(f"{SCORES}/shuiwu")["entries"]
    assert [(e["cause"], e["task_no"], e["period"]) for e in entries if e["counted"]] == [
        ("yellow", year.no["wharf"], "2020-08"), ("report_late", year.no["water"], "2020-09"),
    ]  # fmt: skip
    (line,) = [x for x in audit_log(year, unit="shuiwu") if x["on_behalf_of"] == "unit:shuiwu"]
    assert (line["actor"], line["sentence"][:6]) == ("banli", "shuiwu")


def test_a_report_handed_in_after_being_found_missing_is_late_and_no_longer_missing(year: CityHall):
    entries = year.as_("minzheng").get(f"{SCORES}/minzheng")["entries"]
    told = {(e["cause"], e["period"]): (e["points"], e["why"]) for e in entries}
    assert told["report_late", "2020-08"] == (-0.1, "counted")
    assert told["report_missing", "2020-11"] == (-0.5, "counted")
    assert told["report_missing", "2020-08"] == (0, "handed_in_late"), "the finding stays, at nothing"


def test_another_formula_moves_the_scores_and_records_nothing(year: CityHall):
    assessor = year.as_("kaohe")
    before = assessor.get(SCORES)["as_of"]["position"]
    told = assessor.post(f"/assessments/{SCHEME}/what-if", {"formula": {"points": {"yellow": -3}}})
    rows = {row["unit"]: row for row in told["items"]}
    assert rows["zhujian"]["what_if"] == {"score": 97, "rank": 6}
    assert rows["jiaotong"]["what_if"]["score"] == 96, "of two yellows and a red the heaviest counts"
    assert rows["gongxin"]["difference"] == {"score": 0, "rank": 0}
    assert {unit: row["official"]["score"] for unit, row in rows.items()} == {u: s[0] for u, s in STANDINGS.items()}
    assert assessor.get(SCORES)["as_of"]["position"] == before
    year.as_("jiaotong").refused(
        f"/assessments/{SCHEME}/what-if", {"formula": {"base": 90}}, reason="forbidden", status=403
    )


@pytest.mark.parametrize(
    ("period", "construction", "lead"),
    [
        ("2020-08", "2020-09-01", "2020-09-03"),
        ("2020-09", "2020-10-09", "2020-10-12"),
        ("2020-10", "2020-11-02", "2020-11-04"),
        ("2020-11", "2020-12-01", "2020-12-03"),
        ("2020-12", "2021-01-04", "2021-01-06"),
    ],
)
def test_the_rules_days_come_out_of_the_duties(year: CityHall, period: str, construction: str, lead: str):
    owed = year.as_("banli").every("/duties", task_no=year.no["water"], kind="progress_report")
    due = {d["role"]: d for d in owed if d["period"] == period}
    assert (due["construction"]["due_on"], due["lead"]["due_on"]) == (construction, lead)
    assert (due["construction"]["to"], due["lead"]["to"]) == ("shuiwu", "office")
    counted = [day["date"] for day in due["lead"]["due_because"] if day["counted"]]
    assert (len(counted), counted[0], counted[-1]) == (3, construction, lead)
    assert not due["lead"]["provisional"] and due["lead"]["clause"] == "三(四)3"


def test_a_due_day_gives_its_reasons_day_by_day(year: CityHall):
    (duty,) = [
        d for d in year.as_("shuiwu").every("/duties", task_no=year.no["water"], kind="progress_report")
        if (d["period"], d["role"]) == ("2020-09", "lead")
    ]  # fmt: skip
    why = {day["date"]: day["why"] for day in duty["due_because"]}
    assert why["2020-10-01"] == why["2020-10-08"] == "holiday"
    assert (why["2020-10-09"], why["2020-10-10"]) == ("working", "makeup_workday")
    assert (why["2020-10-11"], why["2020-10-12"]) == ("weekend", "working")


def test_before_the_correction_the_old_light_was_known_and_after_it_the_new(year: CityHall):
    office, path = year.as_("banli"), f"/tasks/{year.no['wharf']}"

    def light(**times: str) -> str:
        return str(office.get(path, **times)["nodes"][0]["light"])

    position = year.seen["before_correction"]
    assert light(known_at="2020-09-24") == light(known_at=f"position:{position}") == "green"
    assert light(known_at="2020-09-25") == light(known_at="2020-09-25T15:00:00+08:00") == light() == "yellow"
    assert light(true_on="2020-09-10") == "yellow", "what was true that day, as is known now"
    assert light(true_on="2020-09-10", known_at="2020-09-24") == "green"
    explained = f"{path}/lights/2020-08"
    assert office.get(explained, known_at="2020-09-24")["light"] == "green"
    now = office.get(explained)
    assert (now["light"], [c["was"] for c in now["corrections"]]) == ("yellow", ["green"])
    assert now["corrections"][0]["proposed_by"]["account"] == "banli"
    assert now["corrections"][0]["confirmed_by"]["account"] == "qianfa"


def test_a_score_too_is_answered_as_it_was_known(year: CityHall):
    def known(at: str) -> Json:
        row: Json = year.as_("kaohe").get(f"{SCORES}/dongyuan", known_at=at)
        return row

    assert (known("2020-09-01")["score"], known("2020-09-24")["score"], known("2020-09-25")["score"]) == (100, 99.5, 99)
    assert known("2020-09-25")["suggestion"] == "none", "nothing is suggested before the year is over"


def test_the_past_is_answered_as_it_was_answered_then(year: CityHall):
    for chapter, position, then in year.seen["then"]:
        assert answers(year, known_at=f"position:{position}")[1] == then, chapter


def test_a_rebuild_changes_no_answer(year: CityHall):
    before = year.app.read.digest()
    year.app.read.rebuild()
    assert year.app.read.digest() == before


def audit_log(year: CityHall, **asked: str) -> list[Json]:
    return year.as_("jiwei").every("/audit", limit=500, **asked)
