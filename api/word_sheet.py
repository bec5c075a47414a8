"""A sheet to fill in as a Word paper: a table on a landscape page; and the same come back with what became of it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from api.word_tables import MARK, title_of
from api.workbook_annotated import RESULT
from api.workbook_sheet import About, Sheet, plain, settled
from api.workbooks import Book

_RESULT_WIDTH = 40  # mm
_FONT = "仿宋"
_PAGE, _MARGIN = (297, 210), 15  # mm, A4 landscape
_SMALL = 9  # pt


def written(sheet: Sheet, about: About, *, columns: Collection[str], caption: str) -> bytes:
    """Return the paper's bytes, the sheet's columns named; the same sheet and position give the same bytes."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SMALL)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    (page,) = document.sections
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(_PAGE[0]), Mm(_PAGE[1])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    title = document.add_paragraph().add_run(plain(sheet.title))
    title.bold, title.font.size = True, Pt(16)
    document.add_paragraph(plain(caption))
    _table(document, sheet, columns)
    told = {
        "form": about.form, "scheme": about.scheme, "scheme_version": about.scheme_version,
        "position": about.position, "unit": about.unit, "period": about.period,
    }  # fmt: skip
    properties = document.core_properties
    properties.title = plain(sheet.title)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.keywords = " ".join([MARK, *(f"{name}={value}" for name, value in told.items() if value)])
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue(), about.at)


def annotated(path: Path, book: Book, said: Mapping[str, str], *, at: datetime) -> bytes:
    """Return the paper as it came in, with a column 办理结果. `said`: `表1!row` → the sentence for its row."""
    from docx import Document
    from docx.shared import Mm
    from docx.table import _Cell

    with path.open("rb") as file:
        document = Document(file)
    for number, table in enumerate(document.tables, start=1):
        title = title_of(number)
        if title not in book.headings:
            continue
        table.add_column(Mm(_RESULT_WIDTH))
        for place, row in enumerate(table._tbl.tr_lst, start=1):
            text = RESULT if place == book.headings[title] else said.get(f"{title}!{place}", "")
            _Cell(row.tc_lst[-1], table).text = plain(text)
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue(), at)


def _table(document: Any, sheet: Sheet, columns: Collection[str]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    shown = [column for column in sheet.columns if column.field in columns]
    rows = list(sheet.rows)
    table = document.add_table(rows=len(rows) + 1, cols=len(shown), style="Table Grid")
    table.autofit = False
    room = (_PAGE[0] - 2 * _MARGIN) / sum(column.width for column in shown)
    heading, *lines = table.rows
    heading._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # again on every page
    for column, cell in zip(shown, heading.cells, strict=True):
        cell.paragraphs[0].add_run(column.heading).bold = True
        _shade(cell, "DDE6F0")
    for line, row in zip(lines, rows, strict=True):
        for column, cell in zip(shown, line.cells, strict=True):
            value = row.get(column.field)
            cell.text = "" if value is None else plain(str(value))
            if column.given:
                _shade(cell, "F3F3F3")
    for place, column in enumerate(shown):
        for cell in table.columns[place].cells:
            cell.width = Mm(column.width * room)


def _shade(cell: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
