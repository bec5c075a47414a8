"""A rebuild: a new file beside the old one, loaded from the log, switched in one step when it has caught up."""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from projections import follow
from projections.model import Log, Model, stamps
from projections.store import connection
from projections.store.applying import Applier
from projections.store.connection import Connection
from projections.store.read_file import ReadFile


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Spare the collector: a load makes millions of events and no cycle, and would be searched over and over."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Rebuilding:
    """One rebuild, by the holder of the rebuilders' lock. Readers and writers go on with the old file meanwhile."""

    def __init__(self, file: ReadFile, log: Log, models: Sequence[Model], wait: float) -> None:
        self._file = file
        self._log = log
        self._models = models
        self._wait = wait
        self._built = file.path.with_name(file.path.name + ".building")

    def run(self, chosen: Mapping[str, Model] | None, progress: follow.Progress | None) -> None:
        """Build and switch. Raises: sqlite3.DatabaseError, OSError; then the old file is still in place."""
        db = connection.make_file(self._built)
        try:
            if chosen is None or not self._copied(db, chosen):
                self._begin(db)
                self._load(db, Applier(self._models), progress)
                follow.index(db, self._standing(db, self._models))
            self._switch(db)
        except BaseException:
            db.close()
            connection.remove(self._built)
            raise

    def _begin(self, db: Connection) -> None:
        db.execute("BEGIN")
        db.execute(follow.META)
        row = (1, follow.incarnation(self._log.line(1)), 0, b"", connection.boot(), stamps(self._models), "{}")
        db.execute("INSERT INTO meta VALUES (?,?,?,?,?,?,?)", row)
        follow.create(db, self._models)
        db.execute("COMMIT")

    def _load(self, db: Connection, applier: Applier, progress: follow.Progress | None) -> None:
        position = db.execute("SELECT position FROM meta").fetchone()[0]
        upto = self._log.position()
        with _no_cycles():
            for lines in follow.pages(self._log, position, upto):
                applier.advance(db, lines)
                if progress is not None:
                    progress(lines[-1].position, upto)

    def _copied(self, db: Connection, chosen: Mapping[str, Model]) -> bool:
        """Copy the old file and load only the chosen models anew; False when there is none to copy."""
        with self._file.lock.held(self._wait) as held:
            if not held or not self._file.accept():
                return False
            self._file.writer().backup(db)
        db.execute("PRAGMA journal_mode=MEMORY")
        position, leaf, parked = db.execute("SELECT position, leaf, parked FROM meta").fetchone()
        left = {name: why for name, why in json.loads(parked).items() if name not in chosen}
        others = {model.name: "waits for the chosen" for model in self._models if model.name not in chosen}
        db.execute("BEGIN")
        for model in chosen.values():
            follow.drop(db, model)
        follow.create(db, chosen.values())
        db.execute("UPDATE meta SET position = 0, parked = ?", (json.dumps({**others, **left}, sort_keys=True),))
        db.execute("COMMIT")
        applier = Applier(self._models)
        for lines in follow.pages(self._log, 0, position):
            applier.advance(db, lines)
        follow.index(db, self._standing(db, list(chosen.values())))
        parked = json.loads(db.execute("SELECT parked FROM meta").fetchone()[0])
        left.update({name: why for name, why in parked.items() if name in chosen})
        db.execute("UPDATE meta SET position = ?, leaf = ?, parked = ?", (position, leaf, json.dumps(left)))
        return True

    def _standing(self, db: Connection, models: Sequence[Model]) -> list[Model]:
        parked = json.loads(db.execute("SELECT parked FROM meta").fetchone()[0])
        return [model for model in models if model.name not in parked]

    def _switch(self, db: Connection) -> None:
        """Apply the last lines under the lock and put the new file in place."""
        with self._file.lock.held(60.0) as held:
            if not held:
                raise TimeoutError("the read file's lock was not free for a minute")
            self._load(db, Applier(self._models), None)
            connection.finish_file(db)
            self._file.renounce()
            connection.replace(self._file.path, self._built)
            self._file.settle()
