"""A filed record is disputed, checked, corrected by two people; another dispute fails; copies and evidence stand up."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.journeys import calling_to_account, first_lights
from tests.journeys.calling_to_account import FIRST, MINUTES
from tests.journeys.city_hall import CityHall
from tests.journeys.conftest import CHAPTERS, Founded

BEFORE = CHAPTERS[: CHAPTERS.index(first_lights.sign_answer_and_judge) + 1]
WRONG, RIGHT = "未及时报告困难", "九月二日的报告已写明困难"
TEXTS = [*(MINUTES[name] for name in ("matters", "statement", "cause", "requirements")),
         *(commitment["text"] for commitment in MINUTES["commitments"])]  # fmt: skip
SIGNED = "\n".join(TEXTS)


@pytest.fixture(scope="module")
def disputed(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityHall]:
    """The road's interview with its disputes; tests only read it."""
    hall = founded.hall(tmp_path_factory.mktemp("disputed") / "home")
    for chapter in (*BEFORE, *calling_to_account.CHAPTERS, dispute, correct, resolve, fail_with_another):
        chapter(hall)
    yield hall
    hall.close()


def dispute(hall: CityHall) -> None:
    """The unit that would not sign says which words are wrong; nobody else may, and no word that is not there."""
    unit = hall.as_("jiaotong-head")
    hall.at("2020-10-26 09:00")
    claim = {"field": "cause", "passage": WRONG, "claim": "九月二日的报告第三段已写明用地困难。"}
    unit.refused(f"{FIRST}/disputes", {**claim, "passage": "隐瞒困难"}, reason="not_in_the_record", status=422)
    hall.as_("caizheng").refused(f"{FIRST}/disputes", claim, reason="absent", status=404)
    hall.as_("shizhang").refused(f"{FIRST}/disputes", claim, reason="disputes.not_a_party", clause="D-104")
    assert unit.post(f"{FIRST}/disputes", claim)["dispute"] == 1
    (row,) = hall.as_("banli").every("/interviews", disputed="open")
    assert [d["state"] for d in row["disputes"]] == ["open"]


def correct(hall: CityHall) -> None:
    """Discipline inspection looks, the office proposes, its head confirms."""
    office, head = hall.as_("banli"), hall.as_("qianfa")
    hall.at("2020-10-27 10:00")
    head.refused(
        f"{FIRST}/resolution", {"outcome": "rejected", "reason": "x"}, reason="disputes.not_checked", clause="D-104"
    )
    checked = hall.as_("jiwei").post(f"{FIRST}/checks", {"findings": "报告原件第三段确有用地困难的内容。"})
    assert (checked["dispute"], checked["checked_by"]) == (1, "auditor")
    said = {"field": "cause", "passage": WRONG, "replacement": RIGHT, "reason": "依核查结果", "dispute": 1}
    proposed = office.post(f"{FIRST}/corrections", said)["correction"]
    assert hall.as_("jiaotong").get(f"{FIRST}/disputes")["corrections"] == [], "a proposal is the office's own"
    office.refused(f"{FIRST}/corrections/{proposed}/confirmation", reason="forbidden", status=403)
    assert head.post(f"{FIRST}/corrections/{proposed}/confirmation")["proposed_by"] == "banli"


def resolve(hall: CityHall) -> None:
    head = hall.as_("qianfa")
    hall.at("2020-10-28 10:00")
    head.refused(
        f"{FIRST}/resolution", {"outcome": "upheld", "reason": "x"}, reason="disputes.corrected_already",
        clause="D-104",
    )  # fmt: skip
    assert head.post(f"{FIRST}/resolution", {"outcome": "corrected", "reason": "已更正"})["corrections"] == [1]


def fail_with_another(hall: CityHall) -> None:
    """The leader who led the interview disputes too; the check finds nothing, the mayor says so."""
    place = {"field": "place", "passage": "三楼", "claim": "记得是在二楼小会议室。"}
    assert hall.as_("jingji").post(f"{FIRST}/disputes", place)["dispute"] == 2
    hall.as_("banli").post(f"{FIRST}/checks", {"findings": "会议室使用登记为三楼。"})
    hall.at("2020-10-29 10:00")
    ended = {"dispute": 2, "outcome": "rejected", "reason": "登记与记录一致。"}
    assert hall.as_("shizhang").post(f"{FIRST}/resolution", ended)["outcome"] == "rejected"
    assert hall.as_("banli").every("/interviews", disputed="open") == []


def test_the_record_as_filed_is_still_read_beside_its_correction(disputed: CityHall) -> None:
    unit = disputed.as_("jiaotong")
    assert unit.get(FIRST)["record"]["cause"] == MINUTES["cause"]
    told = unit.get(f"{FIRST}/disputes")
    assert told["filed"]["cause"] == MINUTES["cause"]
    assert told["corrected"]["cause"] == MINUTES["cause"].replace(WRONG, RIGHT)
    assert [(d["state"], d["resolution"]["outcome"]) for d in told["disputes"]] == [
        ("resolved", "corrected"), ("resolved", "rejected"),
    ]  # fmt: skip


def test_the_log_tells_each_step_and_not_a_word_of_what_was_said(disputed: CityHall) -> None:
    jiwei = disputed.as_("jiwei")
    lines = jiwei.every("/audit", stream="interview/i-2020-0001")
    steps = {line["event"].removeprefix("interview.").removesuffix(".v1") for line in lines}
    assert {"disputed", "checked", "correction_proposed", "corrected", "resolved"} <= steps
    for words in (RIGHT, "第三段", "二楼小会议室", "依核查结果"):
        assert jiwei.every("/audit", q=words) == []


def test_whoever_read_the_record_is_known_to_the_unit(disputed: CityHall) -> None:
    disputed.as_("jiwei").get(FIRST)
    viewings = disputed.as_("jiaotong").get(f"{FIRST}/viewings")["items"]
    assert ("jiwei", "minutes") in [(row["account"], row["what"]) for row in viewings]


def test_a_copy_is_told_from_an_altered_one_and_from_the_corrected_record(disputed: CityHall) -> None:
    unit = disputed.as_("jiaotong")
    signed = unit.post(f"{FIRST}/copy-check", {"text": SIGNED})
    assert (signed["verdict"], [(s["side"], s["signed"]) for s in signed["signatures"]]) == (
        "as_filed", [("unit", False), ("city", True)],
    )  # fmt: skip
    assert unit.post(f"{FIRST}/copy-check", {"text": SIGNED.replace(WRONG, RIGHT)})["correction"] == 1
    altered = unit.post(f"{FIRST}/copy-check", {"text": SIGNED.replace("十月二十日", "十二月二十日")})
    assert altered["verdict"] == "no_copy"
    assert any("十二月二十日" in difference["copy"] for difference in altered["differences"])


def test_the_evidence_stands_without_us_until_one_byte_is_altered(disputed: CityHall, tmp_path: Path) -> None:
    answer = disputed.as_("jiaotong").ask("GET", f"{FIRST}/evidence")
    assert answer.status_code == 200
    path = tmp_path / "i-2020-0001.zip"
    path.write_bytes(answer.data)
    with zipfile.ZipFile(path) as packed:
        about = json.loads(packed.read("about.json"))
        assert any(name.startswith("files/") for name in packed.namelist())
    assert (about["archive_number"], about["dates"]["filed"]) == ("河督档〔2020〕1号", "2020-09-29")
    said = CliRunner(env={"DUCHA_HOME": str(tmp_path / "nowhere")}).invoke(main, ["verify", str(path)])
    assert (said.exit_code, "尚无签名检查点" in said.output) == (0, True), said.output
    whole = path.read_bytes()
    place = whole.index("不认可".encode())
    path.write_bytes(whole[:place] + b"X" + whole[place + 1 :])
    refused = CliRunner().invoke(main, ["verify", str(path), "--json"])
    assert (refused.exit_code, json.loads(refused.output)["clean"]) == (1, False)


def test_every_refusal_on_the_way_had_its_sentence(disputed: CityHall) -> None:
    assert all(told["detail"] for told in disputed.refusals)
