"""Is this copy the record that was filed and signed? Asked and answered on the record; the copy is not kept (D-106)."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain import actors, events, ids, record_versions
from domain.errors import AbsentError, InvalidError
from domain.interviews import Interview
from domain.record import Fact
from domain.record_versions import Compared, Version
from service.act import Act
from service.app import App
from service.as_known import as_known
from service.event_store import Turn, Written
from service.filed_records import Filed, filed
from service.interviews_of import interview_named
from service.known import Folds
from service.read_file import know_file
from service.reading_text import paragraphs
from service.record_sheet import Sheet, sheet_of

AS_FILED, WITH_CORRECTION, ATTACHMENT, NO_COPY = "as_filed", "with_correction", "attachment", "no_copy"
COPY_LIMIT = 100_000  # characters; comparing costs the square of it
_UNPACKED_LIMIT = 100 * 2**20
WriteOut = Callable[[Sheet], str]  # a version as it stands on paper
Papers = Callable[[], Iterable[tuple[int | None, str]]]  # words, and the latest correction in them


@dataclass(frozen=True, slots=True)
class Checked:
    """`nearest` only for what is no copy of any version."""

    written: Written
    interview: Interview
    nearest: Compared | None


def check_copy(
    app: App, act: Act, *, interview: str, text: str | None, file: str | None, write_out: WriteOut,
    papers: Papers = tuple,
) -> Checked:  # fmt: skip
    """Hold a copy, as text or as an uploaded file, against every version of the record, and record the verdict.

    `papers`: those that were given out of the record.

    Raises: AbsentError; RefusedError before the record is filed; InvalidError for a file without text.
    """
    actors.require("check_copy", act.actor)
    found = filed(app, app.store, interview_named(app.store, interview, act.actor))
    attached = file is not None and file in found.record.files
    copy = None if attached else _copy_of(app, act, text, file)
    given_out = () if copy is None or file is None else papers()

    def decide(turn: Turn) -> list[Fact]:
        now = filed(app, turn, interview_named(turn, interview, act.actor))
        forms = [*_forms(app, turn, now, write_out), *_given_out(now, given_out)]
        version = record_versions.identical(copy, forms) if copy is not None else None
        verdict, correction = (ATTACHMENT, None) if copy is None else _verdict(version)
        # an uploaded copy is not named: it would become the case's, and its readers'
        event = events.CopyChecked(interview, verdict, correction, file if copy is None else None, turn.today)
        return [Fact(ids.interview(interview), event)]

    written = app.store.write(act, decide)
    line = written.lines[-1]
    then = as_known(app, ids.interview(interview), line.position)
    assert isinstance(then, Interview)
    if line.event.verdict != NO_COPY or copy is None:
        return Checked(written, then, None)
    forms = _forms(app, app.store, filed(app, app.store, then), write_out)
    return Checked(written, then, record_versions.nearest(copy, forms))


def _verdict(version: Version | None) -> tuple[str, int | None]:
    if version is None:
        return NO_COPY, None
    return (AS_FILED if version.correction is None else WITH_CORRECTION), version.correction


def _forms(app: App, turn: Folds, found: Filed, write_out: WriteOut) -> list[tuple[Version, str]]:
    """Return each version in full and as its narrative alone."""
    return [
        (version, form)
        for version in found.versions
        for form in (write_out(sheet_of(app, turn, found, version)), record_versions.body(version.words))
    ]


def _given_out(found: Filed, papers: Iterable[tuple[int | None, str]]) -> Iterable[tuple[Version, str]]:
    by_correction = {version.correction: version for version in found.versions}
    return [(by_correction[correction], words) for correction, words in papers if correction in by_correction]


def _copy_of(app: App, act: Act, text: str | None, file: str | None) -> str:
    field = "text" if file is None else "file"
    said = (text or "") if file is None else _text_of(app, act, file)
    if not said.strip():
        raise InvalidError(field, "copy_has_no_text")
    if len(said) > COPY_LIMIT:
        raise InvalidError(field, "copy_too_long", limit=COPY_LIMIT)
    return said


def _text_of(app: App, act: Act, file: str) -> str:
    try:
        known = know_file(app, act.actor, sha256=file)  # nobody learns another's document by its digest
    except AbsentError:
        raise InvalidError("file", "unknown_file", file=file) from None
    if known.kind != "docx":
        raise InvalidError("file", "copy_has_no_text", kind=known.kind)
    path = app.files.path(file)
    with zipfile.ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > _UNPACKED_LIMIT:
            raise InvalidError("file", "copy_too_long", limit=COPY_LIMIT)
    return "\n".join(paragraphs(path, known.kind))
