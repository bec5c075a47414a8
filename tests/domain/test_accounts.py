"""Accounts: one role each, lent powers with dates, tokens known by their labels only."""

from datetime import date

import pytest

from domain import accounts, units
from domain import events as e
from domain.errors import ForbiddenError, InvalidError, RefusedError

D = date
TODAY = D(2020, 9, 1)
FAGAI = units.evolve(None, e.UnitRegistered("fagai", "市发展改革局", "", "municipal"))


def account(name="wang", role="leader", posts=("vice-mayor",), unit=None, *events):
    state = accounts.evolve(None, e.AccountOpened(name, role, posts, unit))
    for event in events:
        state = accounts.evolve(state, event)
    return state


def open_account(existing=None, unit=None, posts=None, **change):
    asked = {"name": "zhang", "role": "office", "unit_code": None, "today": TODAY} | change
    return accounts.open_account(existing, unit, posts or {}, **asked)


def lend(lender, borrower, **change):
    asked = {"by": lender.account, "to": borrower.account if borrower else "x", "from_on": TODAY,
             "to_on": D(2020, 9, 30), "today": TODAY, "reason": "出差"} | change  # fmt: skip
    return accounts.delegate(lender, borrower, **asked)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "unit_clerk"}, "unit"),
        ({"role": "leader"}, "posts"),
        ({"role": "public"}, "role"),
        ({"name": "self"}, "account"),
        ({"name": "system"}, "account"),
        ({"name": "张三"}, "account"),
        ({"role": "unit_clerk", "unit_code": "nobody"}, "unit"),
        ({"role": "leader", "posts": {"nobody": None}}, "posts.0"),
    ],
)
def test_an_account_that_cannot_be_is_refused_at_its_field(change, field):
    with pytest.raises(InvalidError) as caught:
        open_account(**change)
    assert caught.value.field == field


def test_a_unit_account_is_opened_for_a_unit_in_force():
    assert open_account(None, FAGAI, role="unit_head", unit_code="fagai") == [
        e.AccountOpened("zhang", "unit_head", (), "fagai")
    ]
    gone = units.evolve(FAGAI, e.UnitMerged("fagai", "other", TODAY, ""))
    with pytest.raises(RefusedError, match=r"unit\.ended"):
        open_account(None, gone, role="unit_head", unit_code="fagai")


def test_a_name_is_never_given_twice_even_after_closure():
    closed = account("zhang", "office", (), None, e.AccountClosed("zhang", "调离"))
    with pytest.raises(RefusedError, match=r"account\.taken"):
        open_account(closed)


def test_nobody_closes_his_own_account():
    with pytest.raises(RefusedError, match=r"account\.own_closure"):
        accounts.close(account("root", "admin", ()), by="root", reason="")


def test_a_closed_account_gets_no_token_and_lends_nothing():
    closed = account("li", "office", (), None, e.AccountClosed("li", "调离"))
    with pytest.raises(RefusedError, match=r"account\.closed"):
        accounts.issue_token(closed, label="script")
    with pytest.raises(RefusedError, match=r"account\.closed"):
        lend(account(), closed)


def test_powers_are_lent_by_their_owner_only():
    with pytest.raises(ForbiddenError):
        lend(account(), account("li", "office", ()), by="li")


def test_powers_are_lent_from_a_day_to_a_day_both_included():
    (event,) = lend(account(), account("li", "office", ()))
    (lent,) = account("wang", "leader", ("vice-mayor",), None, event).delegations
    assert lent.covers(TODAY) and lent.covers(D(2020, 9, 30)) and not lent.covers(D(2020, 10, 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"to_on": D(2020, 8, 31), "from_on": D(2020, 8, 1)}, "to_on"), ({"to_on": D(2020, 8, 31)}, "to_on")],
)
def test_a_delegation_that_is_over_or_ends_before_it_begins_is_refused(change, field):
    with pytest.raises(InvalidError) as caught:
        lend(account(), account("li", "office", ()), **change)
    assert caught.value.field == field


def test_an_administrator_neither_lends_to_business_nor_borrows_from_it():
    admin, office = account("root", "admin", ()), account("li", "office", ())
    for lender, borrower in ((admin, office), (office, admin)):
        with pytest.raises(RefusedError, match=r"account\.admin_does_no_business"):
            lend(lender, borrower)


def test_a_units_powers_stay_in_the_unit():
    head = account("a", "unit_head", (), "fagai")
    assert lend(head, account("b", "unit_clerk", (), "fagai"))
    for stranger in (account("c", "unit_clerk", (), "caizheng"), account("d", "office", ())):
        with pytest.raises(RefusedError, match=r"account\.power_stays_in_unit"):
            lend(head, stranger)


def test_lent_powers_are_taken_back_at_once():
    (lent,) = lend(account(), account("li", "office", ()))
    lender = account("wang", "leader", ("vice-mayor",), None, lent)
    (event,) = accounts.withdraw_delegation(lender, by="wang", to="li", reason="回岗")
    assert accounts.evolve(lender, event).delegations == ()
    with pytest.raises(RefusedError, match=r"account\.nothing_lent"):
        accounts.withdraw_delegation(account(), by="wang", to="li", reason="")


def test_a_tokens_label_names_one_token_in_use():
    used = account("li", "office", (), None, e.TokenIssued("li", "脚本"))
    with pytest.raises(RefusedError, match=r"account\.label_taken"):
        accounts.issue_token(used, label="脚本 ")
    revoked = accounts.evolve(used, *accounts.revoke_token(used, label="脚本", reason="遗失"))
    assert accounts.issue_token(revoked, label="脚本") == [e.TokenIssued("li", "脚本")]
    with pytest.raises(RefusedError, match=r"account\.no_such_token"):
        accounts.revoke_token(revoked, label="脚本", reason="")
