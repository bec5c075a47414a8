"""Create a post, which duties and signatures bind to (二(一), D-032)."""

from domain import actors, ids, posts
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def create_post(app: App, act: Act, *, post: str, title: str, rank: str, unit: str | None = None) -> Written:
    """Create a post. Raises: InvalidError, RefusedError when the id is in use."""
    actors.require("create_post", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        created = posts.create(
            turn.fold(ids.post(post)), turn.fold(ids.unit(unit)) if unit is not None else None,
            post_id=post, title=title, unit_code=unit, rank=rank,
        )  # fmt: skip
        return [Fact(ids.post(post), event) for event in created]

    written = app.store.write(act, decide)
    app.accounts.keep_post(app.store, post)
    return written
