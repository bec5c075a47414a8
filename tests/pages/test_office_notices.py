"""Notices, untrue reports, important problems and papers in the browser: what the office does with each."""

from io import BytesIO

import pytest

from tests.pages.site import Site

DUE = "/notices/n-2021-0001"  # unanswered, its limit has passed
REPORT = "/tasks/2021-003/reports/1/finding"
LEADER = "post:fushizhang-chengjian"
STAMPED = "2021-02-04 10:00"


def last_line(site: Site):
    return site.app.store.line(site.app.store.position())


# --- notices ------------------------------------------------------------------------------------------------------


def test_notices_come_with_whose_turn_it_is_first(year: Site) -> None:
    page = year.client("banli").get("/notices").text
    turns = [page.index(words) for words in ("待督查室核查 · 5 件", "等单位签收或答复 · 2 件", "已了结 · 20 件")]
    assert turns == sorted(turns) and page.count("逾期未答复") == 4
    assert "已了结 · 3 件" in year.client("banli").get("/notices?state=not_rectified").text


def test_a_unit_finds_its_own_notices_alone(year: Site) -> None:
    page = year.client("renshe-jingban").get("/notices").text
    assert "河督改〔2021〕3号" in page and "河督改〔2021〕6号" not in page
    assert year.client("renshe-jingban").get("/notices/n-2021-0006").status_code == 404


def test_a_notice_shows_its_addressees_the_days_counted_and_its_paper(year: Site) -> None:
    page = year.client("banli").get(DUE).text
    assert "为什么是 01-21 周四？" in page and "第 " in page
    assert (
        '/paper?format=pdf"' in page and year.client("banli").get("/get/notices/n-2021-0001/paper").status_code == 200
    )


def test_a_notice_found_not_rectified_needs_its_grounds_and_calls_for_an_interview(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    refused = clerk.submit(DUE, {"rectified": "false"}, action="/verdict")
    assert refused.status_code == 422 and 'href="#reason"' in refused.text
    assert 'value="false" checked' in refused.text
    answer = clerk.submit(DUE, {"rectified": "false", "reason": "逾期未答复，现场未动工。"}, action="/verdict")
    page = clerk.get(answer.location).text
    assert "未整改到位" in page and "逾期未答复，现场未动工。" in page and "/interviews/i-2021-" in page
    assert 'action="/notices/n-2021-0001/verdict"' not in page


def test_voiding_takes_two_persons(fresh_year: Site) -> None:
    clerk, head = fresh_year.client("banli"), fresh_year.client("qianfa")
    said = {"void_reason": "主送单位有误。", "replace": "true"}
    assert clerk.submit(DUE, said, action="/void").status_code == 303
    assert "/void/confirmation" not in clerk.get(DUE).text
    assert head.submit(DUE, {}, action="/void/confirmation").status_code == 303
    page = clerk.get(DUE).text
    assert "主送单位有误。" in page and "代替它的是" in page and "/verdict" not in page


def test_a_unit_signs_and_answers_from_the_notice(year: Site) -> None:
    page = year.client("zhujian-jingban").get("/notices/n-2021-0007").text
    assert 'action="/notices/n-2021-0007/receipt"' in page and 'href="/notices/n-2021-0007/answer"' in page
    assert "提出作废" not in page and "/verdict" not in page


# --- untrue reports, problems -------------------------------------------------------------------------------------


def test_a_report_is_found_untrue_by_two_persons(fresh_year: Site) -> None:
    clerk, head = fresh_year.client("banli"), fresh_year.client("qianfa")
    assert clerk.submit(REPORT, {}, action="/finding").status_code == 422
    assert clerk.submit(REPORT, {"reason": "数据与统计局不符。"}, action="/finding").status_code == 303
    assert "/finding/confirmation" not in clerk.get(REPORT).text
    assert f'href="{REPORT}"' in head.get("/office").text
    assert head.submit(REPORT, {}, action="/confirmation").status_code == 303
    assert "已认定不实" in clerk.get(REPORT).text
    assert fresh_year.client("keji-jingban").get(REPORT).status_code == 403


def test_a_problem_is_closed_once_a_leader_has_instructed_on_paper(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    closing = "/tasks/2021-003/problems/1/closing"
    assert "领导批示之后方可办结" in clerk.get(closing).text
    paper = f"?on_behalf_of={LEADER}&received_at={STAMPED}"
    assert clerk.submit(f"/tasks/2021-003/problems/1{paper}", {}, action="/reading").status_code == 303
    said = {"text": "请科技局会同统计局核对口径。"}
    assert clerk.submit(f"/tasks/2021-003/problems/1{paper}", said, action="/instruction").status_code == 303
    assert f'href="{closing}"' in clerk.get("/office").text
    assert clerk.submit(closing, {"outcome": "口径已统一。"}).status_code == 303
    assert "口径已统一。" in clerk.get(closing).text


# --- papers -------------------------------------------------------------------------------------------------------


def test_a_leaders_instruction_on_paper_is_the_leaders_act_entered_by_the_clerk(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    taken = clerk.submit("/paper", {"on_behalf_of": LEADER, "received_at": STAMPED}, upload=(BytesIO(pdf), "批示.pdf"))
    assert taken.status_code == 303, taken.text
    forms = clerk.get(taken.location)
    assert "登记一件批示" in forms.text and "正在代录纸质件" in forms.text
    form = taken.location.replace("/paper/forms", "/instructions/new")
    done = clerk.submit(form, {"text": "春节前再看一次管网。", "tasks": ["2021-004"], "given_on": "2021-02-04"})
    assert done.status_code == 303 and done.location.startswith("/paper?done=")
    meta = last_line(fresh_year).meta
    assert (meta.account, meta.on_behalf_of) == ("banli", LEADER)
    assert meta.paper is not None and meta.received_at.isoformat().startswith("2021-02-04T02:00")
    assert "春节前再看一次管网。" in fresh_year.client("fushizhang-chengjian").get("/instructions").text


def test_a_units_late_paper_needs_a_reason_and_comes_back_as_typed(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    form = "/notices/n-2021-0003/answer?on_behalf_of=unit:keji&received_at=2021-01-20 15:00"
    refused = clerk.submit(form, {"text": "已完成入库。"})
    assert refused.status_code in (409, 422) and "已完成入库。" in refused.text
    assert 'value="2021-01-20 15:00"' in refused.text and 'value="unit:keji"' in refused.text
    done = clerk.submit(form, {"text": "已完成入库。", "entry_reason": "纸质件夹在其他来文中。"})
    assert done.status_code == 303
    assert last_line(fresh_year).meta.on_behalf_of == "unit:keji"
    assert "已完成入库。" in fresh_year.client("keji-jingban").get("/notices/n-2021-0003").text


def test_a_signature_on_paper_is_entered_with_the_units_own_button(fresh_year: Site) -> None:
    clerk, paper = fresh_year.client("banli"), f"?on_behalf_of=unit:keji&received_at={STAMPED}"
    forms = clerk.get(f"/paper/forms{paper}").text
    assert "签收 河督改〔2021〕3号" in forms and "申请延期" in forms
    assert clerk.submit(f"/notices/n-2021-0003{paper}", {}, action="/receipt").status_code == 303
    line = last_line(fresh_year)
    assert (line.name, line.meta.on_behalf_of, line.event.unit) == ("notice.received.v1", "unit:keji", "keji")


def test_nobody_but_the_office_stands_in_for_others(year: Site) -> None:
    page = year.client("renshe-jingban").get("/my?on_behalf_of=unit:keji")
    assert page.status_code == 200 and "市人力资源社会保障局" in page.text and "正在代录纸质件" not in page.text
    assert year.client("renshe-jingban").get("/paper").status_code == 403
    assert year.client("banli").get("/notices?on_behalf_of=unit:nobody").status_code == 404


def test_what_is_done_by_nobody_on_paper_is_refused(fresh_year: Site) -> None:
    clerk, before = fresh_year.client("banli"), fresh_year.app.store.position()
    whose = '<input type="hidden" name="on_behalf_of" value="unit:fagai">'
    page = clerk.get(DUE).text.replace("</form>", f"{whose}</form>")
    assert clerk.send(page, DUE, {"rectified": "true"}, action="/verdict").status_code == 403
    assert fresh_year.app.store.position() == before


@pytest.mark.parametrize("address", ["/office", "/office/nodes", "/notices", "/inspections", "/instructions", "/paper"])
@pytest.mark.parametrize("language", ["zh_Hant", "en"])
def test_every_page_speaks_the_language_asked_for(year: Site, address: str, language: str) -> None:
    page = year.client("banli", language=language).get(address)
    assert page.status_code == 200
    said = {"zh_Hant": "通知書", "en": "Notices"}[language]
    assert said in page.text


def test_from_what_a_visit_saw_one_step_leads_to_the_report_it_contradicts(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    seen = {"kind": "unannounced", "visited_on": "2021-02-04", "team": "邹志远", "places": "高新区", "text": "看过。",
            "findings.0.task_no": "2021-003", "findings.0.node": "2021-01", "findings.0.done": "false"}  # fmt: skip
    visit = clerk.submit("/inspections/new", seen).location
    assert f'href="{REPORT}"' in clerk.get(visit).text
    assert "依据哪次核查" in clerk.get(REPORT).text and "v-2021-0002" in clerk.get(REPORT).text
    assert f'href="{REPORT}"' in clerk.get("/tasks/2021-003/reports/1").text
