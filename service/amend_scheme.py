"""The head of the office amends a scheme from a day on; everything reckoned before keeps its version (S1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain import actors, ids, scheme_book
from domain.errors import AbsentError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def amend_scheme(
    app: App, act: Act, *, scheme: str, changes: Mapping[str, Any], reason: str, effective_on: date
) -> Written:
    """Put the amendment on record. Raises: AbsentError; as `domain.scheme_book.amend`."""
    actors.require("amend_scheme", act.actor)
    stream = ids.scheme(scheme)

    def decide(turn: Turn) -> list[Fact]:
        current = turn.fold(stream)
        if current is None:
            raise AbsentError("scheme", scheme)
        events = scheme_book.amend(current, changes=changes, reason=reason, effective_on=effective_on)
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide)
