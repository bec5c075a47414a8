"""A list of accounts to open, read from a workbook: name, role, unit, posts (D-033)."""

from collections.abc import Mapping

from api import workbook_cells as cells
from api.accounts import AccountIn
from api.vocabulary import VOCABULARY
from api.workbooks import Book, Row
from domain.errors import InvalidError
from service.open_accounts import AccountRow
from service.reading_text import fold
from service.row_by_row import SheetRow

FORM = "accounts"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "account": ("账号", "账户", "用户名"),
    "role": ("角色", "职责"),
    "unit": ("单位", "所属单位", "单位名称"),
    "posts": ("岗位", "职务"),
}
REQUIRED = ("account", "role")
_SHAPE = AccountIn(only=("account", "role"))
_ROLES = {word: role for role, word in VOCABULARY["role"].items()}


def rows_of(book: Book) -> list[SheetRow[AccountRow]]:
    return [_sheet_row(row) for row in book.rows]


def _sheet_row(row: Row) -> SheetRow[AccountRow]:
    try:
        said: AccountRow | InvalidError = row.fault or _read(row)
    except InvalidError as error:
        said = error
    return SheetRow(row.sheet, row.number, cells.cells_of(row), None, said)


def _read(row: Row) -> AccountRow:
    role = fold(row.text("role"))
    form = cells.loaded(_SHAPE, {"account": row.text("account"), "role": _ROLES.get(role, role)}, {})
    return AccountRow(form["account"], form["role"], row.text("unit") or None, tuple(cells.parts(row.text("posts"))))
