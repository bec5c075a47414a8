"""Every Word paper opens in LibreOffice and comes back with the same words, styles and page.

`make faults` installs LibreOffice where it may; where it is not, these tests say so and are passed over.
"""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from pypdf import PdfReader

from api.papers import contract, docx
from api.papers.papers import CONTRACTS
from api.papers.templates import OURS
from service.reading_text import words_of

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice: apt-get install libreoffice-writer"),
]
AT = datetime(2020, 9, 4, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every paper with sample fields; what LibreOffice made of it is in `back` and `printed`."""
    folder = tmp_path_factory.mktemp("papers")
    for name, fields in CONTRACTS.items():
        template = (OURS / f"{name}.docx").read_bytes()
        (folder / f"{name}.docx").write_bytes(docx.written(template, contract.sample(fields), at=AT))
    for kind, to in (("docx:MS Word 2007 XML", "back"), ("pdf:writer_pdf_Export", "printed")):
        subprocess.run(
            [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
             "--outdir", folder / to, *sorted(folder.glob("*.docx"))],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    yield folder


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_paper_comes_back_from_the_office_with_its_words_and_styles(folder, name):
    sent, back = ((folder / part / f"{name}.docx").read_bytes() for part in ("", "back"))
    assert words_of(back) == words_of(sent)
    used = [{p.style.name for p in Document(BytesIO(content)).paragraphs if p.text} for content in (sent, back)]
    assert used[0] == used[1]


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_paper_is_printed_on_its_sheet(folder, name):
    pages = PdfReader(folder / "printed" / f"{name}.pdf").pages
    section = Document(folder / f"{name}.docx").sections[0]
    width, height = (float(side) / 72 * 25.4 for side in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (round(section.page_width / Mm(1)), round(section.page_height / Mm(1)))
