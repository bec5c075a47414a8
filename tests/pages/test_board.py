"""The lights board: who sees which tasks, as of which of the two times, grouped, filtered and counted."""

import re

import pytest
from lxml import html

from tests.pages.site import Site, axe_clean

YEAR = "/?scheme=heyuan-2020"


def rows_of(text: str) -> list[str]:
    """Return the task numbers on the board."""
    return html.document_fromstring(text.encode()).xpath(
        "//table[contains(@class,'board')]//td[contains(@class,'num')]/text()"
    )


def cell(text: str, task_no: str, place: int) -> str:
    """Return the words in a task's cell of the `place`-th node."""
    page = html.document_fromstring(text.encode())
    (row,) = page.xpath(f"//table[contains(@class,'board')]//tr[td[text()='{task_no}']]")
    return row.xpath("td[contains(@class,'n')][not(contains(@class,'num'))]")[place].text_content()


def counts(text: str) -> list[int]:
    page = html.document_fromstring(text.encode())
    return [int(n) for n in page.xpath("//section[contains(@class,'stats')]/div/b/a/text()")]


@pytest.mark.faults
@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hans"), ("narrow", "zh_Hant"), ("narrow", "en")])
def test_the_board_is_accessible_and_fits_in_every_language(year: Site, window: str, language: str) -> None:
    page = year.as_("shizhang", window=window, language=language)
    page.goto(f"{YEAR}&day=2020-09-08&differences=1")
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_counts_are_the_bulletin_s_and_add_up_to_the_tasks_in_force(year: Site) -> None:
    text = year.client("banli").get(YEAR).text
    assert sum(counts(text)) == 90
    assert "另有已撤销 1 项" in text
    assert len(rows_of(text)) == 91


def test_a_unit_sees_its_own_tasks_only(year: Site) -> None:
    everything = rows_of(year.client("shizhang").get(YEAR).text)
    own = year.client("renshe-jingban").get(YEAR).text
    assert set(rows_of(own)) < set(everything)
    assert "2020-027" not in own
    assert "我的任务" in own and "列入新任务" not in own


def test_a_leader_sees_the_portfolio_only(year: Site) -> None:
    portfolio = rows_of(year.client("fushizhang-jingji").get(YEAR).text)
    assert len(portfolio) == 44


def test_a_day_is_shown_as_it_was_known_and_as_it_was(year: Site) -> None:
    client = year.client("banli")
    known = client.get(f"{YEAR}&day=2020-09-08&basis=known").text
    true = client.get(f"{YEAR}&day=2020-09-08&basis=true").text
    assert "黄灯" in cell(known, "2020-070", 0) and "后更正" in cell(known, "2020-070", 0)
    assert "绿灯" in cell(true, "2020-070", 0) and "后更正" in cell(true, "2020-070", 0)
    assert "只用<b>当天已入账</b>的记录（至第 1,556 条）" in known and "此后更正的 1 盏灯未计入" in known
    assert "用<b>目前掌握的全部</b>记录" in true


def test_the_difference_between_the_two_views_names_the_light_that_was_corrected(year: Site) -> None:
    text = year.client("banli").get(f"{YEAR}&day=2020-09-08&differences=1").text
    (row,) = html.document_fromstring(text.encode()).xpath("//section[@id='differences']//tbody/tr")
    assert "2020-070" in row.text_content()
    assert re.search("黄灯.*绿灯", row.text_content(), re.DOTALL)
    alike = year.client("banli").get(f"{YEAR}&day=2020-11-13&differences=1").text
    assert "没有差别" in alike


def test_what_was_known_on_the_thirteenth_of_november_knows_no_light_of_december(year: Site) -> None:
    text = year.client("shizhang").get(f"{YEAR}&day=2020-11-13&basis=known").text
    assert "红灯" in cell(text, "2020-027", 1)
    assert "延期" in cell(text, "2020-034", 1)
    assert all("未亮" in cell(text, task_no, 2) for task_no in rows_of(text) if task_no != "2020-091")
    assert counts(text) == [82, 4, 3, 0]


def test_a_day_that_is_none_is_said_at_its_field_over_the_board_of_now(year: Site) -> None:
    answer = year.client("banli").get(f"{YEAR}&day=2020-13-40")
    assert answer.status_code == 422
    assert 'href="#day"' in answer.text and 'value="2020-13-40"' in answer.text
    assert len(rows_of(answer.text)) == 91


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("light=red", ["2020-027", "2020-060"]),
        ("category=livelihood&light=yellow", []),
        ("q=停车场 住房城乡", ["2020-060"]),
        ("unit=fagai&light=red", ["2020-027", "2020-060"]),
        ("leader=fushizhang-chengjian&light=red", ["2020-060"]),
        ("list=3&q=元旦", ["2020-091"]),
        ("list=1&q=元旦", []),
    ],
)
def test_filters_leave_what_was_asked_for(year: Site, asked: str, shown: list[str]) -> None:
    assert rows_of(year.client("banli").get(f"{YEAR}&{asked}").text) == shown


@pytest.mark.parametrize(
    ("group", "first"), [("aspect", "一、"), ("category", "主要预期目标"), ("leader", "副市长"), ("lead", "市")]
)
def test_tasks_are_grouped_by_aspect_category_leader_or_lead_unit(year: Site, group: str, first: str) -> None:
    text = year.client("banli").get(f"{YEAR}&group={group}").text
    groups = html.document_fromstring(text.encode()).xpath("//tr[@class='grp']")
    assert groups[0].text_content().strip().startswith(first)
    assert len(groups) > 1 and len(set(rows_of(text))) == 91


def test_the_workbook_holds_what_the_board_is_asked_for(year: Site) -> None:
    client = year.client("banli")
    asked = f"{YEAR}&day=2020-11-13&basis=known&light=red"
    (link,) = html.document_fromstring(client.get(asked).text.encode()).xpath(
        "//a[starts-with(@href,'/get/workbooks')]/@href"
    )
    assert "known_at=2020-11-13" in link and "light=red" in link
    assert client.get(link).mimetype.endswith("sheet")
    assert "导出的工作簿不带" in client.get(f"{YEAR}&light=behind").text


def test_this_year_is_shown_once_it_has_tasks_and_another_by_its_name(year: Site) -> None:
    client = year.client("banli")
    assert rows_of(client.get("/").text)[0] == "2021-001"
    assert rows_of(year.client("chengguan-jingban").get("/").text)[0].startswith("2020-"), "it has no task in 2021"
    assert client.get("/?scheme=atlantis").status_code == 404


def test_who_may_read_no_tasks_begins_elsewhere(year: Site) -> None:
    assert year.client("admin").get("/").headers["Location"] == "/admin"
    assert year.client(None).get("/").headers["Location"].startswith("/sign-in")


def test_a_leader_explains_a_red_light_down_to_its_event_on_a_phone(year: Site) -> None:
    page = year.as_("shizhang", window="narrow")
    page.goto(YEAR)
    page.get_by_label("灯", exact=True).select_option("red")
    page.get_by_role("button", name="查看").click()
    row = page.get_by_role("row").filter(has_text="新建公共停车场")
    row.get_by_role("link", name="红灯").click()
    why = page.locator("section", has=page.locator("#why"))
    assert "连续第二次黄灯" in why.inner_text()
    assert why.get_by_text("2021-01-06 周三 24:00").is_visible()
    why.get_by_text("为什么是 01-06 周三？").click()
    assert "休" in why.locator(".days").inner_text()
    why.get_by_role("link", name="第 2,432 条").click()
    assert page.locator("li:target").get_by_text("评定为 红灯").is_visible()
