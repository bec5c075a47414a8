"""Style sheet, script and marks: read once, addressed by their digest, kept by browsers for good."""

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, request

_FOLDER = Path(__file__).parents[1] / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"


def register(flask: Flask) -> None:
    flask.add_url_rule("/assets/<name>", "asset", _asset)


def address_of(name: str) -> str:
    """Return where a file of `api/static` is found; another content has another address."""
    return f"/assets/{_digest(name)}.{name}"


def weight_of(name: str) -> int:
    """Return how many bytes a file is on its way to a browser."""
    return len(_content(name)[1])


def compressed(answer: Response) -> Response:
    """Send a page as gzip when the browser takes it: a board of 226 tasks is 250 kB without."""
    if "gzip" in request.accept_encodings and answer.mimetype == "text/html" and not answer.direct_passthrough:
        answer.set_data(gzip.compress(answer.get_data(), 5, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Vary"] = "Accept-Encoding, Cookie"
    return answer


def _asset(name: str) -> Response:
    digest, _, file = name.partition(".")
    if Path(file).suffix not in _KINDS or not (_FOLDER / file).is_file() or digest != _digest(file):
        abort(404)
    plain, small = _content(file)
    headers = {"Cache-Control": _FOR_GOOD, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
    if "gzip" in request.accept_encodings:
        return Response(small, headers={**headers, "Content-Encoding": "gzip"}, content_type=_KINDS[Path(file).suffix])
    return Response(plain, headers=headers, content_type=_KINDS[Path(file).suffix])


@cache
def _content(name: str) -> tuple[bytes, bytes]:
    plain = (_FOLDER / name).read_bytes()
    return plain, gzip.compress(plain, 9, mtime=0)


@cache
def _digest(name: str) -> str:
    return sha256(_content(name)[0]).hexdigest()[:12]
