"""What kind of file this is: by its name and by its own bytes, and both must say the same (`POST /files`)."""

import struct
import zipfile
from pathlib import PurePosixPath
from typing import IO

from domain.errors import InvalidError

EXTENSIONS = {".pdf": "pdf", ".docx": "docx", ".xlsx": "xlsx", ".jpg": "jpg", ".jpeg": "jpg", ".png": "png"}
_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
# Reading a zip's directory costs about 1 kB a name: an honest paper has a few hundred names.
_MOST_ENTRIES, _MOST_DIRECTORY = 10_000, 2_000_000
_END, _END_SIZE = b"PK\x05\x06", 22


def kind_of(file: IO[bytes], name: str) -> str:
    """Return pdf, docx, xlsx, jpg or png. Raises: InvalidError when name and bytes do not agree on one of them."""
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    named = EXTENSIONS.get(extension)
    if named is None:
        raise InvalidError("file", "file.kind_not_accepted", extension=extension)
    file.seek(0)
    head = file.read(1024)
    if not _looks_like(named, head) or (named in _MAIN_PART and not _is_office_paper(file, named)):
        raise InvalidError("file", "file.not_what_its_name_says", extension=extension)
    return named


def _looks_like(kind: str, head: bytes) -> bool:
    match kind:
        case "pdf":
            return b"%PDF-" in head  # readers accept a little before it, and scanners write it
        case "jpg":
            return head.startswith(b"\xff\xd8\xff")
        case "png":
            return head.startswith(b"\x89PNG\r\n\x1a\n")
        case _:
            return head.startswith(b"PK\x03\x04")


def _is_office_paper(file: IO[bytes], kind: str) -> bool:
    """Tell whether the zip is the office paper it claims to be. Raises: InvalidError for one with macros."""
    if not _small_directory(file):
        return False
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as paper:
            names = set(paper.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError):
        return False
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise InvalidError("file", "file.has_macros")
    return "[Content_Types].xml" in names and _MAIN_PART[kind] in names


def _small_directory(file: IO[bytes]) -> bool:
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 65_535 - _END_SIZE))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return False
    entries, directory = struct.unpack_from("<HI", tail, at + 10)
    return bool(entries <= _MOST_ENTRIES and directory <= _MOST_DIRECTORY)
