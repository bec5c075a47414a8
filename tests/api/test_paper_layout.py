"""How papers are laid out and kept: the page of GB/T 9704, PDF/A-2b with its fonts inside, no clock, no gaps."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm
from pypdf import PdfReader

from api.papers import contract, docx, pdf
from api.papers.papers import CONTRACTS
from api.papers.templates import OURS
from tests.api.paper_text import needs_font, text_of

AT = datetime(2020, 9, 4, 1, 0, tzinfo=UTC)
ON_A5 = {"receipt"}


def _sample(name):
    return contract.sample(CONTRACTS[name])


def _printed(source, context):
    page = (OURS / pdf.PAGE).read_bytes()
    return pdf.written(source, page, context, at=AT, fonts=None, root=OURS)


def _pages(lines):
    source = b'#import "gongwen.typ": *\n#show: gongwen\n#for line in paper.facts [#flush(line)]'
    return len(PdfReader(BytesIO(_printed(source, {**_sample("rectification"), "facts": lines}))).pages)


@needs_font
@pytest.mark.parametrize("name", CONTRACTS)
def test_every_pdf_is_pdf_a_with_its_fonts_inside(name):
    reader = PdfReader(BytesIO(_printed((OURS / f"{name}.typ").read_bytes(), _sample(name))))
    about = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in about
    assert reader.trailer["/Root"]["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert not reader.is_encrypted
    described = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    for font in described:
        (inner,) = font.get_object()["/DescendantFonts"]
        assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"])
    assert described
    assert reader.metadata.creation_date == AT


@needs_font
def test_a_page_holds_22_lines_of_28_characters():
    assert _pages(["督" * 28] * 22) == 1
    assert _pages(["督" * 28] * 23) == 2
    assert _pages(["督" * 28] * 21 + ["督" * 29]) == 2


@needs_font
def test_a_character_that_no_font_has_is_shown_as_a_gap():
    said = "甲😀乙👨‍👩‍👧丙\ue000丁ก\u0e34戊"
    context = {**_sample("rectification"), "number": said, "facts": [said, {"x": said}["x"]]}
    read = text_of(_printed(b'#import "gongwen.typ": *\n#show: gongwen\n#paper.number', context))
    assert read.startswith("甲〓乙〓〓〓丙〓丁〓戊")


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_document_is_the_same_bytes_with_the_times_of_its_line(name):
    template = (OURS / f"{name}.docx").read_bytes()
    first = docx.written(template, _sample(name), at=AT)
    assert docx.written(template, _sample(name), at=AT) == first
    about = Document(BytesIO(first)).core_properties
    assert (about.created, about.modified) == (AT, AT)
    assert {entry.date_time for entry in zipfile.ZipFile(BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", sorted(set(CONTRACTS) - ON_A5))
def test_every_document_has_the_page_of_the_standard(name):
    section = Document(BytesIO((OURS / f"{name}.docx").read_bytes())).sections[0]
    width, height = section.page_width, section.page_height
    text = (width - section.left_margin - section.right_margin, height - section.top_margin - section.bottom_margin)
    measured = (width, height, section.top_margin, section.left_margin, *text)
    assert [round(length / Mm(1)) for length in measured] == [210, 297, 37, 28, 156, 225]


@pytest.mark.parametrize("name", CONTRACTS)
def test_our_documents_use_word_styles_and_no_loose_formatting_of_the_body(name):
    document = Document(BytesIO((OURS / f"{name}.docx").read_bytes()))
    tagged = [p for p in document.paragraphs if p.text and not p.text.startswith("{%")]
    assert {p.style.name for p in tagged} & {"Normal"} == set()
