"""Role × page: everybody gets past the doors of their row in the matrix, and past no other; strangers must sign in."""

import re

import pytest

from api.pages.families import FAMILIES
from domain.actors import OFFICE_ROLES, PUBLIC
from tests.pages.matrix import NAMES, ROWS, UNITS_OR_PAPER
from tests.pages.people import PEOPLE
from tests.pages.site import Site

REGISTERED = {
    f"{page.method} {page.path}" for family in FAMILIES for page in family.pages if family.name != "downloads"
}
READ = sorted(row for row in ROWS if row.startswith("GET"))


def test_every_page_has_its_row_and_every_row_its_page() -> None:
    assert REGISTERED - set(ROWS) == set(), "add who may open it to tests/pages/matrix.py"
    assert set(ROWS) - REGISTERED == set(), "a page that people know has disappeared"


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_opens_the_pages_of_its_rows_and_no_others(year: Site, role: str) -> None:
    visitor = year.client(PEOPLE[role])
    wrong = {}
    for row in READ:
        # a form of units is opened by the office for a unit's paper
        paper = "?on_behalf_of=unit:renshe" if role in OFFICE_ROLES and ROWS[row] == UNITS_OR_PAPER else ""
        status = visitor.get(_sample(row) + paper).status_code
        assert status < 500, f"{row}: {status}"
        if (status != 403) != (role in ROWS[row].split()):
            wrong[row] = status
    assert not wrong


@pytest.mark.parametrize("role", PEOPLE)
def test_a_form_that_is_not_a_role_s_own_does_nothing_for_it(year: Site, role: str) -> None:
    visitor = year.client(PEOPLE[role])
    token = visitor.token()
    others = [row for row in sorted(set(ROWS) - set(READ)) if role not in ROWS[row].split()]
    before = year.app.store.position()
    passed = {row: status for row in others if (status := visitor.post(_sample(row), token).status_code) != 403}
    assert not passed
    assert year.app.store.position() == before


def test_a_stranger_reads_public_pages_and_is_asked_to_sign_in_for_all_others(year: Site) -> None:
    stranger = year.client(None)
    wrong = {}
    for row in READ:
        answer = stranger.get(_sample(row))
        asked_in = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")
        if asked_in == (PUBLIC in ROWS[row].split()) and "/language/" not in row:
            wrong[row] = answer.status_code
    assert not wrong


def _sample(row: str) -> str:
    path = row.partition(" ")[2].replace("/language/<code>", "/language/en")
    return re.sub(r"<(?:int:)?(\w+)>", lambda name: NAMES[name[1]], path)
