"""`/office`: the office's desk 待办事项; the pages of its family hang on `pages`."""

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from api.pages.visit import Visit


def opens(visit: Visit, address: str, method: str = "GET") -> bool:
    """Tell whether there is a page at the address that the visitor's role may ask for: no link leads to a refusal."""
    from api.pages.families import BY_ENDPOINT

    try:
        endpoint, _ = current_app.create_url_adapter(request).match(address.partition("?")[0], method=method)  # type: ignore[union-attr]
    except HTTPException:
        return False
    page = BY_ENDPOINT.get(endpoint)
    return page is not None and visit.may(page.power)
