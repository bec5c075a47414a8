"""The one door of every address: who asks, may they, is it well-formed; then the handler, then JSON.

Everything that can be made once is made when the address is registered, not when it is asked (docs/decisions/020).
"""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import msgspec
import structlog
from flask import Response
from flask.globals import request_ctx
from marshmallow import Schema, ValidationError, fields
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wrappers import Request

from api import conditions, field_words, requests
from api.answers import FileAnswer, JsonAnswer
from api.metrics import Metrics
from api.problems import AskError
from api.routes import JSON_LIMIT, Answer, Ask, Download, Route
from api.schemas import In, PaperMixin
from domain.actors import ANONYMOUS, MAY, PUBLIC, Actor
from domain.errors import ForbiddenError
from service.act import Paper
from service.app import App

MAX_DEPTH = 32
PAPER_FIELDS = ("on_behalf_of", "received_at", "paper", "entry_reason")
_JSON = "application/json"
_log = structlog.get_logger("ducha.door")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode
_ALWAYS = tuple(requests.ALWAYS.items())


def view_of(app: App, route: Route, metrics: Metrics) -> Callable[..., Response]:
    """Return the Flask view of a route."""
    roles = MAY[route.power]
    body = (route.body or In)() if route.writes and (route.body or not route.upload) else None
    query = _Query((route.query or In)())
    paper = isinstance(body, PaperMixin)
    handler, status, needs_match = route.handler, route.status, route.needs_match

    answered = metrics.answers.labels(route.method, route.path).inc
    took = metrics.seconds.labels("write" if route.writes else "read").observe

    def view(**names: Any) -> Response:
        began = perf_counter()
        request = request_ctx.request
        environ = request.environ
        actor = _actor(app, environ, PUBLIC in roles)
        if actor.role not in roles:
            raise ForbiddenError(route.power, actor.role)
        if needs_match and "HTTP_IF_MATCH" not in environ:
            raise AskError(428, "if_match_missing")
        ask = Ask(app, actor, environ, requests.id_of(environ))
        ask.query = query.read(environ, request)
        if body is not None:
            as_form = route.upload and request.mimetype == "multipart/form-data"
            raw, said = _form(request, body) if as_form else _body(request, environ, body)
            ask.heard(raw, said, paper_of(said) if paper else None)
        answer = _answer(handler(ask, **names), status, environ, ask.request_id)
        answered()
        took(perf_counter() - began)
        return answer

    view.__name__ = f"{route.family}_{route.handler.__name__}"
    return view


def _actor(app: App, environ: Mapping[str, Any], public: bool) -> Actor:
    """Return who asks. Raises: AskError 401 for a missing or dead token; a public address needs none."""
    header: str = environ.get("HTTP_AUTHORIZATION", "")
    if not header and public:
        return ANONYMOUS
    scheme, _, token = header.partition(" ")
    if scheme.lower() == "bearer" and token:
        # A lender's powers are used only when the request says so, so that no act is another's by accident.
        actor = app.accounts.actor_for_token(
            token.strip(),
            app.clock.now(),
            acting_for=environ.get("HTTP_DUCHA_AS"),
            address=environ.get("REMOTE_ADDR"),
        )
        if actor is not None:
            return actor
    if header:
        _log.info("token_refused", address=environ.get("REMOTE_ADDR"))
    raise AskError(401, "unauthenticated", headers={"WWW-Authenticate": 'Bearer realm="ducha"'})


def _body(request: Request, environ: Mapping[str, Any], schema: Schema) -> tuple[bytes, dict[str, Any]]:
    """Return the body as sent and as validated; no body at all is an empty object. Raises: AskError."""
    raw = _raw(request, environ)
    if raw:
        kind: str = environ.get("CONTENT_TYPE", "")
        if kind != _JSON and kind.partition(";")[0].strip().lower() != _JSON:
            raise AskError(415, "not_json")
    try:
        said = _decode(raw) if raw else {}
    except RecursionError:
        raise AskError(400, "unsound_json", max_depth=MAX_DEPTH) from None
    except ValueError as error:  # msgspec's errors, and bytes that are no UTF-8
        raise AskError(400, "malformed_json", at=str(error)) from None
    if not _sound(said, MAX_DEPTH):
        raise AskError(400, "unsound_json", max_depth=MAX_DEPTH)
    try:
        return raw, schema.load(said)
    except ValidationError as error:
        raise AskError(422, "invalid_body", errors=field_words.errors_of(error.messages)) from None


def _form(request: Request, schema: Schema) -> tuple[bytes, dict[str, Any]]:
    """Return what stands beside the file in a multipart body; the handler reads the file. Raises: AskError."""
    given: dict[str, str] = {}
    for name, values in request.form.lists():
        if len(values) > 1 or "\x00" in values[0]:
            reason = "repeated" if len(values) > 1 else "unsound_text"
            raise AskError(422, "invalid_body", errors=[{"field": name, "reason": reason}])
        given[name] = values[0]
    try:
        return b"", schema.load(given)
    except ValidationError as error:
        raise AskError(422, "invalid_body", errors=field_words.errors_of(error.messages)) from None


def _raw(request: Request, environ: Mapping[str, Any]) -> bytes:
    """Return the body's bytes. Raises: RequestEntityTooLarge, ClientDisconnected."""
    length: str = environ.get("CONTENT_LENGTH", "")
    if not length.isdigit():  # chunked, or none: werkzeug counts what arrives
        request.max_content_length = JSON_LIMIT
        return request.get_data(cache=False)
    expected = int(length)
    if expected > JSON_LIMIT:
        raise RequestEntityTooLarge
    raw: bytes = environ["wsgi.input"].read(expected) if expected else b""
    if len(raw) < expected:
        raise ClientDisconnected
    return raw


def _sound(value: Any, depth: int) -> bool:
    """Tell whether a database and every other JSON reader would keep the value as it is."""
    if isinstance(value, str):
        return "\x00" not in value
    if isinstance(value, dict):
        return depth > 0 and all(_sound(k, 1) and _sound(v, depth - 1) for k, v in value.items())
    if isinstance(value, list):
        return depth > 0 and all(_sound(v, depth - 1) for v in value)
    return not isinstance(value, int) or -(2**53) < value < 2**53


def paper_of(body: dict[str, Any]) -> Paper | None:
    """Take the paper's fields out of the body. Raises: AskError when half of a paper is there."""
    if "on_behalf_of" in body:
        if "received_at" not in body:
            raise AskError(422, "invalid_body", errors=[{"field": "received_at", "reason": "needs_received_at"}])
        return Paper(*(body.pop(name, None) for name in PAPER_FIELDS))
    for name in PAPER_FIELDS:
        if name in body:
            raise AskError(422, "invalid_body", errors=[{"field": name, "reason": "needs_on_behalf_of"}])
    return None


class _Query:
    """Reads a query string; an empty one costs nothing when the schema is content with it."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.many = {name for name, field in schema.fields.items() if isinstance(field, fields.List)}
        try:
            self.empty: dict[str, Any] | None = schema.load({})
        except ValidationError:
            self.empty = None

    def read(self, environ: Mapping[str, Any], request: Request) -> dict[str, Any]:
        """Return the validated query. Raises: AskError 422 naming each parameter."""
        if not environ.get("QUERY_STRING") and self.empty is not None:
            return dict(self.empty)
        given: dict[str, Any] = {}
        for name, values in request.args.lists():
            if len(values) > 1 and name not in self.many:
                raise AskError(422, "invalid_query", errors=[{"field": name, "reason": "repeated"}])
            if any("\x00" in value for value in values):
                raise AskError(422, "invalid_query", errors=[{"field": name, "reason": "unsound_text"}])
            given[name] = values if name in self.many else values[0]
        try:
            return self.schema.load(given)
        except ValidationError as error:
            raise AskError(422, "invalid_query", errors=field_words.errors_of(error.messages)) from None


def _answer(said: Any, status: int, environ: Mapping[str, Any], request_id: str) -> Response:
    if isinstance(said, Download):
        return _download(said, environ, request_id)
    headers = [("Content-Type", _JSON), *_ALWAYS, ("X-Request-ID", request_id)]
    if isinstance(said, Answer):
        status = said.status or status
        headers.extend(said.headers.items())
        if said.etag is not None:
            tag = conditions.etag(said.etag)
            headers.append(("ETag", tag))
            if status == 200 and not said.fresh and _asks_again(environ, tag):
                return JsonAnswer(b"", 304, headers[1:])
        said = said.body
    if said is None:
        return JsonAnswer(b"", 204 if status == 200 else status, headers[1:])
    content = said if isinstance(said, bytes) else _encode(said)
    headers.append(("Content-Length", str(len(content))))
    return JsonAnswer(content, status, headers)


def _download(said: Download, environ: Mapping[str, Any], request_id: str) -> Response:
    tag = conditions.etag(said.etag)
    headers = [*_ALWAYS, ("X-Request-ID", request_id), ("ETag", tag)]
    if _asks_again(environ, tag):
        said.file.close()
        return JsonAnswer(b"", 304, headers)
    headers += [
        ("Content-Type", said.media_type),
        ("Content-Length", str(said.size)),
        ("Content-Disposition", f'attachment; filename="{said.name}"'),
    ]
    return FileAnswer(said.file, headers, environ)


def _asks_again(environ: Mapping[str, Any], tag: str) -> bool:
    return environ["REQUEST_METHOD"] in ("GET", "HEAD") and conditions.not_modified(environ, tag)
