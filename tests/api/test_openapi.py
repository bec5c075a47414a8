"""The OpenAPI document tells the truth: made-up requests to every operation find no server error and no other shape."""

import shutil
import warnings

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from api import openapi
from domain import actors
from service import app as parts
from tests.api.conftest import City, _settings
from tests.fakes import FixedClock

OPERATIONS = [(method.upper(), path) for path, operations in openapi.build()["paths"].items() for method in operations]
_CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def town(founded, tmp_path_factory):
    """One record for all made-up requests: what one of them leaves behind the next one meets."""
    home, tokens = founded
    copy = tmp_path_factory.mktemp("town") / "home"
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("read.db*"))
    clock = FixedClock()
    app = parts.build(_settings(copy), clock=clock)
    yield City(app, clock, dict(tokens))
    app.close()


@pytest.fixture(scope="module")
def document(town):
    return schemathesis.openapi.from_wsgi("/openapi.json", app=town.flask)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda part: part)
def test_an_operation_answers_as_documented(town, document, method, path):
    _try(town, document, method, path, examples=10)


@pytest.mark.faults
@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda part: part)
def test_an_operation_withstands_a_hundred_made_up_requests(town, document, method, path):
    _try(town, document, method, path, examples=100)


def test_the_document_is_openapi_3_1(city):
    answer = city.client.get("/openapi.json")
    assert answer.json["openapi"] == "3.1.0"


def test_the_documentation_page_asks_nobody_else_for_anything(city):
    answer = city.client.get("/docs")
    assert answer.status_code == 200
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert "://" not in answer.text
    assert city.client.get("/docs/page.css").content_type.startswith("text/css")


def _try(town, document, method, path, *, examples):
    operation = document[path][method]
    roles = operation.definition.raw["x-roles"]
    headers = {"Authorization": f"Bearer {town.tokens[_somebody(roles)]}"}

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy())
    def each(case):
        case.call_and_validate(headers=headers, checks=_CHECKS)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        each()


def _somebody(roles):
    """Return who may ask and gets farthest: a role that sees everything before one that sees a part."""
    order = (actors.HEAD, actors.OFFICE, actors.ADMIN, actors.PRINCIPAL, *actors.ROLES)
    role = next(role for role in order if role in roles)
    return role, City.unit if role in actors.UNIT_ROLES else None
