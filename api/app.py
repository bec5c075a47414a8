"""The application factory: every family of `api/families.py` behind the one door, health, documents, problems."""

from collections.abc import Sequence

from flask import Flask
from flask.sessions import SessionInterface
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from api import docs_page, health, problems
from api.door import view_of
from api.families import FAMILIES
from api.files import UPLOAD_LIMIT
from api.metrics import Metrics
from api.routes import Family
from service.app import App

PREFIX = "/api/v1"


class _Name(BaseConverter):
    """A name in an address: ASCII, as every id of ours is; anything else cannot exist and is answered 404."""

    regex = "[A-Za-z0-9][A-Za-z0-9._:-]{0,79}"


class _Number(IntegerConverter):
    """A number in an address that every database takes."""

    def __init__(self, map: Map, fixed_digits: int = 0) -> None:
        super().__init__(map, fixed_digits, min=0, max=2**31 - 1)


class _NoSession(SessionInterface):
    """No cookies: the API knows bearer tokens only, and opening a session would be paid for by every request."""

    def open_session(self, app, request):  # type: ignore[no-untyped-def]
        return None

    def is_null_session(self, obj: object) -> bool:
        return True


def create_app(app: App, families: Sequence[Family] = FAMILIES) -> Flask:
    """Return the WSGI application over one open record."""
    flask = Flask("api", static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = UPLOAD_LIMIT  # the door lowers it for JSON
    flask.config[problems.LOCALE] = app.settings.locale
    flask.session_interface = _NoSession()
    flask.url_map.converters["default"] = _Name
    flask.url_map.converters["int"] = _Number
    flask.url_map.strict_slashes = True
    flask.url_map.merge_slashes = False
    problems.register(flask)
    metrics = flask.extensions[problems.METRICS] = Metrics(app)
    health.register(flask, app, metrics)
    docs_page.register(flask)
    for family in families:
        for route in family.routes:
            flask.add_url_rule(
                PREFIX + route.path,
                endpoint=f"{family.name}.{route.method} {route.path}".replace(".", "_"),
                view_func=view_of(app, route, metrics),
                methods=[route.method],
            )
    return flask
