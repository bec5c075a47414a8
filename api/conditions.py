"""Conditions a caller sets on a request: Idempotency-Key, If-Match, If-None-Match; strong ETags only (RFC 9110)."""

from collections.abc import Mapping
from typing import Any

from api.problems import AskError

KEY_LIMIT = 200


def key_of(environ: Mapping[str, Any]) -> str | None:
    """Return the Idempotency-Key exactly as sent. Raises: AskError: empty, too long or not printable ASCII."""
    key: str | None = environ.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return None
    if not 0 < len(key) <= KEY_LIMIT or not key.isascii() or not key.isprintable():
        raise AskError(400, "idempotency_key_unusable", limit=KEY_LIMIT)
    return key


def match_of(environ: Mapping[str, Any]) -> str | None:
    """Return the word inside If-Match's quotes; None when the header is absent.

    Raises: AskError 412 for `*`, a weak tag or a list: each would pass without naming the one version that was seen.
    """
    header: str | None = environ.get("HTTP_IF_MATCH")
    if header is None:
        return None
    word = header.strip()
    if len(word) < 3 or word[0] != '"' or word[-1] != '"' or '"' in word[1:-1]:
        raise AskError(412, "if_match_unusable", given=word[:80])
    return word[1:-1]


def expected(environ: Mapping[str, Any], stream: str | None) -> tuple[tuple[str, int], ...]:
    """Return what If-Match expects of `stream`. Raises: AskError 412 when it cannot be a version of it."""
    word = match_of(environ)
    if word is None:
        return ()
    if stream is None or not (word.isascii() and word.isdigit() and len(word) < 16):
        raise AskError(412, "if_match_unusable", given=word[:80])
    return ((stream, int(word)),)


def etag(word: int | str) -> str:
    return f'"{word}"'


def not_modified(environ: Mapping[str, Any], tag: str) -> bool:
    """Tell whether If-None-Match already names this answer; weak comparison, as it must be."""
    header: str | None = environ.get("HTTP_IF_NONE_MATCH")
    if header is None:
        return False
    return header.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in header.split(","))
