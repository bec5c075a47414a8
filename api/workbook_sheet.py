"""Workbooks as we write them: typed cells that are never formulas, locked headings, drop-downs, a version sheet."""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from api.workbooks import ABOUT_MARK, ABOUT_SHEET

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SPARE_ROWS = 500  # below the last row, so that drop-downs reach rows that are added
_LONGEST = 32_767  # letters in a cell, by the format
_UNSOUND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*<")


@dataclass(frozen=True, slots=True)
class Column:
    """`given` is what we fill in and nobody else changes; `hint` shows when a cell of the column is chosen."""

    field: str
    heading: str
    width: int = 14
    hint: str = ""
    choices: Sequence[str] = ()
    given: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: field → text, number or date. `colours`: field → word → fill, beside the word, never instead of it."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Any]]
    caption: str = ""
    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    to_fill_in: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself; `at` is the moment of its position: the same facts give the same bytes."""

    form: str
    scheme: str
    scheme_version: int
    position: int
    at: datetime
    unit: str = ""
    period: str = ""


def written(sheets: Sequence[Sheet], about: About) -> bytes:
    """Return the workbook's bytes; the same sheets and position give the same bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet)
    _write_about(book, about)
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue(), about.at)


def settled(content: bytes, at: datetime) -> bytes:
    """Return the same workbook with one moment in it everywhere, instead of the moments of its making."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            part = made.read(name)
            if name == _CORE:
                part = _MODIFIED.sub(rb"\g<1>" + moment + b"<", part)
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def plain(text: str) -> str:
    """Return text a cell can hold."""
    return _UNSOUND.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST]


def _write(book: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.title)
    heading_row = 2 if sheet.caption else 1
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.freeze_panes = f"A{heading_row + 1}"
    page.protection.sheet = True
    for name in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(page.protection, name, False)  # False: allowed
    pens = _Pens(page, sheet)
    if sheet.caption:
        page.append([pens.caption(sheet.caption)])
    page.append([pens.heading(column.heading) for column in sheet.columns])
    last = heading_row
    for row in sheet.rows:
        page.append([pens.cell(column, row.get(column.field)) for column in sheet.columns])
        last += 1
    _write_choices(page, sheet.columns, heading_row + 1, last + _SPARE_ROWS)
    if not sheet.to_fill_in:
        page.auto_filter.ref = f"A{heading_row}:{get_column_letter(len(sheet.columns))}{max(last, heading_row + 1)}"


def _write_choices(page: Any, columns: Sequence[Column], first: int, last: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, column in enumerate(columns, start=1):
        if not (column.choices or column.hint):
            continue
        rule = DataValidation(type="list" if column.choices else None, allow_blank=True)
        if column.choices:
            rule.formula1 = '"' + ",".join(column.choices) + '"'
            rule.showErrorMessage = True
        if column.hint:
            rule.promptTitle, rule.prompt, rule.showInputMessage = column.heading[:32], column.hint[:255], True
        letter = get_column_letter(place)
        rule.add(f"{letter}{first}:{letter}{last}")
        page.data_validations.append(rule)


def _write_about(book: Any, about: About) -> None:
    page = book.create_sheet(ABOUT_SHEET)
    page.sheet_state = "hidden"
    page.protection.sheet = True
    told = [
        (ABOUT_MARK, about.form), ("scheme", about.scheme), ("scheme_version", about.scheme_version),
        ("position", about.position), ("unit", about.unit), ("period", about.period),
    ]  # fmt: skip
    for row in told:
        page.append(row)


class _Pens:
    """Cells of each style, made once and written again and again: a style costs more than a value."""

    def __init__(self, page: Any, sheet: Sheet) -> None:
        self._page, self._sheet = page, sheet
        self._made: dict[tuple[str, bool, str, bool], Any] = {}  # a row is written as a whole: a cell of each column

    def caption(self, text: str) -> Any:
        return self._styled(text, bold=True)

    def heading(self, text: str) -> Any:
        return self._styled(text, bold=True, fill="DDE6F0")

    def cell(self, column: Column, value: Any) -> Any:
        if value is None or value == "":
            value = None
        elif isinstance(value, str):
            value = plain(value)
        quoted = isinstance(value, str) and value.startswith(_LOOKS_LIKE_A_FORMULA)
        fill = self._sheet.colours.get(column.field, {}).get(value, "") if isinstance(value, str) else ""
        is_day = isinstance(value, date)
        key = (column.field, quoted, fill, is_day)
        cell = self._made.get(key) or self._make(key, given=column.given)
        cell.value = value
        if quoted:
            cell.data_type = "s"
        elif is_day:
            cell.number_format = "yyyy-mm-dd"
        return cell

    def _make(self, key: tuple[str, bool, str, bool], *, given: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, PatternFill, Protection

        _, quoted, fill, _ = key
        cell = WriteOnlyCell(self._page)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.protection = Protection(locked=given)
        if fill:
            cell.fill = PatternFill("solid", start_color=fill)
        elif given:
            cell.fill = PatternFill("solid", start_color="F3F3F3")
        cell.quotePrefix = quoted
        self._made[key] = cell
        return cell

    def _styled(self, text: str, *, bold: bool, fill: str = "") -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = WriteOnlyCell(self._page, plain(text))
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(vertical="center", wrap_text=bool(fill))
        if fill:
            cell.fill = PatternFill("solid", start_color=fill)
        return cell
