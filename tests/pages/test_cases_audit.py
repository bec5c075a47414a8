"""The audit log, one line of it, the record hashed anew, and lawful erasure, in the browser."""

import random
import re
import sqlite3

import pytest

from tests.pages.site import Site, axe_clean
from tests.tampering import tamper


@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hans"), ("narrow", "zh_Hant"), ("narrow", "en")])
def test_an_auditor_searches_the_log_in_chinese_opens_a_line_and_verifies(
    year: Site, window: str, language: str
) -> None:
    page = year.as_("shenji", window=window, language=language)
    page.goto("/audit")
    page.locator("#q").fill("垃圾消纳场")
    page.locator("form.bar .btn").click()
    page.wait_for_url("**q=*")
    rows = page.locator("tbody tr")
    assert rows.count() and all("垃圾消纳场" in text for text in rows.all_text_contents())
    axe_clean(page)
    rows.first.locator("a").first.click()
    page.wait_for_url(re.compile(r"/audit/\d+$"))
    axe_clean(page)
    page.goto("/audit/1628")  # long digests break on a phone
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.goto("/audit")
    page.locator("form[action='/audit'][method=post] button").click()
    said = page.locator(".say[role=status]")
    said.wait_for()
    assert said.locator("h2").text_content().startswith("✓")
    axe_clean(page)


def test_the_log_is_narrowed_by_unit_task_day_and_who(year: Site) -> None:
    auditor = year.client("shenji")
    found = auditor.get("/audit?unit=chengguan&from=2020-09-25&to=2020-09-25").text
    assert "第 1 号异议" not in found and "2020-09-25" in found and "2020-09-26" not in found
    assert "2020-042" in auditor.get("/audit?task=2020-042").text
    assert set(re.findall(r"<td[^>]*>\s*qianfa\b", auditor.get("/audit?actor=qianfa").text)) != set()
    assert "没有符合条件的记录" in auditor.get("/audit?q=没有这样的词").text
    assert auditor.get("/audit?from=昨天").status_code == 422


def test_older_lines_follow_with_the_same_filters(year: Site) -> None:
    auditor = year.client("shenji")
    more = re.search(r'href="(/audit\?actor=banli&amp;cursor=\d+)"', auditor.get("/audit?actor=banli").text)
    assert more is not None
    older = auditor.get(more[1].replace("&amp;", "&")).text
    assert older.count("<tr") > 2 and "qianfa" not in re.findall(r'data-l="谁">\s*(\w+)', older)


def test_the_workbook_takes_the_filters_along(year: Site) -> None:
    auditor = year.client("shenji")
    link = re.search(r'href="(/get/workbooks/audit[^"]*)"', auditor.get("/audit?q=城管&task=2020-042").text)
    assert link is not None
    given = auditor.get(link[1].replace("&amp;", "&"))
    assert given.status_code == 200 and given.mimetype.endswith("spreadsheetml.sheet")


def test_a_line_shows_its_fields_and_leads_to_what_it_is_about_and_to_its_neighbours(year: Site) -> None:
    auditor = year.client("shenji")
    text = auditor.get("/audit/1628").text  # the record of interview i-2020-0002 as filed
    assert "interview.record_filed.v1" in text and "责任落实不到位" not in text, "texts stand by their digests"
    for link in re.findall(r'href="(/(?:interviews|receipts|audit)/[^"]+)"', text):
        assert auditor.get(link).status_code == 200, link
    assert auditor.get("/audit/99999999").status_code == 404


def test_who_may_not_verify_finds_no_button_and_units_find_no_log(year: Site) -> None:
    assert "立即核验全部记录" not in year.client("kaohe").get("/audit").text
    assert year.client("chengguan-jingban").get("/audit").status_code == 403


def test_a_record_that_was_touched_is_told_and_where(fresh_year: Site) -> None:
    auditor = fresh_year.client("shenji")
    assert "✓ 全部相符" in auditor.submit("/audit", action="/audit").text
    with sqlite3.connect(fresh_year.app.settings.record_path) as db:
        tamper(db, "leaves", "flip", random.Random(3))
    said = auditor.submit("/audit", action="/audit").text
    assert "✕ 不符" in said and "请立即停止录入" in said


def test_a_text_is_erased_by_two_persons_and_its_line_stays(fresh_year: Site) -> None:
    banli, qianfa, address = fresh_year.client("banli"), fresh_year.client("qianfa"), "/interviews/i-2020-0002"
    digest = re.search(r"statement</dt><dd>([0-9a-f]{64})", banli.get("/audit/1628").text)
    assert digest is not None
    form = "/erasures/new?line=1628"
    assert digest[1] in banli.get(form).text, "the line's texts stand there to begin with"
    typed = {"texts": digest[1], "files": "", "ground": "个人信息保护法第四十七条", "reason": "含个人信息"}
    refused = banli.submit(form, {**typed, "ground": ""}, action="/erasures")
    assert refused.status_code == 422 and "含个人信息" in refused.text
    done = banli.submit(form, typed, action="/erasures")
    where = done.headers["Location"].partition("?")[0]
    assert "确认删除" not in banli.get(where).text and "确认删除" in qianfa.get(where).text
    assert qianfa.submit(where, action=where).status_code == 303
    shown = qianfa.get(address).text
    assert "〔内容已依法删除〕" in shown and "受前期手续影响" not in shown
    assert "已删除" in banli.get(where).text and "e-" in banli.get("/erasures").text
    assert "✓ 全部相符" in fresh_year.client("shenji").submit("/audit", action="/audit").text


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_erasures_are_accessible(year: Site, window: str) -> None:
    page = year.as_("banli", window=window)
    for address in ("/erasures", "/erasures/new?line=1628"):
        page.goto(address)
        axe_clean(page)
