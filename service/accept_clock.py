"""An administrator vouches for the machine's clock after downtime or a repair (rules: calendar and clock)."""

from domain import actors
from service.act import Act
from service.app import App
from service.event_store import Written


def accept_clock(app: App, act: Act, *, reason: str) -> Written:
    """Record that the clock's present moment is right; writes go on from it."""
    actors.require("accept_clock", act.actor)
    return app.store.accept_clock(act, reason)
