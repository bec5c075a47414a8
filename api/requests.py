"""What every request carries beside its body: its id, and the headers of every answer."""

import secrets
from itertools import count
from typing import Any

ALWAYS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
ID_LIMIT = 64
_KEY = "ducha.request_id"
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


class _Ids:
    """Ids made here: a random word of this process and a count; the word is drawn after the fork, at first use."""

    def __init__(self) -> None:
        self.word = ""
        self.numbers = count(1)

    def next(self) -> str:
        if not self.word:
            self.word = secrets.token_hex(6)
        return f"{self.word}-{next(self.numbers):x}"


_ids = _Ids()


def id_of(environ: dict[str, Any]) -> str:
    """Return the request's id: the caller's X-Request-ID when it is short and plain, else one made now."""
    known: str | None = environ.get(_KEY)
    if known is None:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        # It is kept for ever as the cause of a write: plain words only.
        known = given if 0 < len(given) <= ID_LIMIT and _ALLOWED.issuperset(given) else _ids.next()
        environ[_KEY] = known
    return known
