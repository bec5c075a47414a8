"""Folded states of the streams used lately, kept so that a decision need not read a stream from its beginning."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from domain.ids import kind
from service import codec
from service import record_tables as sql
from service.folds import FOLDS, FOLDS_OF_MANY

State = tuple[int, Any]  # (stream version, folded state); version 0: the stream does not exist
NOTHING: State = (0, None)
KEPT = 2048  # streams; a year of one city is about a thousand


class BrokenRecordError(Exception):
    """The record contradicts itself: a gap, a version out of order; nothing may be decided on it (`ducha verify`)."""


class Folded:
    """The last `KEPT` states looked at. One thread at a time changes it; any may `peek`."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, State] = OrderedDict()

    def peek(self, stream: str) -> State:
        return self._states.get(stream, NOTHING)

    def get(self, stream: str) -> State | None:
        found = self._states.get(stream)
        if found is not None:
            self._states.move_to_end(stream)
        return found

    def put(self, stream: str, state: State) -> None:
        self._states[stream] = state
        self._states.move_to_end(stream)
        if len(self._states) > KEPT:
            self._states.popitem(last=False)

    def follow(self, stream: str, version: int, name: str, state: bytes, meta: bytes) -> None:
        """Take in a line written by another process, if the stream is kept. Raises: BrokenRecordError."""
        kept = self._states.get(stream)
        if kept is not None and version > kept[0]:
            event = codec.decode(name, state)
            self._states[stream] = advance(stream, kept, version, event, codec.account_of(meta))

    def clear(self) -> None:
        self._states.clear()


def advance(stream: str, before: State, version: int, event: Any, account: str) -> State:
    """Return the state after one more event. Raises: BrokenRecordError when versions do not follow each other."""
    if version != before[0] + 1:
        raise BrokenRecordError(f"{stream}: version {version} follows {before[0]}")
    return version, FOLDS[kind(stream)](before[1], event, account)


def load(connection: sqlite3.Connection, stream: str, known: State = NOTHING) -> State:
    """Return the stream's state as the connection sees it, reading only what came after `known`.

    Raises: BrokenRecordError; KeyError when no fold is listed for the stream's kind.
    """
    version, state = known

    def told() -> Iterator[tuple[Any, str]]:
        nonlocal version
        for found, name, data, meta in connection.execute(sql.SINCE_VERSION, (stream, version)):
            version += 1
            if found != version:
                raise BrokenRecordError(f"{stream}: version {found} stands where {version} belongs")
            yield codec.decode(name, data), codec.account_of(meta)

    many = FOLDS_OF_MANY.get(kind(stream))
    if many is not None:
        state = many(state, told())
    else:
        evolve = FOLDS[kind(stream)]
        for event, account in told():
            state = evolve(state, event, account)
    return version, state
