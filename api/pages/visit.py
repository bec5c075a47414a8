"""One visit to a page: who, in which language, with what; reading and doing by the handlers of the API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

import msgspec
from flask import Response, redirect, render_template
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import FileStorage, MultiDict

from api import conditions, field_words, words
from api.door import paper_of
from api.families import FAMILIES
from api.pages import forms
from api.problems import AskError, Told
from api.routes import Answer, Ask, Download, Handler, Route
from api.schemas import In, PaperMixin
from api.workbook_names import Names, names_of
from domain.actors import MAY, Actor
from domain.errors import ForbiddenError
from projections import as_of as times
from service.act import Act
from service.app import App
from service.clock import new_id
from service.keep_file import keep_file

KEY = "_key"  # the form's Idempotency-Key: sent twice, it is done once
PAPER = "/paper"  # where entering papers goes on
MATCH = "_match"  # the version the form was filled in from


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a page says of a refusal: a sentence, the clause, and what is wrong with which field."""

    status: int
    reason: str
    title: str
    detail: str
    clause: str | None
    details: Mapping[str, object]
    errors: dict[str, str]  # field as named in the form → sentence

    @classmethod
    def of(cls, told: Told, language: str) -> "Refusal":
        return cls(
            told.status,
            told.reason,
            words.title(told.status, language),
            words.sentence(told.reason, told.details, language),
            told.clause,
            told.details,
            {str(error["field"]): words.field_sentence(error, language) for error in told.errors},
        )


@dataclass
class Visit:
    app: App
    actor: Actor
    language: str
    address: str  # of the page, as asked
    request_id: str
    remote: str | None
    query: dict[str, str]
    form: MultiDict[str, str] = field(default_factory=MultiDict)
    files: MultiDict[str, FileStorage] = field(default_factory=MultiDict)
    refusal: Refusal | None = None
    entering: Actor | None = None  # who enters a paper, while `actor` is whose paper it is (api/pages/on_behalf.py)

    # --- what may be asked ---------------------------------------------------------------------------------------

    def may(self, power: str) -> bool:
        """Tell whether a control for this may be shown."""
        return self.actor.role in MAY[power]

    def read(self, handler: Handler, *, query: Mapping[str, Any] | None = None, **names: Any) -> dict[str, Any]:
        """Return what the API answers to the same question, as JSON has it. Raises: as the handler."""
        return self.tagged(handler, query=query, **names)[0]

    def tagged(
        self, handler: Handler, *, query: Mapping[str, Any] | None = None, **names: Any
    ) -> tuple[dict[str, Any], str | None]:
        """Return the answer with its ETag's word, for a form that must name what it was filled in from."""
        ask = self._ask(_route(handler), query)
        answer = handler(ask, **names)
        tag = answer.etag if isinstance(answer, Answer) else None
        return _plain(answer), None if tag is None else str(tag)

    def download(self, handler: Handler, *, query: Mapping[str, Any] | None = None, **names: Any) -> Download:
        """Return a file as the API gives it."""
        answer = handler(self._ask(_route(handler), query), **names)
        assert isinstance(answer, Download)
        return answer

    def every(self, handler: Handler, *, query: Mapping[str, Any] | None = None, **names: Any) -> list[dict[str, Any]]:
        """Return all rows of a list, page after page."""
        rows: list[dict[str, Any]] = []
        asked = {"limit": 500, **(query or {})}
        while True:
            body = self.read(handler, query=asked, **names)
            rows += body["items"]
            if body.get("next_cursor") is None:
                return rows
            asked["cursor"] = body["next_cursor"]

    # --- what may be done ----------------------------------------------------------------------------------------

    def do(self, handler: Handler, *, also: Mapping[str, Any] | None = None, **names: Any) -> dict[str, Any]:
        """Do what the form asks for, by the handler of the API; `also` stands beside what was filled in.

        Raises: as the handler; AskError 422 naming each field that is wrong.
        """
        route = _route(handler)
        schema = (route.body or In)()
        body = {**forms.body_of(schema, self.form, self.app.settings.zone), **(also or {})}
        if self.entering is not None and not isinstance(schema, PaperMixin):
            raise ForbiddenError(route.power, self.entering.role)  # this is done by nobody on paper
        ask = self._ask(route, None, names)
        try:
            said = schema.load(body)
        except ValidationError as error:
            raise AskError(422, "invalid_body", errors=field_words.errors_of(error.messages)) from None
        ask.heard(msgspec.json.encode(body), said, paper_of(said) if isinstance(schema, PaperMixin) else None)
        return _plain(handler(ask, **names))

    def keep_files(self, name: str = "upload") -> list[str]:
        """Keep the files of a form and return their digests, after those that the form kept the time before."""
        kept = [digest for digest in self.form.getlist("files") if digest]
        for file in self.files.getlist(name):
            if file.filename:
                stored = keep_file(self.app, self.entering or self.actor, source=file.stream, name=file.filename)
                kept.append(stored.sha256)
        if kept:  # a name with an empty list would be none that a form can have
            self.form.setlist("files", kept)
        return kept

    # --- what is answered ----------------------------------------------------------------------------------------

    def show(self, template: str, status: int = 200, **shown: Any) -> Response:
        """Return a page; after a refusal it carries the refusal's status."""
        status = self.refusal.status if self.refusal is not None else status
        return Response(render_template(template, visit=self, **shown), status, content_type="text/html; charset=utf-8")

    def go(self, path: str, done: Mapping[str, Any] | None = None) -> Response:
        """Send the browser on to a page, which says that it is done and where the receipt is."""
        receipt = (done or {}).get("receipt")
        path = PAPER if self.entering is not None else path
        if receipt:
            path += f"{'&' if '?' in path else '?'}done={receipt['receipt_id']}"
        return redirect(path, 303)  # type: ignore[return-value]

    # --- what every page may need --------------------------------------------------------------------------------

    @cached_property
    def today(self) -> date:
        return self.app.clock.now().astimezone(self.app.settings.zone).date()

    @cached_property
    def names(self) -> Names:
        """Return what units, posts and items are called now."""
        with self.app.read.at() as db:
            return _names(self.app.settings.read_path, db.position, lambda: names_of(db, times.now(db)))

    def key(self) -> str:
        """Return the Idempotency-Key for a form; the one it came with while that can still be used."""
        known = self.form.get(KEY)
        return known if known and not (self.refusal and self.refusal.reason == "key_reused") else new_id()

    def _ask(self, route: Route, query: Mapping[str, Any] | None, names: Mapping[str, Any] | None = None) -> Ask:
        """Return the request as the API's own door would make it. Raises: ForbiddenError, AskError."""
        who = self.entering if self.entering is not None and route.writes else self.actor
        for asking in (self.actor, who):  # whose paper it is must have the power, and who enters it
            if asking.role not in MAY[route.power]:
                raise ForbiddenError(route.power, asking.role)
        ask = _Ask(self.app, who, self._environ(route, names), self.request_id)
        ask.sees = self.entering or self.actor
        ask.query = _query((route.query or In)(), query or {})
        return ask

    def _environ(self, route: Route, names: Mapping[str, Any] | None) -> dict[str, Any]:
        named = route.path + "".join(f" {name}={value}" for name, value in sorted((names or {}).items()))
        environ: dict[str, Any] = {
            "REQUEST_METHOD": route.method, "PATH_INFO": named, "REMOTE_ADDR": self.remote,
            "HTTP_ACCEPT_LANGUAGE": self.language.replace("_", "-"),
        }  # fmt: skip
        if route.writes and (key := self.form.get(KEY)):
            environ["HTTP_IDEMPOTENCY_KEY"] = key
        if route.writes and (match := self.form.get(MATCH)):
            environ["HTTP_IF_MATCH"] = conditions.etag(match)
        return environ


class _Ask(Ask):
    """A request of a page. Who enters a paper looks at its author's pages: that they were seen is told of who saw."""

    __slots__ = ("sees",)
    sees: Actor

    def reader(self) -> Act:
        return Act(self.sees, self.request_id, self.request_id)


def _query(schema: Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return schema.load({name: value for name, value in given.items() if value not in (None, "")})
    except ValidationError as error:
        raise AskError(422, "invalid_query", errors=field_words.errors_of(error.messages)) from None


def _plain(answer: Any) -> dict[str, Any]:
    """Return an answer as its reader would decode it: dates are text, as in the API's own documents."""
    body = answer.body if isinstance(answer, Answer) else answer
    if body is None:
        return {}
    plain: dict[str, Any] = msgspec.json.decode(body if isinstance(body, bytes) else msgspec.json.encode(body))
    return plain


@cache
def _routes() -> dict[Handler, Route]:
    return {route.handler: route for family in FAMILIES for route in family.routes}


def _route(handler: Handler) -> Route:
    return _routes()[handler]


_NAMES: dict[Any, tuple[int, Names]] = {}


def _names(record: Any, position: int, ask: Callable[[], Names]) -> Names:
    """Return the names of a record at a position; folding some hundred units again for each page would be slow."""
    known = _NAMES.get(record)
    if known is None or known[0] != position:
        known = _NAMES[record] = (position, ask())
    return known[1]
