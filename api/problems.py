"""Every refusal as `application/problem+json` (RFC 9457): reason, Chinese sentence, clause, fields."""

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import structlog
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from api import requests, words
from domain.errors import (
    AbsentError,
    ConflictError,
    DuchaError,
    ErasedError,
    ForbiddenError,
    InvalidError,
    RefusedError,
)
from projections.store import NotCaughtUpError
from service.event_store import ClockRefusedError, KeyReusedError, NotWrittenError
from service.throttle import ThrottledError

LOCALE = "DUCHA_LOCALE"  # the language of who asks for none
METRICS = "ducha.metrics"  # where the application keeps its counters
PAGES = "ducha.pages"  # where it keeps what says a refusal to a browser
CONTENT_TYPE = "application/problem+json"
_RESERVED = frozenset({"type", "title", "status", "detail", "clause", "errors", "instance", "request_id"})
_log = structlog.get_logger("ducha.problems")
_encode = msgspec.json.Encoder(enc_hook=str).encode

_BY_STATUS = {
    400: "malformed_request",
    404: "absent",
    405: "method_not_allowed",
    408: "request_timeout",
    413: "body_too_large",
    414: "address_too_long",
    415: "not_json",
    431: "headers_too_large",
}


class AskError(DuchaError):
    """A request that cannot be heard as it was sent; `reason` is a slug of `api.words`."""

    def __init__(
        self,
        status: int,
        reason: str,
        *,
        errors: Iterable[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **details: object,
    ) -> None:
        super().__init__(f"{status} {reason}")
        self.status = status
        self.reason = reason
        self.errors = list(errors)
        self.headers = headers or {}
        self.details = details


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal as it is answered: `reason` is a slug of `api.words`, `details` fill its sentence."""

    status: int
    reason: str
    clause: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    errors: Iterable[Mapping[str, Any]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def register(flask: Flask) -> None:
    """Answer every error of the application as a problem; nothing falls through as HTML."""
    flask.register_error_handler(DuchaError, _knowing)
    flask.register_error_handler(HTTPException, _http)
    flask.register_error_handler(OSError, _machine)
    flask.register_error_handler(Exception, _defect)


def problem(
    status: int,
    reason: str,
    *,
    clause: str | None = None,
    details: Mapping[str, object] | None = None,
    errors: Iterable[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Make the answer. `details` fill the sentence and become members; a language is chosen by Accept-Language."""
    details = details or {}
    language = words.language_of(request.headers.get("Accept-Language", ""), current_app.config[LOCALE])
    body: dict[str, Any] = {
        "type": f"/problems/{reason}",
        "title": words.title(status, language),
        "status": status,
        "detail": words.sentence(reason, details, language),
    }
    if clause is not None:
        body["clause"] = clause
    fields = [{**error, "detail": words.field_sentence(error, language)} for error in errors]
    if fields:
        body["errors"] = [{k: v for k, v in error.items() if k != "details"} for error in fields]
    body["instance"] = request.path
    body["request_id"] = requests.id_of(request.environ)
    body.update({name: value for name, value in details.items() if name not in _RESERVED})
    answer = Response(_encode(body), status, content_type=CONTENT_TYPE)
    current_app.extensions[METRICS].problems.labels(str(status), reason).inc()
    answer.headers.extend({**requests.ALWAYS, "X-Request-ID": body["request_id"], **(headers or {})})
    return answer


def told(error: DuchaError) -> Told:
    """Return what a refusal says, for whichever door has to say it. Raises: the error itself when nobody knows it."""
    match error:
        case AskError():
            return Told(error.status, error.reason, details=error.details, errors=error.errors, headers=error.headers)
        case RefusedError():
            return Told(409, error.reason, clause=error.clause, details=error.details)
        case InvalidError():
            fault = {"field": error.field, "reason": error.reason, "details": error.details}
            return Told(422, error.reason, details=error.details, errors=[fault])
        case AbsentError():
            # The name is the caller's own word: said back, it tells nobody whether the thing exists.
            return Told(404, "absent", details={"kind": error.kind})
        case ErasedError():
            return Told(410, "erased_by_law", clause=error.ground, details={"erasure": error.erasure})
        case ForbiddenError():
            _log.info("request_forbidden", power=error.verb, role=error.role)
            return Told(403, "forbidden", details={"power": error.verb, "role": error.role})
        case ConflictError():
            seen = {"expected": error.expected, "current": error.current}
            return Told(412, "moved_on", details={**error.details, **seen})
        case KeyReusedError():
            return Told(422, "key_reused")
        case ClockRefusedError():
            return Told(503, "clock_refused", headers={"Retry-After": "60"})
        case NotWrittenError():
            _log.error("not_written", request_id=requests.id_of(request.environ), exc_info=error)
            return Told(503, "not_written", headers={"Retry-After": "1"})
        case ThrottledError():
            return Told(
                429, "throttled", details={"seconds": error.seconds}, headers={"Retry-After": str(error.seconds)}
            )
        case NotCaughtUpError():
            return Told(503, "not_caught_up", headers={"Retry-After": "1"})
    raise error


def _knowing(error: DuchaError) -> Response:
    try:
        said = told(error)
    except DuchaError:
        return _defect(error)
    return problem(
        said.status, said.reason, clause=said.clause, details=said.details, errors=said.errors, headers=said.headers
    )


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:  # a redirect of the router's own
        return Response(status=status, headers=list(error.get_headers()))
    # 405 must keep Allow; the rest of werkzeug's headers describe its HTML page.
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After", "WWW-Authenticate")}
    return _said(status, _BY_STATUS.get(status, "http_error"), kept)


def _machine(error: OSError) -> Response:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        _log.error("no_space", request_id=requests.id_of(request.environ))
        return _said(503, "no_space", {"Retry-After": "10"})
    return _defect(error)


def _defect(error: Exception) -> Response:
    _log.error(
        "request_failed",
        request_id=requests.id_of(request.environ),
        route=str(request.url_rule),
        method=request.method,
        exc_info=error,
    )
    return _said(500, "internal_error", {})


def _said(status: int, reason: str, headers: Mapping[str, str]) -> Response:
    """Answer as a page to a browser outside the API, else as a problem."""
    page: Response | None = current_app.extensions[PAGES](Told(status, reason, headers=headers))
    return page if page is not None else problem(status, reason, headers=headers)
