"""The head of the office issues a scheme: another city's, or another year's (S1)."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from domain import actors, ids, scheme_book
from domain.errors import InvalidError
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def issue_scheme(app: App, act: Act, *, content: Mapping[str, Any]) -> Written:
    """Put the scheme on record. Raises: as `domain.scheme_book.issue`."""
    actors.require("issue_scheme", act.actor)
    stream = ids.scheme(str(content.get("id", "")))
    _check_timezone(str(content.get("timezone", "")))

    def decide(turn: Turn) -> list[Fact]:
        return [Fact(stream, event) for event in scheme_book.issue(turn.fold(stream), content)]

    return app.store.write(act, decide)


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidError("timezone", "unknown_timezone", timezone=name) from None
