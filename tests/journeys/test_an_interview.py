"""Yellow → notice → failed → interview → one signature refused → archive → a commitment kept; and red → level 2."""

from collections.abc import Iterator

import pytest

from tests.journeys import autumn, calling_to_account, first_lights
from tests.journeys.calling_to_account import FIRST, MEETING, MINUTES, SITTING
from tests.journeys.city_hall import CityHall, Json
from tests.journeys.conftest import CHAPTERS, Founded

BEFORE = CHAPTERS[: CHAPTERS.index(first_lights.sign_answer_and_judge) + 1]


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
    assert (told["state"], told["archive_number"], told["report"]["to"]) == (
        "archived",
        "河督档〔2020〕1号",
        "shizhang",
    )
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
    steps = [
        line["event"].removeprefix("interview.").removesuffix(".v1")
        for line in reversed(lines)
        if line["event"] != "interview.viewed.v1"
    ]
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
        for path in ("/interviews", "/duties", "/notices", "/tasks", f"/tasks/{called.no['road']}/history")
    ]
    for words in ("i-2020-0001", "河督约", "征地补偿资金", "每周五报送进度", "赵敏"):
        assert not any(words in told for told in everything)


def test_two_yellows_running_bring_the_unit_before_the_principal_leader(hall: CityHall) -> None:
    """The first interview nobody decided on gives way to the higher one."""
    for chapter in CHAPTERS[: CHAPTERS.index(autumn.light_october) + 1]:
        chapter(hall)
    office, head, mayor = hall.as_("banli"), hall.as_("qianfa"), hall.as_("shizhang")
    first, second = office.every("/interviews", task_no=hall.no["road"])
    assert (first["level"], second["level"], second["ground"]) == (1, 2, "light")
    assert [lit["light"] for lit in second["lights"]] == ["yellow", "red"]
    assert second["notices"] == ["n-2020-0001", "n-2020-0005"]
    given_way = office.post(f"{FIRST}/approval", {"approved": False, "reason": "已提级约谈"})
    assert given_way["state"] == "declined"
    path = f"/interviews/{second['interview']}"
    hall.as_("jingji").refused(
        f"{path}/approval", {"approved": True}, reason="interviews.for_a_higher_leader", clause="二(三)"
    )
    mayor.post(f"{path}/approval", {"approved": True, "reason": "请交通局主要负责人到会"})
    office.post(f"{path}/convening", {**MEETING, "meets_at": "2020-11-17T09:00:00+08:00"})
    head.post(f"{path}/convening")
    hall.at("2020-11-17 15:00")
    held: Json = {**SITTING, "held_at": "2020-11-17T09:05:00+08:00"}
    office.refused(f"{path}/holding", held, reason="interviews.host_of_another_rank", clause="二(三)")
    sides = [{"side": "city", "person": "钟一", "post": "shizhang"}, *SITTING["attendees"][1:]]
    commitments = [{"text": "年底前全线贯通", "due_on": "2020-12-31"}]
    both = {**held, "host": "shizhang", "attendees": sides, **MINUTES, "commitments": commitments}
    assert office.post(f"{path}/record", both)["number"] == "河督约〔2020〕1号"
    hall.as_("jiaotong-head").post(f"{path}/signatures", {"side": "unit"})
    hall.as_("jingji").refused(
        f"{path}/signatures", {"side": "city"}, reason="interviews.not_the_host", clause="D-102"
    )  # fmt: skip
    assert mayor.post(f"{path}/signatures", {"side": "city"})["state"] == "signed"
    assert office.post(f"{path}/report")["state"] == "reported"
    assert office.post(f"{path}/archive")["archive_number"] == "河督档〔2020〕1号"
