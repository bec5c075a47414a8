"""Attachments kept by what they are: content-addressed files, whole on disk before any event names them."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import msgspec
from cryptography.hazmat.primitives.hashes import SM3, Hash

from domain.errors import InvalidError
from service.file_kinds import kind_of

SIZE_LIMIT = 20 * 2**20
READ_BACK = timedelta(hours=24)  # how long one may look at what one has uploaded oneself (decision 016)
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on disk. Its name is not kept: units put citizens' names into file names."""

    sha256: str  # the name events know it by
    sm3: str
    size: int
    kind: str  # pdf docx xlsx jpg png
    uploads: dict[str, datetime] = field(default_factory=dict)  # account → when, of the last day

    def uploaded_by(self, account: str, now: datetime) -> bool:
        """Tell whether the account has uploaded these very bytes within the last day."""
        at = self.uploads.get(account)
        return at is not None and now - at <= READ_BACK


@dataclass(frozen=True, slots=True)
class Upload:
    account: str
    at: datetime


Admit = Callable[[str], None]  # refuses a digest by raising


class Files:
    """`files/ab/abcd…` and beside it `abcd….json` with what is known of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(
        self, source: IO[bytes], name: str, *, upload: Upload | None = None, admit: Admit = lambda sha256: None
    ) -> Stored:
        """Keep the bytes of `source`; durable on return, and the same bytes twice are one file.

        Raises: InvalidError when it is empty, over 20 MB, or not what its name says; what `admit` raises; OSError when
        the disk is full.
        """
        incoming = self.root / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as copy:
            place = Path(copy.name)
            try:
                sha256, sm3, size = _copy(source, copy)
                admit(sha256)
                stored = Stored(sha256, sm3, size, kind_of(copy, name), self._uploads(sha256, upload))
                copy.flush()
                os.fsync(copy.fileno())
                self._settle(place, stored)
            finally:
                place.unlink(missing_ok=True)
        return stored

    def find(self, sha256: str) -> Stored | None:
        """Return what is known of a file, None when it is not here."""
        facts = self.path(sha256).with_suffix(".json")
        if not self.has(sha256) or not facts.exists():
            return None
        return msgspec.json.decode(facts.read_bytes(), type=Stored)

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def open(self, sha256: str) -> IO[bytes] | None:
        """Return the file open for reading, None when it is not here."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            return None

    def remove(self, sha256: str) -> bool:
        """Delete a file and what is known of it; tell whether it was here. Only a lawful erasure does."""
        target = self.path(sha256)
        there = self.has(sha256)
        target.unlink(missing_ok=True)
        target.with_suffix(".json").unlink(missing_ok=True)
        if there:
            _sync(target.parent)
        return there

    def path(self, sha256: str) -> Path:
        """Return where the file lies. Raises: ValueError for what is no digest, so that no name leaves the folder."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a sha256")
        return self.root / sha256[:2] / sha256

    def _uploads(self, sha256: str, upload: Upload | None) -> dict[str, datetime]:
        """Return who has uploaded these bytes of late. Of two at the same moment one may be lost: he has the bytes."""
        before = self.find(sha256)
        uploads = before.uploads if before else {}
        if upload is None:
            return uploads
        recent = {account: at for account, at in uploads.items() if upload.at - at <= READ_BACK}
        return {**recent, upload.account: upload.at}

    def _settle(self, place: Path, stored: Stored) -> None:
        """Move into place: the facts first, the content last, so that a file that is there is whole and known."""
        target = self.path(stored.sha256)
        made = not target.parent.exists()
        target.parent.mkdir(exist_ok=True)
        facts = place.with_suffix(".json")
        try:
            with facts.open("wb") as out:
                out.write(msgspec.json.encode(stored))
                out.flush()
                os.fsync(out.fileno())
            facts.replace(target.with_suffix(".json"))
            place.replace(target)
        finally:
            facts.unlink(missing_ok=True)
        _sync(target.parent)
        if made:
            _sync(self.root)


def _copy(source: IO[bytes], target: IO[bytes]) -> tuple[str, str, int]:
    """Copy piece by piece and return (sha256, sm3, size). Raises: InvalidError."""
    sha256, sm3, size = hashlib.sha256(), Hash(SM3()), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > SIZE_LIMIT:
            raise InvalidError("file", "file.too_large", limit_mb=SIZE_LIMIT // 2**20)
        sha256.update(piece)
        sm3.update(piece)
        target.write(piece)
    if size == 0:
        raise InvalidError("file", "file.empty")
    return sha256.hexdigest(), sm3.finalize().hex(), size


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
