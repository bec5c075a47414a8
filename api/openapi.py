"""The OpenAPI 3.1 document, made by apispec from the registered routes and their marshmallow shapes."""

import re
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from api import conditions
from api.families import FAMILIES
from api.fields import KnownAt
from api.routes import Route
from api.schemas import In, ProblemOut
from domain.actors import MAY, PUBLIC

PREFIX = "/api/v1"
_ARGUMENT = re.compile(r"<(?:(?P<kind>int):)?(?P<name>[a-z_0-9]+)>")
_REFUSALS = {
    "400": "The request cannot be read",
    "401": "No valid token",
    "403": "Not within the role's powers",
    "404": "Absent, or not for this actor to know",
    "409": "A rule forbids it: `type` is the rule, `clause` its clause",
    "410": "Erased by law: `clause` is the law and article",
    "412": "If-Match does not name the current version",
    "413": "Too large",
    "415": "Not JSON (or not multipart)",
    "422": "A value cannot be used: `errors` names each field",
    "428": "If-Match is missing",
    "429": "Too many wrong guesses: see Retry-After",
    "503": "Not at this moment: see Retry-After",
}
_READ, _WRITE = ("404", "422", "503"), ("400", "404", "409", "412", "413", "415", "422", "503")


def build() -> dict[str, Any]:
    """Return the document for all families."""
    spec = APISpec(
        title="Ducha 督查",
        version="1",
        openapi_version="3.1.0",
        plugins=[plugin := MarshmallowPlugin(schema_name_resolver=_Names())],
        info={"description": "Government supervision on the record. Conventions: docs/api.md."},
        tags=[{"name": family.name} for family in FAMILIES],
    )
    plugin.converter.add_attribute_function(_any_of_known_at)
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    spec.components.schema("Problem", schema=ProblemOut)
    spec.components.response("Problem", _problem_response())
    for family in FAMILIES:
        for route in family.routes:
            spec.path(path=PREFIX + _template(route.path), operations={route.method.lower(): _operation(route)})
    document: dict[str, Any] = spec.to_dict()
    return document


class _Names:
    """A shape's name in the document; where two families use one name, the later one's goes before it."""

    def __init__(self) -> None:
        self._taken: dict[str, type[Schema]] = {}

    def __call__(self, schema: Any) -> str:
        cls: type[Schema] = schema if isinstance(schema, type) else type(schema)
        family = cls.__module__.rpartition(".")[2].removeprefix("schemas_").title().replace("_", "")
        for name in (cls.__name__, f"{family}{cls.__name__}"):
            if self._taken.setdefault(name, cls) is cls:
                return name
        raise ValueError(f"{cls.__module__}.{cls.__name__}: the document has two of that name already")


def _template(path: str) -> str:
    return _ARGUMENT.sub(lambda found: "{" + found["name"] + "}", path)


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "tags": [route.family],
        "operationId": f"{route.family}.{route.handler.__name__}",
        "summary": route.summary,
        "parameters": [*_path_parameters(route.path), *_query_parameters(route), *_headers(route)],
        "responses": _responses(route),
        "x-power": route.power,
        "x-roles": sorted(MAY[route.power]),
        "security": [{}, {"bearer": []}] if PUBLIC in MAY[route.power] else [{"bearer": []}],
    }
    if route.upload:
        content: dict[str, Any] = {"multipart/form-data": {"schema": _upload(route)}}
        if route.body is not None:
            content["application/json"] = {"schema": route.body}
        operation["requestBody"] = {"required": True, "content": content}
    elif route.writes:
        operation["requestBody"] = {"content": {"application/json": {"schema": route.body or In}}}
        if _must_have_body(route):
            operation["requestBody"]["required"] = True
    return operation


_UPLOAD: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
    "additionalProperties": False,
}


def _upload(route: Route) -> dict[str, Any]:
    """Return the multipart shape: the file, and beside it the body's members as text (never one that names a file)."""
    beside = {name: {"type": "string"} for name in (route.body().fields if route.body else ()) if name != "sha256"}
    needed = [name for name, field in (route.body().fields.items() if route.body else ()) if field.required]
    return {**_UPLOAD, "required": ["file", *needed], "properties": {**_UPLOAD["properties"], **beside}}


def _must_have_body(route: Route) -> bool:
    return route.body is not None and any(field.required for field in route.body().fields.values())


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": found["name"],
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
            if found["kind"]
            else {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$"},
        }
        for found in _ARGUMENT.finditer(path)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    return [{"in": "query", "schema": route.query}] if route.query else []


def _headers(route: Route) -> list[dict[str, Any]]:
    """Return the conditions a write takes."""
    if not route.writes or (route.upload and route.body is None):
        return []
    key = {"type": "string", "minLength": 1, "maxLength": conditions.KEY_LIMIT, "pattern": "^[ -~]+$"}
    match = {"type": "string", "pattern": '^"[^"]+"$'}
    return [
        {"name": "Idempotency-Key", "in": "header", "schema": key},
        {"name": "If-Match", "in": "header", "required": route.needs_match, "schema": match},
    ]


def _responses(route: Route) -> dict[str, Any]:
    answered: dict[str, Any] = {"description": "Done" if route.writes else "Found"}
    if route.answer is not None:
        answered["content"] = {"application/json": {"schema": route.answer}}
    if route.downloads:
        answered["content"] = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in route.downloads}
    refusals = [*(_WRITE if route.writes else _READ), *(["428"] if route.needs_match else [])]
    refusals += ["410"] if route.may_be_gone else []
    if PUBLIC not in MAY[route.power]:
        refusals += ["403"]
    refusals += ["401", "429"]
    responses = {str(route.status): answered}
    if not route.writes:
        responses["304"] = {"description": "Unchanged (If-None-Match)"}
    responses.update({code: {"$ref": "#/components/responses/Problem"} for code in sorted(refusals)})
    return responses


def _problem_response() -> dict[str, Any]:
    return {
        "description": "A refusal (RFC 9457): " + "; ".join(f"{code} {said}" for code, said in _REFUSALS.items()),
        "content": {"application/problem+json": {"schema": ProblemOut}},
    }


def _any_of_known_at(self: Any, field: Any, **_: Any) -> dict[str, Any]:
    if not isinstance(field, KnownAt):
        return {}
    return {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "format": "date-time"},
            {"type": "string", "pattern": "^position:[0-9]{1,15}$"},
        ]
    }
