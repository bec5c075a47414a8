"""A notice's paragraphs, from .txt or .docx, and the folded key by which they are matched (the original is kept)."""

import re
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from domain.errors import InvalidError
from service.check_package import UNREADABLE, WORD_PAPER, check_package, unreadable

_HALF_WIDTH = str.maketrans("（）［］【】，；：．", "()[][],;:.")
_TEXT_ENCODINGS = ("utf-8-sig", "gb18030")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def paragraphs(path: Path, kind: str | None = None) -> list[str]:
    """Return the paragraphs of a document, trimmed, empty ones left out; `kind` says what a nameless file is.

    Raises: InvalidError for another kind of file, or text in no known encoding.
    """
    suffix = f".{kind}" if kind else path.suffix.lower()
    if suffix == ".docx":
        lines = _docx_lines(path)
    elif suffix == ".txt":
        lines = decoded(path.read_bytes()).splitlines()
    else:
        raise InvalidError("file", "not_txt_or_docx", suffix=suffix)
    return _trimmed(lines)


def pasted(text: str) -> list[str]:
    """Return the paragraphs of a text that stood in a document."""
    return _trimmed(text.splitlines())


def words_of(document: bytes) -> str:
    """Return the words of a Word document that was written here, as those of a file handed in would be read."""
    from docx import Document

    return "\n".join(_trimmed(_lines_of(Document(BytesIO(document)))))


def fold(text: str) -> str:
    """Return the matching key: simplified characters, half-width brackets and commas; as long as `text`.

    Folded character by character, so that a place in the key is a place in the original.
    """
    return "".join(map(_fold_character, text.translate(_HALF_WIDTH)))


@cache
def _simplifier() -> object:
    from opencc import OpenCC  # a dictionary of some megabytes, read only when a notice is

    return OpenCC("t2s")


@cache
def _fold_character(character: str) -> str:
    if character < "\u3400":
        return character
    folded: str = _simplifier().convert(character)  # type: ignore[attr-defined]
    return folded if len(folded) == 1 else character


def _trimmed(lines: Iterable[str]) -> list[str]:
    return [line for line in (line.strip(" \t\r\u3000\ufeff") for line in lines) if line]


def decoded(content: bytes) -> str:
    """Return the text of a .txt file. Raises: InvalidError for no encoding in use."""
    encodings = ("utf-16",) if content.startswith(_BYTE_ORDER_MARKS) else _TEXT_ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidError("file", "unknown_encoding", tried=", ".join(encodings))


def _docx_lines(path: Path) -> list[str]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    check_package(path, WORD_PAPER)
    try:
        return _lines_of(Document(str(path)))
    except (PackageNotFoundError, *UNREADABLE) as error:
        raise unreadable(WORD_PAPER, error) from None


def _lines_of(document: Any) -> list[str]:
    from docx.table import Table, _Cell

    numbering = _Numbering(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):  # cells as they stand: a span may claim to be a million columns wide
            lines += [_Cell(tc, block).text for row in block._tbl.tr_lst for tc in row.tc_lst]
        else:
            lines += (numbering.number(block) + block.text).splitlines()
    return lines


class _Numbering:
    """Writes out the automatic numbers of Word's lists, which are not in the text of a paragraph."""

    def __init__(self, document: object) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        part = document.part  # type: ignore[attr-defined]
        related = [r.target_part for r in part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING]
        self._root = getattr(related[0], "element", None) if related else None
        self._counts: dict[tuple[str, int], int] = {}

    def number(self, paragraph: object) -> str:
        """Return the number that Word shows before the paragraph, or nothing."""
        found = _find(paragraph._p, "./w:pPr/w:numPr")  # type: ignore[attr-defined]
        if not found or self._root is None:
            return ""
        number_id = "".join(_find(found[0], "./w:numId/@w:val"))
        level = int("".join(_find(found[0], "./w:ilvl/@w:val")) or 0)
        pattern, style = self._level(number_id, level)
        if "%" not in pattern:
            return ""
        self._counts[number_id, level] = self._counts.get((number_id, level), 0) + 1
        for key in [k for k in self._counts if k[0] == number_id and k[1] > level]:
            del self._counts[key]
        return re.sub(r"%(\d)", lambda m: self._shown(number_id, int(m[1]) - 1, style), pattern)

    def _level(self, number_id: str, level: int) -> tuple[str, str]:
        abstract = _find(self._root, f"./w:num[@w:numId='{number_id}']/w:abstractNumId/@w:val")
        path = f"./w:abstractNum[@w:abstractNumId='{''.join(abstract)}']/w:lvl[@w:ilvl='{level}']"
        found = _find(self._root, path) if abstract else []
        if not found:
            return "", ""
        return "".join(_find(found[0], "./w:lvlText/@w:val")), "".join(_find(found[0], "./w:numFmt/@w:val"))

    def _shown(self, number_id: str, level: int, style: str) -> str:
        count = self._counts.get((number_id, level), 1)
        return _chinese(count) if style.lower().startswith(("chinese", "japanese", "taiwanese")) else str(count)


def _find(element: object, path: str) -> list[Any]:
    from docx.oxml.ns import nsmap
    from lxml.etree import ElementBase

    found: list[Any] = ElementBase.xpath(element, path, namespaces=nsmap)
    return found


def _chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
