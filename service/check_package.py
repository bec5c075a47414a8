"""Refuses a workbook or a Word paper that would exhaust the machine, before a library that trusts it (D-134)."""

import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from domain.errors import InvalidError

_MOST_ENTRIES = 2_000
_MOST_BYTES = 50_000_000  # unpacked
_MOST_RATIO = 100
_MOST_FRAME_MARKS = 40_000  # of them in styles and the like: a style costs thirty times a cell
_PIECE = 1 << 18
# What zip and XML readers say of broken bytes, each in its own words; a defect of ours is none of these on good input.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, SyntaxError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, OverflowError, AssertionError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """A kind of office paper: its main part, the parts that grow with what it says, and how its refusals are called."""

    main: str
    content: tuple[str, ...]
    most_marks: int  # `<` in all parts: what two seconds are enough for, some 200,000 cells of a sheet
    unreadable: str
    too_large: str
    macros: str
    unsafe: str


WORKBOOK = Package(
    "xl/workbook.xml", ("xl/worksheets/", "xl/sharedStrings", "xl/comments", "xl/drawings/"), 900_000,
    "not_a_workbook", "workbook_too_large", "workbook_has_macros", "workbook_unsafe_xml",
)  # fmt: skip
WORD_PAPER = Package(
    "word/document.xml", ("word/document", "word/comments", "word/footnotes", "word/endnotes"), 300_000,
    "not_a_docx", "docx_too_large", "docx_has_macros", "docx_unsafe_xml",
)  # fmt: skip


def check_package(path: Path, kind: Package) -> None:
    """Let pass what can be read safely; its parts have been looked at piece by piece, none is kept.

    Raises: InvalidError naming what is wrong.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive.infolist(), kind)
            marks = {entry.filename: _marks(archive, entry, kind) for entry in archive.infolist() if not entry.is_dir()}
    except UNREADABLE as error:
        raise unreadable(kind, error) from None
    frame = sum(count for name, count in marks.items() if not name.startswith(kind.content))
    if sum(marks.values()) > kind.most_marks or frame > _MOST_FRAME_MARKS:
        raise InvalidError("file", kind.too_large, marks=sum(marks.values()), frame=frame)


def unreadable(kind: Package, error: BaseException) -> InvalidError:
    """Return the refusal of bytes that a reader choked on, with its words."""
    return InvalidError("file", kind.unreadable, detail=f"{type(error).__name__}: {error}"[:200])


def _check_directory(entries: list[zipfile.ZipInfo], kind: Package) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_BYTES or unpacked / packed > _MOST_RATIO:
        raise InvalidError("file", kind.too_large, entries=len(entries), bytes=unpacked)
    names = {entry.filename for entry in entries}
    if kind.main not in names:
        raise InvalidError("file", kind.unreadable, detail=f"no {kind.main}")
    if any("vbaproject" in name.lower() for name in names):
        raise InvalidError("file", kind.macros)


def _marks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: Package) -> int:
    """Count the marks of an XML part. Raises: InvalidError for one that declares entities, or hides its characters."""
    if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        return 0
    count, tail = 0, b""
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            head = piece.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] if not tail else b"<"
            if head != b"<" or b"\x00" in piece or b"<!DOCTYPE" in tail + piece or b"<!ENTITY" in tail + piece:
                raise InvalidError("file", kind.unsafe, part=entry.filename)
            count += piece.count(b"<")
            tail = piece[-16:]
    return count
