"""`/accounts` and `/activation` over HTTP: who is let in, by what, and for whom."""

import pytest

PASSWORD = "correct horse battery"


def admin(city):
    return city.as_("admin")


def opened(city, account="li", role="office", **more):
    answer = admin(city).post("/accounts", {"account": account, "role": role, **more})
    assert answer.status_code == 201, answer.json
    return answer.json["code"]


def token(city, account, label="脚本"):
    answer = admin(city).post(f"/accounts/{account}/tokens", {"label": label})
    assert answer.status_code == 201, answer.json
    return answer.json["token"]


def activate(city, account, code, password=PASSWORD):
    return city.anonymous().post("/activation", {"account": account, "code": code, "password": password})


def test_an_account_is_activated_once_by_its_code(city):
    code = opened(city)
    wrong = activate(city, "li", "AAAA-BBBB-CCCC-DDDD")
    assert (wrong.status_code, wrong.json["type"]) == (409, "/problems/account.wrong_code")
    assert activate(city, "li", code).status_code == 204
    assert activate(city, "li", code).status_code == 409
    assert activate(city, "nobody", code).json["detail"] == wrong.json["detail"], "an unknown account answers alike"


def test_five_wrong_codes_lock_with_a_time_to_wait(city):
    code = opened(city)
    for _ in range(5):
        assert activate(city, "li", "AAAA-BBBB-CCCC-DDDD").status_code == 409
    locked = activate(city, "li", code)
    assert locked.status_code == 429 and int(locked.headers["Retry-After"]) == 60
    city.clock.advance(seconds=61)
    assert activate(city, "li", code).status_code == 204


def test_a_weak_password_is_named_by_its_field(city):
    answer = activate(city, "li", opened(city), "short")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "password")


def test_a_token_says_who_asks_until_it_is_revoked(city):
    opened(city, "fagai-li", "unit_clerk", unit="fagai")
    caller = city.bearer(token(city, "fagai-li"))
    own = caller.get("/accounts/self").json
    assert (own["account"], own["role"], own["unit"], own["delegated_by"]) == ("fagai-li", "unit_clerk", "fagai", None)
    body = {"label": "脚本", "reason": "遗失"}
    assert admin(city).post("/accounts/fagai-li/tokens/revocation", body).status_code == 201
    assert caller.get("/accounts/self").status_code == 401
    assert admin(city).post("/accounts/fagai-li/tokens/revocation", body).status_code == 409


def test_a_closed_account_is_out_at_once(city):
    opened(city)
    caller = city.bearer(token(city, "li"))
    assert admin(city).post("/accounts/li/closure", {"reason": "调离"}).status_code == 201
    assert caller.get("/accounts/self").status_code == 401
    answer = admin(city).post("/accounts", {"account": "li", "role": "office"})
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/account.taken")


def test_a_lost_password_is_replaced_by_a_new_code(city):
    code = opened(city)
    activate(city, "li", code)
    answer = admin(city).post("/accounts/li/activation", {"reason": "忘记密码"})
    assert answer.status_code == 201
    assert activate(city, "li", answer.json["code"]).status_code == 204


def test_ones_own_password_is_changed_by_the_old_one(city):
    activate(city, "li", opened(city))
    caller = city.bearer(token(city, "li"))
    wrong = {"password": "not the password", "new_password": "another long password"}
    assert caller.post("/accounts/self/password", wrong).json["type"] == "/problems/account.wrong_password"
    assert caller.post("/accounts/self/password", wrong | {"password": PASSWORD}).status_code == 204


def test_whoever_has_a_password_gets_a_token_by_it_and_nobody_else(city):
    said = {"account": "li", "password": PASSWORD, "label": "浏览器"}
    before = city.anonymous().post("/tokens", said)
    assert (before.status_code, before.json["type"]) == (409, "/problems/account.wrong_login")
    activate(city, "li", opened(city))
    for wrong in ({"password": "not the password"}, {"account": "nobody"}):
        answer = city.anonymous().post("/tokens", said | wrong)
        assert (answer.status_code, answer.json["detail"]) == (409, before.json["detail"])
    issued = city.anonymous().post("/tokens", said)
    assert issued.status_code == 201
    assert city.bearer(issued.json["token"]).get("/accounts/self").json["account"] == "li"
    line = city.app.store.line(issued.json["receipt"]["position"])
    assert (line.name, line.meta.account, line.meta.role) == ("account.token_issued.v1", "li", "office")
    assert city.anonymous().post("/tokens", said).json["type"] == "/problems/account.label_taken"
    admin(city).post("/accounts/li/closure", {"reason": "调离"})
    assert city.anonymous().post("/tokens", said | {"label": "又"}).json["type"] == "/problems/account.wrong_login"


def test_guessing_at_a_password_for_a_token_is_throttled(city):
    activate(city, "li", opened(city))
    said = {"account": "li", "password": "not the password", "label": "浏览器"}
    assert [city.anonymous().post("/tokens", said).status_code for _ in range(6)] == [409] * 5 + [429]


def test_the_list_shows_labels_and_delegations_but_no_secret(city):
    code = opened(city)
    secret = token(city, "li")
    answer = admin(city).get("/accounts?limit=500")
    (row,) = [row for row in answer.json["items"] if row["account"] == "li"]
    assert (row["role"], row["tokens"], row["closed"]) == ("office", ["脚本"], False)
    assert code not in answer.text and secret not in answer.text
    for role in ("office", "unit_clerk", "leader"):
        assert city.as_(role).get("/accounts").status_code == 403


def test_lent_powers_are_used_only_when_the_request_says_so(city):
    opened(city)
    li = city.bearer(token(city, "li"))
    assert li.get("/accounts/self", headers={"Ducha-As": "test-office-head"}).status_code == 403
    lent = {"to": "li", "from_on": "2020-08-11", "to_on": "2020-08-12", "reason": "出差"}
    head = city.as_("office_head")
    assert head.post("/accounts/test-office-head/delegations", lent).status_code == 201
    assert li.get("/accounts/self").json["role"] == "office"
    acting = li.get("/accounts/self", headers={"Ducha-As": "test-office-head"}).json
    assert (acting["account"], acting["role"], acting["delegated_by"]) == ("li", "office_head", "test-office-head")
    assert head.post("/accounts/test-office-head/delegations/li/withdrawal", {"reason": "回岗"}).status_code == 201
    assert li.get("/accounts/self", headers={"Ducha-As": "test-office-head"}).status_code == 403


def test_what_was_done_with_lent_powers_names_both(city):
    opened(city)
    lent = {"to": "li", "from_on": "2020-08-11", "to_on": "2020-08-12", "reason": "出差"}
    city.as_("office_head").post("/accounts/test-office-head/delegations", lent)
    unit = {"code": "xinjuju", "name": "市新设局", "group": "municipal"}
    li = city.bearer(token(city, "li"))
    answer = li.post("/units", unit, headers={"Ducha-As": "test-office-head"})
    line = city.app.store.line(answer.json["receipt"]["position"])
    assert (line.meta.account, line.meta.role, line.meta.delegated_by) == ("li", "office_head", "test-office-head")


@pytest.mark.parametrize("account", ["test-office-head", "nobody"])
def test_anothers_powers_are_lent_by_nobody_known_or_not(city, account):
    lent = {"to": "test-office", "from_on": "2020-08-11", "to_on": "2020-08-12", "reason": ""}
    answer = city.as_("admin").post(f"/accounts/{account}/delegations", lent | {"reason": "出差"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"account": "x1", "role": "unit_clerk"}, "unit"),
        ({"account": "x1", "role": "leader"}, "posts"),
        ({"account": "x1", "role": "unit_clerk", "unit": "nobody"}, "unit"),
        ({"account": "x1", "role": "king"}, "role"),
        ({"account": "self", "role": "office"}, "account"),
    ],
)
def test_an_account_that_cannot_be_is_named_by_its_field(city, body, field):
    answer = admin(city).post("/accounts", body)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_only_the_administrator_opens_accounts_and_issues_tokens(city):
    for role in ("office_head", "principal_leader", "auditor", "unit_head"):
        assert city.as_(role).post("/accounts", {"account": "x1", "role": "admin"}).status_code == 403
        assert city.as_(role).post("/accounts/test-admin/tokens", {"label": "x"}).status_code == 403


def test_the_same_request_twice_is_one_event(city):
    body = {"account": "li", "role": "office"}
    first = admin(city).post("/accounts", body, key="open-li")
    second = admin(city).post("/accounts", body, key="open-li")
    assert first.json["receipt"] == second.json["receipt"] and second.status_code == 201
    assert activate(city, "li", second.json["code"]).status_code == 204
