"""Applying lines in one transaction; a model that cannot follow is parked, loudly, and the others go on."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from domain.record import Recorded
from projections import follow
from projections.model import Batch, Model
from projections.store.connection import Connection, is_damage, is_pressure

_log = logging.getLogger("ducha.read")


class Applier:
    """Moves the models of one connection; used by one thread at a time, the holder of the lock."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._models = models
        self._standing: dict[str, tuple[list[Model], follow.Steps]] = {}
        self._memo: dict[str, Any] = {}
        self._memo_at: tuple[int, int] | None = None
        self._lasting: dict[str, dict[Any, Any]] = {}
        self._lasting_of: int | None = None  # the generation of the file it was read from

    def advance(self, db: Connection, lines: Sequence[Recorded]) -> bool:
        """Apply what of the lines the models have not seen; tell whether they stand at or past the last of them.

        False means that lines before these are missing: read the log instead.
        Raises: sqlite3.DatabaseError when the file or the machine is to blame; then nothing has moved.
        """
        for _ in range(len(self._models) + 1):
            try:
                return self._advance(db, lines)
            except Exception as broken:
                self._undo(db)
                if is_damage(broken) or is_pressure(broken):
                    raise
                self._park(db, lines, broken)
            except BaseException:
                self._undo(db)
                raise
        raise AssertionError("with every model parked there is nothing left to break")

    def _advance(self, db: Connection, lines: Sequence[Recorded]) -> bool:
        db.execute("BEGIN IMMEDIATE")
        position, parked = db.execute("SELECT position, parked FROM meta").fetchone()
        if lines[-1].position <= position or lines[0].position > position + 1:
            db.execute("ROLLBACK")
            return bool(lines[-1].position <= position)
        if lines[0].position <= position:
            lines = lines[position + 1 - lines[0].position :]
        if self._memo_at != (db.generation, position):
            self._memo.clear()
        if self._lasting_of != db.generation:
            self._lasting.clear()
        self._memo_at = self._lasting_of = None
        models, steps = self._standing_of(parked)
        follow.apply(Batch(db, self._memo, self._lasting), models, steps, lines)
        follow.move(db, lines)
        db.execute("COMMIT")
        self._memo_at, self._lasting_of = (db.generation, lines[-1].position), db.generation
        return True

    def _undo(self, db: Connection) -> None:
        self._memo.clear()
        self._lasting.clear()
        self._memo_at = self._lasting_of = None
        if db.in_transaction:
            db.execute("ROLLBACK")

    def _standing_of(self, parked: str) -> tuple[list[Model], follow.Steps]:
        if parked not in self._standing:
            out = json.loads(parked)
            models = [model for model in self._models if model.name not in out]
            self._standing[parked] = (models, follow.steps_of(models))
        return self._standing[parked]

    def _park(self, db: Connection, lines: Sequence[Recorded], broken: Exception) -> None:
        """Find who cannot follow, by trying each alone, and take its tables away: a stopped model answers nothing."""
        out: dict[str, str] = json.loads(db.execute("SELECT parked FROM meta").fetchone()[0])
        standing = [model for model in self._models if model.name not in out]
        blamed = {model.name: reason for model in standing if (reason := self._trial(db, model, lines)) is not None}
        if not blamed:
            blamed = {model.name: _said(broken) for model in standing}
        out.update(blamed)
        db.execute("BEGIN IMMEDIATE")
        for model in standing:
            if model.name in blamed:
                follow.drop(db, model)
        db.execute("UPDATE meta SET parked = ?", (json.dumps(out, sort_keys=True),))
        db.execute("COMMIT")
        for name, reason in blamed.items():
            _log.critical("read_model_parked model=%s position_from=%s why=%s", name, lines[0].position, reason)

    def _trial(self, db: Connection, model: Model, lines: Sequence[Recorded]) -> str | None:
        position = db.execute("SELECT position FROM meta").fetchone()[0]
        unseen = [line for line in lines if line.position > position]
        db.execute("BEGIN IMMEDIATE")
        try:
            follow.apply(Batch(db, {}), [model], follow.steps_of([model]), unseen)
        except Exception as broken:  # noqa: BLE001 - whatever a model raises, it is parked for it and named
            return _said(broken)
        finally:
            db.execute("ROLLBACK")
        return None


def _said(broken: Exception) -> str:
    return f"{type(broken).__name__}: {broken}"[:300]
