"""A sheet that came in: by multipart or by the digest of a file uploaded before; checked for whose form it is."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import msgspec
from flask import request

from api.fields import Digest, Id, one_of
from api.problems import AskError
from api.routes import Ask
from api.schemas import In, PaperMixin
from api.word_tables import read_tables
from api.workbooks import Book, read_book
from domain.errors import InvalidError
from service.confirm_mapping import mapped_headings
from service.files import SIZE_LIMIT
from service.keep_file import keep_file
from service.read_file import know_file
from service.row_by_row import ALL, EACH

XLSX, DOCX = "xlsx", "docx"


class SheetIn(In):
    """`mode`: `each` row by itself (default), or `all` or none. `sha256`: a file uploaded before, instead of a part."""

    scheme = Id(required=True)
    mode = one_of(EACH, ALL, load_default=EACH)
    sha256 = Digest()


class UnitSheetIn(SheetIn, PaperMixin):
    """A unit's sheet, or its paper entered by the office."""


@dataclass(frozen=True, slots=True)
class Taken:
    path: Path
    sha256: str | None  # None: not kept
    kind: str = XLSX


def taken(ask: Ask, kinds: Collection[str] = (XLSX,)) -> Taken:
    """Return the sheet's file, kept; the key covers its bytes. Raises: AskError, InvalidError, AbsentError."""
    if request.mimetype == "multipart/form-data":
        part = _part(ask)
        stored = keep_file(ask.app, ask.actor, source=part.stream, name=part.filename or "")
    elif "sha256" in ask.body:
        stored = know_file(ask.app, ask.actor, sha256=ask.body["sha256"])
    else:
        raise AskError(422, "invalid_body", errors=[{"field": "file", "reason": "missing"}])
    if stored.kind not in kinds:
        raise InvalidError("file", "not_a_workbook", detail=stored.kind)
    _heard(ask, stored.sha256)
    return Taken(ask.app.files.path(stored.sha256), stored.sha256, stored.kind)


@contextmanager
def passing(ask: Ask) -> Iterator[Taken]:
    """Give the sheet's file for a moment: a list of accounts is nobody's attachment. Raises: as `taken`."""
    if request.mimetype != "multipart/form-data":
        raise AskError(415, "not_multipart")
    with NamedTemporaryFile(suffix=".xlsx") as copy:
        _heard(ask, _copied(_part(ask).stream, copy))
        yield Taken(Path(copy.name), None)


def read(
    ask: Ask, sheet: Taken, form: str, headings: Mapping[str, tuple[str, ...]], required: tuple[str, ...], *,
    unit: str | None = None, also: tuple[str, ...] = (),
) -> Book:  # fmt: skip
    """Read the sheet by the form's headings and those confirmed since.

    Raises: InvalidError, also for a template of another form, scheme or unit.
    """
    reader = read_book if sheet.kind == XLSX else read_tables
    book = reader(sheet.path, headings, required=required, mapped=mapped_headings(ask.app, form))
    about = book.about
    if about.get("form", form) not in (form, *also):
        raise InvalidError("file", "workbook.another_form", said=about["form"], form=form)
    scheme = ask.body.get("scheme")
    if scheme is not None and about.get("scheme", scheme) != scheme:
        raise InvalidError("file", "workbook.of_another_scheme", said=about["scheme"], scheme=scheme)
    if unit is not None and about.get("unit", unit) != unit:
        raise InvalidError("file", "workbook.another_unit", said=about["unit"], unit=unit)
    if not book.rows:
        raise InvalidError("file", "workbook.no_rows")
    book.titles = {name: known[0] for name, known in headings.items()}
    return book


def _part(ask: Ask) -> Any:
    if "sha256" in ask.body:
        raise AskError(422, "invalid_body", errors=[{"field": "sha256", "reason": "unknown_field"}])
    extra = [name for name in request.files if name != "file"]
    if extra:
        raise AskError(422, "invalid_body", errors=[{"field": name, "reason": "unknown_field"} for name in extra])
    parts = request.files.getlist("file")
    if len(parts) != 1:
        reason = "repeated" if parts else "missing"
        raise AskError(422, "invalid_body", errors=[{"field": "file", "reason": reason}])
    return parts[0]


def _heard(ask: Ask, digest: str) -> None:
    """Bind the idempotency key to what was said and to the sheet's bytes, however they came."""
    said = {name: value for name, value in ask.body.items() if name != "sha256"}
    paper = [str(ask.paper)] if ask.paper else []
    ask.heard(msgspec.json.encode([said, paper, digest], order="sorted", enc_hook=str), ask.body, ask.paper)


def _copied(source: IO[bytes], target: Any) -> str:
    digest, size = sha256(), 0
    while piece := source.read(1 << 16):
        size += len(piece)
        if size > SIZE_LIMIT:
            raise InvalidError("file", "file.too_large", limit_mb=SIZE_LIMIT // 2**20)
        digest.update(piece)
        target.write(piece)
    target.flush()
    return digest.hexdigest()
