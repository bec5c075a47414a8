"""An account: one role, its unit and posts, whom it lends its powers to; never its secrets (D-003, D-033, D-034)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import actors
from domain import events as e
from domain.errors import ForbiddenError, InvalidError, RefusedError
from domain.posts import Post
from domain.units import Unit

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,47}")
RESERVED = frozenset({"self", actors.SYSTEM, actors.ANONYMOUS.account})
LONGEST_LABEL = 60
CLAUSE, LENDING_CLAUSE = "D-033", "D-034"


@dataclass(frozen=True, slots=True)
class Delegation:
    to: str
    from_on: date
    to_on: date  # the last day

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True, slots=True)
class Account:
    account: str
    role: str
    posts: tuple[str, ...]
    unit: str | None
    delegations: tuple[Delegation, ...] = ()
    labels: tuple[str, ...] = ()  # of tokens in use
    closed: bool = False

    @property
    def acts_for_unit(self) -> str | None:
        return self.unit if self.role in actors.UNIT_ROLES else None


def evolve(account: Account | None, event: Any, by: str = "") -> Account:
    if isinstance(event, e.AccountOpened):
        return Account(event.account, event.role, event.posts, event.unit)
    assert account is not None, "an account's stream begins with AccountOpened"
    match event:
        case e.PowerDelegated():
            lent = Delegation(event.to, event.from_on, event.to_on)
            return replace(account, delegations=(*account.delegations, lent))
        case e.DelegationWithdrawn():
            return replace(account, delegations=tuple(d for d in account.delegations if d.to != event.to))
        case e.TokenIssued():
            return replace(account, labels=(*account.labels, event.label))
        case e.TokenRevoked():
            return replace(account, labels=tuple(x for x in account.labels if x != event.label))
        case e.AccountClosed():
            return replace(account, closed=True, delegations=(), labels=())
    return account


# --- decisions ---------------------------------------------------------------------------------------------------


def open_account(
    account: Account | None, unit: Unit | None, posts: Mapping[str, Post | None], *, name: str, role: str,
    unit_code: str | None, today: date,
) -> list[Any]:  # fmt: skip
    """Open an account with one role. A closed account's name is never given again.

    Raises: InvalidError naming the field, RefusedError when the name is in use or the unit has ended.
    """
    if not NAME.fullmatch(name) or name in RESERVED:
        raise InvalidError("account", "bad_account_name", value=name)
    if role not in actors.ROLES:
        raise InvalidError("role", "unknown_role", value=role, known=list(actors.ROLES))
    if role in actors.UNIT_ROLES and unit_code is None:
        raise InvalidError("unit", "role_needs_unit", role=role)
    if role in actors.LEADERS and not posts:
        raise InvalidError("posts", "role_needs_post", role=role)
    if unit_code is not None and unit is None:
        raise InvalidError("unit", "unknown_unit", unit=unit_code)
    for place, (post_id, post) in enumerate(posts.items()):
        if post is None:
            raise InvalidError(f"posts.{place}", "unknown_post", post=post_id)
    if account is not None:
        raise RefusedError("account.taken", clause=CLAUSE, account=name)
    if unit is not None and not unit.in_force_on(today):
        raise RefusedError("unit.ended", clause="D-031", unit=unit.code, ended_on=unit.ended_on)
    return [e.AccountOpened(name, role, tuple(posts), unit_code)]


def close(account: Account, *, by: str, reason: str) -> list[Any]:
    """Close the account for good. Raises: RefusedError when closed, or one's own (nobody locks himself out)."""
    _open(account)
    if account.account == by:
        raise RefusedError("account.own_closure", clause=CLAUSE, account=by)
    return [e.AccountClosed(account.account, reason)]


def delegate(
    lender: Account, borrower: Account | None, *, by: str, to: str, from_on: date, to_on: date, today: date, reason: str
) -> list[Any]:
    """Lend one's powers to another account from a day to a day, both included.

    Raises: ForbiddenError when the powers are not one's own; InvalidError for the dates or the account;
    RefusedError when an administrator would do business, a business account administer, or a power leave its unit.
    """
    if lender.account != by:
        raise ForbiddenError("delegate_power", lender.role)
    _open(lender)
    if borrower is None:
        raise InvalidError("to", "unknown_account", account=to)
    _open(borrower)
    if to == lender.account:
        raise InvalidError("to", "delegates_to_itself")
    if to_on < from_on:
        raise InvalidError("to_on", "to_before_from", from_on=from_on)
    if to_on < today:
        raise InvalidError("to_on", "over_already", today=today)
    if actors.ADMIN in (lender.role, borrower.role) and lender.role != borrower.role:
        raise RefusedError("account.admin_does_no_business", clause="D-003", account=lender.account, to=to)
    if lender.acts_for_unit != borrower.acts_for_unit:
        raise RefusedError("account.power_stays_in_unit", clause=LENDING_CLAUSE, account=lender.account, to=to)
    return [e.PowerDelegated(lender.account, to, from_on, to_on, reason)]


def withdraw_delegation(lender: Account, *, by: str, to: str, reason: str) -> list[Any]:
    """Take lent powers back at once. Raises: ForbiddenError, RefusedError when none are lent to that account."""
    if lender.account != by:
        raise ForbiddenError("delegate_power", lender.role)
    if not any(d.to == to for d in lender.delegations):
        raise RefusedError("account.nothing_lent", clause=LENDING_CLAUSE, account=lender.account, to=to)
    return [e.DelegationWithdrawn(lender.account, to, reason)]


def issue_token(account: Account, *, label: str) -> list[Any]:
    """Note that a token was issued under a label. Raises: RefusedError when closed or the label is in use."""
    _open(account)
    if not 0 < len(label.strip()) <= LONGEST_LABEL:
        raise InvalidError("label", "bad_label", longest=LONGEST_LABEL)
    if label.strip() in account.labels:
        raise RefusedError("account.label_taken", clause=CLAUSE, account=account.account, label=label.strip())
    return [e.TokenIssued(account.account, label.strip())]


def revoke_token(account: Account, *, label: str, reason: str) -> list[Any]:
    """Note that a token is revoked. Raises: RefusedError when no token in use bears the label."""
    if label not in account.labels:
        raise RefusedError("account.no_such_token", clause=CLAUSE, account=account.account, label=label)
    return [e.TokenRevoked(account.account, label, reason)]


def renew_activation(account: Account, *, reason: str) -> list[Any]:
    """Note that a new one-time code was handed out, which ends the old password. Raises: RefusedError when closed."""
    _open(account)
    return [e.ActivationRenewed(account.account, reason)]


def _open(account: Account) -> None:
    if account.closed:
        raise RefusedError("account.closed", clause=CLAUSE, account=account.account)
