"""A city set up, fed and asked from the command line; exit codes 0 (done), 1 (refused), 2 (wrong use)."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

from tests.journeys.city_hall import SCHEME, CityHall, local
from tests.journeys.first_reports import report
from tests.journeys.served import ducha
from tests.journeys.shell import Shell
from tests.tampering import tamper

SEED = Path(__file__).parents[3] / "shared" / "seed" / "notice-2020-45.txt"
NOTICE = """某市2020年重点工作督查方案
全年共2个方面、3项重点工作。
一、年度主要预期目标。规上工业增加值增长7%左右。(市工业和信息化局、市发展改革局)
二、提升中心城区
(一)建设快速路。新增通车里程12公里。(市交通运输局、市住房城乡建设局)
(二)清运生活垃圾。[市城管综合执法局、市府直属各单位]
"""
HEADINGS = ["任务编号", "督查重点任务", "类别", "市分管领导", "牵头单位", "协办单位", "建设主体"]
ROAD = [None, "环城快速路建成", "硬任务", "常务副市长", "市交通运输局", "市财政局", "市高新区管委会"]
BENEFIT = [None, "低保标准提高", "民生实事", "副市长（民生）", "市民政局", None, None]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def city(shell: Shell) -> Shell:
    """A record with two tasks, from the shell alone."""
    shell.json("init", "--demonstration")
    shell.run("import", "ledger", workbook(shell.home.parent / "清单.xlsx", ROAD, BENEFIT))
    return shell


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(row)
    book.save(path)
    return path


# --- without a record ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "construction", "lead"),
    [
        ("2020-08", "2020-09-01", "2020-09-03"), ("2020-09", "2020-10-09", "2020-10-12"),
        ("2020-10", "2020-11-02", "2020-11-04"), ("2020-11", "2020-12-01", "2020-12-03"),
        ("2020-12", "2021-01-04", "2021-01-06"),
    ],
)  # fmt: skip
def test_a_due_day_is_explained_without_a_record(shell: Shell, period: str, construction: str, lead: str):
    told = {
        role: shell.json("explain", "due", "progress_report", period, "--role", role)
        for role in ("construction", "lead")
    }
    assert {role: row["due_on"] for role, row in told.items()} == {"construction": construction, "lead": lead}
    assert [day["date"] for day in told["lead"]["because"] if day["counted"]][-1] == lead
    assert not told["lead"]["provisional"] and told["construction"]["clause"] == "三(四)4"
    assert not shell.home.exists()


def test_the_reasons_of_a_due_day_are_told_in_words(shell: Shell):
    told = shell.run("explain", "due", "progress_report", "2020-09").stdout
    assert "2020-09-30 不计 期末" in told and "2020-10-08 不计 节假日" in told
    assert "2020-10-10 计 调休上班" in told and "2020-10-11 不计 周末" in told and "2020-10-12 计 工作日" in told
    assert "规定日期" in shell.run("explain", "due", "implementation_plan", "2020", "--role", "responsible").stdout


def test_the_reasons_of_the_golden_week_are_named_day_by_day(shell: Shell):
    told = shell.json("explain", "due", "progress_report", "2020-09")
    why = {day["date"]: (day["counted"], day["why"]) for day in told["because"]}
    assert why["2020-10-08"] == (False, "holiday") and why["2020-10-10"] == (True, "makeup_workday")
    assert why["2020-10-11"] == (False, "weekend") and why["2020-10-12"] == (True, "working")
    assert "2020-10-10 计 调休上班" in shell.run("explain", "due", "progress_report", "2020-09").stdout
    assert "三(四)2" in shell.refused("explain", "due", "progress_report", "2020-07", "--role", "lead")


def test_a_notice_is_read_without_a_record(shell: Shell):
    paper = shell.home.parent / "通知.txt"
    paper.write_text(NOTICE, encoding="utf-8")
    read = shell.json("import", "notice", paper, "--dry-run")
    assert (read["aspects"], [item["label"] for item in read["items"]]) == (2, ["一", "二(一)", "二(二)"])
    assert read["items"][2]["units"] == ["市城管综合执法局", "市府直属各单位"]
    assert (read["groups"], read["differences"]) == (["市府直属各单位"], [])
    assert read["items"][1]["targets"][0]["unit_of_measure"] == "公里"
    assert "2 个方面，3 项" in shell.run("import", "notice", paper, "--dry-run").stdout.replace(",", "，")
    assert not shell.home.exists()


@pytest.mark.skipif(not SEED.exists(), reason="the customer's notice is not here")
def test_the_customers_notice_is_read_to_the_last_unit(shell: Shell):
    read = shell.json("import", "notice", SEED, "--dry-run")
    assert (read["aspects"], len(read["items"])) == (12, 43)
    assert sum(len(item["units"]) for item in read["items"]) == 210
    assert (len(read["units"]), len(read["groups"]), len(read["alias_suggestions"])) == (61, 2, 1)
    shell.json("init", "--demonstration")
    entered = shell.json("import", "notice", SEED)["items"]
    assert (len(entered), entered[0], entered[-1]) == (43, "2020-1", "2020-12-4")
    assert "2020-1" in shell.refused("import", "notice", SEED), "a second time is refused"


# --- a city from the shell -------------------------------------------------------------------------------------------


def test_a_city_is_founded_and_fed_from_the_shell(shell: Shell):
    begun = shell.json("init", "--demonstration")
    assert (begun["home"], begun["account"], len(begun["code"]) > 10) == (str(shell.home), "admin", True)
    assert "D-010" in shell.refused("init", "--demonstration")
    added = shell.json("account", "add", "banli", "--role", "office")
    assert added["account"] == "banli" and added["code"]
    shell.run("account", "add", "jiaotong", "--role", "unit_clerk", "--unit", "jiaotong")
    token = shell.run("token", "issue", "jiaotong").stdout
    assert token.count("\n") == 1, "the token alone"
    assert "D-033" in shell.refused("token", "issue", "jiaotong")
    paper = shell.home.parent / "通知.txt"
    paper.write_text(NOTICE, encoding="utf-8")
    assert shell.json("import", "notice", paper)["items"] == ["2020-1", "2020-2-1", "2020-2-2"]
    ledger = workbook(shell.home.parent / "清单.xlsx", ROAD, BENEFIT)
    told = shell.json("import", "ledger", ledger, "--dry-run")
    assert [task["task_no"] for task in told["tasks"]] == ["2020-001", "2020-002"]
    assert shell.json("score", "--scheme", SCHEME)["items"] == [], "a dry run enters nothing"
    assert shell.json("import", "ledger", ledger) == told
    with open_over_http(shell, jiaotong=token.strip()) as hall:
        (task,) = hall.as_("jiaotong").get("/tasks")["items"]
        assert (task["title"], task["construction"]) == ("环城快速路建成", ["gaoxin"])


def test_a_ledger_with_one_wrong_cell_enters_no_row(shell: Shell):
    shell.json("init", "--demonstration")
    wrong = workbook(shell.home.parent / "错.xlsx", ROAD, [None, "另一项", "硬任务", None, "没有这个局", None, None])
    said = shell.refused("import", "ledger", wrong)
    assert "E3" in said and "没有这个局" in said
    assert shell.json("score", "--scheme", SCHEME)["items"] == []


def test_the_tick_tells_first_and_then_records_what_is_missing_once(city: Shell):
    city.at("2020-08-18 09:00")
    told = city.json("tick", "--dry-run")
    assert {(m["unit"], m["kind"], m["due_on"]) for m in told["missed"]} == {
        ("gaoxin", "node_plan", "2020-08-13"), ("jiaotong", "node_plan", "2020-08-17"),
        ("minzheng", "node_plan", "2020-08-17"),
    }  # fmt: skip
    assert city.json("tick") == told
    assert city.json("tick") == {"days": [], "missed": [], "reminded": 0, "sent": 0}


def test_a_light_and_a_score_are_explained_from_the_shell(city: Shell, tmp_path: Path):
    tokens = {}
    for account, *more in (("qianfa", "office_head"), ("jiaotong", "unit_clerk", "--unit", "jiaotong")):
        city.run("account", "add", account, "--role", *more)
        tokens[account] = city.run("token", "issue", account).stdout.strip()
    with open_over_http(city, **tokens) as hall:
        hall.as_("jiaotong").post("/tasks/2020-001/node-plan", {"nodes": [{"node": "2020-08", "target": "半数"}]})
        hall.at("2020-09-02 10:00")
        hall.as_("jiaotong").post("/tasks/2020-001/reports", report())
        hall.at("2020-09-04 10:00")
        head = hall.as_("qianfa")
        light = {"decisions": [{"task_no": "2020-001"}]}
        head.put("/nodes/2020-08/lights", light, match=head.get("/nodes/2020-08/lights")["proposal"])
    city.at("2020-09-04 11:00")
    told = city.json("explain", "light", "2020-001", "2020-08")
    assert (told["light"], told["clause"], told["set"]["by"]["account"]) == ("yellow", "二(三)", "qianfa")
    assert "2020-09-02 10:00" in city.run("explain", "light", "2020-001", "2020-08").stdout, "by the city's clock"
    assert "2020-002" in city.refused("explain", "light", "2020-002", "2020-08")
    rows = {row["unit"]: row for row in city.json("score", "--scheme", SCHEME)["items"]}
    assert (rows["jiaotong"]["score"], rows["gaoxin"]["score"], rows["caizheng"]["score"]) == (99.5, 99, 99.75)
    (row,) = city.json("score", "--scheme", SCHEME, "--unit", "gaoxin")["items"]
    assert row["score"] == 100 + sum(entry["points"] for entry in row["entries"])
    assert city.json("score", "--scheme", SCHEME, "--known-at", "2020-09-01")["items"][0]["score"] == 100
    formula = tmp_path / "公式.json"
    formula.write_text('{"points": {"yellow": -10}}')
    (other,) = city.json("score", "--scheme", SCHEME, "--unit", "jiaotong", "--formula", formula)["items"]
    assert other["score"] == 90
    assert "jiaotong" in city.run("score", "--scheme", SCHEME).stdout


@pytest.mark.parametrize("said", ["not json", "[1]", '{"points": {"yellow": "much"}}', '{"colour": 1}'])
def test_a_formula_that_is_none_is_refused_in_words(city: Shell, tmp_path: Path, said: str):
    formula = tmp_path / "公式.json"
    formula.write_text(said)
    assert city.refused("score", "--scheme", SCHEME, "--formula", formula).startswith("formula")


def test_the_read_models_are_rebuilt_by_name_or_all_and_their_digests_stay(city: Shell):
    before = city.json("digest")
    assert city.json("digest", "task_state") == {"task_state": before["task_state"]}
    city.run("rebuild", "task_state", "what_is_due")
    assert city.json("digest") == before
    (city.home / "read.db").unlink()
    city.run("rebuild")
    assert city.json("digest") == before
    for command in ("digest", "rebuild"):
        assert "task_state" in city.refused(command, "no_such_model", code=2), "it says which there are"


def test_migrating_a_record_of_this_release_changes_nothing(city: Shell):
    before = city.json("digest")
    city.run("migrate")
    assert city.json("digest") == before


def test_verify_says_what_does_not_fit(city: Shell):
    told = city.json("verify")
    assert told["clean"] and told["size"] > 100 and told["fault"] is None
    with closing(sqlite3.connect(city.home / "record.db")) as insider:
        tamper(insider, "events", "flip", Random(1))
        insider.commit()
    result = city.run("verify", code=1)
    assert "不符" in result.output


def test_a_clock_that_is_not_believed_is_accepted_by_the_administrator(city: Shell):
    city.at("2020-08-10 09:00")
    assert "ducha clock accept" in city.refused("account", "add", "li", "--role", "office")
    city.run("clock", "accept", "--reason", "主板电池更换，时钟已核对")
    city.run("account", "add", "li", "--role", "office")


# --- exit codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("tick",), ("score", "--scheme", SCHEME), ("digest",), ("rebuild",), ("verify",), ("migrate",),
        ("clock", "accept"), ("token", "issue", "admin"), ("account", "add", "li", "--role", "office"),
        ("explain", "light", "2020-001", "2020-08"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_without_a_record_a_command_says_so(shell: Shell, words: tuple[str, ...]):
    assert "ducha init" in shell.refused(*words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nosuch",), 2), (("explain", "due", "progress_report"), 2), (("score",), 2),
        (("account", "add", "li", "--role", "king"), 2), (("import", "notice", "nosuch.txt"), 2), (("serve",), 2),
        (("token", "issue"), 2), (("explain", "due", "nosuch", "2020-08"), 1),
        (("explain", "due", "progress_report", "2020-08", "--scheme", "nosuch"), 1),
        (("init", "--scheme", "nosuch", "--demonstration"), 1), (("init",), 1),
    ],
    ids=str,
)  # fmt: skip
def test_wrong_use_is_two_and_a_refusal_one(shell: Shell, words: tuple[str, ...], code: int):
    shell.refused(*words, code=code)
    assert not (shell.home / "record.db").exists()


def test_the_shell_itself_sees_the_exit_codes(tmp_path: Path):
    clock = {"DUCHA_CLOCK": "2020-08-11T09:00:00+08:00"}
    home = tmp_path / "home"
    codes = [
        ducha(home, *words, **clock).returncode
        for words in (("init", "--demonstration"), ("init", "--demonstration"), ("score",))
    ]
    assert codes == [0, 1, 2]


class open_over_http:  # noqa: N801 - reads as what it does
    """The same record over HTTP, while the block lasts."""

    def __init__(self, shell: Shell, **people: str) -> None:
        self.hall = CityHall.on(shell.home, people=people, at=local(shell.clock.read_text()[:16].replace("T", " ")))

    def __enter__(self) -> CityHall:
        return self.hall

    def __exit__(self, *_: object) -> None:
        self.hall.close()


def test_what_commands_did_is_told_as_json_too(city: Shell):
    assert city.json("migrate") == {"home": str(city.home)}
    assert city.json("rebuild", "task_state")["digests"] == city.json("digest", "task_state")
    accepted = city.json("clock", "accept", "--reason", "试运行")
    assert accepted["accepted"].endswith("+08:00") and accepted["position"] == city.json("verify")["size"]
