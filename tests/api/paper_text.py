"""Papers as tests read them: the text of a DOCX or PDF, and whether this machine has a font to write PDFs with."""

import re
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from api.papers import contract, pdf
from api.papers.papers import CONTRACTS

_FONTS = pdf._DEBIAN.is_dir()
needs_font = pytest.mark.skipif(not _FONTS, reason="no Chinese font here: apt-get install fonts-noto-cjk")
FORMATS = ["docx", pytest.param("pdf", marks=needs_font)]


def fields_of(caller: Any, path: str) -> dict[str, Any]:
    """Return a paper's fields, which are those of its contract and no others."""
    answer = caller.get(f"{path}?format=json")
    assert answer.status_code == 200, answer.text
    fields: dict[str, Any] = answer.json
    told = {**fields, "record": {**fields["record"], "digest": sha256(answer.data).hexdigest()}}
    assert list(contract.misfits(CONTRACTS[told.pop("paper")], told)) == []
    return fields


def text_of(content: bytes) -> str:
    """Return a paper's words without line ends and blanks, which its layout sets."""
    return re.sub(r"\s", "", _pdf(content) if content.startswith(b"%PDF") else _docx(content))


def _pdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    parts: list[Any] = [document, *(section.footer for section in document.sections)]
    return "".join(run.text or "" for part in parts for run in part._element.iter(qn("w:t")))
