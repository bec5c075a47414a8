"""The one door of every page: who visits, may they, was the form ours; then the handler; refusals as pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Response, g, redirect, request
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from api import requests
from api.pages import assets, base, cookie, labels, on_behalf
from api.pages.declared import Page
from api.pages.visit import Refusal, Visit
from api.problems import AskError, Told, told
from domain.actors import ANONYMOUS, MAY, PUBLIC, Actor
from domain.errors import ConflictError, DuchaError, ForbiddenError, InvalidError, RefusedError
from service.app import App
from service.event_store import KeyReusedError
from service.throttle import ThrottledError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    **requests.ALWAYS,
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SIGN_IN = "/sign-in"
CSRF = "csrf_token"
_SAID_AT_THE_FORM = (AskError, RefusedError, InvalidError, ConflictError, KeyReusedError, ThrottledError)


def view_of(app: App, page: Page) -> Callable[..., Response]:
    """Return the Flask view of a page."""
    roles = MAY[page.power]

    def view(**names: Any) -> Response:
        visit = g.visit = visit_now(app, ANONYMOUS)
        try:
            actor = cookie.signed_in(app)
            if actor is None and PUBLIC not in roles:
                return _must_sign_in(visit)
            visit.actor = actor or ANONYMOUS
            if visit.actor.role not in roles:
                raise ForbiddenError(page.power, visit.actor.role)
            answer = _submitted(page, visit, names) if page.method == "POST" else _asked(page, visit, names)
        except DuchaError as error:
            answer = refused(visit, told(error))
        return sent(visit, answer)

    view.__name__ = page.endpoint
    return view


def visit_now(app: App, actor: Actor) -> Visit:
    """Return the visit that the request makes."""
    language = cookie.language(request.headers.get("Accept-Language", ""), app.settings.locale)
    return Visit(
        app=app,
        actor=actor,
        language=language,
        address=request.full_path.rstrip("?"),
        request_id=requests.id_of(request.environ),
        remote=request.remote_addr,
        query={name: value for name, value in request.args.items() if "\x00" not in value},
    )


def sent(visit: Visit, answer: Response) -> Response:
    """Return the answer with what every page carries, compressed for a browser that takes it."""
    answer.headers.extend({**HEADERS, "X-Request-ID": visit.request_id})
    return assets.compressed(answer)


def refused(visit: Visit, said: Told) -> Response:
    """Return the page that says why there is no other."""
    visit.refusal = Refusal.of(said, visit.language)
    answer = visit.show("base/refused.html")
    answer.headers.extend(dict(said.headers))
    return answer


def show_again(page: Page, visit: Visit, said: Told, names: dict[str, Any]) -> Response:
    """Return the form as it was filled in, with what is wrong."""
    visit.refusal = Refusal.of(said, visit.language)
    assert page.again is not None
    if visit.entering is None:  # who has just signed in again
        on_behalf.take_the_place(visit)
    answer: Response = page.again(visit, **names)
    if visit.refusal.errors:
        answer.set_data(labels.named(answer.get_data(as_text=True), visit.language))
    return answer


def _asked(page: Page, visit: Visit, names: dict[str, Any]) -> Response:
    on_behalf.take_the_place(visit)
    return page.handler(visit, **names)  # type: ignore[no-any-return]


def _submitted(page: Page, visit: Visit, names: dict[str, Any]) -> Response:
    visit.form = MultiDict((k, v) for k, v in request.form.items(multi=True) if k != CSRF)
    visit.files = request.files
    on_behalf.take_the_place(visit)
    try:
        validate_csrf(request.form.get(CSRF, ""))
    except ValidationError:
        return show_again(page, visit, Told(403, "form_expired"), names)
    try:
        if any("\x00" in value for value in visit.form.values()):
            raise AskError(422, "unsound_json", max_depth=0)
        return page.handler(visit, **names)  # type: ignore[no-any-return]
    except _SAID_AT_THE_FORM as error:
        return show_again(page, visit, told(error), names)


def _must_sign_in(visit: Visit) -> Response:
    """Send a reader to the sign-in page; who has filled in a form finds it again after signing in."""
    if request.method != "POST":
        return redirect(f"{SIGN_IN}?to={quote(visit.address)}", 303)  # type: ignore[return-value]
    kept = [(f"{base.KEPT}{name}", value) for name, value in request.form.items(multi=True) if name != CSRF]
    visit.form = MultiDict([("to", visit.address), *kept])
    answer: Response = base.show_sign_in(visit)
    answer.status_code = 401
    return answer
