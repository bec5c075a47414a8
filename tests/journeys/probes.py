"""Every address by id that a unit may ask, about another unit's thing and about one that is not there."""

from collections.abc import Callable
from typing import Any

from api.families import FAMILIES
from domain.actors import MAY, UNIT_ROLES
from tests.journeys.city_hall import SCHEME, CityHall
from tests.journeys.first_reports import report
from tests.journeys.the_ledger import NODES

# Names that are not a unit's: everybody may read them (docs/decisions/003), or only one's own account answers to them.
EVERYBODYS = {
    "GET /schemes/<scheme>", "GET /calendar/<int:year>", "GET /items/<item>", "GET /editions/<scheme>/<int:n>",
    "GET /editions/<scheme>/<int:n>/paper",
    "GET /assessments/<scheme>/units", "POST /accounts/<account>/delegations",
    "POST /accounts/<account>/delegations/<to>/withdrawal",
}  # fmt: skip
_REPORT = {**report(node="2020-12")}
# address → what fills its names when it is another unit's, and when it is nobody's; a body that could be accepted
PROBES: dict[str, tuple[str, str, Any]] = {
    "GET /tasks/<no>": ("{road}", "2020-999", None),
    "GET /tasks/<no>/history": ("{road}", "2020-999", None),
    "POST /tasks/<no>/completion": ("{road}", "2020-999", {"done_on": "2020-12-01", "text": "已完成"}),
    "POST /units/<code>/implementation-plan": (
        "jiaotong", "nosuch", {"scheme": SCHEME, "items": ["2020-8-1"], "text": "x"},
    ),
    "GET /units/<code>/implementation-plan": ("jiaotong", "nosuch", None),
    "POST /tasks/<no>/node-plan": ("{road}", "2020-999", {"nodes": NODES}),
    "GET /tasks/<no>/node-plan": ("{road}", "2020-999", None),
    "POST /tasks/<no>/node-plan/seal": ("{road}", "2020-999", {}),
    "POST /tasks/<no>/reports": ("{road}", "2020-999", _REPORT),
    "GET /tasks/<no>/reports": ("{road}", "2020-999", None),
    "GET /tasks/<no>/reports/<int:n>": ("{road}", "2020-999", None),
    "POST /tasks/<no>/reports/<int:n>/return": ("{road}", "2020-999", {"reason": "重写"}),
    "POST /tasks/<no>/reports/<int:n>/acceptance": ("{road}", "2020-999", {}),
    "GET /tasks/<no>/extensions": ("{wharf}", "2020-999", None),
    "POST /tasks/<no>/extensions": (
        "{road}", "2020-999", {"node": "2020-12", "new_limit_on": "2020-12-31", "reason": "x", "progress": "y"},
    ),
    "GET /receipts/<receipt_id>": ("r-{receipt}", "r-999999", None),
    "GET /tasks/<no>/lights/<node>": ("{road}", "2020-999", None),
    "GET /assessments/<scheme>/units/<code>": ("jiaotong", "nosuch", None),
    "GET /files/<sha256>": ("{file}", "0" * 64, None),
    "GET /files/<sha256>/facts": ("{file}", "0" * 64, None),
    "GET /notices/<notice>": ("n-2020-0001", "n-2020-9999", None),
    "POST /notices/<notice>/receipt": ("n-2020-0005", "n-2020-9999", {}),
    "POST /notices/<notice>/answers": ("n-2020-0005", "n-2020-9999", {"text": "已整改"}),
    "GET /instructions/<instruction>": ("in-2021-0001", "in-2021-9999", None),
    "POST /instructions/<instruction>/answers": ("in-2021-0001", "in-2021-9999", {"text": "已说明"}),
    "GET /inspections/<inspection>": ("v-2021-0001", "v-2021-9999", None),
    "GET /bulletins/<bulletin>": ("b-2020-0001", "b-2020-9999", None),
    "GET /public/bulletins/<bulletin>": ("b-2020-0001", "b-2020-9999", None),
    "GET /interviews/<interview>": ("i-2020-0001", "i-2020-9999", None),
    "POST /interviews/<interview>/signatures": ("i-2020-0001", "i-2020-9999", {"side": "unit"}),
    "POST /interviews/<interview>/commitments/<int:n>/fulfilment": (
        "i-2020-0001", "i-2020-9999", {"text": "已兑现", "done_on": "2020-12-01"},
    ),
    "GET /interviews/<interview>/disputes": ("i-2020-0001", "i-2020-9999", None),
    "POST /interviews/<interview>/disputes": (
        "i-2020-0001", "i-2020-9999", {"field": "cause", "passage": "统筹不力", "claim": "并非如此"},
    ),
    "GET /interviews/<interview>/viewings": ("i-2020-0001", "i-2020-9999", None),
    "POST /interviews/<interview>/copy-check": ("i-2020-0001", "i-2020-9999", {"text": "统筹不力"}),
    "GET /interviews/<interview>/evidence": ("i-2020-0001", "i-2020-9999", None),
    "GET /notices/<notice>/paper": ("n-2020-0001", "n-2020-9999", None),
    "GET /interviews/<interview>/notice-paper": ("i-2020-0001", "i-2020-9999", None),
    "GET /interviews/<interview>/record-paper": ("i-2020-0001", "i-2020-9999", None),
    "GET /bulletins/<bulletin>/paper": ("b-2020-0001", "b-2020-9999", None),
    "GET /public/bulletins/<bulletin>/paper": ("b-2020-0001", "b-2020-9999", None),
    "GET /assessments/<scheme>/units/<code>/paper": ("jiaotong", "nosuch", None),
    "GET /receipts/<receipt_id>/paper": ("r-{receipt}", "r-999999", None),
}  # fmt: skip
_FIRST_NAME = {
    "<no>", "<code>", "<receipt_id>", "<notice>", "<instruction>", "<inspection>", "<interview>", "<sha256>",
    "<bulletin>",
}  # fmt: skip
_OTHER_NAMES = {"<int:n>": "1", "<node>": "2020-08", "<scheme>": SCHEME}


def open_to_units() -> set[str]:
    """Return the addresses with a name in them that some unit role may ask."""
    return {
        f"{route.method} {route.path}"
        for family in FAMILIES
        for route in family.routes
        if "<" in route.path and MAY[route.power] & UNIT_ROLES
    }


def addresses(hall: CityHall, probe: str) -> tuple[str, str]:
    """Return the address of another unit's thing, and the same of nothing."""
    path = probe.partition(" ")[2]
    theirs, nobodys, _ = PROBES[probe]
    theirs = theirs.format(**hall.no, receipt=hall.seen["a_receipt"], file=hall.seen["a_file"])
    query = f"?scheme={SCHEME}" if probe == "GET /units/<code>/implementation-plan" else ""
    return _filled(path, theirs) + query, _filled(path, nobodys) + query


def _filled(path: str, name: str) -> str:
    for placeholder in _FIRST_NAME:
        path = path.replace(placeholder, name)
    for placeholder, value in _OTHER_NAMES.items():
        path = path.replace(placeholder, value)
    return path


def answer(ask: Callable[[], Any]) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Return status, body and headers without what names the request itself."""
    said = ask()
    body = {name: value for name, value in (said.json or {}).items() if name not in ("instance", "request_id")}
    headers = {name: value for name, value in said.headers.items() if name not in ("X-Request-ID", "Content-Length")}
    return said.status_code, body, headers
