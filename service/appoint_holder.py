"""Appoint who holds a post, or acts in it, from a day on (D-032)."""

from datetime import date

from domain import actors, ids, posts
from domain.errors import AbsentError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def appoint_holder(
    app: App, act: Act, *, post: str, person: str, from_on: date, to_on: date | None = None, acting: bool = False
) -> Written:
    """Appoint a holder. Raises: AbsentError, InvalidError; RefusedError naming the holder who is there."""
    actors.require("appoint_holder", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = turn.fold(ids.post(post))
        if found is None:
            raise AbsentError("post", post)
        appointed = posts.appoint(found, person=person, from_on=from_on, to_on=to_on, acting=acting)
        return [Fact(ids.post(post), event) for event in appointed]

    written = app.store.write(act, decide)
    app.accounts.keep_post(app.store, post)
    return written
