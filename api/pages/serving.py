"""Pages put on the application: cookie, language, addresses, and refusals that a browser can show."""

from flask import Flask, Response, g, request

from api.pages import assets, door, environment
from api.pages.cookie import PageCookies
from api.pages.families import FAMILIES
from api.problems import PAGES, Told
from domain.actors import ANONYMOUS
from service.app import App
from service.secret_key import secret_key

_FORM_LIMIT = 8_000_000  # bytes: a session over every task, each with its reason, percent-encoded
_FORM_PARTS = 20_000  # fields of a multipart form


def register(flask: Flask, app: App, api_prefix: str) -> None:
    """Add every page of `api/pages/families.py`."""
    flask.secret_key = secret_key(app.settings)
    flask.session_interface = PageCookies(api_prefix)
    flask.config.update(
        SESSION_COOKIE_NAME="ducha",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_FORM_MEMORY_SIZE=_FORM_LIMIT,
        MAX_FORM_PARTS=_FORM_PARTS,
        WTF_CSRF_TIME_LIMIT=None,  # a form may be filled in for as long as its session lasts
    )
    assets.register(flask)
    environment.register(flask, app)
    for family in FAMILIES:
        for page in family.pages:
            flask.add_url_rule(page.path, page.endpoint, door.view_of(app, page), methods=[page.method])
    flask.extensions[PAGES] = lambda said: _refused(app, said) if _asked_by_a_browser(api_prefix) else None


def _refused(app: App, said: Told) -> Response:
    """Return the page of a refusal that no page of ours has answered: an unknown address, a defect."""
    visit = g.visit = g.get("visit") or door.visit_now(app, ANONYMOUS)
    return door.sent(visit, door.refused(visit, said))


def _asked_by_a_browser(api_prefix: str) -> bool:
    return not request.path.startswith(f"{api_prefix}/") and "text/html" in request.headers.get("Accept", "")
