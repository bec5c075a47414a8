"""Shapes shared by all addresses: paper fields, receipt, as-of query, page, list envelope."""

import base64
import binascii
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import msgspec
from marshmallow import INCLUDE, RAISE, Schema, fields

from api.fields import Day, Digest, Form, KnownAt, Line, Moment, Text, Whole
from domain.errors import InvalidError
from projections.as_of import AsOf

PAGE_LIMIT = 500


class In(Schema):
    """A body or a query: what is not declared is an error, not ignored."""

    class Meta:
        unknown = RAISE
        ordered = False


class Out(Schema):
    """An answer, for the OpenAPI document and the tests; answers are not dumped through it (docs/decisions/020)."""


class PaperMixin(In):
    """The fields of an act that came on paper and is entered by the office (代录); the door takes them out."""

    on_behalf_of = fields.String(validate=Form(r"^(unit:[a-z0-9-]{2,32}|post:[A-Za-z0-9._-]{1,64})$"))
    received_at = Moment()
    paper = Digest()
    entry_reason = Text(limit=2000)


class ReadQuery(In):
    """`after`: answer only from this position of the record on (read your own write)."""

    after = Whole()


class AsOfQuery(ReadQuery):
    known_at = KnownAt()
    true_on = Day()


class PageQuery(ReadQuery):
    limit = Whole(least=1, most=PAGE_LIMIT, load_default=100)
    cursor = Line(limit=500)


class ReceiptOut(Out):
    receipt_id = fields.String(required=True)
    position = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    leaf = fields.String(required=True)


class WriteOut(Out):
    """Every write's answer has its receipt."""

    receipt = fields.Nested(ReceiptOut, required=True)


class AsOfOut(Out):
    position = fields.Integer(required=True)
    known_at = fields.AwareDateTime(required=True, allow_none=True)
    true_on = fields.Date(required=True, allow_none=True)


class ErrorOut(Out):
    field = fields.String(required=True)
    reason = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemOut(Out):
    """RFC 9457; the details of a refusal stand beside these members."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    clause = fields.String()
    errors = fields.List(fields.Nested(ErrorOut))
    instance = fields.String(required=True)
    request_id = fields.String(required=True)


@cache
def envelope(row: type[Schema]) -> type[Schema]:
    """Return the shape of a list of `row`: {"items", "next_cursor", "as_of"}."""
    return Out.from_dict(
        {
            "items": fields.List(fields.Nested(row), required=True),
            "next_cursor": fields.String(required=True, allow_none=True),
            "as_of": fields.Nested(AsOfOut, required=True),
        },
        name=f"{row.__name__.removesuffix('Out')}List",
    )


def listed(
    rows: Sequence[Any],
    *,
    as_of: AsOf,
    limit: int | None = None,
    cursor: Callable[[Any], Sequence[Any]] | None = None,
) -> dict[str, Any]:
    """Return a list's body. Ask the question for `limit` + 1 rows: the last one only tells that there are more.

    `cursor` returns what identifies a row, as `cursor_of` reads it back.
    """
    more = limit is not None and len(rows) > limit
    shown = rows[:limit] if more else rows
    return {
        "items": list(shown),
        "next_cursor": cursor_text(cursor(shown[-1])) if more and cursor else None,
        "as_of": as_of_body(as_of),
    }


def as_of_body(as_of: AsOf) -> dict[str, Any]:
    """Return the `as_of` member of an answer that is no list."""
    return as_of.shown()


def cursor_text(key: Sequence[Any]) -> str:
    """Return a page's place as an opaque word."""
    return base64.urlsafe_b64encode(msgspec.json.encode(list(key))).rstrip(b"=").decode()


def cursor_of(query: dict[str, Any], *kinds: type) -> tuple[Any, ...] | None:
    """Return what `cursor_text` was given, or None on the first page.

    Raises: InvalidError when the cursor was not made here, or its parts are not of these kinds.
    """
    word: str | None = query.get("cursor")
    if word is None:
        return None
    try:
        key = msgspec.json.decode(base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, UnicodeError, msgspec.DecodeError):
        raise InvalidError("cursor", "not_a_cursor") from None
    if not isinstance(key, list) or len(key) != len(kinds):
        raise InvalidError("cursor", "not_a_cursor")
    if not all(type(part) is kind and _keepable(part) for part, kind in zip(key, kinds, strict=True)):
        raise InvalidError("cursor", "not_a_cursor")
    return tuple(key)


def _keepable(part: Any) -> bool:
    """Tell whether a database takes it: integers of 64 bits, text without the null character."""
    if isinstance(part, str):
        return "\x00" not in part
    return not isinstance(part, int) or abs(part) < 2**63
