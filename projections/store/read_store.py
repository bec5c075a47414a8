"""The read models as everybody uses them: read caught up, follow, rebuild, digest; never a wrong answer."""

import json
import logging
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from domain.errors import DuchaError
from domain.record import Recorded
from projections import follow as following
from projections.model import Log, Model
from projections.models import MODELS
from projections.store import connection
from projections.store.applying import Applier
from projections.store.connection import Connection, DatabaseError
from projections.store.lock import Lock, pause
from projections.store.read_file import ReadFile
from projections.store.rebuilding import Rebuilding

_log = logging.getLogger("ducha.read")
_GLANCE = 0.001  # seconds: the writer's turn is about to apply what it has just committed
_TURN_WAIT = 0.02  # seconds a writer's turn waits for the lock before it leaves the lines to the next reader
_CHECKPOINT_EVERY = 256  # transactions


class NotCaughtUpError(DuchaError):
    """The read models cannot answer for the position asked; nothing is lost, ask again (503)."""


class ReadStore:
    """One per process. Threads share it; processes meet at the file's lock."""

    def __init__(self, path: Path, log: Log, *, models: Sequence[Model] = MODELS, wait: float = 5.0) -> None:
        self._log = log
        self._models = tuple(models)
        self._wait = wait
        self._file = ReadFile(path, log, self._models)
        self._applier = Applier(self._models)
        self._rebuilders = Lock(path.with_name(path.name + ".rebuild.lock"))
        self._moves = 0
        self._retried = False
        weakref.finalize(self, self._file.close)  # also at the interpreter's end

    def at(self, after: int | None = None) -> "Reading":
        """Open the models, caught up to the record as it is now, and to position `after`; one snapshot.

        Entering raises: NotCaughtUpError.
        """
        return Reading(self, after or 0)

    def follow(self, lines: Sequence[Recorded]) -> None:
        """Apply the events in hand, inside the writer's turn; what cannot be applied now is read from the log later."""
        if not lines or not self._file.lock.take(_TURN_WAIT):
            return
        try:
            if self._file.accept() and not self._move(lines):
                self._catch_up()
        except DatabaseError as broken:
            self._blame(broken)
        finally:
            self._file.lock.release()

    def rebuild(self, names: Iterable[str] | None = None, progress: following.Progress | None = None) -> None:
        """Build a new file beside the old one and switch; `names`: only these models anew, the rest copied.

        Raises: NotCaughtUpError when another process is rebuilding, KeyError for an unknown name.
        """
        chosen = None if names is None else {name: self._model(name) for name in names}
        with self._rebuilders.held(self._wait) as held:
            if not held:
                raise NotCaughtUpError("another process is rebuilding the read models")
            Rebuilding(self._file, self._log, self._models, self._wait).run(chosen, progress)
        self._retried = True

    def digest(self, names: Iterable[str] = ()) -> dict[str, str]:
        """Return each model's digest, caught up; equal before and after a rebuild. Raises: NotCaughtUpError."""
        chosen = [self._model(name) for name in names] or self._models
        with self.at() as db:
            return {model.name: following.digest(db, model) for model in chosen}

    def parked(self) -> dict[str, str]:
        """Return the models that stopped, with the reason: an alarm. Raises: NotCaughtUpError."""
        with self.at() as db:
            found: dict[str, str] = json.loads(db.execute("SELECT parked FROM meta").fetchone()[0])
        return found

    def close(self) -> None:
        self._file.close()

    def fresh(self, after: int) -> Connection:
        """Return a connection inside a read transaction at least at the record's position and `after`."""
        want = self._log.position()
        if after > want:
            raise NotCaughtUpError(f"the record has not reached position {after}")
        db = self._glance(want)
        waited = 0.0
        while db is None and waited <= self._wait:
            pause(_GLANCE)
            waited += _GLANCE
            db = self._glance(want) or self._helped(want)
        if db is None:
            raise NotCaughtUpError(f"the read models have not reached position {want}")
        return db

    def done(self, db: Connection, broken: BaseException | None) -> None:
        """Take a connection back. Raises: NotCaughtUpError in place of an error that is the file's own."""
        if broken is None:
            db.execute("COMMIT")
            self._file.give_back(db)
            return
        db.close()
        if connection.is_damage(broken):
            with self._file.lock.held(self._wait):
                self._blame(broken)
            raise NotCaughtUpError("the read file is damaged and is being rebuilt") from broken
        if connection.is_missing_table(broken):
            raise NotCaughtUpError("a read model has stopped; see /readyz") from broken

    def _glance(self, want: int) -> Connection | None:
        """Return a connection when the file is trusted and its models are there; the price of every request."""
        if not self._file.trusted():
            return None
        db = None
        try:
            db = self._file.borrow()
            db.execute("BEGIN")
            db.position = db.execute("SELECT position FROM meta").fetchone()[0]
            if db.position == want or want < db.position <= self._log.position():
                return db
            db.execute("COMMIT")
            self._file.give_back(db)
        except DatabaseError as broken:
            if db is not None:
                db.close()
            with self._file.lock.held(self._wait):
                self._blame(broken)
        return None

    def _helped(self, want: int) -> Connection | None:
        """Do what nobody has done: catch up from the log, or rebuild a file that cannot be vouched for."""
        with self._file.lock.held(self._wait) as held:
            if not held:
                return None
            accepted = self._caught_up()
        if accepted and not self._retried:
            self._retry_parked()
        if not accepted:
            self._rebuild_once()
        return self._glance(want)

    def _caught_up(self) -> bool:
        if not self._file.accept():
            return False
        try:
            return self._catch_up()
        except DatabaseError as broken:
            self._blame(broken)
            return not connection.is_damage(broken)

    def _rebuild_once(self) -> None:
        with self._rebuilders.held(self._wait) as held:
            if not held:
                return
            with self._file.lock.held(self._wait) as locked:
                mended = locked and self._file.accept()  # by another process, while this one waited
            if not mended:
                self._try_rebuilding()

    def _try_rebuilding(self) -> None:
        """Build the file; a full disk, or a file taken away while it was built, is met again by the next who asks."""
        try:
            Rebuilding(self._file, self._log, self._models, self._wait).run(None, None)
            self._retried = True
        except (DatabaseError, OSError) as broken:
            _log.error("read_rebuild_failed error=%s why=%s", type(broken).__name__, broken)

    def _retry_parked(self) -> None:
        """Give a newer release's models another try, once a process."""
        self._retried = True
        db = self._file.borrow()
        parked = json.loads(db.execute("SELECT parked FROM meta").fetchone()[0])
        self._file.give_back(db)
        if parked:
            self.rebuild(parked)

    def _catch_up(self) -> bool:
        """Read the log from where the models are; False when they are not on the record. The lock is held."""
        db = self._file.writer()
        position, leaf = db.execute("SELECT position, leaf FROM meta").fetchone()
        last = self._log.line(position) if position else None
        if position and (last is None or last.leaf != leaf):
            self._file.condemn()
            return False
        for lines in following.pages(self._log, position, self._log.position()):
            self._move(lines)
        return True

    def _move(self, lines: Sequence[Recorded]) -> bool:
        moved = self._applier.advance(self._file.writer(), lines)
        self._moves += 1
        if self._moves % _CHECKPOINT_EVERY == 0:
            self._file.checkpoint()
        return moved

    def _blame(self, broken: BaseException) -> None:
        """Say what happened; condemn the file when it is the file's fault. The lock is held."""
        _log.error("read_file_error error=%s why=%s", type(broken).__name__, broken)
        if connection.is_damage(broken):
            self._file.condemn()

    def _model(self, name: str) -> Model:
        return next(model for model in self._models if model.name == name)


class Reading:
    """`with store.at() as db:` one snapshot of the read models."""

    __slots__ = ("_after", "_db", "_store")

    def __init__(self, store: ReadStore, after: int) -> None:
        self._store = store
        self._after = after
        self._db: Connection | None = None

    def __enter__(self) -> Connection:
        self._db = self._store.fresh(self._after)
        return self._db

    def __exit__(
        self, _kind: type[BaseException] | None, broken: BaseException | None, _trace: TracebackType | None
    ) -> None:
        db, self._db = self._db, None
        if db is not None:
            self._store.done(db, broken)
