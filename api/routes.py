"""The declaration of an address: method, path, power, shapes; what a handler is asked (`Ask`) and answers (`Answer`).

One decorator is the one door: nothing is reachable without a power of `domain.actors.MAY` (docs/decisions/020).
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any

from marshmallow import Schema

from api import conditions, words
from domain.actors import MAY, Actor
from domain.errors import InvalidError
from projections.as_of import AsOf, resolve
from service.act import Act, Paper
from service.app import App
from service.event_store import Written

Handler = Callable[..., "dict[str, Any] | Answer | Download | bytes"]
JSON_LIMIT = 1_000_000  # bytes of a JSON body


@dataclass(slots=True)
class Answer:
    """What a handler says when a plain dict is not enough: another status, an ETag, headers; bytes are sent as JSON."""

    body: dict[str, Any] | list[Any] | bytes | None
    status: int | None = None  # None: the route's
    etag: int | str | None = None  # a stream's version, or an opaque word
    headers: Mapping[str, str] = field(default_factory=dict)
    fresh: bool = False  # words have gone since this version: never "unchanged" (decision 015)


@dataclass(slots=True)
class Download:
    """Bytes of a file as they were kept, sent as an attachment under a name."""

    file: IO[bytes]
    size: int
    media_type: str
    name: str  # ASCII
    etag: str


@dataclass(frozen=True, slots=True)
class Route:
    """One address as registered: what the view, the OpenAPI document and the matrix test are made from."""

    family: str
    method: str
    path: str  # Flask's notation, without /api/v1
    power: str
    handler: Handler
    body: type[Schema] | None
    query: type[Schema] | None
    answer: type[Schema] | None
    status: int
    needs_match: bool
    upload: bool  # multipart with one part `file`, read by the handler
    downloads: tuple[str, ...]  # media types of a `Download`; empty for JSON
    may_be_gone: bool  # 410 for what was erased by law

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def summary(self) -> str:
        return (self.handler.__doc__ or self.handler.__name__).strip().partition("\n")[0]


class Family:
    """The addresses of one file; its name is their tag in the OpenAPI document."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.routes: list[Route] = []

    def get(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        return self._route("GET", path, **declared)

    def post(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        return self._route("POST", path, **declared)

    def put(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        return self._route("PUT", path, **declared)

    def delete(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        return self._route("DELETE", path, **declared)

    def _route(
        self,
        method: str,
        path: str,
        *,
        power: str,
        body: type[Schema] | None = None,
        query: type[Schema] | None = None,
        answer: type[Schema] | None = None,
        status: int = 200,
        needs_match: bool = False,
        upload: bool = False,
        downloads: tuple[str, ...] = (),
        may_be_gone: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Register a handler. Raises: ValueError for a power that is not in the table: nothing is open by oversight."""
        if power not in MAY:
            raise ValueError(f"{method} {path}: no such power {power!r} in domain.actors.MAY")
        if not path.startswith("/"):
            raise ValueError(f"{path} must begin with a slash")

        def register(handler: Handler) -> Handler:
            route = Route(
                self.name, method, path, power, handler, body, query, answer, status, needs_match, upload, downloads,
                may_be_gone,
            )  # fmt: skip
            self.routes.append(route)
            return handler

        return register


class Ask:
    """One request as a handler sees it: who, with what, on which application. Everything is validated."""

    __slots__ = ("_match_seen", "_raw", "actor", "app", "body", "environ", "paper", "query", "request_id")

    def __init__(self, app: App, actor: Actor, environ: Mapping[str, Any], request_id: str) -> None:
        self.app = app
        self.actor = actor
        self.environ = environ
        self.request_id = request_id
        self.body: dict[str, Any] = {}  # without the paper's fields
        self.query: dict[str, Any] = {}
        self.paper: Paper | None = None
        self._raw = b""
        self._match_seen = False

    @property
    def language(self) -> str:
        """Return the language to tell it in: of `api.words`, as Accept-Language asks, else the place's."""
        return words.language_of(self.environ.get("HTTP_ACCEPT_LANGUAGE", ""), self.app.settings.locale)

    def heard(self, raw: bytes, body: dict[str, Any], paper: Paper | None) -> None:
        self._raw, self.body, self.paper = raw, body, paper

    @property
    def match(self) -> str | None:
        """Return the opaque word of If-Match, for a handler that compares it itself; None when absent."""
        self._match_seen = True
        return conditions.match_of(self.environ)

    def act(self, stream: str | None = None) -> Act:
        """Return who writes under which conditions; If-Match is compared with `stream` in the writer's turn.

        Raises: AskError when the key cannot be used, or If-Match names a version and this address has none.
        """
        key = conditions.key_of(self.environ)
        return Act(
            actor=self.actor,
            cause=self.request_id,
            correlation=self.request_id,
            key=key,
            body_digest=self._digest() if key else None,
            expected=() if self._match_seen else conditions.expected(self.environ, stream),
            paper=self.paper,
        )

    def reader(self) -> Act:
        """Return the act of reading, where a reading is put on record: it takes no conditions and no key."""
        return Act(self.actor, self.request_id, self.request_id)

    def reading(self) -> AbstractContextManager[Any]:
        """Open the read models, caught up to `after=POSITION` when the query asks for it.

        Raises: InvalidError for a position the record has not reached; waiting would not bring it.
        """
        after = self.query.get("after")
        if after is not None and after > (position := self.app.store.position()):
            raise InvalidError("after", "beyond_the_record", value=after, position=position)
        reading: AbstractContextManager[Any] = self.app.read.at(after=after)
        return reading

    def as_of(self, db: Any) -> AsOf:
        """Return the two times the query asks for: known at, true on."""
        query = self.query
        return resolve(db, known_at=query.get("known_at"), true_on=query.get("true_on"), zone=self.app.settings.zone)

    def _digest(self) -> bytes:
        # The path as sent, so that one key cannot be replayed on another address; writes take no query.
        said = f"{self.environ['REQUEST_METHOD']} {self.environ['PATH_INFO']}\n".encode("utf-8", "surrogateescape")
        return sha256(said + self._raw).digest()


def receipt_of(written: Written) -> dict[str, Any] | None:
    """Return the receipt as every write answers it; None when nothing was written."""
    receipt = written.receipt
    if receipt is None:
        return None
    return {
        "receipt_id": receipt.receipt_id,
        "position": receipt.position,
        "recorded_at": receipt.recorded_at,
        "leaf": receipt.leaf,
    }
