"""The lists as workbooks: the same rows for the same eyes, words beside colours, text that is never a formula."""

import pytest

from tests.api.conftest import OTHER_UNIT
from tests.api.ledger import enter, problem
from tests.api.lighting_city import DONE, MISSED, issue, with_two_tasks
from tests.api.report_city import NO, with_task
from tests.api.sheets import opened, table

SCHEME = "scheme=heyuan-2020"


@pytest.fixture
def town(city):
    return with_task(city)


def test_the_ledger_has_every_column_and_a_sheet_for_livelihood(town):
    enter(town, category="livelihood", title="农村饮水", note="=1+1", targets=[
        {"text": "新建", "value": "3", "unit_of_measure": "座"}, {"text": "改造\n旧站"},
    ])  # fmt: skip
    answer = town.as_("office").get(f"/workbooks/ledger?{SCHEME}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ledger-heyuan-2020.xlsx"'
    (task,) = table(answer.data, "附件2 督查重点任务")
    assert (task["任务编号"], task["牵头单位"], task["协办单位"]) == (NO, "市发展改革局", "市财政局")
    assert task["市分管领导"]
    (livelihood,) = table(answer.data, "附件3 民生实事")
    assert (livelihood["年度目标"], livelihood["目标值"], livelihood["计量单位"]) == (
        "新建\n改造\n　旧站",
        "3\n—",
        "座\n—",
    )
    (alone,) = table(town.as_("office").get(f"/workbooks/livelihood?{SCHEME}").data)
    assert alone["督查重点任务"] == "农村饮水"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@cmd", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(town, text):
    enter(town, title=text)
    page = opened(town.as_("office").get(f"/workbooks/ledger?{SCHEME}").data).worksheets[0]
    (cell,) = [cell for row in page.iter_rows(min_row=2) for cell in row if cell.value == text]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_a_light_is_a_word_and_a_shape_under_its_rule(city):
    with_two_tasks(city)
    assert issue(city, {"task_no": MISSED}, {"task_no": DONE}).status_code == 200
    content = city.as_("office").get(f"/workbooks/lights?{SCHEME}").data
    row, done = table(content, heading=2)
    assert (row["2020-08"], done["2020-08"]) == ("▲ 黄灯", "● 绿灯")
    assert row["2020-10"] == "—"
    page = opened(content).worksheets[0]
    assert "heyuan-2020" in page["A1"].value
    assert page["E3"].fill.start_color.rgb.endswith("FBE9A0")


def test_a_unit_gets_its_own_rows_only(town):
    other = enter(town, lead=[OTHER_UNIT], co=[], construction=[])
    clerk = town.as_("unit_clerk")
    assert [row["任务编号"] for row in table(clerk.get(f"/workbooks/ledger?{SCHEME}").data)] == [NO]
    assert other not in {row["任务编号"] for row in table(clerk.get(f"/workbooks/duties?{SCHEME}").data)}
    assert {row["单位"] for row in table(clerk.get(f"/workbooks/scores?{SCHEME}").data, heading=2)} <= {"市发展改革局"}
    problem(clerk.get("/workbooks/audit"), 403)


def test_duties_and_scores_say_what_their_lists_say(town):
    office = town.as_("office")
    listed = office.get(f"/duties?{SCHEME}&limit=500").json["items"]
    sheet = table(office.get(f"/workbooks/duties?{SCHEME}").data)
    assert len(sheet) == len(listed)
    assert [str(row["截止日期"].date()) for row in sheet] == [duty["due_on"] for duty in listed]
    scored = office.get("/assessments/heyuan-2020/units").json["items"]
    units = table(office.get(f"/workbooks/scores?{SCHEME}").data, "单位得分", heading=2)
    assert [row["得分"] for row in units] == [row["score"] for row in scored]


def test_the_audit_extract_has_the_sentences_of_the_log(town):
    auditor = town.as_("auditor")
    listed = auditor.get("/audit?event=task.").json["items"]
    sheet = table(auditor.get("/workbooks/audit?event=task.").data)
    assert [(row["位置"], row["事项"]) for row in sheet] == [(line["position"], line["sentence"]) for line in listed]


def test_items_and_an_unknown_scheme(town):
    assert town.as_("office").get(f"/workbooks/items?{SCHEME}").status_code == 200
    problem(town.as_("office").get("/workbooks/ledger?scheme=nowhere"), 404)
    problem(town.as_("office").get("/workbooks/ledger"), 422)
