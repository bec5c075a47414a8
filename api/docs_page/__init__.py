"""`/openapi.json` and `/docs`: the document and a page over it, without script or request elsewhere."""

from functools import cache
from typing import Any

import msgspec
from flask import Flask, Response
from jinja2 import Environment, PackageLoader

from api import requests

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def register(flask: Flask) -> None:
    """Add the two addresses and the page's style sheet."""
    flask.add_url_rule("/openapi.json", "openapi", _document)
    flask.add_url_rule("/docs", "docs", _page)
    flask.add_url_rule("/docs/page.css", "docs_css", _style)


@cache
def _built() -> tuple[dict[str, Any], bytes]:
    # apispec is imported and run when somebody first asks: a starting worker does not wait for it.
    from api import openapi

    document = openapi.build()
    return document, msgspec.json.encode(document)


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("api.docs_page", "."), autoescape=True)


def _document() -> Response:
    return Response(_built()[1], content_type="application/json", headers=dict(requests.ALWAYS))


def _page() -> Response:
    document, _ = _built()
    content = _templates().get_template("page.html").render(document=document, groups=_groups(document))
    return Response(
        content,
        content_type="text/html; charset=utf-8",
        headers={**requests.ALWAYS, "Content-Security-Policy": _POLICY},
    )


def _style() -> Response:
    content = _templates().get_template("page.css").render()
    return Response(content, content_type="text/css", headers=dict(requests.ALWAYS))


def _groups(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return tag → operations, in the document's order."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            row = {"path": path, "method": method.upper(), **operation}
            groups.setdefault(operation["tags"][0], []).append(row)
    return groups
