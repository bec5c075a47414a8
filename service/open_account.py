"""Open an account, or hand out a new one-time code for it (D-033)."""

from collections.abc import Sequence
from typing import NamedTuple

from domain import accounts, actors, ids
from domain.errors import AbsentError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


class Opened(NamedTuple):
    written: Written
    code: str | None  # shown this once; None: a repetition after the account was activated


def open_account(
    app: App, act: Act, *, account: str, role: str, posts: Sequence[str] = (), unit: str | None = None
) -> Opened:
    """Open an account. Raises: InvalidError naming the field, RefusedError when the name is in use."""
    actors.require("open_account", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        return decided(turn, account=account, role=role, posts=posts, unit=unit)

    return _with_code(app, app.store.write(act, decide), account)


def decided(turn: Turn, *, account: str, role: str, posts: Sequence[str], unit: str | None) -> list[Fact]:
    """Return the facts of a new account in the writer's turn. Raises: as `open_account`."""
    opened = accounts.open_account(
        turn.fold(ids.account(account)), turn.fold(ids.unit(unit)) if unit is not None else None,
        {post: turn.fold(ids.post(post)) for post in posts},
        name=account, role=role, unit_code=unit, today=turn.today,
    )  # fmt: skip
    return [Fact(ids.account(account), event) for event in opened]


def renew_activation(app: App, act: Act, *, account: str, reason: str) -> Opened:
    """Hand out a new one-time code; the old password ends. Raises: AbsentError, RefusedError when closed."""
    actors.require("renew_activation", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = turn.fold(ids.account(account))
        if found is None:
            raise AbsentError("account", account)
        return [Fact(ids.account(account), event) for event in accounts.renew_activation(found, reason=reason)]

    return _with_code(app, app.store.write(act, decide), account)


def _with_code(app: App, written: Written, account: str) -> Opened:
    """A repetition gives a fresh code, since the first may be lost with its answer; never once it has been used."""
    return Opened(written, code_for(app, account, replayed=written.replayed))


def code_for(app: App, account: str, *, replayed: bool) -> str | None:
    """Return a code for an account on the record, None on a repetition after it was activated."""
    app.accounts.keep_account(app.store, account)
    if replayed and app.accounts.is_activated(account):
        return None
    return app.accounts.new_code(account, app.clock.now())
