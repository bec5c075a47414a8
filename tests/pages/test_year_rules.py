"""The rules in force and the working days, read where a page says why."""

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.pages.site import Site, axe_clean


def _text(answer: TestResponse) -> str:
    return " ".join(html.document_fromstring(answer.text.encode()).text_content().split())


@pytest.mark.parametrize("account", ["renshe-jingban", "kaohe", "admin"])
def test_everybody_reads_the_rules_with_their_clauses(year: Site, account: str) -> None:
    page = _text(year.client(account).get("/schemes/heyuan-2020"))
    for said in (
        "河府〔2020〕45号", "2020-08-17 周一 前（含当天）", "期末后第 3 个工作日", "没有完成，且上次评定是黄灯",
        "10 个工作日", "协办单位 × 0.5", "三(四)2",
    ):  # fmt: skip
        assert said in page, said
    assert page.index("一(二)") < page.index("二(一)") < page.index("三(一)")
    assert year.client(account).get("/schemes/none").status_code == 404


def test_an_amendment_stands_with_its_reason_and_the_version_in_force(fresh_year: Site) -> None:
    head = fresh_year.client("qianfa")
    changed = {
        "path": "addressees",
        "value": '["市府直属各单位"]',
        "effective_on": "2021-09-01",
        "reason": "基层反映期限偏紧。",
    }
    assert head.submit("/admin/schemes/heyuan-2021", changed).status_code == 303
    page = _text(head.get("/schemes/heyuan-2021"))
    assert "第 1 版现行" in page and "下面列的是第 2 版" in page
    assert (
        "第 2 版，自 2021-09-01 周三 起" in page
        and "基层反映期限偏紧。" in page
        and 'addressees["市府直属各单位"]' in page
    )


def test_a_published_year_shows_its_holidays_and_make_up_days(year: Site) -> None:
    page = _text(year.client("renshe-jingban").get("/calendar/2020"))
    assert "国办发明电〔2019〕16号" in page and "10 班" in page and "8 休" in page
    assert "暂定" not in page


def test_an_unpublished_year_says_that_it_is_provisional(year: Site) -> None:
    clerk = year.client("renshe-jingban")
    page = _text(clerk.get("/calendar/2031"))
    assert "2031 年的放假安排还没有公布" in page and "暂定" in page and "休" not in page.split("2031 年 1 月")[1]
    assert clerk.get("/calendar/9999").status_code == 404


@pytest.mark.faults
@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hans"), ("narrow", "en"), ("narrow", "zh_Hant")])
def test_rules_and_calendar_are_accessible(year: Site, window: str, language: str) -> None:
    page = year.as_("renshe-jingban", window=window, language=language)
    for address in ("/schemes/heyuan-2020", "/calendar/2020", "/calendar/2031"):
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
