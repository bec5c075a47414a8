"""Every address is documented, in the OpenAPI document and in docs/api.md, and nothing documented is missing."""

import re
from pathlib import Path

from api import openapi
from api.families import FAMILIES
from api.routes import Route
from domain.actors import MAY, PUBLIC, ROLES

ROOT = Path(__file__).parents[2]
ROUTES = [route for family in FAMILIES for route in family.routes]


def _written(route: Route) -> str:
    """Return the address as the documents write it: `GET /tasks/{no}`."""
    return f"{route.method} " + re.sub(r"<(?:int:)?(\w+)>", r"{\1}", route.path)


ADDRESSES = {_written(route) for route in ROUTES}


def test_every_address_is_listed_in_the_documentation():
    listed = set(re.findall(r"^\| `([A-Z]+ /[^`]*)` \|", (ROOT / "docs/api.md").read_text(), re.MULTILINE))
    assert ADDRESSES - listed == set(), "list it in docs/api.md"
    assert listed - ADDRESSES == set(), "docs/api.md promises an address that is not there"


def test_the_documentation_names_the_power_that_is_asked():
    text = (ROOT / "docs/api.md").read_text()
    named = dict(re.findall(r"^\| `([A-Z]+ /[^`]*)` \| `(\w+)` \|", text, re.MULTILINE))
    assert named == {_written(route): route.power for route in ROUTES}


def test_every_address_is_in_the_openapi_document():
    paths = openapi.build()["paths"]
    documented = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
    assert documented == {address.replace(" ", " /api/v1", 1) for address in ADDRESSES}


def test_every_address_says_what_it_does():
    assert [route.path for route in ROUTES if not (route.handler.__doc__ or "").strip()] == []


def test_every_read_says_what_it_answers_and_every_write_what_it_takes():
    assert [r.path for r in ROUTES if r.method == "GET" and r.answer is None and not r.downloads] == []


def test_the_table_of_powers_names_only_roles_there_are():
    assert {role for roles in MAY.values() for role in roles} <= {*ROLES, PUBLIC}


def test_every_power_in_the_table_is_asked_for_somewhere():
    code = "".join(path.read_text() for layer in ("api", "service") for path in (ROOT / layer).rglob("*.py"))
    assert [power for power in MAY if f'"{power}"' not in code] == [], "nothing asks for it: take it out of the table"
