"""Interviews in the browser: from a proposal to the archive, a disputed record, corrections, a copy held against it."""

import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import Page

from tests.pages.site import Site, axe_clean

ARCHIVED = "/interviews/i-2020-0002"  # of chengguan: refused, disputed, corrected
CONVENED = "/interviews/i-2020-0005"  # of zhujian, for 8 February 2021
PROPOSED = "/interviews/i-2021-0002"  # of zhujian, level 2
READERS = ("banli", "qianfa", "shizhang", "chengguan-fuzeren", "chengguan-jingban", "shenji", "kaohe")


@pytest.mark.faults
@pytest.mark.parametrize(
    ("account", "window", "language"),
    [("banli", "wide", "zh_Hans"), ("shenji", "narrow", "en"), ("chengguan-fuzeren", "narrow", "zh_Hant")],
)
def test_the_file_of_an_interview_is_accessible(year: Site, account: str, language: str, window: str) -> None:
    page = year.as_(account, window=window, language=language)
    for address in ("/interviews", ARCHIVED, f"{ARCHIVED}/viewings", f"{ARCHIVED}/copy-check"):
        page.goto(address)
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_forms_of_an_interview_are_accessible(year: Site, window: str) -> None:
    page = year.as_("banli", window=window)
    forms = ("convening", "approval", "holding", "record")
    of_one = [f"{CONVENED}/{form}" for form in forms]
    for address in ("/interviews/new?task_no=2020-027", *of_one, f"{ARCHIVED}/corrections"):
        page.goto(address)
        assert page.locator("form[method=post]").count() == 1, address
        axe_clean(page)


@pytest.mark.parametrize("account", READERS)
def test_who_may_know_of_an_interview_reads_its_file(year: Site, account: str) -> None:
    found = year.client(account).get(ARCHIVED)
    assert found.status_code == 200 and "河督约〔2020〕1号" in found.text
    assert ("责任落实不到位" in found.text) == (account != "kaohe"), "an assessor reads no minutes"


def test_a_unit_finds_its_own_interviews_once_they_are_convened(year: Site) -> None:
    zhujian = year.client("zhujian-jingban")
    listed = zhujian.get("/interviews").text
    assert "i-2020-0005" in listed and "i-2021-0002" not in listed
    assert zhujian.get(PROPOSED).status_code == 404
    assert year.client("chengguan-fuzeren").get(CONVENED).status_code == 404


def test_the_list_is_filtered_and_says_how_long_each_has_waited(year: Site) -> None:
    banli = year.client("banli")
    found = banli.get("/interviews?state=convened").text
    assert "i-2020-0005" in found and "i-2020-0001" not in found
    assert re.search(r'已等">93<', banli.get("/interviews").text), "proposed on 22 September, 93 working days ago"


def test_the_case_tells_each_steps_days_and_links_every_line_to_the_log(year: Site) -> None:
    text = year.client("shenji").get(ARCHIVED).text
    assert "用 12 天" in text and "1 签，1 拒签" in text
    assert "韩守正（市纪委监委派驻）" in text, "who saw the refusal"
    assert '<a href="/audit/1628">' in text
    assert '<a href="/audit/' not in year.client("chengguan-fuzeren").get(ARCHIVED).text, "units do not read the log"


def test_the_words_as_filed_stand_beside_the_words_as_corrected(year: Site) -> None:
    page = year.as_("chengguan-jingban")
    page.goto(ARCHIVED)
    row = page.get_by_role("row", name="原因")
    assert (
        row.get_by_text("主要负责人过问不够").is_visible()
        and row.get_by_text("主要负责人督促落实不够有力").is_visible()
    )


# --- from a proposal to the archive -------------------------------------------------------------------------------


@pytest.mark.parametrize(("window", "language"), [("wide", "en"), ("narrow", "zh_Hant")])
def test_an_interview_goes_from_proposal_to_archive_with_one_signature_refused(
    fresh_year: Site, window: str, language: str
) -> None:
    said = _WORDS[language]
    leader = fresh_year.as_("shizhang", window=window, language=language)
    leader.goto(f"{PROPOSED}/approval")
    leader.locator("input[value=true]").check()
    send(leader)

    clerk = fresh_year.as_("banli", window=window, language=language)
    clerk.goto(PROPOSED)
    clerk.get_by_role("link", name=said["draft"]).click()
    clerk.locator("#reason").fill("节点任务两次亮灯")
    clerk.locator("#meets_at").fill("2021-02-05 11:00")
    clerk.locator("#place").fill("市府二楼会议室")
    clerk.locator("#materials").fill("整改情况说明\n进度台账")
    send(clerk)

    head = fresh_year.as_("qianfa", window=window, language=language)
    head.goto(PROPOSED)
    head.get_by_role("link", name=said["issue"]).click()
    assert head.locator("#meets_at").input_value() == "2021-02-05 11:00"
    send(head)
    assert "河督约〔2021〕2号" in str(head.locator("h1").text_content())

    clerk.goto(f"{PROPOSED}/record")
    clerk.locator("#host").select_option("shizhang")
    for field, typed in _MINUTES.items():
        clerk.locator(f"[id='{field}']").fill(typed)
    send(clerk)

    leader.goto(f"{PROPOSED}/signature")
    send(leader, "form[action$=signature] .btn")
    unit = fresh_year.as_("zhujian-fuzeren", window=window, language=language)
    unit.goto(f"{PROPOSED}/signature")
    unit.locator("[id='refused.reason']").fill("原因认定与事实不符")
    unit.locator("[id='refused.witness']").fill("韩守正（市纪委监委派驻）")
    send(unit, "form[action$=refusal] .btn")
    assert unit.get_by_text("原因认定与事实不符").is_visible()
    axe_clean(unit)

    for step in ("report", "archive"):
        clerk.goto(f"{PROPOSED}/{step}")
        send(clerk)
    assert "河督档〔2021〕" in str(clerk.locator(".head").text_content())
    axe_clean(clerk)


def send(page: Page, button: str = "form[method=post] .btn") -> None:
    """Send a form and see that it is on record."""
    page.locator(button).last.click()
    page.locator(".say.done").wait_for()


_WORDS = {
    "zh_Hant": {"draft": "擬書面通知", "issue": "簽發書面通知"},
    "en": {"draft": "Draft the written notice", "issue": "Issue the written notice"},
}
_MINUTES = {
    "held_at": "2021-02-05 10:30", "attendees.0.person": "赵市明", "recorder": "邹志远",
    "attendees.1.post": "督查室科员",
    "attendees.2.person": "周建国", "attendees.2.post": "局长", "matters": "十月、年底两个节点连续亮灯。",
    "statement": "征地进度慢于预期。", "cause": "前期论证不足。", "requirements": "三月底前开工。",
    "commitments.0.text": "三月底前开工建设", "commitments.0.due_on": "2021-03-31",
}  # fmt: skip


def test_a_record_form_that_is_refused_or_asks_for_more_rows_loses_nothing(fresh_year: Site) -> None:
    page = fresh_year.as_("banli")
    page.goto(f"{CONVENED}/record")
    page.locator("#host").select_option("shizhang")
    typed = {**_MINUTES, "matters": "一" * 3000, "attendees.3.person": "赵敏"}
    for field, text in typed.items():
        page.locator(f"[id='{field}']").fill(text)
    page.locator("[name=more]").last.click()
    page.locator("[id='commitments.2.text']").wait_for()
    page.locator("form[method=post] .btn").last.click()
    page.locator(".errs").wait_for()
    wrong = {"其他到场第 1 人，职务：必填。", "其他到场第 1 人，哪一方：必填。"}
    assert set(page.locator(".errs li").all_text_contents()) == wrong
    axe_clean(page)
    for field, text in typed.items():
        assert page.locator(f"[id='{field}']").input_value() == text, field
    assert page.locator("#host").input_value() == "shizhang"


def test_only_the_interviewed_sides_and_the_office_find_the_forms_that_are_theirs(year: Site) -> None:
    assert "您现在可以办" not in year.client("kaohe").get(PROPOSED).text
    assert "批准或不予批准" in year.client("shizhang").get(PROPOSED).text
    head = year.client("qianfa").get(PROPOSED).text
    assert "签发书面通知" not in head, "nothing is drafted yet"
    assert year.client("banli").get("/interviews/i-2020-0001/convening").text.count("<form") == 0


def test_a_leader_declines_only_with_a_reason_and_the_form_comes_back_filled(fresh_year: Site) -> None:
    leader = fresh_year.client("shizhang")
    refused = leader.submit(f"{PROPOSED}/approval", {"approved": "false"}, action="approval")
    assert refused.status_code == 422 and 'value="false" checked' in refused.text
    done = leader.submit(f"{PROPOSED}/approval", {"approved": "false", "reason": "已另行部署"}, action="approval")
    assert done.status_code == 303
    assert "不予约谈" in leader.get(PROPOSED).text and "已另行部署" in leader.get(PROPOSED).text


def test_the_office_cannot_let_an_interview_go_whose_ground_stands(fresh_year: Site) -> None:
    said = fresh_year.client("banli").submit(f"{PROPOSED}/approval", {"reason": "不谈了"}, action="approval")
    assert said.status_code == 409 and "不谈了" in said.text


def test_the_office_proposes_an_interview_of_a_task_by_hand(fresh_year: Site) -> None:
    banli = fresh_year.client("banli")
    assert "没有编号为 2020-999 的任务" in banli.get("/interviews/new?task_no=2020-999").text
    form = "/interviews/new?task_no=2020-001"
    done = banli.submit(form, {"level": "1", "reason": "连续两期未报"}, action="/interviews")
    assert done.status_code == 303 and done.headers["Location"].startswith("/interviews/i-2021-0003?done=r-")
    assert "连续两期未报" in banli.get("/interviews/i-2021-0003").text


def test_the_office_finds_a_commitment_not_kept_once_its_day_has_passed(fresh_year: Site) -> None:
    banli, form = fresh_year.client("banli"), f"{ARCHIVED}/commitments/1/verification"
    assert banli.submit(form, action="verification").status_code == 422, "it needs a reason"
    assert banli.submit(form, {"reason": "现场仍未完工"}, action="verification").status_code == 303
    assert "核实：未兑现" in banli.get(ARCHIVED).text and "现场仍未完工" in banli.get(ARCHIVED).text


# --- disputes, corrections, copies ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("window", "language"), [("wide", "zh_Hant"), ("narrow", "zh_Hans")])
def test_a_unit_disputes_a_record_and_reads_the_finding(fresh_year: Site, window: str, language: str) -> None:
    unit = fresh_year.as_("chengguan-fuzeren", window=window, language=language)
    unit.goto(f"{ARCHIVED}/disputes")
    unit.locator("#field").select_option("requirements")
    unit.locator("#passage").fill("每天报告进度")
    unit.locator("#claim").fill("会上说的是每两周报告")
    unit.locator("form[method=post] .btn").click()
    unit.locator(".errs").wait_for()
    assert unit.locator("#passage").input_value() == "每天报告进度", "it does not stand in the record: told, and kept"
    unit.locator("#passage").fill("每周报告进度")
    send(unit)
    auditor = fresh_year.as_("shenji", window=window, language=language)
    auditor.goto(f"{ARCHIVED}/disputes/3/check")
    auditor.locator("#findings").fill("录音显示为每周报告")
    send(auditor)
    principal = fresh_year.as_("shizhang", window=window, language=language)
    principal.goto(f"{ARCHIVED}/disputes/3/resolution")
    principal.locator("input[value=rejected]").check()
    principal.locator("#reason").fill("记录与录音一致")
    send(principal)
    unit.goto(ARCHIVED)
    assert unit.get_by_text("录音显示为每周报告").is_visible() and unit.get_by_text("记录与录音一致").is_visible()
    axe_clean(unit)


def test_a_correction_takes_two_persons(fresh_year: Site) -> None:
    banli, qianfa = fresh_year.client("banli"), fresh_year.client("qianfa")
    typed = {"field": "requirements", "passage": "每周报告", "replacement": "每两周报告", "reason": "核对录音"}
    assert banli.submit(f"{ARCHIVED}/corrections", typed, action="corrections").status_code == 303
    assert "核对并确认更正 2" not in banli.get(ARCHIVED).text
    assert "核对并确认更正 2" in qianfa.get(ARCHIVED).text
    assert qianfa.submit(f"{ARCHIVED}/corrections/2", action="corrections/2").status_code == 303
    shown = qianfa.get(ARCHIVED).text
    assert "倒排工期，每周报告进度" in shown and "倒排工期，每两周报告进度" in shown


def test_a_copy_is_told_from_the_record_with_the_differences(fresh_year: Site) -> None:
    unit = fresh_year.client("chengguan-jingban")
    form = f"{ARCHIVED}/copy-check"
    filed = (
        "节点任务逾期未完成，整改期满仍未到位。受前期手续影响，开工推迟；目前已全面复工。责任落实不到位，主要负责人过问不够。"
        "倒排工期，每周报告进度，按承诺时限完成。按期完成剩余工程并通过验收"
    )
    assert "与入档记录一致" in unit.submit(form, {"text": filed}, action="copy-check").text
    said = unit.submit(form, {"text": filed.replace("每周", "每月")}, action="copy-check").text
    assert "与任何版本都不一致" in said and re.search(r'class="d"[^>]*>倒排工期,每月报告进度', said)
    assert unit.submit(form, action="copy-check").status_code == 422
    document, kept = Document(), BytesIO()
    document.add_paragraph(filed)
    document.save(kept)
    kept.seek(0)
    assert "与入档记录一致" in unit.submit(form, action="copy-check", upload=(kept, "copy.docx")).text
    assert "比对副本" in unit.get(f"{ARCHIVED}/viewings").text


def test_the_bundle_and_the_papers_of_an_interview_are_given_to_who_may_have_them(year: Site) -> None:
    unit = year.client("chengguan-fuzeren")
    for name in ("evidence", "record-paper", "notice-paper"):
        assert f'href="/get{ARCHIVED}/{name}"' in unit.get(ARCHIVED).text
    assert unit.get(f"/get{ARCHIVED}/evidence").mimetype == "application/zip"
    assert f"/get{ARCHIVED}/evidence" not in year.client("kaohe").get(ARCHIVED).text


# --- on paper (代录) -------------------------------------------------------------------------------------------------


def test_the_office_enters_a_leaders_approval_from_paper(fresh_year: Site) -> None:
    banli = fresh_year.client("banli")
    paper = "on_behalf_of=post:shizhang&received_at=2021-02-05 09:00"
    listed = banli.get(f"/paper/forms?{paper}").text
    assert f'href="{PROPOSED}/approval?on_behalf_of=post%3Ashizhang' in listed
    done = banli.submit(f"{PROPOSED}/approval?{paper}", {"approved": "true"}, action="approval")
    assert done.status_code == 303, done.text
    shown = banli.get(PROPOSED).text
    assert "纸面代录" in shown and "拟书面通知" in shown


def test_what_a_unit_may_hand_in_on_paper_after_an_interview_is_listed(year: Site) -> None:
    listed = year.client("banli").get("/paper/forms?on_behalf_of=unit:chengguan&received_at=2021-02-05 09:00").text
    for form in ("disputes", "commitments/1/fulfilment"):
        assert f'href="{ARCHIVED}/{form}?on_behalf_of=unit%3Achengguan' in listed
    form = year.client("banli").get(f"{ARCHIVED}/disputes?on_behalf_of=unit:chengguan&received_at=2021-02-05 09:00")
    assert 'name="on_behalf_of" value="unit:chengguan"' in form.text and 'name="claim"' in form.text
