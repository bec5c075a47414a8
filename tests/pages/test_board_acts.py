"""What the office does to a task in the browser: entered, amended, confirmed, transferred, withdrawn, verified."""

import pytest

from tests.pages.site import WINDOWS, Site, axe_clean


def done(answer, to: str) -> str:
    """Return the receipt that the browser is sent on with."""
    assert answer.status_code == 303, answer.text
    where, _, receipt = answer.headers["Location"].partition("done=")
    assert where.rstrip("?&") == to
    return receipt


@pytest.mark.faults
@pytest.mark.parametrize(
    "address",
    ["/tasks/new", "/tasks/2020-027/amendment", "/tasks/2020-027/transfer", "/tasks/2020-027/withdrawal",
     "/tasks/2021-001/verification", "/tasks/2020-027/lights/2020-12/correction",
     "/tasks/2020-012/lights/2020-10/corrections/1"],
)  # fmt: skip
def test_every_form_is_accessible_wide_and_narrow(year: Site, address: str) -> None:
    page = year.as_("qianfa")
    page.goto(address)
    axe_clean(page)
    page.set_viewport_size(WINDOWS["narrow"])
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_new_task_gets_the_next_number_and_stands_on_the_board(fresh_year: Site) -> None:
    client = fresh_year.client("banli")
    said = {
        "title": "新建社区食堂 5 家", "category": "livelihood", "lead": "市民政局", "co": "市财政局、市市场监管局",
        "targets.0.text": "社区食堂", "targets.0.value": "5", "targets.0.unit_of_measure": "家", "reason": "年中增加",
    }  # fmt: skip
    done(client.submit("/tasks/new?scheme=heyuan-2021", said), "/tasks/2021-007")
    text = client.get("/tasks/2021-007").text
    assert "新建社区食堂 5 家" in text and "责任单位待确认" in text
    assert "社区食堂 5家" in text and "市民政局" in text


def test_a_refused_new_task_comes_back_as_typed_and_names_the_unit_nobody_knows(fresh_year: Site) -> None:
    said = {"title": "新任务", "lead": "市民政局", "co": "市财政局、市太空局", "reason": "增加"}
    answer = fresh_year.client("banli").submit("/tasks/new?scheme=heyuan-2021", said)
    assert answer.status_code == 422
    assert "市财政局、市太空局" in answer.text and 'href="#co"' in answer.text
    assert 'value="新任务"' in answer.text


def test_an_amendment_changes_what_was_changed_and_leaves_the_rest(fresh_year: Site) -> None:
    client = fresh_year.client("banli")
    said = {
        "changes.title": "补短板项目年度投资 41 亿元",
        "changes.responsible": "fagai-principal",
        "reason": "省里调整",
    }
    done(client.submit("/tasks/2020-027/amendment", said), "/tasks/2020-027")
    text = client.get("/tasks/2020-027").text
    assert "补短板项目年度投资 41 亿元" in text
    changed = text.partition("调整任务 2020-027")[2].partition("</p>")[0]
    assert "省里调整" in changed and "责任人" in changed
    assert "类别" not in changed and "涉及县区" not in changed


def test_an_amendment_without_a_change_or_a_reason_comes_back_filled(fresh_year: Site) -> None:
    client = fresh_year.client("banli")
    answer = client.submit("/tasks/2020-027/amendment", {"reason": "没改什么", "changes.note": ""})
    assert answer.status_code == 422 and 'value="没改什么"' in answer.text
    answer = client.submit("/tasks/2020-027/amendment", {"changes.note": "重点督办"})
    assert answer.status_code == 422 and 'href="#reason"' in answer.text and 'value="重点督办"' in answer.text


def test_a_form_filled_in_from_an_older_state_is_not_taken(fresh_year: Site) -> None:
    first, second = fresh_year.as_("banli"), fresh_year.client("qianfa")
    first.goto("/tasks/2020-027/amendment")
    done(second.submit("/tasks/2020-027/amendment", {"changes.note": "甲", "reason": "先到"}), "/tasks/2020-027")
    first.get_by_label("备注").fill("乙")
    first.get_by_label("调整的理由").fill("后到")
    first.get_by_role("button", name="调整").click()
    assert first.get_by_role("alert").is_visible()
    assert first.get_by_label("调整的理由").input_value() == "后到"


def test_presumed_roles_are_confirmed_once(fresh_year: Site) -> None:
    client = fresh_year.client("banli")
    said = {"title": "推定任务", "lead": "市民政局", "co": "市财政局", "reason": "增加"}
    client.submit("/tasks/new?scheme=heyuan-2021", said)
    wrong = client.submit("/tasks/2021-007/roles", {"lead": "", "co": "市财政局"})
    assert wrong.status_code == 422 and "市财政局" in wrong.text
    done(client.submit("/tasks/2021-007/roles", {"lead": "市财政局", "co": "市民政局"}), "/tasks/2021-007")
    text = client.get("/tasks/2021-007").text
    assert "责任单位待确认" not in text and "确认任务 2021-007 的牵头单位：市财政局" in text


def test_the_head_transfers_a_part_to_another_unit(fresh_year: Site) -> None:
    client = fresh_year.client("qianfa")
    said = {"part": "lead:keji", "to": "gongxin", "duties_move": "true", "reason": "职能划转"}
    done(client.submit("/tasks/2021-003/transfer", said), "/tasks/2021-003")
    assert "牵头单位由 市科技局 移交 市工业和信息化局" in client.get("/tasks/2021-003").text
    answer = client.submit("/tasks/2021-003/transfer", {"to": "", "reason": "再移交"})
    assert answer.status_code == 422 and 'value="再移交"' in answer.text


def test_the_head_withdraws_a_task_with_a_reason(fresh_year: Site) -> None:
    client = fresh_year.client("qianfa")
    assert client.submit("/tasks/2021-005/withdrawal", {"reason": ""}).status_code == 422
    done(client.submit("/tasks/2021-005/withdrawal", {"reason": "并入省级项目"}), "/tasks/2021-005")
    text = client.get("/tasks/2021-005").text
    assert "已撤销" in text and "并入省级项目" in text and "/tasks/2021-005/withdrawal" not in text


def test_the_office_verifies_the_completion_a_unit_applied_for(fresh_year: Site) -> None:
    client = fresh_year.client("banli")
    assert "核实办结申请" in client.get("/tasks/2021-001").text
    refused = client.submit("/tasks/2021-001/verification", {"accepted": "false"})
    assert refused.status_code == 422 and 'href="#reason"' in refused.text
    done(client.submit("/tasks/2021-001/verification", {"accepted": "true"}), "/tasks/2021-001")
    text = client.get("/tasks/2021-001").text
    assert "已办结" in text and "/tasks/2021-001/verification" not in text


def test_who_may_not_act_is_shown_no_button(year: Site) -> None:
    acts = ("/amendment", "/transfer", "/withdrawal", "/correction")
    shown = {who: [act for act in acts if act in year.client(who).get("/tasks/2020-027").text]
             for who in ("banli", "qianfa", "shizhang", "kaohe", "fagai-jingban")}  # fmt: skip
    assert shown["banli"] == ["/amendment", "/correction"]
    assert shown["qianfa"] == list(acts)
    assert shown["shizhang"] == shown["kaohe"] == shown["fagai-jingban"] == []


def test_the_office_corrects_a_light_with_a_second_person(fresh_year: Site) -> None:
    clerk = fresh_year.as_("banli")
    clerk.goto("/tasks/2020-045?node=2020-12")
    clerk.get_by_role("link", name="提出更正这盏灯").click()
    clerk.get_by_label("实际没有完成").check()
    clerk.get_by_role("button", name="提出更正").click()
    assert clerk.get_by_role("alert").is_visible(), "a correction needs its reason"
    assert clerk.get_by_label("实际没有完成").is_checked()
    clerk.get_by_label("更正的理由").fill("复查发现年底仍有两公里未通。")
    clerk.get_by_role("button", name="提出更正").click()
    assert clerk.get_by_text("更正建议第").is_visible()
    assert clerk.get_by_role("link", name="核对并确认更正").count() == 0, "not by the one who proposed it"
    head = fresh_year.as_("qianfa")
    head.goto("/tasks/2020-045?node=2020-12")
    head.get_by_role("link", name="核对并确认更正").click()
    assert head.get_by_text("复查发现年底仍有两公里未通。").is_visible()
    head.get_by_role("button", name="确认更正").click()
    assert head.get_by_text("已更正并记录在案").is_visible()
    assert head.get_by_text("发出通知书").is_visible()
    axe_clean(head)
    head.get_by_role("link", name="回到这盏灯").click()
    assert head.get_by_text("这盏灯更正过").is_visible()
    head.goto("/?scheme=heyuan-2020&day=2021-01-10&basis=known")
    row = head.get_by_role("row").filter(has_text="县级以上污水管网新增")
    assert row.get_by_text("后更正").is_visible()


def test_a_correction_that_changes_nothing_says_so(fresh_year: Site) -> None:
    form, client = "/tasks/2020-045/lights/2020-12/correction", fresh_year.client("banli")
    answer = client.submit(form, {"reason": "再看一遍"})
    assert answer.status_code == 422 and "再看一遍" in answer.text and 'href="#light"' in answer.text
    same = client.submit(form, {"done_on": "2020-12-28", "reason": "再看一遍"})
    assert same.status_code == 409 and 'value="2020-12-28"' in same.text
