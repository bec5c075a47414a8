"""Close an account for good: its tokens and its password end at once (D-033)."""

from domain import accounts, actors, ids
from domain.errors import AbsentError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def close_account(app: App, act: Act, *, account: str, reason: str) -> Written:
    """Close the account. Raises: AbsentError; RefusedError when closed, or one's own."""
    actors.require("close_account", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = turn.fold(ids.account(account))
        if found is None:
            raise AbsentError("account", account)
        closed = accounts.close(found, by=act.actor.account, reason=reason)
        return [Fact(ids.account(account), event) for event in closed]

    written = app.store.write(act, decide)
    app.accounts.keep_account(app.store, account)
    return written
