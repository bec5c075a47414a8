"""How the read models follow the log: lines in, rows out, the position moved in the same transaction."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from domain.events import NAMES
from domain.record import Recorded
from projections.model import Batch, Db, Log, Model, Step

PAGE = 5_000
Progress = Callable[[int, int], None]  # position reached, position to reach

META = """CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    incarnation TEXT NOT NULL,
    position INTEGER NOT NULL,
    leaf BLOB NOT NULL,
    boot TEXT NOT NULL,
    versions TEXT NOT NULL,
    parked TEXT NOT NULL
)"""
_MOVE = "UPDATE meta SET position = ?, leaf = ?"
Steps = dict[str, tuple[Step, ...]]


class UnknownEventError(Exception):
    """An event name that this release does not know: stop rather than skip a fact."""


def apply(batch: Batch, models: Sequence[Model], steps: Steps, lines: Sequence[Recorded]) -> None:
    """Apply lines to the models. Raises: UnknownEventError, and whatever a model's step raises."""
    for line in lines:
        found = steps.get(line.name)
        if found is None:
            raise UnknownEventError(line.name)
        for step in found:
            step(batch, line)
    for model in models:
        if model.flush is not None:
            model.flush(batch)
    batch.flush()


def steps_of(models: Sequence[Model]) -> Steps:
    """Return for every event name of this release what the models do with it."""
    return {name: tuple(_steps_for(models, name)) for name in NAMES}


def move(db: Db, lines: Sequence[Recorded]) -> None:
    """Say in the same transaction how far the models are."""
    last = lines[-1]
    db.execute(_MOVE, (last.position, last.leaf))
    if lines[0].position == 1:
        db.execute("UPDATE meta SET incarnation = ?", (incarnation(lines[0]),))


def incarnation(first: Recorded | None) -> str:
    """Return the record's own name, from its first line; empty while there is none."""
    return str(getattr(first.event, "incarnation", "")) if first else ""


def pages(log: Log, after: int, upto: int) -> Iterable[Sequence[Recorded]]:
    """Yield the log's lines after a position in pages, decoded once for all models."""
    while after < upto:
        lines = log.lines(after, min(PAGE, upto - after))
        if not lines:
            return
        yield lines
        after = lines[-1].position


def create(db: Db, models: Iterable[Model]) -> None:
    for model in models:
        for statement in model.tables:
            db.execute(statement)


def index(db: Db, models: Iterable[Model]) -> None:
    """Make the indexes that a load goes faster without."""
    for model in models:
        for statement in model.indexes:
            db.execute(statement)


def drop(db: Db, model: Model) -> None:
    for table in (*model.hidden, *model.owns):
        db.execute(f"DROP TABLE IF EXISTS {table}")


def digest(db: Db, model: Model) -> str:
    """Return the digest of a model's tables, ordered and typed: equal for equal answers."""
    dump = hashlib.sha256()
    for table in sorted(model.owns):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        dump.update(f"{table}({','.join(columns)})\n".encode())
        order = ",".join(str(place + 1) for place in range(len(columns)))
        for row in db.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            dump.update(repr(tuple(row)).encode())
    return dump.hexdigest()


def _steps_for(models: Sequence[Model], name: str) -> Iterable[Any]:
    for model in models:
        if name in model.steps:
            yield model.steps[name]
        if model.every is not None:
            yield model.every
