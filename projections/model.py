"""What a read model is, and what its steps write through; a rebuild needs nothing but these and the log."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.record import Recorded

_KEPT = 64  # answers a process keeps


class Log(Protocol):
    """The record as a read model knows it: lines without gaps, positions from 1."""

    def position(self) -> int: ...

    def lines(self, after: int, limit: int = 5000) -> Sequence[Recorded]: ...

    def line(self, position: int) -> Recorded | None: ...


class Db(Protocol):
    """An open read database inside one transaction; `position` is the last line its models have seen."""

    position: int
    shared: dict[Any, Any]  # what this process keeps of answers, by everything they rest on

    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any: ...


class Batch:
    """Some lines being applied in one write transaction.

    `memo` holds what a model remembers between batches, by model; it is thrown away whenever another process has
    moved the models, so it may only speed up what the tables would answer. `lasting` holds rows that nobody ever
    changes once they are there; it is kept for as long as the file. Rows given to `later` are inserted at
    the end of the batch, in the order given: a step that reads its own table must not use it for that table.
    """

    __slots__ = ("_later", "db", "lasting", "memo")

    def __init__(self, db: Db, memo: dict[str, Any], lasting: dict[str, dict[Any, Any]] | None = None) -> None:
        self.db = db
        self.memo = memo
        self.lasting: dict[str, dict[Any, Any]] = {} if lasting is None else lasting
        self._later: dict[str, list[tuple[Any, ...]]] = {}

    def run(self, sql: str, *parameters: Any) -> Any:
        return self.db.execute(sql, parameters)

    def one(self, sql: str, *parameters: Any) -> Any:
        return self.db.execute(sql, parameters).fetchone()

    def all(self, sql: str, *parameters: Any) -> list[Any]:
        found: list[Any] = self.db.execute(sql, parameters).fetchall()
        return found

    def later(self, sql: str, row: tuple[Any, ...]) -> None:
        rows = self._later.get(sql)
        if rows is None:
            self._later[sql] = [row]
        else:
            rows.append(row)

    def flush(self) -> None:
        for sql, rows in self._later.items():
            if len(rows) == 1:
                self.db.execute(sql, rows[0])
            else:
                self.db.executemany(sql, rows)
        self._later.clear()

    def remembered(self, name: str, limit: int = 50_000) -> dict[Any, Any]:
        """Return a model's memo, emptied when it has outgrown `limit` entries, so that memory stays flat."""
        return _bounded(self.memo.setdefault(name, {}), limit)

    def written(self, name: str, limit: int = 50_000) -> dict[Any, Any]:
        """Return what a model remembers of rows that are never changed, emptied when it has outgrown `limit`."""
        return _bounded(self.lasting.setdefault(name, {}), limit)


def _bounded(memo: dict[Any, Any], limit: int) -> dict[Any, Any]:
    if len(memo) > limit:
        memo.clear()
    return memo


def kept(db: Db, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """Return an answer this process has kept, or make and keep it; `key` names all that it rests on, the record aside.

    Nothing kept grows stale: a line that changes the answer changes the key.
    """
    try:
        return db.shared[key]
    except KeyError:
        if len(db.shared) >= _KEPT:
            db.shared.clear()
        made = db.shared[key] = make()
        return made


Step = Callable[[Batch, Recorded], None]


@dataclass(frozen=True, slots=True)
class Model:
    """One read model: its tables and what each event does to them.

    `owns` are the tables in the digest; `hidden` those that only speed up a question (full-text shadows).
    `indexes` are made after the first load of a rebuild. `every` sees each line, after `steps`.
    """

    name: str
    version: int
    owns: tuple[str, ...]
    tables: tuple[str, ...]
    steps: Mapping[str, Step]
    indexes: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    every: Step | None = None
    flush: Callable[[Batch], None] | None = None

    @property
    def stamp(self) -> str:
        """Return what a file made by another version of this model does not bear."""
        shape = "\n".join((*self.tables, *self.indexes))
        return f"{self.version}.{hashlib.sha256(shape.encode()).hexdigest()[:12]}"


def stamps(models: Iterable[Model]) -> str:
    return json.dumps({model.name: model.stamp for model in models}, sort_keys=True)
