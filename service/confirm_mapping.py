"""The office confirms once what a heading of somebody's form means; later sheets are read by it (D-132)."""

from collections.abc import Collection, Mapping

from domain import actors, ids, workbook_headings
from domain.events import HeadingMapped
from domain.record import Fact
from domain.workbook_headings import Headings
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def confirm_mapping(
    app: App, act: Act, *, form: str, heading: str, key: str, field: str, fields: Collection[str], own: str | None
) -> Written:
    """Put the meaning on record. Raises: as `domain.workbook_headings.confirm`."""
    actors.require("confirm_mapping", act.actor)
    stream = ids.workbook(form)

    def decide(turn: Turn) -> list[Fact]:
        state = turn.fold(stream)
        before = state if isinstance(state, Headings) else None
        events = workbook_headings.confirm(
            before, form=form, heading=heading, key=key, field=field, fields=fields, own=own
        )
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)


def mapped_headings(app: App, form: str) -> Mapping[str, str]:
    """Return heading key → field of what has been confirmed for a form."""
    return _headings(app, form).mapped


def confirmed_mappings(app: App, form: str) -> list[HeadingMapped]:
    """Return what has been confirmed for a form, what stands for each heading, in the order first confirmed."""
    return list(_headings(app, form).confirmed.values())


def _headings(app: App, form: str) -> Headings:
    state = app.store.fold(ids.workbook(form))
    return state if isinstance(state, Headings) else Headings()
