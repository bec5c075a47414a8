"""What the pages of units and leaders are registered with, and whose they are."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from api.pages.visit import Visit
from domain.actors import UNIT_ROLES
from domain.errors import ForbiddenError


def own_unit(visit: Visit) -> str:
    """Return the unit that acts: the visitor's, or whose paper is entered. Raises: ForbiddenError for who has none."""
    if visit.actor.role not in UNIT_ROLES or visit.actor.unit is None:
        raise ForbiddenError("submit_report", visit.actor.role)
    return visit.actor.unit


def to_receipt(visit: Visit, done: Mapping[str, Any]) -> Response:
    """Show who acted the receipt; who enters papers goes on with the next one and is told its number."""
    return visit.go(f"/receipts/{done['receipt']['receipt_id']}", done if visit.entering else None)
