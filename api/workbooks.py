"""Workbooks at the door: refused when they are traps, otherwise read row by row with the cell of every value."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from domain.errors import InvalidError
from service.reading_text import fold

_MOST_ENTRIES = 2_000
_MOST_BYTES = 50_000_000  # unpacked
_MOST_RATIO = 100
_MOST_MARKS = 900_000  # `<` in all parts: about 200,000 cells, what two seconds are enough for
_MOST_FRAME_MARKS = 40_000  # of them in styles and the like: a style costs thirty times a cell
_MOST_CELLS = 2_000_000  # one cell at XFD1048576 makes a reader walk seventeen thousand million
_MOST_ROWS, _MOST_COLUMNS = 30_000, 256  # a sheet may hide its true size
_HEADING_ROWS = 20  # a title, a unit line and merged headings may stand above the heading
_PIECE = 1 << 18
_CONTENT = ("xl/worksheets/", "xl/sharedStrings", "xl/comments", "xl/drawings/")
ABOUT_SHEET, ABOUT_MARK = "版本", "ducha"
# What zip and XML readers say of broken bytes, each in its own words; a defect of ours is none of these on good input.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, SyntaxError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, OverflowError, AssertionError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    at: str  # B7
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: Mapping[str, Cell]  # by field
    sheet: str = ""
    places: Mapping[str, str] = field(default_factory=dict)  # field → B7, empty cells too
    fault: InvalidError | None = None  # the first cell that cannot be read

    def text(self, name: str) -> str:
        return self.cells[name].text if name in self.cells else ""

    def at(self, name: str) -> str:
        return self.cells[name].at if name in self.cells else f"row {self.number}"


@dataclass(slots=True)
class Book:
    """What was read: rows in order, headings that mean nothing here, and what a workbook of ours says of itself."""

    rows: list[Row] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)  # sheet → the row of its heading


def check_workbook(path: Path) -> None:
    """Refuse a workbook that would not open or would exhaust the machine.

    Raises: InvalidError naming what is wrong; by then its parts have been looked at piece by piece, none is kept.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive.infolist())
            marks = {entry.filename: _marks(archive, entry) for entry in archive.infolist() if not entry.is_dir()}
    except UNREADABLE as error:
        raise InvalidError("file", "not_a_workbook", detail=_said(error)) from None
    frame = sum(count for name, count in marks.items() if not name.startswith(_CONTENT))
    if sum(marks.values()) > _MOST_MARKS or frame > _MOST_FRAME_MARKS:
        raise InvalidError("file", "workbook_too_large", marks=sum(marks.values()), frame=frame)


def read_rows(path: Path, headings: Mapping[str, tuple[str, ...]], *, required: tuple[str, ...]) -> Iterator[Row]:
    """Give the rows below the heading of every sheet that has one; empty rows are left out.

    `headings`: field → the words that head its column, in simplified characters; matched on the folded key without
    spaces, so traditional characters and line breaks do not matter. Formulas are refused: a ledger states, it does
    not calculate. Raises: InvalidError.
    """
    for row in read_book(path, headings, required=required).rows:
        if row.fault is not None:
            raise row.fault
        yield row


def read_book(
    path: Path, headings: Mapping[str, tuple[str, ...]], *, required: tuple[str, ...],
    mapped: Mapping[str, str] | None = None,
) -> Book:  # fmt: skip
    """Read every sheet; a cell that cannot be read is its row's fault, not the workbook's.

    `mapped`: heading key → field, as confirmed once by a person (decision 132). Raises: InvalidError.
    """
    check_workbook(path)
    from openpyxl import load_workbook  # 0.4 s, only when a workbook is read
    from openpyxl.utils.exceptions import InvalidFileException

    read = Book()
    words = {**{word: name for name, known in headings.items() for word in known}, **(mapped or {})}
    try:
        with path.open("rb") as file:  # a kept file has no ending by which openpyxl would know it
            for sheet in load_workbook(file, read_only=True, data_only=False, keep_links=False).worksheets:
                if sheet.title == ABOUT_SHEET:
                    read.about.update(_about(sheet))
                else:
                    _read_sheet(read, sheet, words, required)
    except (InvalidFileException, *UNREADABLE) as error:
        raise InvalidError("file", "not_a_workbook", detail=_said(error)) from None
    if not read.headings:
        wanted = "、".join(headings[name][0] for name in required)
        raise InvalidError("file", "no_heading_found", wanted=wanted, seen=read.unknown)
    return read


def heading_key(written: str) -> str:
    """Return what a heading is matched by: simplified, half-width, without spaces and asterisks."""
    return re.sub(r"[\s*]", "", fold(written))


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_BYTES or unpacked / packed > _MOST_RATIO:
        raise InvalidError("file", "workbook_too_large", entries=len(entries), bytes=unpacked)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise InvalidError("file", "not_a_workbook", detail="no xl/workbook.xml")
    if any("vbaproject" in name.lower() for name in names):
        raise InvalidError("file", "workbook_has_macros")


def _marks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Count the marks of an XML part. Raises: InvalidError for one that declares entities, or hides its characters."""
    if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        return 0
    count, tail = 0, b""
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            head = piece.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] if not tail else b"<"
            if head != b"<" or b"\x00" in piece or b"<!DOCTYPE" in tail + piece or b"<!ENTITY" in tail + piece:
                raise InvalidError("file", "workbook_unsafe_xml", part=entry.filename)
            count += piece.count(b"<")
            tail = piece[-16:]
    return count


def _read_sheet(read: Book, sheet: Any, words: Mapping[str, str], required: tuple[str, ...]) -> None:
    if (sheet.max_row or 0) * (sheet.max_column or 0) > _MOST_CELLS:
        raise InvalidError(f"sheet {sheet.title}", "workbook_too_large", cells="far")
    columns: dict[int, str] | None = None
    for number, cells in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS), start=1):
        if number == _MOST_ROWS:
            raise InvalidError(f"sheet {sheet.title}", "workbook_too_large", rows=number)
        if columns is None:
            columns = _columns(read, cells, words, required)
            if columns is not None:
                read.headings[sheet.title] = number
            elif number > _HEADING_ROWS:
                break
        elif (row := _row(sheet.title, number, cells, columns)).cells or row.fault:
            read.rows.append(row)


def _columns(read: Book, cells: Any, words: Mapping[str, str], required: tuple[str, ...]) -> dict[int, str] | None:
    """Return column index → field when this row is the heading, else None; unknown headings are remembered."""
    columns: dict[int, str] = {}
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        if not cell.value:
            continue
        name = words.get(heading_key(str(cell.value)))
        if name is not None and name not in columns.values():
            columns[place] = name
        elif len(str(cell.value)) <= 60:
            unknown.append(str(cell.value).strip())
    found = set(required) <= set(columns.values())
    if found or len(unknown) + len(columns) > 1:  # a title stands alone in its row
        read.unknown += [heading for heading in unknown if heading not in read.unknown][:_MOST_COLUMNS]
    return columns if found else None


def _row(sheet: str, number: int, cells: Any, columns: Mapping[int, str]) -> Row:
    from openpyxl.utils import get_column_letter

    read: dict[str, Cell] = {}
    places = {name: f"{get_column_letter(place + 1)}{number}" for place, name in columns.items()}
    fault: InvalidError | None = None
    for place, cell in enumerate(cells):
        if place not in columns or cell.value is None:
            continue
        at = places[columns[place]]
        if cell.data_type in ("f", "e"):
            reason = "formula_not_allowed" if cell.data_type == "f" else "error_in_cell"
            fault = fault or InvalidError(at, reason, value=str(cell.value)[:60])
        elif text := _text(cell.value):
            read[columns[place]] = Cell(at, text)
    return Row(number, read, sheet, places, fault)


def _text(value: Any) -> str:
    """Return a value as it would be typed: a day without its midnight, a whole number without its point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value).strip()


def _about(sheet: Any) -> dict[str, str]:
    rows = [[cell.value for cell in cells] for cells in sheet.iter_rows(max_row=_HEADING_ROWS, max_col=2)]
    told = [row for row in rows if len(row) == 2 and all(value is not None for value in row)]
    if not told or str(told[0][0]) != ABOUT_MARK:
        return {}
    return {str(name): str(value) for name, value in [("form", told[0][1]), *told[1:]]}


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]
