"""What the pages of units and leaders are registered with, and whose they are."""

from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.actors import UNIT_ROLES
from domain.errors import ForbiddenError

pages = Pages("my")


def own_unit(visit: Visit) -> str:
    """Return the visitor's unit. Raises: ForbiddenError for who has none: the office enters paper elsewhere."""
    if visit.actor.role not in UNIT_ROLES or visit.actor.unit is None:
        raise ForbiddenError("submit_report", visit.actor.role)
    return visit.actor.unit
