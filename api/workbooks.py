"""Workbooks at the door: refused when they are traps, otherwise read row by row with the cell of every value."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import InvalidError
from service.reading_text import fold

_MOST_ENTRIES = 2_000
_MOST_BYTES = 50_000_000  # unpacked
_MOST_RATIO = 100
_MOST_CELLS = 2_000_000  # one cell at XFD1048576 makes a reader walk seventeen thousand million
_MOST_ROWS, _MOST_COLUMNS = 100_000, 256  # a sheet may hide its true size
_HEADING_ROWS = 20  # a title, a unit line and merged headings may stand above the heading


@dataclass(frozen=True, slots=True)
class Cell:
    at: str  # B7
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: Mapping[str, Cell]  # by field

    def text(self, field: str) -> str:
        return self.cells[field].text if field in self.cells else ""

    def at(self, field: str) -> str:
        return self.cells[field].at if field in self.cells else f"row {self.number}"


def check_workbook(path: Path) -> None:
    """Refuse a workbook that would not open or would exhaust the machine.

    Raises: InvalidError naming what is wrong; nothing has been unpacked by then.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise InvalidError("file", "not_a_workbook", detail=str(error)) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_BYTES or unpacked / packed > _MOST_RATIO:
        raise InvalidError("file", "workbook_too_large", entries=len(entries), bytes=unpacked)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise InvalidError("file", "not_a_workbook", detail="no xl/workbook.xml")
    if any("vbaProject" in name for name in names):
        raise InvalidError("file", "workbook_has_macros")


def read_rows(path: Path, headings: Mapping[str, tuple[str, ...]], *, required: tuple[str, ...]) -> Iterator[Row]:
    """Give the rows below the heading of every sheet that has one; empty rows are left out.

    `headings`: field → the words that head its column, in simplified characters; matched on the folded key without
    spaces, so traditional characters and line breaks do not matter. Formulas are refused: a ledger states, it does
    not calculate. Raises: InvalidError.
    """
    check_workbook(path)
    from openpyxl import load_workbook  # 0.4 s, only when a workbook is read
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        raise InvalidError("file", "not_a_workbook", detail=str(error)) from None
    found = False
    for sheet in book.worksheets:
        if (sheet.max_row or 0) * (sheet.max_column or 0) > _MOST_CELLS:
            raise InvalidError(f"sheet {sheet.title}", "workbook_too_large", cells="far")
        columns: dict[int, str] | None = None
        for number, cells in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS), start=1):
            if number == _MOST_ROWS:
                raise InvalidError(f"sheet {sheet.title}", "workbook_too_large", rows=number)
            if columns is None:
                columns = _columns(cells, headings, required)
                if number > _HEADING_ROWS:
                    break
                continue
            found = True
            row = _row(number, cells, columns)
            if row.cells:
                yield row
        found = found or columns is not None
    if not found:
        wanted = [headings[field][0] for field in required]
        raise InvalidError("file", "no_heading_found", wanted="、".join(wanted))


def _columns(cells: Any, headings: Mapping[str, tuple[str, ...]], required: tuple[str, ...]) -> dict[int, str] | None:
    """Return column index → field when this row is the heading, else None."""
    keys = {place: re.sub(r"[\s*]", "", fold(str(cell.value))) for place, cell in enumerate(cells) if cell.value}
    columns: dict[int, str] = {}
    for place, key in keys.items():
        field = next((f for f, words in headings.items() if key in words and f not in columns.values()), None)
        if field:
            columns[place] = field
    return columns if set(required) <= set(columns.values()) else None


def _row(number: int, cells: Any, columns: Mapping[int, str]) -> Row:
    from openpyxl.utils import get_column_letter

    read: dict[str, Cell] = {}
    for place, cell in enumerate(cells):
        if place not in columns or cell.value is None:
            continue
        at = f"{get_column_letter(place + 1)}{number}"
        if cell.data_type == "f":
            raise InvalidError(at, "formula_not_allowed", value=str(cell.value))
        text = str(cell.value).strip()
        if text:
            read[columns[place]] = Cell(at, text)
    return Row(number, read)
