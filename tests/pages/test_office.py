"""The office's desk and its lighting sessions: what each may do, drafts, what is typed, what has moved, issuing."""

from io import BytesIO

import pytest

from api.pages import office_rows as rows
from tests.pages.site import Site, Visitor

NODE = "/office/nodes/2021-01"
MISSED, DONE = "2021-002", "2021-001"
REASON = "现场核查已建成，报告漏登。"


def record_inspection(visitor: Visitor, **said: str) -> None:
    """Record a visit on 4 February that found task 2021-001 not done, against its report."""
    form = {"kind": "unannounced", "visited_on": "2021-02-04", "team": "邹志远", "places": "东埔街道",
            "text": "实地看过。", "findings.0.task_no": DONE, "findings.0.node": "2021-01", "findings.0.done": "false",
            "findings.0.text": "台账与现场不符。", **said}  # fmt: skip
    assert visitor.submit("/inspections/new", form).status_code == 303


# --- the desk -----------------------------------------------------------------------------------------------------


def test_the_clerk_verifies_notices_and_the_head_issues_what_the_clerk_has_drafted(year: Site) -> None:
    clerk, head = (year.client(account).get("/office").text for account in ("banli", "qianfa"))
    assert clerk.count('aria-label="核查 ') == head.count('aria-label="核查 ') == 5
    assert 'aria-label="审核签发 2021 年 1 月节点"' in head and 'aria-label="审核签发 2021' not in clerk
    assert "等别人办的" in clerk and "审核签发节点亮灯：" in clerk  # the clerk sees that it waits for the head
    assert 'href="/tasks/2020-012/lights/' in head


def test_the_desk_names_what_falls_due_and_who_is_silent(year: Site) -> None:
    desk = year.client("banli").get("/office").text
    assert "整改答复 2 件" in desk and "02-07 周日" in desk
    assert "市城管综合执法局" in desk.partition("逾期未报的单位")[2]
    assert "编发民生实事专刊" in desk  # the office's own duty


@pytest.mark.parametrize("account", ["renshe-fuzeren", "kaohe", "shizhang"])
def test_the_desk_is_the_offices_alone(year: Site, account: str) -> None:
    assert year.client(account).get("/office").status_code == 403


# --- the session --------------------------------------------------------------------------------------------------


def test_those_who_may_read_a_session_look_without_a_control(year: Site) -> None:
    page = year.client("shenji").get(f"{NODE}?show=all").text
    assert "新建公共停车场" in page and "存为草案" not in page and 'method="post"' not in page
    assert year.client("renshe-fuzeren").get(NODE).status_code == 403


def test_the_nodes_tell_what_waits_and_which_sessions_there_were(year: Site) -> None:
    page = year.client("banli").get("/office/nodes").text
    assert "草案待签发" in page and "2020-11-23 周一 · 1 项 · qianfa" in page and "尚未到节点" in page


def test_a_decision_that_differs_needs_a_reason_and_nothing_typed_is_lost(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    said = {"decisions.2.light": "red", "show": "all", "do": "draft", "decisions.5.light": "left_out"}
    refused = clerk.submit(NODE, said)
    assert refused.status_code == 409
    assert 'id="decisions.2.reason-msg"' in refused.text and 'href="#decisions.2.reason"' in refused.text
    assert 'value="red" selected' in refused.text and 'value="left_out" selected' in refused.text
    looked = clerk.submit(f"{NODE}?show=all", {**said, "do": "look"})
    assert looked.status_code == 200 and 'name="decisions.2.reason"' in looked.text  # the row is there without a script


def test_a_draft_keeps_the_changed_decision_its_reason_and_what_is_left_out(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    looked = clerk.submit(NODE, {"decisions.2.light": "green", "decisions.5.light": "left_out", "do": "look"})
    assert looked.status_code == 200
    page = clerk.send(
        looked.text, NODE, {"decisions.2.reason": REASON, "decisions.2.done_on": "2021-01-30", "do": "draft"}
    )
    assert page.status_code == 303
    drafted = clerk.get(f"{NODE}?show=all").text
    assert "草案：banli 拟，5 项" in drafted and REASON in drafted and 'value="2021-01-30"' in drafted
    assert "没有通知书，也没有约谈提请。" in drafted


def test_rows_that_the_filter_hides_go_with_the_form(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    looked = clerk.submit(f"{NODE}?show=all", {"decisions.3.light": "left_out", "unit": "zhujian", "do": "look"})
    assert '<select id="decisions.3.light"' not in looked.text
    assert '<input type="hidden" name="decisions.3.light" value="left_out">' in looked.text
    assert clerk.send(looked.text, NODE, {"do": "draft"}).status_code == 303
    assert "草案：banli 拟，5 项" in clerk.get(NODE).text


def test_the_preview_names_notices_with_addressees_and_limit(year: Site) -> None:
    page = year.client("banli").get(NODE).text
    assert "整改通知书 2 件，约谈提请 0 件。" in page and "整改期限 2021-02-24 周三" in page
    assert "河督改〔2021〕8号" in page and "市住房城乡建设局；另 1 家" in page


def test_the_head_issues_the_draft_and_its_notices_appear(fresh_year: Site) -> None:
    head = fresh_year.client("qianfa")
    answer = head.submit(NODE, {"do": "issue"})
    assert answer.status_code == 303 and "issued=1" in answer.location
    assert "第 1 次亮灯已签发" in head.get(answer.location).text
    listed = fresh_year.client("zhujian-jingban").get("/notices?node=2021-01").text
    assert "河督改〔2021〕8号" in listed and "新建公共停车场" in listed


def test_who_drafted_does_not_issue(fresh_year: Site) -> None:
    head = fresh_year.client("qianfa")
    assert head.submit(NODE, {"do": "draft"}).status_code == 303
    page = head.get(NODE).text
    assert "须由另一人审核签发" in page and 'value="issue"' not in page
    assert head.send(page, NODE, {"do": "issue"}).status_code == 409


def test_a_stale_session_shows_what_changed_since_and_keeps_every_decision(fresh_year: Site) -> None:
    head, clerk = fresh_year.client("qianfa"), fresh_year.client("banli")
    seen = head.submit(f"{NODE}?show=all", {"decisions.2.light": "red", "do": "look"})
    record_inspection(clerk)
    stale = head.send(seen.text, NODE, {"decisions.2.reason": REASON, "do": "issue"})
    assert stale.status_code == 412
    moved = stale.text.partition("您打开本页之后的变化")[2].partition("</section>")[0]
    assert DONE in moved and "绿灯" in moved and "黄灯" in moved and "已完成：否" in moved
    assert REASON in stale.text and 'value="red" selected' in stale.text
    again = head.send(stale.text, NODE, {"do": "issue"})
    assert again.status_code == 303, "what was shown anew can be issued"


def test_another_draft_meanwhile_is_told_and_nothing_is_overwritten(fresh_year: Site) -> None:
    head, clerk = fresh_year.client("qianfa"), fresh_year.client("banli")
    seen = head.get(f"{NODE}?show=all").text
    assert clerk.submit(NODE, {"decisions.5.light": "left_out", "do": "draft"}).status_code == 303
    stale = head.send(seen, NODE, {"do": "issue"})
    assert stale.status_code == 412 and "banli 另存了草案，共 5 项" in stale.text


def test_long_reasons_on_every_row_come_back_whole(fresh_year: Site) -> None:
    """Beyond what Flask takes of a form unless it is told: the years have more than two hundred tasks."""
    clerk = fresh_year.client("banli")
    page = clerk.get(f"{NODE}?show=all").text
    reason = "说明" * 900
    fields = "".join(f'<input type="hidden" name="decisions.{n}.reason" value="{n}{reason}">' for n in range(1, 227))
    page = page.replace("</form>", f"{fields}</form>")
    looked = clerk.send(page, NODE, {"show": "all", "do": "look"})
    assert looked.status_code == 200 and all(f"{n}{reason}" in looked.text for n in range(1, 7))


def test_every_one_of_226_rows_is_read_and_carried() -> None:
    items = [_item(n) for n in range(1, 227)]
    form = {f"decisions.{n}.light": "green" for n in range(1, 227)} | {
        f"decisions.{n}.reason": f"第 {n} 项" for n in range(1, 227)
    }
    found = rows.rows_of({"items": items, "draft": None}, form)
    said = rows.decisions(found)
    assert len(said) == 226 and all(one["light"] == "green" and one["reason"] for one in said)
    assert rows.named(found, {"decisions.0.done_on": "x"}, None, "") == {f"{found[0].prefix}.done_on": "x"}


def _item(n: int) -> dict:
    why = {"previous": [], "evidence": "none"}
    return {"task_no": f"2020-{n:03d}", "light": "yellow", "done_on": None, "ready": True, "report": None,
            "because": why, "lead": ["fagai"]}  # fmt: skip


# --- a picture to attach ------------------------------------------------------------------------------------------

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def test_an_inspection_is_recorded_with_its_photos_and_published_by_the_head(fresh_year: Site) -> None:
    clerk = fresh_year.client("banli")
    answer = clerk.submit(
        "/inspections/new",
        {"kind": "special_supervision", "visited_on": "2021-02-04", "team": "邹志远\n喻小川", "places": "东埔街道",
         "text": "实地看过。", "findings.0.task_no": DONE, "findings.0.done": "false", "findings.0.text": "未见人员。"},
        **{"photos.0": (BytesIO(PNG), "现场.png")},
    )  # fmt: skip
    assert answer.status_code == 303
    page = clerk.get(answer.location).text
    assert "邹志远、喻小川" in page and "未见人员。" in page and "/get/files/" in page
    where = answer.location.partition("?")[0]
    assert fresh_year.client("renshe-jingban").get(where).status_code == 404
    assert fresh_year.client("qianfa").submit(where, {"units": ["renshe"]}).status_code == 303
    assert "未见人员。" in fresh_year.client("renshe-jingban").get(where).text


def test_an_inspection_that_is_refused_comes_back_filled_with_its_photos(fresh_year: Site) -> None:
    refused = fresh_year.client("banli").submit(
        "/inspections/new", {"kind": "unannounced", "team": "邹志远", "places": "城东", "text": "看过。",
                             "findings.0.task_no": DONE}, **{"photos.0": (BytesIO(PNG), "a.png")},
    )  # fmt: skip
    assert refused.status_code == 422
    assert 'href="#visited_on"' in refused.text and "邹志远" in refused.text
    assert 'name="findings.0.photos"' in refused.text
