"""List editions, scorecards, receipts and activation slips on paper."""

from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from api.papers.slips import slips
from tests.api import test_assessments
from tests.api.conftest import CONSTRUCTION, OTHER_UNIT, SCHEME, UNIT
from tests.api.ledger import enter, problem
from tests.api.paper_text import FORMATS, fields_of, needs_font, text_of
from tests.api.report_city import with_task
from tests.api.test_editions import issue
from tests.api.test_receipts import submitted

year = test_assessments.year
CARD = f"/assessments/{SCHEME}/units/{UNIT}/paper"
EDITION = f"/editions/{SCHEME}/2/paper"
ACCOUNTS = [
    {"account": "fagai-jb", "role": "unit_clerk", "unit": "市发展改革局", "posts": [], "code": "ABCD-EFGH-JKLM-NPQR"},
    {"account": "shizhang", "role": "principal_leader", "unit": None, "posts": ["市长"], "code": "STUV-WXYZ-2345-6789"},
]  # fmt: skip


def _said(caller, path, format_):
    answer = caller.get(f"{path}?format={format_}")
    assert answer.status_code == 200, answer.text
    return text_of(answer.data)


@pytest.fixture
def listed(city):
    """Two editions: one task retitled, one withdrawn, one added since the first."""
    first, second = enter(city), enter(city, co=[])
    issue(city, 1)
    city.as_("office").post(f"/tasks/{first}/amendments", {"changes": {"title": "新题" * 60}, "reason": "口径调整"})
    city.as_("office_head").post(f"/tasks/{second}/withdrawal", {"reason": "上级任务取消"})
    enter(city, reason="新增任务", co=[])
    issue(city, 2)
    return city


@pytest.mark.parametrize("format_", FORMATS)
def test_an_edition_on_paper_lists_its_tasks_and_what_differs_and_why(listed, format_):
    told = listed.as_("office").get(f"/editions/{SCHEME}/2").json
    assert fields_of(listed.as_("auditor"), EDITION)["count"] == str(len(told["tasks"]))
    said = _said(listed.as_("auditor"), EDITION, format_)
    assert f"清单第2版，共{len(told['tasks'])}项" in said
    assert "本件只列" not in said
    for task in told["tasks"]:
        assert task["task_no"] in said
        assert task["title"] in said
    for word, no, reason in (("新增", "2020-003", "新增任务"), ("调整", "2020-001", "口径调整"),
                             ("撤销", "2020-002", "上级任务取消")):  # fmt: skip
        assert f"{word}{no}" in said
        assert reason in said


@pytest.mark.parametrize("format_", FORMATS)
def test_an_edition_stays_the_same_bytes_after_later_changes(listed, format_):
    before = listed.as_("office").get(f"{EDITION}?format={format_}").data
    listed.as_("office").post("/tasks/2020-001/amendments", {"changes": {"title": "再改"}, "reason": "再次调整"})
    assert listed.as_("office").get(f"{EDITION}?format={format_}").data == before


def test_a_unit_gets_an_edition_with_its_own_tasks_and_it_says_so(listed):
    said = _said(listed.as_("unit_clerk", unit=OTHER_UNIT), EDITION, "docx")
    assert "本件只列与阅件人有关的任务1项" in said
    assert "2020-003" not in said


def test_an_edition_that_is_not_issued_has_no_paper(listed):
    listed.as_("office").post("/editions", {"scheme": SCHEME})
    for role in ("office", "unit_clerk"):
        problem(listed.as_(role).get(f"/editions/{SCHEME}/3/paper?format=docx"), 404)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_scorecard_adds_up_and_names_the_lines_behind_every_point(year, format_):
    told = year.as_("assessor").get(f"/assessments/{SCHEME}/units/{UNIT}").json
    card = fields_of(year.as_("assessor"), CARD)
    assert float(card["base"]) + sum(float(x["points"]) for x in card["entries"]) == float(card["score"])
    said = _said(year.as_("assessor"), CARD, format_)
    assert f"合计{told['score']:g}分" in said
    assert "尚未定稿" in said
    for entry in told["entries"]:
        assert "、".join(map(str, entry["positions"])) in said
    assert (card["red"], card["breaches"]) == (str(told["lights"]["red"]), str(told["breaches"]))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_scorecard_of_an_earlier_line_says_what_was_known_then(year, format_):
    office = year.as_("office")
    position = year.app.store.position()
    before = office.get(f"{CARD}?format={format_}").data
    test_assessments.write(year, [test_assessments.missed("2020-001", period="2020-10")], "2021-01-09")
    assert office.get(f"{CARD}?format={format_}").data != before
    assert office.get(f"{CARD}?format={format_}&position={position}").data == before


def test_a_unit_gets_its_own_scorecard_alone_without_rank_or_suggestion(year):
    card = fields_of(year.as_("unit_head"), CARD)
    assert (card["rank"], card["suggestion"]) == ("", "")
    assert fields_of(year.as_("assessor"), CARD)["suggestion"]
    problem(year.as_("unit_head", unit=CONSTRUCTION).get(f"{CARD}?format=docx"), 404)
    problem(year.as_("assessor").get(f"/assessments/{SCHEME}/units/nowhere/paper?format=docx"), 404)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_receipt_on_paper_says_what_when_who_and_its_leaf(city, format_):
    town = with_task(city)
    receipt = submitted(town, town.as_("unit_clerk"))
    path = f"/receipts/{receipt['receipt_id']}/paper"
    assert fields_of(town.as_("unit_head"), path)["leaf"] == receipt["leaf"]
    said = _said(town.as_("unit_head"), path, format_)
    recorded = datetime.fromisoformat(receipt["recorded_at"]).astimezone(town.app.settings.zone)
    for words in (receipt["receipt_id"], receipt["leaf"], f"第{receipt['position']}条", "市发展改革局",
                  f"{recorded:%Y-%m-%d%H:%M:%S}"):  # fmt: skip
        assert words in said
    assert (
        town.as_("office").get(f"{path}?format={format_}").data
        == town.as_("auditor").get(f"{path}?format={format_}").data
    )
    problem(town.as_("leader").get(f"{path}?format=docx"), 404)
    problem(town.as_("unit_clerk", unit=CONSTRUCTION).get(f"{path}?format=docx"), 404)


@needs_font
def test_a_receipt_is_a_sheet_of_a5(city):
    town = with_task(city)
    receipt = submitted(town, town.as_("unit_clerk"))
    pdf = PdfReader(BytesIO(town.as_("unit_clerk").get(f"/receipts/{receipt['receipt_id']}/paper").data))
    width, height = (float(side) / 72 * 25.4 for side in pdf.pages[0].mediabox[2:])
    assert (len(pdf.pages), round(width), round(height)) == (1, 148, 210)


@pytest.mark.parametrize("format_", FORMATS)
def test_activation_slips_hold_each_account_with_its_code_and_leave_nothing_behind(city, format_):
    kept = sorted(city.app.settings.home.rglob("*"))
    said = text_of(slips(ACCOUNTS, format_, city.app.settings))
    for one in ACCOUNTS:
        assert one["account"] in said
        assert one["code"] in said
    assert "岗" in said
    assert "市长" in said
    assert sorted(city.app.settings.home.rglob("*")) == kept
