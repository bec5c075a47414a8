"""All pages there are: nobody is shown a link or a form that would be refused, nor what is not theirs to see."""

import pytest

from tests.pages.crawler import walk
from tests.pages.people import HOMES, PEOPLE
from tests.pages.site import Site


@pytest.mark.parametrize("role", PEOPLE)
def test_every_link_a_role_is_shown_opens_and_every_form_is_its_own_to_send(year: Site, role: str) -> None:
    found = walk(year, PEOPLE[role], role, HOMES[role], of_a_kind=1)
    assert not found.faults, "\n".join(found.faults)


@pytest.mark.faults
@pytest.mark.parametrize("role", PEOPLE)
def test_so_do_those_of_many_things_of_each_kind(year: Site, role: str) -> None:
    found = walk(year, PEOPLE[role], role, HOMES[role], of_a_kind=8)
    assert not found.faults, "\n".join(found.faults)


def test_what_anybody_is_shown_opens_for_anybody(year: Site) -> None:
    found = walk(year, None, "public", "/sign-in", of_a_kind=8)
    assert not found.faults, "\n".join(found.faults)
