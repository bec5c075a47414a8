"""Signing in and out, the first password, one's own account, in a real browser and in three languages."""

import pytest

from tests.pages.site import Site, axe_clean


@pytest.mark.faults
@pytest.mark.parametrize("window", ["wide", "narrow"])
@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant", "en"])
def test_the_sign_in_page_is_accessible_in_every_language(year: Site, window: str, language: str) -> None:
    page = year.as_(None, window=window, language=language)
    page.goto("/sign-in")
    axe_clean(page)
    page.goto("/activation")
    axe_clean(page)


def test_one_click_enters_the_demonstration_and_a_button_leaves_it(fresh_year: Site) -> None:
    page = fresh_year.as_(None)
    page.goto("/sign-in")
    page.get_by_role("button", name="进入 shenji").click()
    page.goto("/account")
    axe_clean(page)
    assert page.locator("dl.kv").get_by_text("shenji").is_visible()
    page.get_by_role("button", name="退出登录").click()
    page.goto("/account")
    assert "/sign-in?to=/account" in page.url


def test_a_wrong_password_says_so_and_keeps_the_account_typed(year: Site) -> None:
    answer = year.client(None).submit("/sign-in", {"account": "nobody", "password": "wrong-wrong"}, action="/sign-in")
    assert answer.status_code == 409
    assert "账号或密码不对" in answer.text
    assert 'value="nobody"' in answer.text
    assert "wrong-wrong" not in answer.text


def test_the_slip_s_code_sets_the_first_password_and_a_new_one_signs_out_elsewhere(fresh_year: Site) -> None:
    code = fresh_year.app.accounts.new_code("shenji", fresh_year.app.clock.now())
    first = fresh_year.client(None)
    typed = {"account": "shenji", "code": code, "password": "a long first one", "password_again": "another long one"}
    assert "两次输入的口令不一致" in first.submit("/activation", typed).text
    assert first.submit("/activation", {**typed, "password_again": "a long first one"}).status_code == 303
    other = fresh_year.client("shenji")
    assert other.get("/account").status_code == 200
    new = {"password": "a long first one", "new_password": "a long second one"}
    changed = first.submit("/account", {**new, "new_password_again": "a long second one"}, action="/account/password")
    assert changed.headers["Location"] == "/account?changed=1"
    assert first.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


def test_signing_out_everywhere_ends_every_session(fresh_year: Site) -> None:
    one, other = fresh_year.client("banli"), fresh_year.client("banli")
    one.submit("/account", {"everywhere": "1"}, action="/sign-out")
    assert other.get("/account").status_code == 303


def test_a_form_without_our_token_does_nothing(fresh_year: Site) -> None:
    client = fresh_year.client("banli")
    assert client._client.post("/sign-out", data={"everywhere": "1"}).status_code == 403
    assert client.get("/account").status_code == 200


def test_a_login_never_leads_away_from_here(year: Site) -> None:
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example"):
        answer = year.client(None).submit(
            "/sign-in", {"account": "shenji", "to": elsewhere}, action="/sign-in/demonstration"
        )
        assert answer.headers["Location"] == "/audit"


def test_an_unknown_address_is_a_page_for_browsers_and_a_problem_for_programs(year: Site) -> None:
    page = year.client("banli").get("/no/such/page")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "没有找到" in page.text
    program = year.client("banli")._client.get("/api/v1/no-such", headers={"Accept": "text/html"})
    assert program.mimetype == "application/problem+json"


def test_a_form_sent_after_the_session_ended_is_found_again_filled_after_signing_in(fresh_year: Site) -> None:
    client, address = fresh_year.client("qianfa"), "/account/delegations"
    page = client.get(address).text
    fresh_year.app.accounts.sessions.end_all("qianfa")
    typed = {"to": "banli", "from_on": "2021-02-08", "to_on": "2021-02-10", "reason": "外出培训三天"}
    away = client.send(page, address, typed, action=address)
    assert away.status_code == 401
    assert "刚才填写的内容还在" in away.text
    back = client.send(away.text, "/sign-in", {"account": "qianfa"}, action="/sign-in/demonstration")
    assert back.status_code == 401
    assert "外出培训三天" in back.text
    assert client.send(back.text, address, action=address).status_code == 303
    assert "banli" in client.get(address).text


def test_guessing_a_password_is_stopped_at_the_form_and_says_for_how_long(fresh_year: Site) -> None:
    guess = {"account": "shenji", "password": "not the password"}
    answers = [fresh_year.client(None).submit("/sign-in", guess, action="/sign-in") for _ in range(7)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert 'value="shenji"' in answers[-1].text
    assert answers[0].status_code == 409


def test_a_cookie_from_before_signing_in_opens_nothing_afterwards(fresh_year: Site) -> None:
    browser = fresh_year.client(None)
    browser.get("/sign-in")
    before = browser.cookie()
    browser.submit("/sign-in", {"account": "banli"}, action="/sign-in/demonstration")
    assert browser.get("/account").status_code == 200
    assert fresh_year.client_with(before).get("/account").status_code == 303
