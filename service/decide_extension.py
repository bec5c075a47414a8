"""The leader in charge, or the principal leader, grants or refuses an extension, also on paper (decision 009)."""

from datetime import date

from domain import actors, extensions, ids
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper, deciding_post


def decide_extension(
    app: App, act: Act, *, task_no: str, extension: int, granted: bool, reason: str, new_limit_on: date | None = None
) -> Written:
    """Put the decision on record. Raises: as `domain.extensions.decide`."""
    actors.require("decide_extension", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        leader = deciding_post(turn, act, task)
        events = extensions.decide(
            task, extension, granted=granted, reason=reason, new_limit_on=new_limit_on, leader=leader, scheme=scheme
        )
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
