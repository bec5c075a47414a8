"""Streams as they were known at a position of the record: the same folds, fewer lines."""

from typing import Any

from domain.ids import kind
from domain.record import Recorded
from service.app import App
from service.folds import FOLDS


def lines_known(app: App, stream: str, position: int | None) -> list[Recorded]:
    """Return the stream's lines up to a position; None: all of them."""
    lines = app.store.stream(stream)
    return lines if position is None else [line for line in lines if line.position <= position]


def folded(lines: list[Recorded]) -> Any | None:
    """Return the state these lines of one stream lead to; None for no lines."""
    state = None
    for line in lines:
        state = FOLDS[kind(line.stream)](state, line.event, line.meta.account)
    return state


def as_known(app: App, stream: str, position: int | None) -> Any | None:
    return folded(lines_known(app, stream, position))
