"""Entering paper (代录): the office sees its author's own form and sends it as the paper says (D-002, D-157)."""

from dataclasses import replace

from api import posts
from api.pages.visit import Visit
from domain.actors import LEADER, OFFICE_ROLES, PRINCIPAL, UNIT_HEAD, Actor
from domain.errors import AbsentError

ON_BEHALF = "on_behalf_of"


def take_the_place(visit: Visit) -> None:
    """Show the page as whose paper is entered would see it; what is sent stays the act of who enters it.

    Raises: AbsentError for a unit or post that there is not.
    """
    whose = visit.form.get(ON_BEHALF) or visit.query.get(ON_BEHALF)
    if not whose or visit.actor.role not in OFFICE_ROLES:
        return
    kind, _, name = whose.partition(":")
    visit.entering = visit.actor
    visit.actor = _unit(visit, name) if kind == "unit" else _leader(visit, name)


def _unit(visit: Visit, code: str) -> Actor:
    if code not in visit.names.units:
        raise AbsentError("unit", code)
    return replace(visit.actor, role=UNIT_HEAD, unit=code, posts=(), person=None)


def _leader(visit: Visit, name: str) -> Actor:
    found = next((post for post in visit.every(posts.list_posts) if post["post"] == name), None)
    if found is None:
        raise AbsentError("post", name)
    role = PRINCIPAL if found["rank"] == "principal_leader" else LEADER
    return replace(visit.actor, role=role, unit=None, posts=(name,), person=None)
