"""Every family of addresses, in the order of the OpenAPI document: a file that is not listed here is not reachable."""

from api import (
    accounts,
    calendar,
    duties,
    editions,
    extensions,
    files,
    items,
    lighting,
    plans,
    posts,
    problems_raised,
    receipts,
    reports,
    schemes,
    tasks,
    units,
    vocabulary,
)
from api.routes import Family

FAMILIES: tuple[Family, ...] = (
    vocabulary.family,
    schemes.family,
    calendar.family,
    units.family,
    posts.family,
    accounts.family,
    files.family,
    items.family,
    tasks.family,
    editions.family,
    duties.family,
    plans.family,
    reports.family,
    extensions.family,
    problems_raised.family,
    receipts.family,
    lighting.family,
)
