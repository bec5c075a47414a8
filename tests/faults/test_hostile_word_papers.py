"""Word papers made to harm: each read, or refused with a reason, within two seconds of a processor."""

import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from docx import Document

from api import workbook_progress
from api.word_tables import read_tables
from api.words import catalogue
from domain.errors import InvalidError
from service.reading_text import paragraphs

pytestmark = pytest.mark.faults
SECONDS = 2.0
chance = Random(2020)


def text() -> bytes:
    """Text that does not pack well: a bomb is refused for its ratio alone."""
    return b"%d" % chance.randrange(10**12)


def cell() -> bytes:
    return b"<w:tc><w:p><w:r><w:t>%b</w:t></w:r></w:p></w:tc>" % text()


def in_a_cell(what: bytes) -> bytes:
    return b"<w:tr><w:tc>%b</w:tc></w:tr>" % what


def many(how_many: int, make: Callable[[], bytes]) -> bytes:
    return b"".join(make() for _ in range(how_many))


ROWS: dict[str, Callable[[], bytes]] = {
    "a row for everybody": lambda: many(4_900, lambda: b"<w:tr>%b</w:tr>" % many(4, cell)),
    "more rows than a form has": lambda: many(6_000, lambda: b"<w:tr>%b</w:tr>" % cell()),
    "a row of a hundred thousand cells": lambda: b"<w:tr>%b</w:tr>" % many(100_000, cell),
    "a word in a hundred thousand pieces": lambda: in_a_cell(
        b"<w:p>%b</w:p>" % many(60_000, lambda: b"<w:r><w:t>%b</w:t></w:r>" % text())
    ),
    "a cell of many paragraphs": lambda: in_a_cell(
        many(45_000, lambda: b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>" % text())
    ),
    "tables in tables": lambda: in_a_cell(b"<w:tbl><w:tr><w:tc>" * 2_000 + b"</w:tc></w:tr></w:tbl>" * 2_000),
    "a cell wider than any page": lambda: (
        b'<w:tr><w:trPr><w:gridBefore w:val="999999999999"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
        b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr>'
    ),
    "spans that are none": lambda: (
        b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="-5"/></w:tcPr><w:p/></w:tc></w:tr>'
        b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="many"/></w:tcPr><w:p/></w:tc></w:tr>'
    ),
}


def paper(folder: Path, rows: bytes) -> Path:
    document = Document()
    table = document.add_table(rows=1, cols=3)
    for place, heading in zip(table.rows[0].cells, ["任务编号", "期间", "进展情况"], strict=True):
        place.text = heading
    honest = BytesIO()
    document.save(honest)
    path = folder / "paper.docx"
    with zipfile.ZipFile(honest) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            part = made.read(name)
            if name == "word/document.xml":
                part = part.replace(b"</w:tbl>", rows + b"</w:tbl>", 1)
            archive.writestr(name, part)
    return path


@pytest.mark.parametrize("kind", ROWS)
def test_every_hostile_paper_is_answered_in_two_seconds(kind: str, tmp_path: Path) -> None:
    path = paper(tmp_path, ROWS[kind]())
    headings, required = workbook_progress.HEADINGS, workbook_progress.REQUIRED
    for read in (lambda: read_tables(path, headings, required=required).rows, lambda: paragraphs(path)):
        began = time.process_time()
        try:
            assert isinstance(read(), list)
        except InvalidError as error:
            assert error.reason in catalogue()
        assert time.process_time() - began < SECONDS
