"""The sheet as it came in, with what became of each row: a column 办理结果 and a note at each refused cell."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

from api.workbook_sheet import plain, settled
from api.workbooks import Book
from service.check_package import UNREADABLE
from service.row_by_row import Answered

RESULT = "办理结果"
_BY = "督查"
_MOST_NOTES = 2_000  # a note is a drawing: thousands of them would open for minutes


def annotated(path: Path, book: Book, answered: Answered, said: Mapping[str, str], *, at: datetime) -> bytes | None:
    """Return the annotated copy; None for a sheet that could be read, but not be written again.

    `said`: `sheet!row` → the sentence for its row.
    """
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:
            copy = load_workbook(file, keep_links=False)
        places = {}
        for title, heading in book.headings.items():
            page = copy[title]
            places[title] = page.max_column + 1
            page.cell(heading, places[title]).value = RESULT
            page.column_dimensions[page.cell(heading, places[title]).column_letter].width = 48
        for name, sentence in said.items():
            title, _, row = name.rpartition("!")
            cell = copy[title].cell(int(row), places[title])
            cell.value = plain(sentence)
            cell.data_type = "s"
        for refused in answered.refused[:_MOST_NOTES]:
            _note(copy[refused.sheet], refused.cell, said[f"{refused.sheet}!{refused.row}"])
        out = BytesIO()
        copy.save(out)
    except UNREADABLE:
        return None
    return settled(out.getvalue(), at)


def _note(page: object, at: str, sentence: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = page[at]  # type: ignore[index]
    cell.comment = Comment(plain(sentence), _BY, width=280, height=120)
    cell.fill = PatternFill("solid", start_color="F9D7D3")
