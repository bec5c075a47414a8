"""What units and leaders find on their pages in the demonstration year, and whose pages they are."""

import re

import pytest

from api.pages.my_reading import pieces
from tests.pages.site import Site, axe_clean

UNIT_PAGES = (
    "/my", "/tasks/2021-002/reports/new?node=2021-01", "/tasks/2021-002/reports/1", "/tasks/2021-002/node-plan",
    "/units/zhujian/implementation-plan?scheme=heyuan-2020", "/tasks/2021-004/extensions/new",
    "/tasks/2021-004/extensions/1", "/tasks/2021-004/completion", "/my/workbooks", "/receipts",
    "/notices/n-2021-0004/answer",
)  # fmt: skip
LEADER_PAGES = ("/my", "/tasks/2021-003/problems/1", "/tasks/2021-004/extensions/1", "/tasks/2021-005/node-plan")


def test_a_unit_s_day_begins_with_what_is_overdue_and_says_how_many_working_days(year: Site) -> None:
    text = year.client("zhujian-jingban").get("/my").text
    late, now = text.index("已逾期"), text.index("现在要办")
    assert late < text.index("逾期 2 天") < now
    assert late < text.index("/tasks/2021-002/reports/new?node=2021-01") < now
    assert now < text.index("签收整改通知书") < text.index("审核建设主体来件")
    assert "为什么是 02-03 周三？" in text
    assert "报送2021 年 6 月落实情况，共 2 项任务" in text


def test_a_returned_report_says_until_when_it_is_taken_in_time_again(year: Site) -> None:
    text = year.client("jiaotong-jingban").get("/my").text
    assert "退回重报" in text and "截至 02-05 周五" in text
    assert "已逾期" not in text


def test_a_unit_is_told_what_it_was_asked_for_this_year(year: Site) -> None:
    client = year.client("zhujian-jingban")
    asked = re.search(r"今年向本单位要过多少</h2>(.*?)</section>", client.get("/my").text, re.S)
    assert asked
    told = dict(re.findall(r"<b>要过 (\d+) 件</b><span>(.*?)</span>", asked[1]))
    assert set(told.values()) >= {"落实情况反馈", "整改通知书", "节点任务安排表"}


def test_a_leader_finds_what_waits_for_a_decision_and_other_leaders_do_not(year: Site) -> None:
    text = year.client("fushizhang-chengjian").get("/my").text
    for address in ("/tasks/2021-003/problems/1", "/tasks/2021-004/extensions/1", "/tasks/2021-005/node-plan"):
        assert f'href="{address}"' in text, address
    other = year.client("fushizhang-jingji")
    assert "/tasks/2021-005/node-plan" not in other.get("/my").text
    assert other.get("/tasks/2021-005/node-plan").status_code == 404
    assert "/tasks/2021-005/node-plan" in year.client("shizhang").get("/my").text


def test_who_has_no_duties_here_is_sent_to_the_page_of_their_own_day(year: Site) -> None:
    assert year.client("banli").get("/my").headers["Location"] == "/office"
    assert year.client("admin").get("/my").status_code == 403


@pytest.mark.parametrize("address", UNIT_PAGES)
def test_a_unit_s_pages_are_not_another_s(year: Site, address: str) -> None:
    assert year.client("zhujian-jingban").get(address).status_code == 200
    if not address.startswith(("/my", "/receipts")):
        assert year.client("keji-jingban").get(address).status_code == 404, address


def test_a_report_is_begun_from_the_last_period_s_and_says_so(year: Site) -> None:
    client = year.client("zhujian-jingban")
    reported = client.get("/tasks/2020-060/reports/new?node=2020-12").text
    assert "已按上一版填好" in reported
    later = client.get("/tasks/2020-060/reports/new?node=2020-11").text
    assert "已按上期（2020 年 10 月）报告填好" in later
    before = re.search(r'name="progress"[^>]*value="([^"]+)"', later)
    assert before and f"上期：{before[1]}。" in later
    blank = client.get("/tasks/2020-060/reports/new?node=2020-11&blank=1").text
    assert 'name="progress" type="text" value=""' in blank
    assert "按上次的报告填好再改" in blank


def test_a_period_that_has_not_begun_offers_no_form(year: Site) -> None:
    text = year.client("zhujian-jingban").get("/tasks/2021-002/reports/new?node=2021-06").text
    assert "2021 年 6 月还没有开始" in text and 'name="text"' not in text


def test_a_receipt_s_code_says_its_number_position_and_leaf(year: Site) -> None:
    from api.pages.my_receipts import code_of, written_in_code

    receipt = {"receipt_id": "r-17", "position": 17, "leaf": "ab" * 32}
    assert written_in_code(receipt) == "DUCHA R-17 17 " + "AB" * 32
    drawn = str(code_of(receipt))
    assert drawn.startswith("<svg") and "style=" not in drawn and "<title>" in drawn


def test_what_changed_between_versions_is_told_in_pieces() -> None:
    assert pieces("完成八成，主体封顶。", "完成九成，主体封顶。") == [
        ("same", "完成"), ("gone", "八"), ("added", "九"), ("same", "成，主体封顶。"),
    ]  # fmt: skip
    assert pieces("旧", "全新") == [("gone", "旧"), ("added", "全新")]
    assert pieces("", "新写") == [("added", "新写")]


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_pages_of_a_unit_are_accessible_and_fit_the_window(year: Site, window: str) -> None:
    page = year.as_("zhujian-jingban", window=window)
    if window == "narrow":
        page.set_viewport_size({"width": 320, "height": 700})
    for address in UNIT_PAGES:
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (address, window)


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_pages_of_a_leader_are_accessible_in_english(year: Site, window: str) -> None:
    page = year.as_("fushizhang-chengjian", window=window, language="en")
    for address in LEADER_PAGES:
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (address, window)
