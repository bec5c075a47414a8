"""Workbooks at the door: refused when they are traps, otherwise read row by row with the cell of every value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from domain.errors import InvalidError
from service.check_package import UNREADABLE, WORKBOOK, check_package, unreadable
from service.reading_text import fold

_MOST_CELLS = 2_000_000  # one cell at XFD1048576 makes a reader walk seventeen thousand million
_MOST_ROWS, _MOST_COLUMNS = 30_000, 256  # a sheet may hide its true size
_HEADING_ROWS = 20  # a title, a unit line and merged headings may stand above the heading
ABOUT_SHEET, ABOUT_MARK = "版本", "ducha"


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
    titles: dict[str, str] = field(default_factory=dict)  # field → the word that heads its column in our own form


def read_book(
    path: Path, headings: Mapping[str, tuple[str, ...]], *, required: tuple[str, ...],
    mapped: Mapping[str, str] | None = None,
) -> Book:  # fmt: skip
    """Read the rows below the heading of every sheet that has one; what cannot be read is its row's fault.

    `headings`: field → the words that head its column, in simplified characters; matched on the folded key without
    spaces, so traditional characters and line breaks do not matter. `mapped`: heading key → field, as confirmed once
    by a person (decision 132). Formulas are a fault: a ledger states, it does not calculate. Raises: InvalidError.
    """
    check_package(path, WORKBOOK)
    from openpyxl import load_workbook  # 0.4 s, only when a workbook is read
    from openpyxl.utils.exceptions import InvalidFileException

    read, words = Book(), words_of(headings, mapped)
    try:
        with path.open("rb") as file:  # a kept file has no ending by which openpyxl would know it
            for sheet in load_workbook(file, read_only=True, data_only=False, keep_links=False).worksheets:
                if sheet.title == ABOUT_SHEET:
                    read.about.update(_about(sheet))
                else:
                    _read_sheet(read, sheet, words, required)
    except (InvalidFileException, *UNREADABLE) as error:
        raise unreadable(WORKBOOK, error) from None
    return with_heading(read, headings, required)


def words_of(headings: Mapping[str, tuple[str, ...]], mapped: Mapping[str, str] | None) -> dict[str, str]:
    """Return what each heading key means: ours, then those confirmed since."""
    return {**{word: name for name, known in headings.items() for word in known}, **(mapped or {})}


def with_heading(read: Book, headings: Mapping[str, tuple[str, ...]], required: tuple[str, ...]) -> Book:
    """Return what was read. Raises: InvalidError when no sheet or table has the heading, naming what was looked for."""
    if not read.headings:
        wanted = "、".join(headings[name][0] for name in required)
        raise InvalidError("file", "no_heading_found", wanted=wanted, seen=read.unknown)
    return read


def heading_key(written: str) -> str:
    """Return what a heading is matched by: simplified, half-width, without spaces and asterisks."""
    return re.sub(r"[\s*]", "", fold(written))


def _read_sheet(read: Book, sheet: Any, words: Mapping[str, str], required: tuple[str, ...]) -> None:
    if (sheet.max_row or 0) * (sheet.max_column or 0) > _MOST_CELLS:
        raise InvalidError(f"sheet {sheet.title}", "workbook_too_large", cells="far")
    columns: dict[int, str] | None = None
    for number, cells in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS), start=1):
        if number == _MOST_ROWS:
            raise InvalidError(f"sheet {sheet.title}", "workbook_too_large", rows=number)
        if columns is None:
            columns = columns_of(read, [cell.value for cell in cells], words, required)
            if columns is not None:
                read.headings[sheet.title] = number
            elif number > _HEADING_ROWS:
                break
        elif (row := _row(sheet.title, number, cells, columns)).cells or row.fault:
            read.rows.append(row)


def columns_of(
    read: Book, values: Sequence[Any], words: Mapping[str, str], required: tuple[str, ...]
) -> dict[int, str] | None:
    """Return column index → field when this row is the heading, else None; unknown headings are remembered."""
    columns: dict[int, str] = {}
    unknown: list[str] = []
    for place, value in enumerate(values):
        if not value:
            continue
        name = words.get(heading_key(str(value)))
        if name is not None and name not in columns.values():
            columns[place] = name
        elif len(str(value)) <= 60:
            unknown.append(str(value).strip())
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
