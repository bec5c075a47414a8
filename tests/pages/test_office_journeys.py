"""The office in a real browser: a session drafted and issued, a stale one, a leader's paper, a notice found failed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.site import Site, axe_clean

NODE = "/office/nodes/2021-01"
PAGES = (
    "/office",
    "/office/nodes",
    f"{NODE}?show=all",
    "/office/nodes/2020-10?show=all",
    "/notices",
    "/notices/n-2021-0001",
    "/notices/n-2021-0007",
    "/inspections",
    "/inspections/new",
    "/inspections/v-2021-0001",
    "/instructions",
    "/instructions/in-2021-0001",
    "/tasks/2021-003/reports/1/finding",
    "/tasks/2021-003/problems/1/closing",
    "/paper",
    "/paper/forms?on_behalf_of=unit:renshe&received_at=2021-02-04 10:00",
    "/instructions/new?on_behalf_of=post:fushizhang-chengjian&received_at=2021-02-04 10:00",
)


def fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"


@pytest.mark.faults
@pytest.mark.parametrize(
    ("window", "language", "account"),
    [("wide", "zh_Hans", "qianfa"), ("narrow", "zh_Hans", "banli"), ("narrow", "en", "qianfa")],
)
def test_every_page_is_clean_and_fits(year: Site, window: str, language: str, account: str) -> None:
    page = year.as_(account, window=window, language=language)
    for address in PAGES:
        page.goto(address)
        if language == "zh_Hans":  # the same elements in every language
            axe_clean(page)
        if window == "narrow":
            fits(page)


@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_a_changed_proposal_is_drafted_checked_and_issued(fresh_year: Site, window: str) -> None:
    clerk = fresh_year.as_("banli", window=window, language="zh_Hant")
    clerk.goto(NODE)
    clerk.get_by_label("2021-002 決定").select_option("green")
    clerk.get_by_label("為什麼與建議不同").fill("现场核查已建成，报告漏登。")
    clerk.get_by_label("完成日期").fill("2021-01-30")
    clerk.get_by_role("button", name="存為草案").click()
    expect(clerk.get_by_text("與建議不同 1 項", exact=True)).to_be_visible()
    expect(clerk.get_by_text("整改通知書 1 件")).to_be_visible()
    axe_clean(clerk)
    head = fresh_year.as_("qianfa", window=window)
    head.goto("/office")
    head.get_by_role("link", name="审核签发 2021 年 1 月节点").click()
    expect(head.get_by_label("为什么与建议不同")).to_have_value("现场核查已建成，报告漏登。")
    head.get_by_role("button", name="审核无误，签发 6 项").click()
    head.get_by_role("link", name="看发出的通知书").click()
    expect(head.get_by_role("link", name="河督改〔2021〕8号")).to_be_visible()
    expect(head.get_by_text("公交电动化比例")).to_be_visible()


def test_without_a_script_the_reason_is_asked_after_the_button(fresh_year: Site) -> None:
    clerk = fresh_year.as_("banli", js=False)
    clerk.goto(NODE)
    clerk.get_by_label("2021-002 决定").select_option("green")
    clerk.get_by_role("button", name="存为草案").click()
    expect(clerk.get_by_role("alert")).to_contain_text("请写明理由")
    clerk.get_by_label("为什么与建议不同").fill("现场核查已建成。")
    clerk.get_by_role("button", name="存为草案").click()
    expect(clerk.get_by_text("与建议不同 1 项", exact=True)).to_be_visible()


def test_a_stale_session_shows_in_english_what_has_moved(fresh_year: Site) -> None:
    head = fresh_year.as_("qianfa", window="narrow", language="en")
    head.goto(f"{NODE}?show=all")
    head.get_by_label("2021-005 Decision").select_option("left_out")
    moved = {"kind": "unannounced", "visited_on": "2021-02-04", "team": "邹志远", "places": "东埔", "text": "看过。",
             "findings.0.task_no": "2021-001", "findings.0.node": "2021-01", "findings.0.done": "false"}  # fmt: skip
    assert fresh_year.client("banli").submit("/inspections/new", moved).status_code == 303
    head.get_by_role("button", name=re.compile("Checked: issue")).click()
    told = head.get_by_role("region", name="What changed since you opened this page")
    expect(told).to_contain_text("2021-001")
    expect(told).to_contain_text("yellow")
    expect(head.get_by_label("2021-005 Decision")).to_have_value("left_out")
    axe_clean(head)
    fits(head)
    head.get_by_role("button", name="Checked: issue 5").click()
    expect(head.get_by_text("Session 1 is issued.")).to_be_visible()


@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_a_leaders_paper_is_entered_in_the_leaders_own_form(fresh_year: Site, window: str, tmp_path: Path) -> None:
    scan = tmp_path / "批示.pdf"
    scan.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    clerk = fresh_year.as_("banli", window=window)
    clerk.goto("/office")
    clerk.get_by_role("link", name="代录纸质件").click()
    clerk.get_by_label("谁的纸质件").select_option("post:fushizhang-chengjian")
    clerk.get_by_label("什么时候收到").fill("2021-02-05 09:00")
    clerk.get_by_label("扫描件").set_input_files(scan)
    clerk.get_by_role("button", name="下一步：录什么").click()
    expect(clerk.get_by_text("正在代录纸质件")).to_be_visible()
    clerk.get_by_role("link", name="登记一件批示").click()
    clerk.get_by_label("批示内容").fill("请住建局周五前报进展。")
    clerk.get_by_label("交给哪些单位").select_option("zhujian")
    axe_clean(clerk)
    clerk.get_by_role("button", name="登记在案").click()
    expect(clerk.get_by_text("已记录在案。")).to_be_visible()
    leader = fresh_year.as_("fushizhang-chengjian")
    leader.goto("/instructions")
    expect(leader.get_by_text("请住建局周五前报进展。")).to_be_visible()


@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_a_notice_is_found_not_rectified(fresh_year: Site, window: str) -> None:
    clerk = fresh_year.as_("banli", window=window)
    clerk.goto("/office")
    clerk.get_by_role("link", name="核查 河督改〔2021〕1号").click()
    clerk.get_by_label("未整改到位").check()
    clerk.get_by_role("button", name="作出结论").click()
    expect(clerk.get_by_role("alert")).to_be_visible()
    axe_clean(clerk)
    clerk.get_by_label(re.compile("^结论依据")).fill("逾期未答复，现场未动工。")
    clerk.get_by_role("button", name="作出结论").click()
    expect(clerk.get_by_role("heading", name="核查结论")).to_be_visible()
    expect(clerk.get_by_role("link", name="拟约谈").first).to_be_visible()


def test_what_would_go_out_follows_each_decision_before_anything_is_saved(fresh_year: Site) -> None:
    before = fresh_year.app.store.position()
    clerk = fresh_year.as_("banli")
    clerk.goto(NODE)
    expect(clerk.locator("#going-out")).to_contain_text("整改通知书 2 件")
    clerk.get_by_label("2021-002 决定").select_option("green")
    expect(clerk.locator("#going-out")).to_contain_text("有的决定还不完整")
    clerk.get_by_label("为什么与建议不同").fill("现场核查已建成，报告漏登。")
    clerk.get_by_label("完成日期").fill("2021-01-30")
    clerk.get_by_label("完成日期").blur()
    expect(clerk.locator("#going-out")).to_contain_text("整改通知书 1 件")
    expect(clerk.locator("#counts")).to_contain_text("与建议不同 1 项")
    expect(clerk.get_by_label("为什么与建议不同")).to_have_value("现场核查已建成，报告漏登。")
    assert fresh_year.app.store.position() == before
