"""All pages there are, by the files that declare them."""

from api.pages import admin, base, board, cases, downloads, frame, my, office, year
from api.pages.declared import Page, Pages

FAMILIES: tuple[Pages, ...] = (
    base.pages,
    board.pages,
    my.pages,
    cases.pages,
    admin.pages,
    frame.pages,
    year.pages,
    office.pages,
    downloads.pages,
)
BY_ENDPOINT: dict[str, Page] = {page.endpoint: page for family in FAMILIES for page in family.pages}
