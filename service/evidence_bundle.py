"""The evidence bundle: one zip that proves itself without Ducha and without us (docs/verify.md; D-106)."""

import shutil
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from service.files import Files
from service.gather_evidence import Evidence, Proven

FORMAT = "ducha-evidence-v1"
TREE, LINES, TEXTS, SUMS, MINUTES = "tree.json", "lines.json", "texts.json", "SHA256SUMS", "minutes.txt"
FILES = "files/"
_PIECE = 2**20


class Omitted(msgspec.Struct):
    """A line of the case that is not in the bundle."""

    position: int
    stream: str
    version: int


class Tree(msgspec.Struct):
    """The root every path leads to. `missing` are files the case names that were not there."""

    format: str
    incarnation: str
    size: int
    root: str
    omitted: list[Omitted]
    missing: list[str]


class Line(msgspec.Struct):
    """`meta` and `state` are the stored bytes, read as UTF-8; hashes are hexadecimal, the path from the leaf up."""

    position: int
    stream: str
    version: int
    name: str
    meta: str
    state: str
    leaf: str
    path: list[str]


class Text(msgspec.Struct):
    """SHA-256 of salt ‖ text is the digest that a line names."""

    digest: str
    salt: str
    text: str


def write(found: Evidence, papers: Mapping[str, bytes], files: Files, out: IO[bytes]) -> None:
    """Write the bundle. `papers` are what people read, by name; they explain and are not proven themselves."""
    omitted = [Omitted(line.position, line.stream, line.version) for line in found.omitted]
    members: dict[str, bytes | Path] = {
        **papers,
        TREE: _json(Tree(FORMAT, found.incarnation, found.size, found.root.hex(), omitted, list(found.missing))),
        LINES: _json([_line(proven) for proven in found.lines]),
        TEXTS: _json([Text(digest, salt.hex(), text) for digest, (salt, text) in found.texts.items()]),
        **{f"{FILES}{file.sha256}.{file.kind}": files.path(file.sha256) for file in found.files},
    }
    sums = "".join(f"{_sum(content)}  {name}\n" for name, content in members.items())
    pack(out, ((name, _opened(content)) for name, content in {**members, SUMS: sums.encode()}.items()))


def pack(out: IO[bytes], members: Iterable[tuple[str, IO[bytes]]]) -> None:
    """Write a zip that depends on nothing but names and contents, so that a changed byte anywhere is seen."""
    with ZipFile(out, "w", ZIP_STORED) as packed:
        for name, content in members:
            entry = ZipInfo(name)  # 1980-01-01
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            with content, packed.open(entry, "w") as target:
                shutil.copyfileobj(content, target, _PIECE)


def _line(proven: Proven) -> Line:
    line = proven.line
    return Line(
        line.position, line.stream, line.version, line.name, proven.meta.decode(), proven.state.decode(),
        line.leaf.hex(), [part.hex() for part in proven.path],
    )  # fmt: skip


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1)


def _opened(content: bytes | Path) -> IO[bytes]:
    return BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _sum(content: bytes | Path) -> str:
    with _opened(content) as source:
        return digest_of(source)


def digest_of(source: IO[bytes]) -> str:
    """Return the SHA-256 of what is left to read, hexadecimal."""
    digest = sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
