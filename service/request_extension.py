"""A lead asks for a later limit of a node task, before the limit (decision 009)."""

from datetime import date

from domain import actors, extensions, ids, reports
from domain.record import Fact
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper


def request_extension(
    app: App, act: Act, *, task_no: str, node: str, new_limit_on: date, reason: str, progress: str
) -> Written:
    """Put the request on record. Raises: as `domain.extensions.request`."""
    actors.require("request_extension", act.actor)
    unit = acting_unit(act)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        received = reports.Received(turn.received_at, app.settings.zone)
        events = extensions.request(
            task, unit, node=node, new_limit_on=new_limit_on, reason=reason, progress=progress, scheme=scheme,
            received=received,
        )  # fmt: skip
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
