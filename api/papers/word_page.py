"""Drawing a Word page by GB/T 9704: real styles, the character grid, red head, imprint, page numbers, tags between."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from api.papers.docx import fixed

RED = RGBColor(0xD7, 0x00, 0x0F)
PITCH = Pt(28.95)  # 225 mm by 22 lines
BODY, TITLE, HEAD, NUMBER, TO, LEVEL, SIGNED, IMPRINT, CELL, CELL_HEAD, FOOT, SMALL = (
    "公文正文", "公文标题", "发文机关标志", "发文字号", "主送机关", "一级标题", "落款", "版记", "表格文字", "表格标题",
    "页脚注", "表格小字",
)  # fmt: skip
_FANGSONG, _SONG, _XBS, _HEI = "仿宋_GB2312", "宋体", "方正小标宋简体", "黑体"
_PAGE_FIELD = (("begin", ""), ("", "PAGE"), ("separate", ""), "1", ("end", ""))
_ALTERNATIVES = {_FANGSONG: "仿宋", _XBS: "宋体", _SONG: "Noto Serif CJK SC", _HEI: "Noto Sans CJK SC"}
# name: font, points, line, first line indent in characters, alignment
_STYLES: dict[str, tuple[str, float, Any, int, Any]] = {
    BODY: (_FANGSONG, 16, PITCH, 2, ALIGN.JUSTIFY),
    TITLE: (_XBS, 22, Pt(34), 0, ALIGN.CENTER),
    HEAD: (_XBS, 42, None, 0, ALIGN.CENTER),
    NUMBER: (_FANGSONG, 16, PITCH, 0, ALIGN.CENTER),
    TO: (_FANGSONG, 16, PITCH, 0, ALIGN.JUSTIFY),
    LEVEL: (_HEI, 16, PITCH, 2, ALIGN.JUSTIFY),
    SIGNED: (_FANGSONG, 16, PITCH, 0, ALIGN.RIGHT),
    IMPRINT: (_FANGSONG, 14, Pt(22), 0, ALIGN.LEFT),
    CELL: (_FANGSONG, 12, Pt(16), 0, ALIGN.LEFT),
    CELL_HEAD: (_HEI, 12, Pt(16), 0, ALIGN.CENTER),
    SMALL: (_FANGSONG, 9, Pt(12), 0, ALIGN.LEFT),
    FOOT: (_FANGSONG, 7.5, Pt(10), 0, ALIGN.CENTER),
}


class Page:
    """A template being drawn. Text may hold tags; `tag` makes a paragraph that is a tag alone."""

    def __init__(self, title: str, *, a5: bool = False, author: str = "{{ office }}", footed: bool = True) -> None:
        self.document = Document()
        about = self.document.core_properties
        about.title, about.author, about.comments, about.language = title, author, "", "zh-CN"
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(16)
        _east_asian(normal, _FANGSONG)
        self._alternatives()
        for name, look in _STYLES.items():
            self._style(name, *look)
        size, margins = ((148, 210), (18, 16, 16, 16)) if a5 else ((210, 297), (37, 35, 28, 26))
        _measured(self.document.sections[0], size, margins)
        if footed:
            self._footers()

    def para(self, text: str, style: str = BODY) -> Any:
        return self.document.add_paragraph(text, style=style)

    def tag(self, tag: str) -> None:
        """Add a paragraph that is gone when the template is filled: `for x in list`, `endfor`, `if …`."""
        self.para(f"{{%p {tag} %}}")

    def each(self, each: str, text: str, style: str = BODY) -> None:
        """Repeat a paragraph; `each` as in `line in facts`."""
        self.tag(f"for {each}")
        self.para(text, style)
        self.tag("endfor")

    def when(self, condition: str, text: str, style: str = BODY) -> None:
        self.tag(f"if {condition}")
        self.para(text, style)
        self.tag("endif")

    def red_head(self, name: str, number: str, size: float = 42) -> None:
        head = self.para("", HEAD)
        head.paragraph_format.space_before = Pt(40)
        run = head.add_run(name)
        run.font.color.rgb, run.font.size = RED, Pt(size)
        _east_asian(run, _XBS)
        line = self.para(number, NUMBER)
        line.paragraph_format.space_before = PITCH
        line.paragraph_format.space_after = Pt(24)
        _border(line, "bottom", color="D7000F", points=1.5, space=10)

    def news_head(self, name: str, number: str, office: str, on: str, size: float) -> None:
        """简报报头: the name in red, the issue, who made it and when, a red line."""
        head = self.para("", HEAD)
        run = head.add_run(name)
        run.font.color.rgb, run.font.size = RED, Pt(size)
        _east_asian(run, _XBS)
        self.para(number, NUMBER).paragraph_format.space_before = Pt(12)
        line = self.para(f"{office}\t{on}", TO)
        line.alignment = ALIGN.LEFT
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.space_after = Pt(20)
        _border(line, "bottom", color="D7000F", points=1.5)

    def title(self, text: str) -> None:
        self.para(text, TITLE).paragraph_format.space_after = Pt(20)

    def signed(self, office: str, on: str) -> None:
        """Name and day, four characters from the right; the seal goes over them."""
        for place, text in enumerate((office, on)):
            line = self.para(text, SIGNED)
            line.paragraph_format.right_indent = Pt(64)
            line.paragraph_format.keep_with_next = not place
            line.paragraph_format.space_before = Pt(58) if not place else None

    def imprint(self, copies: str, office: str, on: str) -> None:
        """版记: copies where the paper has some, then who had it printed and when."""
        lines = []
        if copies:
            self.tag(f"if {copies}")
            lines.append(self.para(f"抄送：{{{{ {copies} }}}}。", IMPRINT))
            self.tag("endif")
        lines.append(self.para(f"{office}\t{on}印发", IMPRINT))
        lines[-1].paragraph_format.tab_stops.add_tab_stop(Mm(150), WD_TAB_ALIGNMENT.RIGHT)
        for line in lines:
            line.paragraph_format.space_before = PITCH if line is lines[0] else None
            if line is lines[0]:
                _border(line, "top", points=1)
            _border(line, "bottom", points=1 if line is lines[-1] else 0.75)
            line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
            line.paragraph_format.keep_together = True

    def table(self, each: str, columns: list[tuple[str, str, float]], *, height: float = 0, style: str = CELL) -> None:
        """A ruled table, a row for each; columns are heading, text, millimetres. The heading repeats on every page.

        `height`: millimetres that a row has at least.
        """
        table = self.document.add_table(rows=4, cols=len(columns), style="Table Grid")
        table.autofit = False
        for place, (heading, text, width) in enumerate(columns):
            _fill(table.rows[0].cells[place], heading, CELL_HEAD)
            _fill(table.rows[2].cells[place], text, style)
            _set_width(table, place, width)
        _fill(table.rows[1].cells[0], f"{{%tr for {each} %}}", CELL)
        _fill(table.rows[3].cells[0], "{%tr endfor %}", CELL)
        table.rows[2].height = Mm(height) if height else None
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def pairs(self, rows: list[tuple[str, str]], *, widths: tuple[float, float] = (36, 120)) -> None:
        """A table of names and what stands beside them."""
        table = self.document.add_table(rows=len(rows), cols=2, style="Table Grid")
        table.autofit = False
        for row, (name, text) in zip(table.rows, rows, strict=True):
            _fill(row.cells[0], name, CELL_HEAD)
            _fill(row.cells[1], text, CELL)
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = name != rows[-1][0]
        for place, width in enumerate(widths):
            _set_width(table, place, width)

    def across(self) -> None:
        """Go on across the sheet, for a wide table."""
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        _measured(section, (297, 210), (28, 26, 37, 35))

    def bytes(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return fixed(out.getvalue())

    def _alternatives(self) -> None:
        """Name what stands in for a font that is not there."""
        (table,) = [part for part in self.document.part.package.parts if part.partname == "/word/fontTable.xml"]
        told = "".join(
            f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
            for font, other in _ALTERNATIVES.items()
        )
        table._blob = table.blob.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())

    def _style(self, name: str, font: str, points: float, line: Any, indent: int, align: Any) -> None:
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.document.styles["Normal"]
        style.quick_style = True
        style.font.size = Pt(points)
        _east_asian(style, font)
        shape = style.paragraph_format
        shape.alignment, shape.space_before, shape.space_after = align, Pt(0), Pt(0)
        if points == 16:  # 28 characters to 156 mm; a character grid is read differently by Word and LibreOffice
            closer = OxmlElement("w:spacing")
            closer.set(qn("w:val"), "-5")
            style.element.get_or_add_rPr().insert_element_before(closer, "w:w", "w:kern", "w:position", "w:sz")
        else:  # cells and headings keep their own lines
            off = OxmlElement("w:snapToGrid")
            off.set(qn("w:val"), "0")
            style.element.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc")
        if line is not None:
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
        shape.keep_with_next = name == LEVEL or None
        if name in (CELL, CELL_HEAD, SMALL):
            shape.space_before = shape.space_after = Pt(3)
        if indent:
            indents = style.element.get_or_add_pPr().get_or_add_ind()
            indents.set(qn("w:firstLineChars"), str(indent * 100))
            indents.set(qn("w:firstLine"), str(int(indent * points * 20)))

    def _footers(self) -> None:
        """— N —: odd pages to the right, even pages to the left; beneath, the position and the digest."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            number = footer.paragraphs[0]
            number.style, number.alignment = FOOT, align
            number.paragraph_format.line_spacing = Pt(18)
            for part in ("— ", *_PAGE_FIELD, " —"):
                run = number.add_run(part if isinstance(part, str) else "")
                run.font.size = Pt(14)
                _east_asian(run, _SONG)
                if not isinstance(part, str):
                    run._r.append(_field(*part))
            footer.add_paragraph("据督查记录第{{ record.position }}条制作　要素摘要 {{ record.digest }}", style=FOOT)


def _measured(section: Any, size: tuple[int, int], margins: tuple[int, int, int, int]) -> None:
    """Set a section's sheet and margins (above, below, left, right) in millimetres, and 22 lines to the page."""
    section.page_width, section.page_height = map(Mm, size)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.footer_distance = Mm(margins[1] * 0.4)
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "lines"), ("linePitch", "579")):
        grid.set(qn(f"w:{name}"), value)
    for former in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(former)
    section._sectPr.append(grid)


def _fill(cell: Any, text: str, style: str) -> None:
    """Write a cell, a paragraph for each line."""
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
        paragraph.text, paragraph.style = line, style


def _set_width(table: Any, place: int, width: float) -> None:
    """Set a column's width in the grid and in each cell: Word reads the one, LibreOffice the other."""
    table.columns[place].width = Mm(width)
    for row in table.rows:
        row.cells[place].width = Mm(width)


def _east_asian(target: Any, font: str) -> None:
    """Set a font for Chinese and Latin alike."""
    target.font.name = font
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), font)


def _field(kind: str, text: str) -> Any:
    element = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        element.set(qn("w:fldCharType"), kind)
    element.text = text
    return element


def _border(paragraph: Any, side: str, *, color: str = "000000", points: float, space: int = 4) -> None:
    shape = paragraph._p.get_or_add_pPr()
    borders = shape.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        shape.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(int(points * 8))), ("space", str(space)), ("color", color)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
