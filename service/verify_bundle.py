"""Check an evidence bundle with nothing but the bundle: every line against the root it states (docs/verify.md)."""

import filecmp
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import msgspec

from domain.evidence import leaf_hash, root_by_path
from service.evidence_bundle import FILES, FORMAT, LINES, MINUTES, SUMS, TEXTS, TREE, Line, Text, Tree, digest_of, pack

_FILED = "interview.record_filed.v1"
_JSON_LIMIT = 2**26  # bytes of one member that is read whole


@dataclass(frozen=True, slots=True)
class BundleResult:
    """What was found wrong first: `fault` is a slug, empty when nothing was; the numbers are of what was checked."""

    fault: str = ""
    detail: str = ""
    incarnation: str = ""
    size: int = 0
    root: str = ""
    lines: int = 0
    texts: int = 0
    files: int = 0
    omitted: int = 0
    missing: int = 0

    @property
    def clean(self) -> bool:
        return not self.fault


class _FoundError(Exception):
    def __init__(self, fault: str, detail: str = "") -> None:
        super().__init__(fault)
        self.fault, self.detail = fault, detail


def verify_bundle(path: Path) -> BundleResult:
    """Return what the bundle proves, or the first fault. Raises: OSError when the file cannot be opened."""
    try:
        with ZipFile(path) as packed:
            result = _checked(packed)
            _repacked_alike(path, packed)
            return result
    except _FoundError as found:
        return BundleResult(found.fault, found.detail)
    except (
        BadZipFile,
        msgspec.DecodeError,
        ValueError,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        return BundleResult("unreadable", str(error))


def _checked(packed: ZipFile) -> BundleResult:
    _sums(packed)
    tree = msgspec.json.decode(_read(packed, TREE), type=Tree)
    if tree.format != FORMAT:
        raise _FoundError("format", tree.format)
    lines = msgspec.json.decode(_read(packed, LINES), type=list[Line])
    texts = msgspec.json.decode(_read(packed, TEXTS), type=list[Text])
    for line in lines:
        _in_tree(line, tree)
    _complete(lines, tree)
    _texts(texts, lines)
    files = [name for name in packed.namelist() if name.startswith(FILES)]
    _files(packed, files, lines)
    _minutes(_read(packed, MINUTES).decode(), texts, lines)
    return BundleResult(
        "", "", tree.incarnation, tree.size, tree.root, len(lines), len(texts), len(files), len(tree.omitted),
        len(tree.missing),
    )  # fmt: skip


def _sums(packed: ZipFile) -> None:
    """See that the bundle holds what its list says, byte for byte."""
    rows = (row.partition("  ") for row in _read(packed, SUMS).decode().splitlines())
    listed = {name: digest for digest, _, name in rows}
    there = packed.namelist()
    if len(set(there)) < len(there):
        raise _FoundError("member_twice")
    for name in set(there) ^ {*listed, SUMS}:
        raise _FoundError("member_missing" if name in listed else "member_extra", name)
    for name, digest in listed.items():
        with packed.open(name) as source:
            if digest_of(source) != digest:
                raise _FoundError("member_changed", name)


def _in_tree(line: Line, tree: Tree) -> None:
    leaf = leaf_hash(line.stream, line.version, line.name, line.meta.encode(), line.state.encode())
    if leaf.hex() != line.leaf:
        raise _FoundError("line_changed", str(line.position))
    root = root_by_path(leaf, line.position - 1, tree.size, [bytes.fromhex(part) for part in line.path])
    if root is None or root.hex() != tree.root:
        raise _FoundError("line_not_in_tree", str(line.position))


def _complete(lines: list[Line], tree: Tree) -> None:
    """See that the interview's lines have no gap that is not stated, and no line stands twice."""
    interviews = {line.stream for line in lines if line.name == _FILED}
    if len(interviews) != 1 or len({line.position for line in lines}) < len(lines):
        raise _FoundError("not_one_case")
    stream = interviews.pop()
    versions = {line.version for line in lines if line.stream == stream}
    versions |= {line.version for line in tree.omitted if line.stream == stream}
    for version in range(1, max(versions) + 1):
        if version not in versions:
            raise _FoundError("line_missing", f"{stream} {version}")


def _texts(texts: list[Text], lines: list[Line]) -> None:
    named = "".join(line.state for line in lines)
    for text in texts:
        if sha256(bytes.fromhex(text.salt) + text.text.encode()).hexdigest() != text.digest:
            raise _FoundError("text_changed", text.digest)
        if f'"{text.digest}"' not in named:
            raise _FoundError("text_unnamed", text.digest)


def _files(packed: ZipFile, files: Iterable[str], lines: list[Line]) -> None:
    named = "".join(line.state + line.meta for line in lines)
    for name in files:
        digest = name.removeprefix(FILES).partition(".")[0]
        with packed.open(name) as source:
            if digest_of(source) != digest:
                raise _FoundError("file_changed", name)
        if f'"{digest}"' not in named:
            raise _FoundError("file_unnamed", name)


def _minutes(minutes: str, texts: list[Text], lines: list[Line]) -> None:
    """See that the minutes for reading hold every proven text of the record as filed."""
    filed = next(line.state for line in lines if line.name == _FILED)
    for text in texts:
        if f'"{text.digest}"' in filed and text.text not in minutes:
            raise _FoundError("minutes_differ", text.digest)


def _repacked_alike(path: Path, packed: ZipFile) -> None:
    """See that not even the packing was touched: a bundle is written in one way only."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "again.zip"
        with again.open("wb") as out:
            pack(out, ((name, packed.open(name)) for name in packed.namelist()))
        if not filecmp.cmp(path, again, shallow=False):
            raise _FoundError("repacked")


def _read(packed: ZipFile, name: str) -> bytes:
    if packed.getinfo(name).file_size > _JSON_LIMIT:
        raise _FoundError("unreadable", name)
    return packed.read(name)
