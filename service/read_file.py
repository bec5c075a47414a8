"""Somebody reads an attachment: whoever may read a line that names it, and who has just uploaded it (decision 016)."""

from domain import actors, ids
from domain import events as e
from domain.actors import Actor
from domain.errors import AbsentError, ErasedError
from domain.record import Recorded
from projections import erasure_file, named_files
from service.act import Act
from service.app import App
from service.files import Stored
from service.readers_of import may_read
from service.view_record import DISPUTES, MINUTES, view_record


def read_file(app: App, act: Act, *, sha256: str) -> Stored:
    """Return what is known of a file that the actor is now shown; reading an interview's is put on record first.

    Raises: as `know_file`; as the store when the reading cannot be recorded.
    """
    stored, lines = _found(app, act.actor, sha256)
    for interview, what in dict.fromkeys(_of_interview(line) for line in lines if ids.kind(line.stream) == "interview"):
        view_record(app, act, interview=interview, what=what)
    return stored


def know_file(app: App, actor: Actor, *, sha256: str) -> Stored:
    """Return what is known of a file that the actor may read.

    Raises: AbsentError, also for a file the actor may not know of; ErasedError when it was erased by law.
    """
    return _found(app, actor, sha256)[0]


def _found(app: App, actor: Actor, sha256: str) -> tuple[Stored, list[Recorded]]:
    """Return the file and the lines naming it that the actor may read. Raises: as `know_file`."""
    actors.require("read_files", actor)
    try:
        stored = app.files.find(sha256)
    except ValueError:
        raise AbsentError("file", sha256) from None
    with app.read.at() as db:
        gone = erasure_file.of_file(db, sha256)
        named = [line for position in named_files.lines_naming(db, sha256) if (line := app.store.line(position))]
        lines = [line for line in named if may_read(app.store, db, actor, line)]
    if gone is not None and lines:
        raise ErasedError(gone["erasure"], gone["ground"])
    # Who has the bytes may see them again; whether somebody else has handed in the same is not told by it.
    if gone is None and stored is not None and (lines or stored.uploaded_by(actor.account, app.clock.now())):
        return stored, lines
    raise AbsentError("file", sha256)


def _of_interview(line: Recorded) -> tuple[str, str]:
    disputed = isinstance(line.event, e.RecordDisputed | e.DisputeChecked)
    return line.stream.partition("/")[2], DISPUTES if disputed else MINUTES
