"""Tables of a Word paper as a workbook's sheets are: rows under a heading, each value with its place in the table."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api.workbooks import Book, Cell, Row, columns_of, with_heading, words_of
from domain.errors import InvalidError
from service.check_package import UNREADABLE, WORD_PAPER, check_package, unreadable

MARK = "ducha"  # the first of the paper's own keywords, where it is a form of ours
_HEADING_ROWS = 5
_MOST_ROWS, _MOST_COLUMNS = 5_000, 63  # Word itself draws no more columns


def title_of(number: int) -> str:
    """Return what a paper's table is called in an answer."""
    return f"表{number}"


def read_tables(
    path: Path, headings: Mapping[str, tuple[str, ...]], *, required: tuple[str, ...],
    mapped: Mapping[str, str] | None = None,
) -> Book:  # fmt: skip
    """Read every table that has the heading; the others are passed over. Raises: InvalidError."""
    check_package(path, WORD_PAPER)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    read, words = Book(), words_of(headings, mapped)
    try:
        document = Document(str(path))
        read.about.update(_about(document.core_properties.keywords))
        for number, table in enumerate(document.tables, start=1):
            _read_table(read, title_of(number), table._tbl, words, required)
    except (PackageNotFoundError, *UNREADABLE) as error:
        raise unreadable(WORD_PAPER, error) from None
    return with_heading(read, headings, required)


def _read_table(read: Book, title: str, table: Any, words: Mapping[str, str], required: tuple[str, ...]) -> None:
    columns: dict[int, str] | None = None
    for number, row in enumerate(table.tr_lst, start=1):
        if number > _MOST_ROWS:
            raise InvalidError(title, "docx_too_large", rows=number)
        texts = dict(_texts(row))
        if columns is None:
            columns = columns_of(read, [texts.get(place) for place in range(_MOST_COLUMNS)], words, required)
            if columns is not None:
                read.headings[title] = number
            elif number > _HEADING_ROWS:
                return
            continue
        places = {name: f"{_letter(place)}{number}" for place, name in columns.items()}
        cells = {name: Cell(places[name], texts[place]) for place, name in columns.items() if texts.get(place)}
        if cells:
            read.rows.append(Row(number, cells, title, places))


def _texts(row: Any) -> Iterator[tuple[int, str]]:
    """Give (column, text) of a table's row; a cell that spans columns stands in its first."""
    from docx.table import _Cell

    place = row.grid_before
    for tc in row.tc_lst:
        if place >= _MOST_COLUMNS:
            return
        yield place, _Cell(tc, None).text.strip()  # type: ignore[arg-type]
        place += tc.grid_span


def _letter(place: int) -> str:
    """Return a column's letter: A, … Z, AA, …"""
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _about(keywords: str) -> dict[str, str]:
    """Return what a form of ours says of itself among its keywords: `ducha form=progress unit=fagai`.

    Between blanks: LibreOffice gives no other separator back.
    """
    mark, *told = keywords.split() or [""]
    if mark != MARK:
        return {}
    return {name: value for part in told for name, bar, value in [part.partition("=")] if bar and value}
