"""Which year's scheme a page shows: the one its address names, else this year's once it has tasks, else the latest."""

from typing import Any

from api import schemes, tasks
from api.pages.visit import Visit
from domain.errors import AbsentError

Scheme = dict[str, Any]


def schemes_on_record(visit: Visit) -> list[Scheme]:
    """Return every scheme, the latest year first: what a page offers to choose from."""
    return list(reversed(visit.every(schemes.list_schemes)))


def shown_scheme(visit: Visit) -> Scheme:
    """Return the scheme that the page is about, as `/schemes` lists it.

    Only tasks that the reader may know of make a year worth opening. Raises: AbsentError for a name that is none.
    """
    found = schemes_on_record(visit)
    named = visit.query.get("scheme")
    if named or not found:
        return _named(found, named or "")
    this_year = [scheme for scheme in found if scheme["year"] == visit.today.year]
    worth = next((scheme for scheme in (*this_year, *found) if _has_tasks(visit, scheme)), None)
    return worth or (*this_year, *found)[0]


def _named(found: list[Scheme], name: str) -> Scheme:
    scheme = next((scheme for scheme in found if scheme["scheme"] == name), None)
    if scheme is None:
        raise AbsentError("scheme", name)
    return scheme


def _has_tasks(visit: Visit, scheme: Scheme) -> bool:
    if not visit.may("read_tasks"):
        return False
    return bool(visit.read(tasks.tasks, query={"scheme": scheme["scheme"], "limit": 1})["items"])
