"""The office publishes a year's working days after the State Council's notice, or publishes them anew (D-001)."""

from collections.abc import Collection
from datetime import date

from domain import actors, ids, working_days
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def publish_calendar(
    app: App, act: Act, *, year: int, days_off: Collection[date], workdays: Collection[date], source: str
) -> Written:
    """Put the year on record; an older version stays. Raises: as `domain.working_days.publish`."""
    actors.require("publish_calendar", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        stream = ids.calendar(year)
        events = working_days.publish(
            turn.fold(stream), year, days_off=days_off, workdays=workdays, source=source.strip()
        )
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)
