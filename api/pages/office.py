"""`/office`: the office's desk 待办事项; the pages of its family hang on `pages`."""

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from api.pages.declared import Pages
from api.pages.visit import Visit

pages = Pages("office")


def opens(visit: Visit, address: str, method: str = "GET") -> bool:
    """Tell whether there is a page at the address that the visitor's role may ask for: no link leads to a refusal."""
    from api.pages.families import BY_ENDPOINT

    try:
        endpoint, _ = current_app.create_url_adapter(request).match(address.partition("?")[0], method=method)  # type: ignore[union-attr]
    except HTTPException:
        return False
    page = BY_ENDPOINT.get(endpoint)
    return page is not None and visit.may(page.power)


from api.pages import office_desk, office_inspections, office_instructions, office_nodes  # noqa: E402, F401, I001
from api.pages import office_notices, office_paper, office_problems, office_untrue  # noqa: E402, F401
