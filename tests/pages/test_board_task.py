"""The task file: what it tells to whom, and as of when."""

import pytest
from lxml import html

from tests.pages.site import Site, axe_clean

RED = "/tasks/2020-027"
INSPECTED = "/tasks/2020-045"


def told(text: str) -> list[str]:
    """Return the sentences of the story, newest first."""
    page = html.document_fromstring(text.encode())
    return [p.text_content() for p in page.xpath("//ol[contains(@class,'tl')]/li/div/p[1]")]


def why(text: str) -> str:
    (panel,) = html.document_fromstring(text.encode()).xpath("//section[h2[@id='why']]")
    return str(panel.text_content())


@pytest.mark.faults
@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hans"), ("narrow", "zh_Hant"), ("narrow", "en")])
def test_the_task_file_is_accessible_and_fits_in_every_language(year: Site, window: str, language: str) -> None:
    page = year.as_("shizhang", window=window, language=language)
    page.goto(INSPECTED)
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_names_posts_and_who_held_them(year: Site) -> None:
    text = year.client("shizhang").get(RED).text
    assert "常务副市长" in text and "钱市明" in text
    assert "姓名为 2021-02-05 周五 的任职人" in text
    assert "姓名为 2020-11-13 周五 的任职人" in year.client("shizhang").get(f"{RED}?day=2020-11-13").text


def test_each_node_tells_why_its_light_is_what_it_is(year: Site) -> None:
    client = year.client("banli")
    assert "第二次黄灯" in why(client.get(f"{RED}?node=2020-10").text)
    december = why(client.get(f"{RED}?node=2020-12").text)
    assert "保持红灯" in december and "按决定 D-006" in december
    assert "第 3 号报告" in december and "河督改〔2021〕1号" in december and "督查室签发" in december


def test_a_light_is_explained_by_what_was_known_when_it_was_set(year: Site) -> None:
    before = year.client("banli").get("/tasks/2020-070?node=2020-08&day=2020-09-08").text
    assert "黄灯" in why(before) and "没有更正" in why(before)
    now = why(year.client("banli").get("/tasks/2020-070?node=2020-08").text)
    assert "这盏灯更正过" in now and "纸质反馈表9月3日已收到" in now
    early = year.client("banli").get(f"{RED}?node=2020-12&day=2020-11-13").text
    assert "还没有亮灯" in why(early)
    assert not any("2020-12 节点评定" in sentence for sentence in told(early))


def test_at_a_line_of_the_record_only_what_stood_before_it_is_told(year: Site) -> None:
    text = year.client("banli").get(f"{RED}?node=2020-10&day=position:1917").text
    assert "记录<b>第 1,917 条</b>" in text
    assert told(text)[0].startswith("任务 2020-027 的 2020-10 节点评定为 红灯")


def test_the_story_is_newest_first_with_names_and_the_words_of_reports(year: Site) -> None:
    text = year.client("shizhang").get(RED).text
    assert told(text)[0].startswith("任务 2020-027 的 2020-12 节点评定为 红灯")
    assert told(text)[-1].startswith("列入任务 2020-027")
    assert "市发展改革局 向 督查室 报送任务" in text and "前期手续办理较慢" in text
    assert "fagai" not in "".join(told(text))


def test_two_reports_stand_side_by_side_with_what_differs_marked(year: Site) -> None:
    text = year.client("banli").get(f"{INSPECTED}?left=1&right=3").text
    page = html.document_fromstring(text.encode())
    heads = page.xpath("//h3[@id='pair']/following-sibling::table//th[@scope='col']/text()")
    assert heads[1:] == ["8月 第 1 号", "12月 第 3 号"]
    (row,) = page.xpath("//h3[@id='pair']/following-sibling::table//tr[th[text()='完成日期']]")
    assert [cell.get("class") for cell in row.xpath("td")] == ["d", "d"]


def test_an_inspection_not_published_to_a_unit_is_not_on_its_page(year: Site) -> None:
    task = "/tasks/2021-004"
    assert "/inspections/v-2021-0001" in year.client("banli").get(task).text
    of_the_unit = year.client("zhujian-jingban").get(task)
    assert of_the_unit.status_code == 200
    assert "v-2021-0001" not in of_the_unit.text and "现场在建" not in of_the_unit.text
    assert "/inspections/v-2020-0001" in year.client("zhujian-jingban").get(INSPECTED).text


def test_a_task_of_others_is_not_there(year: Site) -> None:
    assert year.client("renshe-jingban").get(RED).status_code == 404
    assert year.client("fushizhang-nongye").get(RED).status_code == 404


def test_a_proposed_correction_is_the_office_s_own_paper(year: Site) -> None:
    proposed = "/tasks/2020-012?node=2020-10"
    assert "更正建议第 1 号" in year.client("qianfa").get(proposed).text
    unit = year.client("fushizhang-nongye").get(proposed).text
    assert "更正建议" not in unit and "年终核对" not in unit


def test_a_day_that_is_none_is_said_over_the_file_of_now(year: Site) -> None:
    answer = year.client("banli").get(f"{RED}?day=soon")
    assert (answer.status_code, 'href="#day"' in answer.text) == (422, True)
    assert told(answer.text)


def test_the_lead_finds_what_it_may_ask_for_and_nobody_else_does(year: Site) -> None:
    asks = ("/extensions/new", "/completion", "/reports/new")
    shown = {
        who: [ask for ask in asks if f"/tasks/2021-004{ask}" in year.client(who).get("/tasks/2021-004").text]
        for who in ("zhujian-jingban", "banli", "shizhang")
    }
    assert shown["zhujian-jingban"][:2] == ["/extensions/new", "/completion"]
    assert shown["banli"] == shown["shizhang"] == []


def test_a_receipt_is_linked_for_who_holds_it_alone(year: Site) -> None:
    for who, holds in (("fagai-jingban", True), ("shenji", True), ("kaohe", False), ("shizhang", False)):
        assert ("/receipts/r-" in year.client(who).get(RED).text) is holds, who
