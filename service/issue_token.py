"""Issue a token for a unit's own system or a script, or revoke it (D-033)."""

from typing import NamedTuple

from domain import accounts, actors, ids
from domain.errors import AbsentError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


class Issued(NamedTuple):
    written: Written
    token: str | None  # shown this once; None: a repetition, the token was shown before


def issue_token(app: App, act: Act, *, account: str, label: str) -> Issued:
    """Issue a token. Raises: AbsentError; RefusedError when the account is closed or the label in use."""
    actors.require("issue_token", act.actor)
    return _issue(app, act, account=account, label=label)


def issue_own_token(app: App, act: Act, *, label: str) -> Issued:
    """Issue a token to the account that acts, which has just proved itself by its password. Raises: RefusedError."""
    actors.require("issue_own_token", act.actor)
    return _issue(app, act, account=act.actor.account, label=label)


def _issue(app: App, act: Act, *, account: str, label: str) -> Issued:
    def decide(turn: Turn) -> list[Fact]:
        return [Fact(ids.account(account), event) for event in accounts.issue_token(_found(turn, account), label=label)]

    written = app.store.write(act, decide)
    app.accounts.keep_account(app.store, account)
    return Issued(written, app.accounts.new_token(account, label.strip(), replace=not written.replayed))


def revoke_token(app: App, act: Act, *, account: str, label: str, reason: str) -> Written:
    """Revoke the token under a label; it is dead at the next request. Raises: AbsentError, RefusedError."""
    actors.require("issue_token", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        revoked = accounts.revoke_token(_found(turn, account), label=label, reason=reason)
        return [Fact(ids.account(account), event) for event in revoked]

    written = app.store.write(act, decide)
    app.accounts.keep_account(app.store, account)
    return written


def _found(turn: Turn, account: str) -> accounts.Account:
    found = turn.fold(ids.account(account))
    if not isinstance(found, accounts.Account):
        raise AbsentError("account", account)
    return found
