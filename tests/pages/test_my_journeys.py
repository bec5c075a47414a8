"""Units and leaders at work in a browser: reporting, merging, answering, deciding, refused with nothing lost."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from service.act import Act
from service.record_instruction import InstructionForm, record_instruction
from tests.pages.site import Site, Visitor, axe_clean

JIAOTONG, ZHUJIAN, YUANCHENG = "jiaotong-jingban", "zhujian-jingban", "yuancheng-jingban"
LEADER = "fushizhang-chengjian"
RETURNED = "/tasks/2021-005/reports/new?node=2021-01"
A5 = (420, 595)  # points
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\x0f\x04\x00\t\xfb\x03\xfd\xfb^k+\x00\x00\x00\x00IEND\xaeB`\x82"  # noqa: E501


def followed(visitor: Visitor, answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    return str(visitor.get(answer.headers["Location"]).text)


def test_a_unit_reports_again_in_time_and_prints_its_receipt_on_a5(fresh_year: Site) -> None:
    page = fresh_year.as_(JIAOTONG)
    page.goto("/my")
    page.get_by_role("link", name="修改重报 报送2021 年 1 月落实情况").click()
    assert page.get_by_label("进展情况").input_value() == "一月任务已完成。"
    page.get_by_label("进展情况").fill("一月任务已完成，附运营车辆清单。")
    page.get_by_label("附件").set_input_files({"name": "清单.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_role("button", name="报送并取回执").click()
    assert "/receipts/r-" in page.url
    axe_clean(page)
    slip = page.locator("article.slip").inner_text()
    assert "按时" in slip and "公交电动化比例" in slip and "第 2 号" in slip and "1 个" in slip
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(printed.pages) == 1
    assert tuple(round(float(side)) for side in printed.pages[0].mediabox[2:]) == pytest.approx(A5, abs=2)
    shown = fresh_year.client("banli").get("/tasks/2021-005/reports/2").text
    assert "<ins>，附运营车辆清单</ins>" in shown and "各版对照，共 2 版" in shown


def test_a_lead_returns_a_construction_entity_s_report_and_merges_the_next(fresh_year: Site) -> None:
    lead, builder = fresh_year.client(ZHUJIAN), fresh_year.client(YUANCHENG)
    report = "/tasks/2021-002/reports/1"
    refused = lead.submit(report, {"reason": ""}, action="/return")
    assert refused.status_code == 422 and 'id="reason-msg"' in refused.text
    assert "重报截至" in followed(lead, lead.submit(report, {"reason": "缺停车位数"}, action="/return"))
    assert "缺停车位数" in builder.get("/tasks/2021-002/reports/new?node=2021-01").text
    again = {"text": "已建成停车位 120 个。", "done": "yes"}
    assert "回执" in followed(builder, builder.submit("/tasks/2021-002/reports/new?node=2021-01", again))
    assert '/tasks/2021-002/reports/2"' in lead.get("/my").text
    own = {"text": "两个停车场主体完工。", "done": "no", "merges": ["2"]}
    done = lead.submit("/tasks/2021-002/reports/new?node=2021-01&merge=2", own)
    assert "迟 2 个工作日" in followed(lead, done)
    merged = builder.get("/tasks/2021-002/reports/2").text
    assert "已并入 第 3 号报告" in merged  # the lead's own words are not the construction entity's to read
    assert builder.get("/tasks/2021-002/reports/3").status_code == 404
    assert "审核建设主体来件" not in lead.get("/my").text


def test_the_office_enters_a_unit_s_paper_in_the_unit_s_own_form_and_its_stamp_counts(fresh_year: Site) -> None:
    office, unit = fresh_year.client("banli"), fresh_year.client(ZHUJIAN)
    form = "/tasks/2021-002/reports/new?node=2021-01&on_behalf_of=unit:zhujian&received_at=2021-02-03 15:00"
    entered = office.submit(form, {"text": "纸质报来：主体完工。", "entry_reason": "当日收文，补录。"})
    assert entered.status_code == 303 and "done=r-" in entered.headers["Location"], entered.text
    receipt = unit.get(f"/receipts/{entered.headers['Location'].partition('done=')[2]}").text
    assert "按时" in receipt and "由 banli 录入" in receipt
    assert "/tasks/2021-002/reports/new" not in unit.get("/my").text


def test_a_report_that_is_not_done_has_no_day_and_one_that_is_must_name_it(fresh_year: Site) -> None:
    unit = fresh_year.client(JIAOTONG)
    refused = unit.submit(RETURNED, {"done": "yes", "done_on": "", "text": "写了很多字"})
    assert refused.status_code == 422
    assert "写了很多字" in refused.text and 'id="done_on-msg"' in refused.text
    followed(unit, unit.submit(RETURNED, {"done": "no"}))
    assert "未完成" in unit.get("/tasks/2021-005/reports/2").text


def test_an_important_problem_goes_from_the_report_to_the_leader_s_word(fresh_year: Site) -> None:
    unit, leader = fresh_year.client(JIAOTONG), fresh_year.client(LEADER)
    nothing = unit.submit(RETURNED, {"important": "true", "problems": ""})
    assert nothing.status_code == 422 and 'id="problems-msg"' in nothing.text
    followed(unit, unit.submit(RETURNED, {"important": "true", "problems": "充电桩用地未落实。"}))
    problem = "/tasks/2021-005/problems/1"
    assert problem in leader.get("/my").text
    assert "您的批示" in followed(leader, leader.submit(problem, action="/reading"))
    told = followed(leader, leader.submit(problem, {"text": "请自然资源局本周协调。"}, action="/instruction"))
    assert "已批示" in told
    assert "请自然资源局本周协调。" in unit.get(problem).text


def test_a_unit_signs_for_a_notice_and_answers_it(fresh_year: Site) -> None:
    unit = fresh_year.client(ZHUJIAN)
    signed = unit.submit("/my", action="/notices/n-2021-0004/receipt")
    assert signed.headers["Location"].startswith("/notices/n-2021-0004?done=r-")
    assert "/notices/n-2021-0004/receipt" not in unit.get("/my").text
    answer = "/notices/n-2021-0004/answer"
    refused = unit.submit(answer, {"text": "已整改。", "done_on": "2021-13-01"})
    assert refused.status_code == 422 and "已整改。" in refused.text and "2021-13-01" in refused.text
    receipt = followed(unit, unit.submit(answer, {"text": "已整改。", "done_on": "2021-02-04"}))
    assert "答复整改通知书" in receipt and "迟 11 个工作日" in receipt
    assert "本单位已答复" in unit.get(answer).text


def test_a_leader_confirms_a_plan_and_decides_an_extension(fresh_year: Site) -> None:
    page = fresh_year.as_(LEADER)
    page.goto("/my")
    page.get_by_role("link", name="核对确认 公交电动化比例").click()
    page.get_by_role("button", name="确认这份安排").click()
    assert page.get_by_role("status").inner_text().startswith("已记录在案。")
    assert page.get_by_text("已由领导确认").is_visible()
    page.goto("/my")
    page.get_by_role("link", name="同意或不同意 镇级污水管网").click()
    page.get_by_label("不同意", exact=True).check()
    page.get_by_role("button", name="记录决定").click()
    assert page.get_by_role("alert").is_visible()
    axe_clean(page)
    page.get_by_label("同意", exact=True).check()
    page.get_by_label("另定的时限").fill("2021-07-31")
    page.get_by_role("button", name="记录决定").click()
    assert page.get_by_text("同意，延至 2021-07-31").is_visible()
    assert "2021-07-31" in fresh_year.client(ZHUJIAN).get("/tasks/2021-004/extensions/1").text


def test_a_plan_that_the_leader_confirmed_meanwhile_is_refused_and_nothing_typed_is_lost(fresh_year: Site) -> None:
    unit, leader = fresh_year.as_(JIAOTONG), fresh_year.client(LEADER)
    unit.goto("/tasks/2021-005/node-plan")
    unit.locator("#nodes\\.1\\.measures").fill("增购新能源公交车 50 辆。")
    followed(leader, leader.submit("/tasks/2021-005/node-plan", action="/confirmation"))
    unit.get_by_role("button", name="报送并取回执").click()
    assert unit.get_by_role("alert").is_visible()
    assert unit.get_by_text("已由领导确认").is_visible()
    again = unit.locator("#nodes\\.1\\.measures")
    assert again.input_value() == "增购新能源公交车 50 辆。"


def test_two_clerks_on_one_report_the_second_is_told_and_keeps_what_was_typed(fresh_year: Site) -> None:
    slow, quick = fresh_year.as_(JIAOTONG), fresh_year.client("jiaotong-fuzeren")
    slow.goto(RETURNED)
    slow.get_by_label("进展情况").fill("慢的一位写的。")
    followed(quick, quick.submit(RETURNED, {"text": "快的一位先报了。", "done": "no"}))
    slow.get_by_role("button", name="报送并取回执").click()
    for refusal in ("内容已有变动", "不能再替换"):  # there is a newer version; it was the last in time
        assert refusal in slow.get_by_role("alert").inner_text()
        assert slow.get_by_label("进展情况").input_value() == "慢的一位写的。"
        slow.get_by_role("button", name="报送并取回执").click()


def test_a_plan_s_faults_are_told_at_their_own_rows(fresh_year: Site) -> None:
    unit = fresh_year.client(JIAOTONG)
    typed = {"nodes.0.target": "", "nodes.0.percent": "", "nodes.1.limit_on": "2021-08-01"}
    refused = unit.submit("/tasks/2021-005/node-plan", typed)
    assert refused.status_code == 422 and 'id="nodes.1.limit_on-msg"' in refused.text
    sealed = fresh_year.client("jiaotong-fuzeren")
    filed = followed(unit, unit.submit("/tasks/2021-005/node-plan", {**typed, "nodes.1.limit_on": "2021-06-20"}))
    assert "待盖章" in filed and "2021-06-20 周日" in filed
    assert "已盖章，待领导确认" in followed(sealed, sealed.submit("/tasks/2021-005/node-plan", action="/seal"))


def test_an_extension_asked_after_the_limit_is_refused_by_rule_and_stays_filled_in(fresh_year: Site) -> None:
    unit = fresh_year.client(JIAOTONG)
    said = {"node": "2021-01", "new_limit_on": "2021-02-20", "reason": "厂家停产", "progress": "六成"}
    refused = unit.submit("/tasks/2021-005/extensions/new", said)
    assert refused.status_code == 409 and "D-009" in refused.text
    assert "厂家停产" in refused.text and 'value="2021-02-20"' in refused.text
    asked = unit.submit("/tasks/2021-005/extensions/new", {**said, "node": "2021-06", "new_limit_on": "2021-08-31"})
    assert asked.headers["Location"].startswith("/tasks/2021-005/extensions/1?done=")


def test_a_unit_applies_for_completion_and_answers_an_instruction_and_keeps_a_commitment(fresh_year: Site) -> None:
    unit = fresh_year.client(JIAOTONG)
    done = {"done_on": "2021-02-04", "text": "全部更换完毕。"}
    assert unit.submit("/tasks/2021-005/completion", done).headers["Location"].startswith("/tasks/2021-005?done=")
    leader = fresh_year.app.accounts.actor_of(LEADER, fresh_year.app.clock.now())
    assert leader is not None
    form = InstructionForm("请报充电桩建设情况。", tasks=("2021-005",), units=("jiaotong",))
    told = record_instruction(fresh_year.app, Act(leader, "test", "test"), form=form).lines[0].event.instruction
    assert f"/instructions/{told}/answer" in unit.get("/my").text
    assert "已记录在案" in followed(unit, unit.submit(f"/instructions/{told}/answer", {"text": "已建 30 个。"}))
    assert f"/instructions/{told}/answer" not in unit.get("/my").text
    other = fresh_year.client("chengguan-jingban")
    fulfilment = "/interviews/i-2020-0002/commitments/1/fulfilment"
    assert fulfilment in other.get("/my").text
    kept = other.submit(fulfilment, {"text": "已完成整改并验收。", "done_on": "2021-02-04"})
    assert kept.headers["Location"].startswith("/interviews/i-2020-0002?done=")


def test_an_implementation_plan_is_filed_again_with_every_item_that_names_the_unit(fresh_year: Site) -> None:
    unit = fresh_year.client(ZHUJIAN)
    address = "/units/zhujian/implementation-plan?scheme=heyuan-2020"
    filed = followed(unit, unit.submit(address, {"text": "修订后的实施方案。"}))
    assert "修订后的实施方案。" in filed and "按时" in filed


def test_a_workbook_goes_out_filled_in_and_is_answered_row_by_row(fresh_year: Site) -> None:
    unit = fresh_year.client(ZHUJIAN)
    given = unit.get("/get/workbooks/progress?scheme=heyuan-2021&period=2021-01")
    book = load_workbook(BytesIO(given.data))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    rows = {cell.value: cell.row for cell in sheet[chr(64 + heads["任务编号"])] if str(cell.value).startswith("2021-")}
    sheet.cell(rows["2021-002"], heads["进展情况"], "两个停车场主体完工。")
    sheet.cell(rows["2021-004"], heads["进展情况"], "已铺管网 20 公里。")
    sheet.cell(rows["2021-004"], heads["完成日期"], "2021-02-30")
    filled = BytesIO()
    book.save(filled)
    sent = {"file": (BytesIO(filled.getvalue()), "附件5.xlsx")}
    answer = unit.submit("/my/workbooks", {"scheme": "heyuan-2021"}, action="/progress", **sent)
    assert answer.status_code == 200, answer.text
    assert "受理 1 行" in answer.text and "退回 1 行" in answer.text and "下载标好结果的副本" in answer.text
    assert "迟 2 个工作日" in answer.text
    nothing = unit.submit("/my/workbooks", {"scheme": "heyuan-2021", "mode": "all"}, action="/node-plan")
    assert nothing.status_code == 422
