"""Writes that keep figures for good: taken at a line of the record and written right after it (D-120, D-124)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from domain.record import Fact
from projections.model import Db
from service.act import Act
from service.app import App
from service.event_store import Content, Turn, Written

Figures = TypeVar("Figures")
_TRIES = 5  # while others keep writing; then the figures are those of a line a moment ago, and say so


class _OvertakenError(Exception):
    """Something was written between the figures and the turn."""


def write_on_figures(
    app: App, act: Act, take: Callable[[Db], Figures], decide: Callable[[Turn, Figures], Sequence[Fact]],
    contents: Sequence[Content] = (),
) -> Written:  # fmt: skip
    """Take figures from the read models and write what is decided with them, if possible at the very next line.

    Figures only inform; `decide` decides on its own streams. Raises: whatever either raises; as `EventStore.write`.
    """
    for tries_left in reversed(range(_TRIES)):
        with app.read.at() as db:
            figures, position = take(db), db.position

        def decided(
            turn: Turn, figures: Figures = figures, position: int = position, last: bool = not tries_left
        ) -> Sequence[Fact]:
            if turn.position != position and not last:
                raise _OvertakenError
            return decide(turn, figures)

        try:
            return app.store.write(act, decided, contents)
        except _OvertakenError:
            continue
    raise AssertionError("the last try is not overtaken")
