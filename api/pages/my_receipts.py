"""`/receipts`: what was received, when, and where it stands in the record; printed on A5 with a code to compare."""

from typing import Any

import segno
from flask import Response
from flask_babel import gettext as _
from markupsafe import Markup

from api import receipts
from api.pages.declared import Pages
from api.pages.my_desk import in_words, latest_receipts, titles_of_tasks
from api.pages.visit import Visit

pages = Pages("my")
_LIMIT = 50


@pages.get("/receipts", power="read_receipts")
def show_receipts(visit: Visit) -> Response:
    """List the receipts one holds, the newest first."""
    found = latest_receipts(visit, _LIMIT, visit.query.get("cursor"))
    return visit.show(
        "my/receipts.html",
        here="/my",
        as_of=found["as_of"],
        receipts=found["items"],
        titles=titles_of_tasks(visit),
        cursor=found["next_cursor"],
    )


@pages.get("/receipts/<receipt_id>", power="read_receipts")
def show_receipt(visit: Visit, receipt_id: str) -> Response:
    """Show one receipt as it is printed."""
    receipt = in_words(visit, visit.read(receipts.read_receipt, receipt_id=receipt_id))
    return visit.show(
        "my/receipt.html", here="/my", receipt=receipt, titles=titles_of_tasks(visit), code=code_of(receipt)
    )


def written_in_code(receipt: dict[str, Any]) -> str:
    """Return what the printed code says: the receipt's number, its position in the record, and its leaf."""
    return f"DUCHA {receipt['receipt_id'].upper()} {receipt['position']} {receipt['leaf'].upper()}"


def code_of(receipt: dict[str, Any]) -> Markup:
    """Return the code as an SVG picture of attributes alone, as the pages' policy asks."""
    drawn = segno.make(written_in_code(receipt), error="m", micro=False)
    return Markup(drawn.svg_inline(scale=3, dark="#123", title=_("回执校验二维码"), svgclass=None, lineclass=None))
