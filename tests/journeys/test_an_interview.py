"""Yellow → notice → failed → interview → one signature refused → archive → a commitment kept; and red → level 2."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import autumn, calling_to_account, first_lights, first_reports, the_ledger
from tests.journeys.city_hall import CityHall
from tests.journeys.conftest import Founded

FIRST = calling_to_account.FIRST
BEFORE = (
    the_ledger.enter_the_ledger, the_ledger.file_plans,
    first_reports.construction_entities_report, first_reports.leads_report, first_reports.late_missing_and_on_paper,
    first_reports.follow_the_problem, first_lights.light_august, first_lights.sign_answer_and_judge,
)  # fmt: skip


@pytest.fixture(scope="module")
def called(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityHall]:
    """The year until the first interview has run its course; tests only read it."""
    hall = founded.hall(tmp_path_factory.mktemp("called") / "home")
    for chapter in (*BEFORE, *calling_to_account.CHAPTERS):
        chapter(hall)
    yield hall
    hall.close()


def test_the_file_tells_the_whole_case_from_the_light_to_the_score(called: CityHall) -> None:
    told = called.as_("banli").get(FIRST)
    assert [(lit["node"], lit["light"]) for lit in told["case"]["lights"]] == [("2020-08", "yellow")]
    (notice,) = told["case"]["notices"]
    assert (notice["number"], notice["state"], notice["verdict"]["reason"]) == (
        "河督改〔2020〕1号", "not_rectified", "现场核查仍未开工",
    )  # fmt: skip
    assert (told["approval"]["post"], told["approval"]["person"]) == ("fushizhang-jingji", "钱二")
    assert [(s["side"], s["signed"], s["witness"]) for s in told["signatures"]] == [
        ("unit", False, "赵敏"), ("city", True, None),
    ]  # fmt: skip
    assert (told["state"], told["archive_number"], told["report"]["to"]) == ("archived", "河督档〔2020〕1号", "shizhang")
    kept, missed = told["commitments"]
    assert (kept["state"], kept["late_days"], kept["missed"]) == ("fulfilled", 0, False)
    assert (missed["state"], missed["missed"]) == ("open", True)
    (cost,) = told["case"]["scores"]
    assert {"yellow", "notice_not_rectified"} <= {entry["cause"] for entry in cost["entries"]}


def test_its_commitments_stand_among_the_units_duties(called: CityHall) -> None:
    owed = {d["period"]: d["state"] for d in called.as_("jiaotong").every("/duties", kind="commitment")}
    assert owed == {"i-2020-0001/1": "met", "i-2020-0001/2": "missed"}
    assert called.as_("gongxin").every("/duties", kind="commitment") == []


def test_the_log_tells_every_step_and_nothing_that_was_said(called: CityHall) -> None:
    lines = called.as_("jiwei").every("/audit", stream="interview/i-2020-0001")
    steps = [line["event"].removeprefix("interview.").removesuffix(".v1") for line in reversed(lines)]
    assert steps == [
        "proposed", "approved", "convening_drafted", "convened", "held", "record_filed", "signature_refused", "signed",
        "reported", "archived", "duty.missed", "commitment_fulfilled", "commitment_verified",
    ]  # fmt: skip
    for words in ("征地补偿资金", "每周五报送进度", "控制性节点已打通"):
        assert called.as_("jiwei").every("/audit", q=words) == []


@pytest.mark.parametrize("account", ["gongxin", "gongxin-head", "caizheng", "gaoxin"])
def test_no_other_unit_finds_a_word_of_it_anywhere(called: CityHall, account: str) -> None:
    """Not even the units that share the task and had the notice."""
    person = called.as_(account)
    assert person.ask("GET", FIRST).status_code == 404
    everything = [
        str(person.ask("GET", path).json)
        for path in ("/interviews", "/duties?limit=500", "/notices", "/tasks", f"/tasks/{called.no['road']}/history")
    ]
    for words in ("i-2020-0001", "河督约", "征地补偿资金", "每周五报送进度", "赵敏"):
        assert not any(words in told for told in everything)


def test_two_yellows_running_call_for_the_principal_leader(founded: Founded, tmp_path: Path) -> None:
    hall = founded.hall(tmp_path / "home")
    try:
        for chapter in (*BEFORE, *calling_to_account.CHAPTERS[:4], first_lights.correct_a_light):
            chapter(hall) if chapter is not first_lights.correct_a_light else None
        for chapter in (autumn.report_october, autumn.light_october):
            chapter(hall)
    finally:
        hall.close()
