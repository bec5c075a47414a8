"""`/get/…`: every file the API gives, under the same address, to who is signed in at a browser."""

from typing import Any

from flask import Response

from api.answers import FileAnswer
from api.families import FAMILIES
from api.pages.declared import Pages
from api.pages.visit import Visit
from api.routes import Handler, Route

pages = Pages("downloads")


def _register(route: Route) -> None:
    @pages.get(f"/get{route.path}", power=route.power)
    def give(visit: Visit, **names: Any) -> Response:
        return _sent(visit, route.handler, names)


def _sent(visit: Visit, handler: Handler, names: dict[str, Any]) -> Response:
    file = visit.download(handler, query=visit.query, **names)
    headers = [
        ("Content-Type", file.media_type),
        ("Content-Length", str(file.size)),
        ("Content-Disposition", f'attachment; filename="{file.name}"'),
    ]
    return FileAnswer(file.file, headers, {})


for _family in FAMILIES:
    for _found in _family.routes:
        if _found.downloads and not _found.writes:
            _register(_found)
