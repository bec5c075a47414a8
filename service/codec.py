"""Events and their metadata as stored bytes and back: JSON with fields in the class's order and mapping keys sorted.

The bytes written are the bytes hashed (docs/verify.md); nothing is ever encoded a second time.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any, get_type_hints

import msgspec

from domain.events import NAMES, NARRATIVES, STORED_NAME
from domain.record import Meta

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode_meta = msgspec.json.Decoder(Meta).decode
ERASED = "content.erased.v1"
DecodeError = msgspec.DecodeError  # stored bytes that are not what their name says
_decoders: dict[str, Callable[[bytes], Any]] = {}

# An old shape → what it means in today's: a class kept for its `.v1` name, and the function to its `.v2` class.
UPCASTS: dict[type, Callable[[Any], Any]] = {}


class UnknownEventError(Exception):
    """A stored name this release does not know: it must stop rather than skip a fact."""


class _StoredMeta(msgspec.Struct, omit_defaults=True):
    """`Meta` as stored: what does not apply is left out."""

    event_id: str
    recorded_at: datetime
    account: str
    role: str
    cause: str
    correlation: str
    post: str | None = None
    person: str | None = None
    unit: str | None = None
    on_behalf_of: str | None = None
    received_at: datetime | None = None
    paper: str | None = None
    entry_reason: str | None = None
    delegated_by: str | None = None
    request: str | None = None


class _Account(msgspec.Struct):
    account: str


class _Request(msgspec.Struct):
    request: str | None = None


_decode_request = msgspec.json.Decoder(_Request).decode
_decode_account = msgspec.json.Decoder(_Account).decode
_META_FIELDS = tuple(field.name for field in fields(Meta))
assert _StoredMeta.__struct_fields__ == _META_FIELDS, "Meta and its stored form have drifted apart"


def encode_meta(meta: Meta) -> bytes:
    return _encode(
        _StoredMeta(
            meta.event_id, meta.recorded_at, meta.account, meta.role, meta.cause, meta.correlation, meta.post,
            meta.person, meta.unit, meta.on_behalf_of, meta.received_at, meta.paper, meta.entry_reason,
            meta.delegated_by, meta.request,
        )
    )  # fmt: skip


def decode_meta(data: bytes) -> Meta:
    return _decode_meta(data)


def account_of(meta: bytes) -> str:
    """Return who recorded a line, without decoding the rest."""
    return _decode_account(meta).account


def request_of(meta: bytes) -> str | None:
    """Return the digest of the request that wrote a line, None when it came without an Idempotency-Key."""
    return _decode_request(meta).request


def narratives(name: str, state: bytes) -> list[str]:
    """Return the content digests a stored event refers to."""
    return digests(name, decode(name, state)) if name in NARRATIVES else []


def digests(name: str, event: Any) -> list[str]:
    """Return the content digests an event refers to: a narrative field holds one, several or none."""
    found: list[str] = []
    for field in NARRATIVES.get(name, ()):
        told = getattr(event, field)
        found += told if isinstance(told, tuple) else (told,) if told else ()
    return found


def erased(name: str, event: Any) -> tuple[str, ...]:
    """Return the content digests whose texts go with this event."""
    return event.texts if name == ERASED else ()


def encode(event: Any) -> tuple[str, bytes, Any]:
    """Return the stored name, the stored bytes, and the event as any later reader will see it.

    Raises: UnknownEventError for a class that `NAMES` does not list.
    """
    kind = type(event)
    try:
        name = STORED_NAME[kind]
    except KeyError:
        raise UnknownEventError(kind.__name__) from None
    data = _encode(event)
    return name, data, decode(name, data) if kind in _LOOSE else event


def decode(name: str, data: bytes) -> Any:
    """Return the typed event. Raises: UnknownEventError."""
    event = (_decoders.get(name) or _decoder(name))(data)
    if UPCASTS:
        while (upcast := UPCASTS.get(type(event))) is not None:
            event = upcast(event)
    return event


def _decoder(name: str) -> Callable[[bytes], Any]:
    try:
        kind = NAMES[name]
    except KeyError:
        raise UnknownEventError(name) from None
    decoder: Callable[[bytes], Any] = msgspec.json.Decoder(kind).decode
    _decoders[name] = decoder
    return decoder


# Events with a free-form part: a date or tuple in it comes back from the record as text or list, so the writer's own
# readers must be given the form that comes back, or a rebuild would differ from what was followed.
_LOOSE = frozenset(kind for kind in NAMES.values() if "Any" in repr(get_type_hints(kind)))
