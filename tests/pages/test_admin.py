"""Accounts with their slips, posts, units, the calendar, an imported ledger: what administrators and the office do."""

import re
from io import BytesIO

import pytest

from tests.api.sheets import of_rows
from tests.pages.site import Site, axe_clean

_PAGES = {
    "admin": (
        "/admin", "/admin/accounts", "/admin/accounts/new", "/admin/accounts/import", "/admin/accounts/of/banli",
        "/account/delegations", "/admin/posts", "/admin/posts/shizhang", "/admin/units", "/admin/units/renshe",
        "/admin/calendar/2021", "/admin/calendar/2023",
    ),
    "qianfa": ("/admin", "/imports", "/admin/schemes/heyuan-2020"),
}  # fmt: skip


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
@pytest.mark.parametrize("account", _PAGES)
def test_every_page_of_administration_is_accessible(year: Site, account: str, window: str) -> None:
    page = year.as_(account, window=window)
    for address in _PAGES[account]:
        page.goto(address)
        axe_clean(page)


def test_an_account_is_opened_and_its_slip_opens_the_door(fresh_year: Site) -> None:
    admin = fresh_year.client("admin")
    slip = admin.submit(
        "/admin/accounts/new", {"account": "new-clerk", "role": "unit_clerk", "unit": "renshe", "posts": ""}
    )
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", slip.text)
    assert code, slip.text
    password = {"password": "a password of mine", "password_again": "a password of mine"}
    entered = fresh_year.client(None).submit("/activation", {"account": "new-clerk", "code": code[0], **password})
    assert entered.headers["Location"] == "/my"
    assert code[0] not in admin.get("/admin/accounts/of/new-clerk").text


def test_an_account_that_is_there_already_is_refused_with_everything_typed_kept(year: Site) -> None:
    typed = {"account": "banli", "role": "unit_clerk", "unit": "renshe", "posts": ""}
    refused = year.client("admin").submit("/admin/accounts/new", typed)
    assert refused.status_code == 409
    assert 'value="banli"' in refused.text
    assert re.search(r'value="renshe" selected', refused.text)


def test_a_list_of_accounts_gives_slips_and_names_the_rows_it_returns(fresh_year: Site) -> None:
    sheet = of_rows(["账号", "角色", "单位"], ["li-a", "单位经办", "市人力资源社会保障局"], ["li-b", "无此角色", ""])
    answer = fresh_year.client("admin").submit("/admin/accounts/import", file=(BytesIO(sheet), "list.xlsx"))
    assert answer.status_code == 200
    assert answer.text.count('class="dig"') == 1
    assert "退回 1 行" in answer.text
    assert "B3" in answer.text


def test_a_lost_password_ends_with_the_new_code_and_a_closed_account_is_out_at_once(fresh_year: Site) -> None:
    admin, clerk = fresh_year.client("admin"), fresh_year.client("renshe-jingban")
    assert clerk.get("/account").status_code == 200
    admin.submit("/admin/accounts/of/renshe-jingban", {"reason": "遗失"}, action="/activation")
    assert clerk.get("/account").status_code == 303
    clerk = fresh_year.client("renshe-jingban")
    closed = admin.submit("/admin/accounts/of/renshe-jingban", {"reason": "调离"}, action="/closure")
    assert closed.status_code == 303
    assert clerk.get("/account").status_code == 303


def test_a_token_is_shown_once_and_revoked_by_its_name(fresh_year: Site) -> None:
    admin = fresh_year.client("admin")
    shown = admin.submit("/admin/accounts/of/renshe-jingban", {"label": "办公系统"}, action="/tokens")
    token = re.search(r"ducha_[\w-]+", shown.text)
    assert token
    asked = fresh_year.flask.test_client().get("/api/v1/accounts/self", headers={"Authorization": f"Bearer {token[0]}"})
    assert asked.status_code == 200
    assert token[0] not in admin.get("/admin/accounts/of/renshe-jingban").text
    admin.submit("/admin/accounts/of/renshe-jingban", {"reason": "换系统"}, action="/revocation")
    assert "办公系统" not in admin.get("/admin/accounts/of/renshe-jingban").text.split("</form>")[-2]


def test_lent_powers_are_used_by_choice_and_taken_back(fresh_year: Site) -> None:
    head, clerk = fresh_year.client("qianfa"), fresh_year.client("banli")
    lent = {"to": "banli", "from_on": "2021-02-01", "to_on": "2021-03-01", "reason": "出差"}
    assert head.submit("/account/delegations", lent, action="/account/delegations").status_code == 303
    clerk.submit("/account", {"lender": "qianfa"}, action="/account/acting-for")
    assert "代 qianfa 办理" in clerk.get("/account").text
    head.submit("/account/delegations", {"reason": "回来了"}, action="/banli/withdrawal")
    assert clerk.get("/account").status_code == 403
    assert "代 qianfa 办理" not in clerk.get("/account").text


def test_a_post_changes_hands_and_a_unit_its_name(fresh_year: Site) -> None:
    office = fresh_year.client("banli")
    holder = {"person": "新任命", "from_on": "2021-02-01", "to_on": "", "acting": "true"}
    assert office.submit("/admin/posts/shizhang", holder).status_code == 303
    assert "新任命（代理）" in office.get("/admin/posts").text
    change = {"kind": "rename", "to": "市人社局", "effective_on": "2021-02-01", "reason": "机构改革"}
    assert office.submit("/admin/units/renshe", change, action="/changes").status_code == 303
    assert "机构改革" not in office.get("/admin/units/renshe").text
    assert "市人社局" in office.get("/admin/units/renshe").text


def test_a_calendar_that_names_no_day_is_refused_at_its_field(fresh_year: Site) -> None:
    office = fresh_year.client("banli")
    wrong = {"days_off": "2023-01-02\nno day", "workdays": "", "source": "国办发明电"}
    refused = office.submit("/admin/calendar/2023", wrong)
    assert refused.status_code == 422
    assert "no day" in refused.text
    done = office.submit("/admin/calendar/2023", {**wrong, "days_off": "2023-01-02"})
    assert done.status_code == 303
    assert "第 1 版" in office.get("/admin/calendar/2023").text


def test_the_head_amends_a_figure_of_the_scheme(fresh_year: Site) -> None:
    amended = {"path": "notices.limit_days", "value": "15", "effective_on": "2021-02-08", "reason": "试行"}
    head = fresh_year.client("qianfa")
    assert head.submit("/admin/schemes/heyuan-2021", amended).status_code == 303
    assert "notices.limit_days" in head.get("/admin/schemes/heyuan-2021").text


def test_a_ledger_comes_in_by_the_page_and_its_refused_rows_are_named(fresh_year: Site) -> None:
    sheet = of_rows(
        ["任务名称", "牵头单位", "备注"],
        ["新建公园 1 座", "市财政局", "年中增加"],
        ["无单位", "", "增加"],
        ["无理由", "市财政局", ""],
    )
    answer = fresh_year.client("banli").submit(
        "/imports", {"scheme": "heyuan-2021"}, action="/imports", file=(BytesIO(sheet), "ledger.xlsx")
    )
    assert "受理 1 行，退回 2 行" in answer.text
    assert "Sheet B3" in answer.text and "Sheet C4" in answer.text and "“备注”必填" in answer.text
    copy = re.search(r"/get/files/[0-9a-f]{64}", answer.text)
    assert copy
    assert fresh_year.client("banli").get(copy[0]).status_code == 200


def test_a_long_ledger_shows_how_far_it_has_come_while_it_is_taken_in(fresh_year: Site) -> None:
    rows = [[f"建设公园 {n} 号", "市财政局", "年中增加"] for n in range(3000)]
    sheet = of_rows(["任务名称", "牵头单位", "备注"], *rows)
    page = fresh_year.as_("banli")
    page.goto("/imports")
    page.locator("#file").set_input_files({"name": "long.xlsx", "mimeType": "application/xlsx", "buffer": sheet})
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text))
    page.evaluate(
        """() => { const bar = document.querySelector("progress");
        new MutationObserver(() => console.log(`${bar.value} of ${bar.max}`)).observe(bar, {attributes: true}) }"""
    )
    page.get_by_role("button", name="导入", exact=True).click(no_wait_after=True)
    page.get_by_text("受理 3000 行，退回 0 行").wait_for(timeout=60_000)
    assert any(told.endswith("of 3000") and not told.startswith("0 ") for told in seen), seen
