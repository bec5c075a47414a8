"""All pages there are, by the files that declare them."""

from api.pages import admin, base, board, downloads, frame
from api.pages.declared import Page, Pages

FAMILIES: tuple[Pages, ...] = (base.pages, board.pages, admin.pages, frame.pages, downloads.pages)
BY_ENDPOINT: dict[str, Page] = {page.endpoint: page for family in FAMILIES for page in family.pages}
