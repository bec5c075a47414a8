"""All pages there are, by the files that declare them."""

from api.pages import base, downloads
from api.pages.declared import Page, Pages

FAMILIES: tuple[Pages, ...] = (base.pages, downloads.pages)
BY_ENDPOINT: dict[str, Page] = {page.endpoint: page for family in FAMILIES for page in family.pages}
