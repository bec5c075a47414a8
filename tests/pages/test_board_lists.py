"""Items with roles to confirm, list editions, what is owed, and how much each unit is asked for."""

import pytest
from lxml import html

from tests.pages.site import WINDOWS, Site, axe_clean


def rows(text: str) -> list[str]:
    page = html.document_fromstring(text.encode())
    return [row.text_content() for row in page.xpath("//main//table[1]/tbody/tr")]


@pytest.mark.faults
@pytest.mark.parametrize(
    "address",
    ["/items?scheme=heyuan-2020", "/items/2020-3-1/roles", "/editions", "/editions/heyuan-2021/2",
     "/editions/heyuan-2020/3", "/duties?scheme=heyuan-2020&state=late", "/burden?scheme=heyuan-2020",
     "/burden?scheme=heyuan-2020&unit=chengguan"],
)  # fmt: skip
def test_every_list_is_accessible_wide_and_narrow(year: Site, address: str) -> None:
    page = year.as_("banli")
    page.goto(address)
    axe_clean(page)
    page.set_viewport_size(WINDOWS["narrow"])
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_roles_of_an_item_are_confirmed_unit_by_unit(fresh_year: Site) -> None:
    client = fresh_year.client("banli")
    assert len(rows(client.get("/items?scheme=heyuan-2020").text)) == 43
    both = client.submit("/items/2020-3-3/roles", {"lead": ["xiangcun-ban"], "co": ["xiangcun-ban", "nongye"]})
    assert both.status_code == 422 and both.text.count(" checked") == 3
    assert client.submit("/items/2020-3-3/roles", {"lead": ["xiangcun-ban"], "co": ["nongye"]}).status_code == 303
    shown = next(row for row in rows(client.get("/items?scheme=heyuan-2020").text) if "三(三)" in row)
    assert "已确认" in shown
    assert len(rows(client.get("/items?scheme=heyuan-2020&only=presumed").text)) == 42


def test_an_edition_tells_its_list_and_why_it_differs(year: Site) -> None:
    text = year.client("shizhang").get("/editions/heyuan-2020/3").text
    assert "年末保供专项。" in text and "办结 2020-10-16" in text
    assert len(rows(text)) == 90


def test_a_draft_is_read_by_the_office_and_issued_by_its_head(fresh_year: Site) -> None:
    clerk, head = fresh_year.client("banli"), fresh_year.client("qianfa")
    draft = "/editions/heyuan-2021/2"
    assert "春节保供稳价" in clerk.get(draft).text and "签发这一版" not in clerk.get(draft).text
    assert fresh_year.client("shizhang").get(draft).status_code == 404
    again = clerk.submit("/editions?scheme=heyuan-2021", {"note": "第二批，定稿"})
    assert again.headers["Location"].startswith(f"{draft}?done=")
    assert "第二批，定稿" in head.get(draft).text
    assert head.submit(draft, action="/issuance").status_code == 303
    assert "签发这一版" not in head.get(draft).text and "签发" in head.get(draft).text
    clerk.submit("/editions?scheme=heyuan-2021", {"note": "又一版"})
    nothing = head.submit("/editions/heyuan-2021/3", action="/issuance")
    assert nothing.status_code == 409 and "没有差别" in nothing.text


def test_what_is_owed_is_filtered_and_each_day_tells_how_it_was_counted(year: Site) -> None:
    client = year.client("banli")
    late = rows(client.get("/duties?scheme=heyuan-2020&state=late&kind=implementation_plan").text)
    assert len(late) == 2 and all("逾期完成 2 个工作日" in row for row in late)
    assert "（节假日）" in client.get("/duties?scheme=heyuan-2020&unit=jiaotong&kind=progress_report").text
    text = client.get("/duties?scheme=heyuan-2020&task_no=2020-027&due_before=2020-10-01").text
    assert len(rows(text)) == 3 and "/get/workbooks/duties?scheme=heyuan-2020&amp;task_no=2020-027" in text
    wrong = client.get("/duties?scheme=heyuan-2020&due_before=soon")
    assert wrong.status_code == 422 and 'href="#due_before"' in wrong.text


def test_a_unit_reads_what_it_owes_and_no_other_s(year: Site) -> None:
    owed = rows(year.client("renshe-jingban").get("/duties?scheme=heyuan-2020").text)
    assert owed and all("市人力资源社会保障局" in row for row in owed)


def test_a_long_list_of_duties_goes_on_on_the_next_page(year: Site) -> None:
    client = year.client("banli")
    first = client.get("/duties?scheme=heyuan-2020").text
    (more,) = html.document_fromstring(first.encode()).xpath("//a[text()='更多']/@href")
    assert rows(client.get(more).text) and rows(client.get(more).text)[0] not in rows(first)


def test_the_burden_is_a_picture_beside_the_same_figures(year: Site) -> None:
    text = year.client("kaohe").get("/burden?scheme=heyuan-2020").text
    page = html.document_fromstring(text.encode())
    figures = [int(cell) for cell in page.xpath("//tbody/tr/td[contains(@class,'b')]/text()")]
    bars = [float(width) for width in page.xpath("//tbody//svg/rect/@width")]
    assert figures == sorted(figures, reverse=True) and sum(figures) == int(page.xpath("//tfoot//td/text()")[-1])
    assert [round(bar / bars[0], 2) for bar in bars] == pytest.approx([n / figures[0] for n in figures], abs=0.01)
    of_one = year.client("kaohe").get("/burden?scheme=heyuan-2020&unit=chengguan").text
    assert "只看 市城管综合执法局" in of_one and "约谈承诺" in of_one
