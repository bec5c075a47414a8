"""Lend one's powers to another account from a day to a day, or take them back (D-034)."""

from datetime import date

from domain import accounts, actors, ids
from domain.errors import AbsentError, ForbiddenError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def delegate_power(app: App, act: Act, *, account: str, to: str, from_on: date, to_on: date, reason: str) -> Written:
    """Lend the account's powers. Raises: ForbiddenError unless they are one's own; InvalidError, RefusedError."""
    _require_own(act, account)

    def decide(turn: Turn) -> list[Fact]:
        lent = accounts.delegate(
            _found(turn, account), turn.fold(ids.account(to)), by=act.actor.account, to=to,
            from_on=from_on, to_on=to_on, today=turn.today, reason=reason,
        )  # fmt: skip
        return [Fact(ids.account(account), event) for event in lent]

    written = app.store.write(act, decide)
    app.accounts.keep_account(app.store, account)
    return written


def withdraw_delegation(app: App, act: Act, *, account: str, to: str, reason: str) -> Written:
    """Take back at once what is lent to an account. Raises: ForbiddenError, RefusedError when nothing is."""
    _require_own(act, account)

    def decide(turn: Turn) -> list[Fact]:
        taken = accounts.withdraw_delegation(
            _found(turn, account), by=act.actor.account, to=to, reason=reason
        )  # fmt: skip
        return [Fact(ids.account(account), event) for event in taken]

    written = app.store.write(act, decide)
    app.accounts.keep_account(app.store, account)
    return written


def _require_own(act: Act, account: str) -> None:
    """Lent powers are not lent on, and another's account answers alike whether it exists or not."""
    actors.require("delegate_power", act.actor)
    if account != act.actor.account or act.actor.delegated_by is not None:
        raise ForbiddenError("delegate_power", act.actor.role)


def _found(turn: Turn, account: str) -> accounts.Account:
    found = turn.fold(ids.account(account))
    if not isinstance(found, accounts.Account):
        raise AbsentError("account", account)
    return found
