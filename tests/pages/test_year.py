"""The year's end in a browser: rankings, a unit's own ledger, what if, manual entries, finalising (二(五))."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html
from playwright.sync_api import Browser
from werkzeug.test import TestResponse

from service.withdraw_task import withdraw_task
from tests.fakes import act
from tests.pages.conftest import settings_of
from tests.pages.site import Site, Visitor, axe_clean

LAST, THIS = "/assessments/heyuan-2020", "/assessments/heyuan-2021"


def _text(answer: TestResponse) -> str:
    page = html.document_fromstring(answer.text.encode())
    return " ".join(page.text_content().split())


def _cells(visitor: Visitor, address: str, table: int = 0) -> list[list[str]]:
    """Return the cells of a table's rows as a reader sees them."""
    page = html.document_fromstring(visitor.get(address).text.encode())
    rows = page.findall(".//table")[table].findall(".//tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_a_unit_goes_straight_to_its_own_score_and_reads_nobody_else_s(year: Site) -> None:
    clerk = year.client("renshe-jingban")
    assert clerk.get("/assessments").headers["Location"] == f"{LAST}/units/renshe"
    own = clerk.get(f"{LAST}/units/renshe")
    assert "99.15 分" in own.text and "第 11 名" in _text(own)
    assert "建议" not in _text(own).replace("建议评先评优、", ""), "what is suggested of a unit is not told to it"
    assert "/audit/" not in own.text
    assert clerk.get(f"{LAST}/units/zhujian").status_code == 404
    assert clerk.get(LAST).status_code == 403
    running = clerk.get(f"{THIS}/units/renshe")
    assert "名次定稿后公布" in running.text


def test_base_and_entries_add_up_to_the_score_and_what_does_not_count_says_why(year: Site) -> None:
    rows = _cells(year.client("kaohe"), f"{LAST}/units/zhujian")[1:]
    base, *entries, total = [(Decimal(row[-2]), Decimal(row[-1])) for row in rows]
    balance = base[0]
    for points, after in entries:
        balance += points
        assert balance == after
    assert (balance, total) == (Decimal("89.00"), (Decimal("-11.00"), Decimal("89.00")))
    assert any("同一任务取最重" in row[0] for row in rows)


def test_the_ranking_goes_by_groups_and_tells_suggestions_as_suggestions(year: Site) -> None:
    page = _text(year.client("kaohe").get(LAST))
    assert page.index("县区 · 4") < page.index("市直 · 30") < page.index("不参评 · 5")
    assert "只建议，不决定" in page and "二(五)" in page
    assert "市住房城乡建设局主要负责人 秦建国" in page
    assert "定稿以后的变化" in page


def test_the_ranking_is_shown_as_it_was_known_at_a_moment(year: Site) -> None:
    kaohe = year.client("kaohe")
    then = kaohe.get(f"{LAST}?known_at=2020-12-01")
    assert "当时所知" in then.text and "定稿以后的变化" not in then.text
    assert "known_at=2020-12-01" in then.text.replace("&amp;", "&")
    assert kaohe.get(f"{LAST}?known_at=yesterday").status_code == 422
    assert "不是定稿" in kaohe.get(f"{LAST}?live=1").text
    assert kaohe.get("/assessments/2020").headers["Location"] == LAST
    assert kaohe.get("/assessments/1999").status_code == 404


def test_another_formula_is_compared_and_records_nothing(year: Site) -> None:
    kaohe, before = year.client("kaohe"), year.app.store.position()
    same = kaohe.get(f"{LAST}/what-if")
    assert "什么都不记录" in same.text and 'class="num d"' not in same.text
    other = kaohe.get(f"{LAST}/what-if?formula.points.yellow=-1")
    assert "22 个单位分数不同，11 个单位名次不同" in other.text
    by_hand = kaohe.get(f"{LAST}/what-if?" + urlencode({"formula": '{"points": {"yellow": -1}}'}))
    assert "22 个单位分数不同" in by_hand.text
    each = kaohe.get(f"{LAST}/what-if?formula.heaviest_light_per_task=false")
    assert "个单位分数不同" in each.text
    assert year.app.store.position() == before


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"formula.points.yellow": "many"}, "formula.points.yellow"),
        ({"formula.floor": "101"}, "formula.floor"),
        ({"formula": "no json"}, "formula"),
        ({"formula": "[1]"}, "formula"),
    ],
)
def test_a_formula_that_is_none_comes_back_as_typed(year: Site, asked: dict[str, str], field: str) -> None:
    answer = year.client("kaohe").get(f"{LAST}/what-if?{urlencode(asked)}")
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text and f'id="{field}"' in answer.text
    assert next(iter(asked.values())) in answer.text


def test_a_manual_entry_counts_once_a_second_person_has_confirmed_it(fresh_year: Site) -> None:
    kaohe, head = fresh_year.client("kaohe"), fresh_year.client("qianfa")
    typed = {"unit": "市科技局", "points": "-0.5", "reason": "数据口径错误。"}
    wrong = kaohe.submit(f"{THIS}/entries", {**typed, "points": "half"})
    assert wrong.status_code == 422 and 'value="half"' in wrong.text and "数据口径错误。" in wrong.text
    done = kaohe.submit(f"{THIS}/entries", typed)
    assert done.status_code == 303 and "done=" in done.headers["Location"]
    assert f"{THIS}/entries/2/confirmation" not in kaohe.get(f"{THIS}/entries").text, "not by who proposed it"
    before = _text(head.get(f"{THIS}/units/keji"))
    head.submit(f"{THIS}/entries", action="/2/confirmation")
    assert "100.00 分" in before and "99.50 分" in _text(head.get(f"{THIS}/units/keji"))
    assert fresh_year.client("keji-jingban").get(f"{THIS}/entries").status_code == 403


def test_a_year_that_is_not_over_is_not_offered_to_be_finalised(year: Site) -> None:
    page = year.client("kaohe").get(f"{THIS}/finalisation")
    assert "年度结束以后才能提请定稿" in page.text and "<form method" not in page.text
    assert "已于 2021-01-20" in year.client("kaohe").get(f"{LAST}/finalisation").text


@pytest.fixture
def january(played: Path, tmp_path: Path, chromium: Browser) -> Iterator[Site]:
    """The January after 2021, whose lights nobody has set."""
    shutil.copytree(played, tmp_path / "home")
    site = Site(replace(settings_of(tmp_path / "home"), clock="2022-01-10T09:00:00+08:00"), chromium)
    yield site
    site.close()


def test_two_persons_finalise_a_year_once_no_light_is_missing(january: Site) -> None:
    kaohe, principal = january.client("kaohe"), january.client("shizhang")
    early = kaohe.submit(f"{THIS}/finalisation", {"reason": "年终考核汇总。"})
    assert early.status_code == 409 and "年终考核汇总。" in early.text and "D-124" in early.text
    head = january.app.accounts.actor_of("qianfa", january.app.clock.now())
    for number in range(1, 7):
        withdraw_task(january.app, act(head), task_no=f"2021-{number:03d}", reason="示例年度不再执行。")
    assert kaohe.submit(f"{THIS}/finalisation", {"reason": "年终考核汇总。"}).status_code == 303
    assert "提请的人不能自己确认" in kaohe.get(f"{THIS}/finalisation").text
    done = principal.submit(f"{THIS}/finalisation", action="/finalisation/confirmation")
    assert done.headers["Location"].startswith(f"{THIS}?done=")
    assert "2022-01-10 周一 定稿，kaohe 提请，shizhang 确认" in principal.get(THIS).text


def test_a_leader_without_rankings_is_told_who_reads_them(year: Site) -> None:
    page = year.client("fushizhang-jingji").get("/assessments")
    assert "排名由考核办" in page.text and 'href="/assessments/' not in page.text


def test_the_scorecard_and_the_workbook_are_given_to_the_unit(year: Site) -> None:
    clerk = year.client("renshe-jingban")
    page = clerk.get(f"{LAST}/units/renshe").text.replace("&amp;", "&")
    for file in re.findall(r'href="(/get/[^"]+)"', page):
        assert clerk.get(file).status_code == 200, file


@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hans"), ("narrow", "zh_Hant"), ("wide", "en")])
def test_the_assessor_compares_two_formulas_and_opens_an_entry(year: Site, window: str, language: str) -> None:
    page = year.as_("kaohe", window=window, language=language)
    page.goto(LAST)
    page.locator(f'a[href="{LAST}/what-if"]').first.click()
    page.locator('[name="formula.points.yellow"]').fill("-1")
    page.locator("main form button").click()
    assert page.locator("td.d").count() > 20
    page.locator(f'a[href="{LAST}/units/zhujian"]').click()
    opened = page.locator('a[href^="/audit/"]').first
    line = opened.get_attribute("href")
    opened.click()
    assert page.url.endswith(str(line))


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_pages_of_scores_are_accessible(year: Site, window: str) -> None:
    page = year.as_("kaohe", window=window)
    wrong = f"{LAST}/what-if?formula.floor=x"
    for address in (LAST, f"{LAST}/units/zhujian", wrong, f"{THIS}/entries", f"{THIS}/finalisation"):
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_a_unit_reads_its_own_score_in_a_browser(year: Site, window: str) -> None:
    page = year.as_("renshe-jingban", window=window)
    page.goto("/assessments")
    axe_clean(page)
    assert page.url.endswith(f"{LAST}/units/renshe")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator('a[href="/tasks/2020-020"]').first.click()
    assert page.url.endswith("/tasks/2020-020")


def test_finalising_is_offered_once_the_year_is_over(year: Site, january: Site) -> None:
    assert f"{THIS}/finalisation" not in year.client("kaohe").get(THIS).text
    assert f"{THIS}/finalisation" in january.client("kaohe").get(THIS).text
