"""The application factory: families of `api/families.py` behind the one door; pages, health, documents, problems."""

from collections.abc import Sequence
from pathlib import Path

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from api import docs_page, health, problems
from api.door import view_of
from api.families import FAMILIES
from api.files import UPLOAD_LIMIT
from api.metrics import Metrics
from api.pages import serving
from api.papers.papers import check_templates
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


def create_app(app: App, families: Sequence[Family] = FAMILIES) -> Flask:
    """Return the WSGI application over one open record. Raises: TemplatesRefusedError for an operator's template."""
    flask = Flask("api", static_folder=None, template_folder=str(Path(__file__).parent / "templates"))
    flask.config["MAX_CONTENT_LENGTH"] = UPLOAD_LIMIT  # the door lowers it for JSON
    flask.config[problems.LOCALE] = app.settings.locale
    flask.url_map.converters["default"] = _Name
    flask.url_map.converters["int"] = _Number
    flask.url_map.strict_slashes = True
    flask.url_map.merge_slashes = False
    check_templates(app.settings)
    problems.register(flask)
    metrics = flask.extensions[problems.METRICS] = Metrics(app)
    health.register(flask, app, metrics)
    docs_page.register(flask)
    serving.register(flask, app, PREFIX)
    for family in families:
        for route in family.routes:
            flask.add_url_rule(
                PREFIX + route.path,
                endpoint=f"{family.name}.{route.method} {route.path}".replace(".", "_"),
                view_func=view_of(app, route, metrics),
                methods=[route.method],
            )
    return flask
