"""A notice in, a ledger out: what is read is shown, its names are settled, its items entered, in a real browser."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.pages.site import Site, axe_clean

NOTICE = """涉及的2个方面4大项重点工作。
附件1
重点工作分工
十三、抓经济
（一）培育企业。新增2家。（市發展改革局牵头，市财政局配合）
（二）办好民生实事。（见附件3）
十四、抓环境。（市教局、市社会不存在局、市府直属各单位）
附件2
"""
SETTLED = NOTICE.replace("市教局", "市教育局").replace("、市社会不存在局", "")


@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_a_notice_is_read_its_names_settled_and_its_items_entered(fresh_year: Site, window: str) -> None:
    page = fresh_year.as_("banli", window=window)
    page.goto("/items?scheme=heyuan-2020")
    page.get_by_role("link", name="导入通知").click()
    axe_clean(page)
    page.get_by_label("文件的文字").fill(NOTICE)
    page.get_by_role("button", name="读出来看看").click()
    expect(page.get_by_text("2 个名称不知道是哪个单位")).to_be_visible()
    expect(page.get_by_role("button", name="录入这")).to_have_count(0)
    expect(page.get_by_role("row", name="重点工作 4 3 不符")).to_be_visible()
    axe_clean(page)

    page.get_by_role("button", name="确认是这个单位 市教局").click()
    expect(page.get_by_text("1 个名称不知道是哪个单位")).to_be_visible()
    expect(page.get_by_text("即 市教育局")).to_be_visible()

    page.get_by_text("改了文字再读").click()
    corrected = page.get_by_label("文件的文字")
    corrected.fill(corrected.input_value().replace("、市社会不存在局", ""))
    page.get_by_role("button", name="再读一遍").click()
    page.get_by_role("button", name="录入这 3 项").click()
    expect(page.get_by_text("已记录在案。")).to_be_visible()
    expect(page.get_by_role("rowheader", name="十三(一)　培育企业")).to_be_visible()
    names = fresh_year.app.store.fold("item/2020-14")
    assert (names.units, names.as_written[0]) == (("jiaoyu", "shifu-zhishu"), "市教局")
    assert fresh_year.app.store.fold("item/2020-13-1").lead == ("fagai",)


def test_a_word_paper_is_kept_from_reading_to_entering(fresh_year: Site, tmp_path: Path) -> None:
    document = Document()
    for line in SETTLED.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "notice.docx"))
    page = fresh_year.as_("banli")
    page.goto("/admin")
    page.get_by_role("link", name="打开 导入通知").click()
    page.get_by_label("或者给一个文件").set_input_files(tmp_path / "notice.docx")
    page.get_by_role("button", name="读出来看看").click()
    page.get_by_role("button", name="录入这 3 项").click()
    expect(page.get_by_role("rowheader", name="十四　抓环境")).to_be_visible()


def test_a_text_file_in_the_encoding_of_old_computers_is_shown_to_be_corrected(year: Site) -> None:
    text = SETTLED.encode("gb18030")
    read = year.client("banli").submit("/imports/notice", file=(BytesIO(text), "通知.txt"))
    assert "录入这 3 项" in read.text
    assert read.text.count("十四、抓环境。") == 2  # carried along, and to be corrected


def test_what_cannot_be_read_is_shown_again_as_it_was_typed(year: Site) -> None:
    office = year.client("banli")
    refused = office.submit("/imports/notice", {"text": "关于召开会议的通知"})
    assert refused.status_code == 422
    assert "关于召开会议的通知</textarea>" in refused.text
    both = office.submit("/imports/notice", {"text": NOTICE}, file=(BytesIO(b"x"), "a.txt"))
    assert both.status_code == 422
    assert "十四、抓环境" in both.text
    assert 'href="#file"' in both.text
    endless = office.submit("/imports/notice", file=(BytesIO(b"a" * 400_001), "a.txt"))
    assert endless.status_code == 422
    assert "100000" in endless.text


def test_items_on_record_already_are_named_before_anybody_tries_to_enter_them_again(year: Site) -> None:
    said = {
        "scheme": "heyuan-2020",
        "text": SETTLED.removesuffix("附件2\n") + "三、抓经济\n（一）培育企业。（市财政局）",
    }
    read = year.client("banli").submit("/imports/notice", said)
    assert "1 项已经在案" in read.text
    assert "录入这" not in read.text


def test_an_alias_must_be_given_a_unit(year: Site) -> None:
    office = year.client("banli")
    read = office.submit("/imports/notice", {"text": NOTICE})
    refused = office.send(
        read.text.replace('action="/imports/notice/items"', 'action="/imports/notice/aliases"'),
        "/imports/notice",
        {"row": "1"},
        action="/aliases",
    )
    assert refused.status_code == 422
    assert 'href="#unit.1"' in refused.text
    assert "2 个名称不知道是哪个单位" in refused.text


def test_an_item_entered_by_hand_is_listed_and_a_wrong_unit_is_told_at_its_field(fresh_year: Site) -> None:
    office = fresh_year.client("banli")
    assert 'href="/items/new?scheme=heyuan-2020"' in office.get("/items?scheme=heyuan-2020").text
    typed = {"label": "十三(一)", "title": "培育企业", "units": "市财政局、市不存在局"}
    refused = office.submit("/items/new?scheme=heyuan-2020", typed)
    assert refused.status_code == 422
    assert "市财政局、市不存在局</textarea>" in refused.text
    assert 'href="#units"' in refused.text
    entered = office.submit(
        "/items/new?scheme=heyuan-2020", {**typed, "units": "市财政局、市发展改革局", "co": "市发展改革局"}
    )
    assert "十三(一)　培育企业" in office.get(entered.headers["Location"]).text
    item = fresh_year.app.store.fold("item/2020-13-1")
    assert (item.units, item.presumed_lead, item.co) == (("caizheng", "fagai"), "caizheng", ("fagai",))
    assert office.submit("/items/new?scheme=heyuan-2020", {**typed, "units": "市财政局"}).status_code == 409


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_form_of_an_item_is_accessible(year: Site, window: str) -> None:
    page = year.as_("banli", window=window)
    page.goto("/items/new")
    axe_clean(page)
