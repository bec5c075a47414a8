"""Which lines of the record name a file: whoever may read one of them may read the file (decision 016)."""

from domain.attachments import ATTACHMENTS, named_by
from domain.record import Recorded
from projections.model import Batch, Db, Model

_NAMED = "INSERT INTO file_named VALUES (?, ?)"


def lines_naming(db: Db, sha256: str) -> list[int]:
    """Return the positions of the lines that name the file, the first one first."""
    found = db.execute("SELECT position FROM file_named WHERE sha256 = ? ORDER BY position", (sha256,))
    return [row[0] for row in found]


def _each(batch: Batch, line: Recorded) -> None:
    if line.meta.paper is None and line.name not in ATTACHMENTS:
        return
    for sha256 in named_by(line):
        batch.later(_NAMED, (sha256, line.position))


MODEL = Model(
    name="named_files",
    version=1,
    owns=("file_named",),
    tables=(
        """CREATE TABLE file_named (
            sha256 TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (sha256, position)
        ) WITHOUT ROWID""",
    ),
    steps={},
    every=_each,
)
