"""What a write answers with, and how the record itself refuses."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from domain.errors import DuchaError
from domain.record import Recorded
from service.clock import new_salt


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the writer takes home: where the first line stands, since when, and its leaf (hexadecimal)."""

    receipt_id: str
    position: int
    recorded_at: datetime
    leaf: str


@dataclass(slots=True)
class Written:
    """The lines of one request, in log order; none, and no receipt, when the decision came to nothing."""

    lines: tuple[Recorded, ...]
    receipt: Receipt | None
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """Narrative text on its way into the record; the event carries only `digest`."""

    digest: str
    salt: bytes
    text: str


class KeyReusedError(DuchaError):
    """The same Idempotency-Key came with another request."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Idempotency-Key {key} was used for another request")
        self.key = key


class ClockRefusedError(DuchaError):
    """The clock cannot be right (rules: calendar and clock); nothing is written until it is accepted."""


class NotWrittenError(DuchaError):
    """The disk or the database failed; unless the same request turns up on the record, nothing of it was recorded.

    Only a repetition with the same Idempotency-Key is certain not to write twice.
    """


def content_of(text: str) -> Content:
    """Salt and digest a narrative text: SHA-256(salt ‖ UTF-8 text), hexadecimal."""
    salt = new_salt()
    return Content(sha256(salt + text.encode()).hexdigest(), salt, text)


def written(lines: tuple[Recorded, ...], *, replayed: bool = False) -> Written:
    """Return the answer for these lines; the same lines always give the same receipt."""
    if not lines:
        return Written((), None, replayed)
    first = lines[0]
    receipt = Receipt(f"r-{first.position}", first.position, first.meta.recorded_at, first.leaf.hex())
    return Written(lines, receipt, replayed)
