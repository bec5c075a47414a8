"""Bulletins in a browser: drafted by a clerk, published by the head, read by citizens, corrected by two persons."""

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.pages.site import Site, axe_clean

DRAFT, OUT = "/bulletins/b-2020-0007", "/bulletins/b-2020-0005"
TYPED = {"kind": "regular", "period": "2020-12", "title": "年底节点通报", "text": "全年任务总体完成。\n个别事项滞后。"}


def _text(answer: TestResponse) -> str:
    return " ".join(html.document_fromstring(answer.text.encode()).text_content().split())


def test_a_draft_is_seen_by_the_office_alone(year: Site) -> None:
    assert "草稿" in year.client("banli").get("/bulletins").text
    for account in ("renshe-jingban", "kaohe", "shizhang"):
        reader = year.client(account)
        assert DRAFT not in reader.get("/bulletins").text
        assert reader.get(DRAFT).status_code == 404
    assert year.client(None).get("/public/bulletins/b-2020-0007").status_code == 404


def test_a_bulletin_is_printed_with_the_figures_of_its_line(year: Site) -> None:
    page = _text(year.client("banli").get(OUT))
    for said in (
        "在册任务 89 项：绿灯 82 项",
        "滞后 7 项",
        "本期应报 101 份",
        "市工业和信息化局（任务 2020-034）",
        "（不公开）",
    ):
        assert said in page, said
    unit = year.client("renshe-jingban").get(OUT)
    assert "市住房城乡建设局" in unit.text
    assert "/tasks/" not in unit.text, "a unit cannot open tasks that are not its own"


def test_the_public_reads_no_criticism_that_was_not_meant_for_it(year: Site) -> None:
    page = year.client(None).get("/public/bulletins/b-2020-0005")
    assert "市工业和信息化局" in page.text
    assert "节点任务逾期，整改不力。" not in page.text and "本期应报" not in page.text and "/tasks/" not in page.text


def test_a_refused_draft_comes_back_with_every_row_that_was_typed(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    rows = {"praise.0.unit": "市科技局", "praise.0.text": "走在前列。", "criticism.0.text": "迟缓。"}
    answer = clerk.submit("/bulletins/new", {**TYPED, "period": "December", **rows})
    assert answer.status_code == 422
    for kept in ("年底节点通报", "市科技局", "走在前列。", "迟缓。", 'href="#period"', 'href="#criticism.0.unit"'):
        assert kept in answer.text, kept
    more = clerk.submit("/bulletins/new", {**TYPED, "more": "praise", "praise.0.unit": "市科技局"})
    assert more.status_code == 200 and 'name="praise.1.unit"' in more.text and 'value="市科技局"' in more.text
    assert fresh_year.client("banli").get("/bulletins?state=draft").text.count('class="b"') == 1, "nothing was recorded"


def test_a_draft_is_changed_and_its_figures_are_taken_anew(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    before = _text(clerk.get(DRAFT))
    done = clerk.submit(
        f"{DRAFT}/draft", {"title": "十二月专报", "criticism.0.unit": "市交通运输局", "criticism.0.text": "进度迟缓。"}
    )
    assert done.status_code == 303
    after = _text(clerk.get(DRAFT))
    assert "第 2,580 条" in before and "第 2,580 条" not in after
    assert "十二月专报" in after and "市交通运输局：进度迟缓。" in after
    form = clerk.get(f"{DRAFT}/draft").text
    assert 'value="市交通运输局"' in form and 'value="false" selected' in form
    assert clerk.get(f"{OUT}/draft").headers["Location"] == OUT


def test_a_form_filled_in_from_an_older_draft_is_refused(fresh_year: Site) -> None:
    clerk, head = fresh_year.client("banli"), fresh_year.client("qianfa")
    page = html.document_fromstring(head.get(DRAFT).text.encode())
    stale = dict(next(form for form in page.forms if str(form.get("action")).endswith("publication")).form_values())
    clerk.submit(f"{DRAFT}/draft", {"title": "改过的题目"})
    refused = head._client.post(f"{DRAFT}/publication", data=stale, headers={"Accept": "text/html"})
    assert refused.status_code in (409, 412)
    assert "改过的题目" in refused.text, "the page shows what it has become"
    assert "b-2020-0007" not in fresh_year.client(None).get("/public").text


def test_a_correction_is_printed_once_a_second_person_has_confirmed_it(fresh_year: Site) -> None:
    clerk, head = fresh_year.client("banli"), fresh_year.client("qianfa")
    assert clerk.submit(f"{OUT}/corrections", {"text": "撤回一条表扬。"}).status_code == 422
    said = {"text": "撤回对市工业和信息化局的表扬。", "reason": "数据有误。", "withdraw": "praise.1", "public": "true"}
    assert clerk.submit(f"{OUT}/corrections", said).status_code == 303
    assert (
        "待确认的更正 1" in clerk.get(OUT).text and "撤回对市" not in fresh_year.client(None).get(f"/public{OUT}").text
    )
    assert head.submit(OUT, action="/corrections/1/confirmation").status_code == 303
    assert "（已撤回）" in head.get(OUT).text
    assert "撤回对市工业和信息化局的表扬。" in fresh_year.client(None).get(f"/public{OUT}").text


def test_the_files_of_a_bulletin_are_given_to_its_readers(year: Site) -> None:
    for account, address in ((None, f"/public{OUT}"), ("renshe-jingban", OUT), ("banli", DRAFT)):
        reader = year.client(account)
        page = html.document_fromstring(reader.get(address).text.encode())
        files = [a.get("href") for a in page.iter("a") if a.get("href").startswith("/get/")]
        assert len(files) == 2
        assert [reader.get(file).status_code for file in files] == [200, 200]


@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hans"), ("narrow", "zh_Hant"), ("wide", "en")])
def test_a_clerk_drafts_the_head_publishes_and_a_citizen_reads(fresh_year: Site, window: str, language: str) -> None:
    clerk = fresh_year.as_("banli", window=window, language=language)
    clerk.goto("/bulletins")
    clerk.locator('a[href="/bulletins/new"]').click()
    clerk.locator('[name="kind"][value="regular"]').check()
    for name in ("period", "title", "text"):
        clerk.locator(f'[name="{name}"]').fill(TYPED[name])
    clerk.locator('[name="praise.0.unit"]').fill("市科技局")
    clerk.locator('[name="praise.0.text"]').fill("提前完成。")
    clerk.locator("main form button.btn:not(.btn-2)").click()
    drafted = "/bulletins/" + clerk.url.partition("/bulletins/")[2].partition("?")[0]
    assert clerk.locator("article.paper h1").inner_text() == TYPED["title"]
    assert clerk.locator(f'form[action="{drafted}/publication"]').count() == 0, "only the head publishes"

    head = fresh_year.as_("qianfa", window=window, language=language)
    head.goto(drafted)
    head.locator(f'form[action="{drafted}/publication"] button').click()
    assert head.locator(".done").is_visible()

    citizen = fresh_year.as_(None, window=window, language=language)
    citizen.goto("/public")
    citizen.get_by_role("link", name=TYPED["title"]).click()
    assert citizen.url.endswith(f"/public{drafted}")
    assert citizen.get_by_text("提前完成。").is_visible()


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_pages_of_bulletins_are_accessible(year: Site, window: str) -> None:
    page = year.as_("banli", window=window)
    for address in ("/bulletins", OUT, DRAFT, f"{DRAFT}/draft", f"{OUT}/corrections"):
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_pages_of_the_public_are_accessible_and_light(year: Site, window: str) -> None:
    page = year.as_(None, window=window)
    for address in ("/public", "/public/bulletins/b-2020-0006"):
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    sent = year.client(None)._client.get("/public", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    assert len(sent.data) < 10_000
    assert "60%" in year.client(None).get("/public").text
