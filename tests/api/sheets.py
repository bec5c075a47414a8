"""Workbooks as a test holds them: opened from an answer, changed as a person would, sent in again."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.api.conftest import SCHEME, Caller

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def table(content: bytes, sheet: str | None = None, *, heading: int = 1) -> list[dict[str, Any]]:
    """Return a sheet's rows by their headings."""
    book = opened(content)
    page = book[sheet] if sheet else book.worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    return [dict(zip(rows[heading - 1], row, strict=True)) for row in rows[heading:]]


def filled(content: bytes, fill: Callable[[Any], None]) -> bytes:
    """Return the first sheet's workbook after `fill(page)` has typed into it."""
    book = opened(content)
    fill(book.worksheets[0])
    return saved(book)


def of_rows(*rows: list[Any]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def send(
    caller: Caller, path: str, content: bytes, *, key: str | None = None, headers: dict[str, str] | None = None,
    **said: str,
) -> Any:  # fmt: skip
    """Post a sheet by multipart."""
    data: Mapping[str, Any] = {"scheme": SCHEME, **said, "file": (BytesIO(content), "sheet.xlsx", XLSX)}
    return caller.ask("POST", path, key=key, headers=headers, data=data, content_type="multipart/form-data")


def typed(page: Any, row: int, **values: Any) -> None:
    """Type values under headings in a row."""
    places = {page.cell(1, column).value: column for column in range(1, page.max_column + 1)}
    for heading, value in values.items():
        page.cell(row, places[heading]).value = value
