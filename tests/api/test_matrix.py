"""Role × address: everybody gets past the doors of their row in the matrix, and past no other."""

import shutil

import pytest

from api.families import FAMILIES
from domain import actors
from service import app as parts
from tests.api.conftest import City, _settings
from tests.api.matrix import ROWS
from tests.fakes import FixedClock

REGISTERED = {f"{route.method} {route.path}" for family in FAMILIES for route in family.routes}


@pytest.fixture(scope="module")
def town(founded, tmp_path_factory):
    home, tokens = founded
    copy = tmp_path_factory.mktemp("matrix") / "home"
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("read.db*"))
    clock = FixedClock()
    app = parts.build(_settings(copy), clock=clock)
    yield City(app, clock, dict(tokens))
    app.close()


def test_every_address_has_its_row_and_every_row_its_address():
    assert REGISTERED - set(ROWS) == set(), "add who may ask it to tests/api/matrix.py"
    assert set(ROWS) - REGISTERED == set(), "an address others rely on has disappeared"


@pytest.mark.parametrize("row", sorted(ROWS))
def test_only_those_in_its_row_get_past_the_door(town, row):
    method = row.partition(" ")[0]
    sample, allowed = ROWS[row]
    refused = {}
    for role in actors.ROLES:
        unit = City.unit if role in actors.UNIT_ROLES else None
        own = f"test-{role.replace('_', '-')}" + (f"-{unit}" if unit else "")
        status = town.as_(role).ask(method, sample.replace("{account}", own)).status_code
        if (status != 403) != (role in allowed.split()):
            refused[role] = status
    assert refused == {}


@pytest.mark.parametrize("row", sorted(ROWS))
def test_without_a_token_only_a_public_address_opens(town, row):
    method = row.partition(" ")[0]
    sample, allowed = ROWS[row]
    address = sample.replace("{account}", "test-office")
    public = "public" in allowed.split()
    assert (town.anonymous().ask(method, address).status_code == 401) == (not public)
    assert town.bearer("wrong").ask(method, address).status_code == 401


def test_the_matrix_names_only_roles_there_are():
    named = {role for _, roles in ROWS.values() for role in roles.split()}
    assert named <= {*actors.ROLES, actors.PUBLIC}
