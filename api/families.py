"""Every family of addresses, in the order of the OpenAPI document: a file that is not listed here is not reachable."""

from api import extensions, files, problems_raised, receipts, reports, vocabulary
from api.routes import Family

FAMILIES: tuple[Family, ...] = (
    vocabulary.family,
    files.family,
    reports.family,
    extensions.family,
    problems_raised.family,
    receipts.family,
)
