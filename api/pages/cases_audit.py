"""`/audit`: every line of the record as a sentence, searched; one line's page; the record hashed anew (S54)."""

from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import audit, units
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.actors import AUDITOR, OFFICE_ROLES

pages = Pages("cases")
HERE = "/audit"
_FILTERS = ("q", "actor", "unit", "task", "event", "from", "to", "stream", "cursor")
# Where the page of a thing is, by the first part of its stream; `{0}` is the rest. Whoever reads the log may open it,
# but for a bulletin: a draft is its drafters' alone.
_THINGS = {
    "task": "/tasks/{0}", "notice": "/notices/{0}", "interview": "/interviews/{0}", "inspection": "/inspections/{0}",
    "bulletin": "/bulletins/{0}",
}  # fmt: skip


@pages.get("/audit", power="read_audit")
def show_log(visit: Visit) -> Response:
    """Show the lines of the record, the newest first, as far as the filters let them through."""
    given = {name: visit.query[name].strip() for name in _FILTERS if visit.query.get(name, "").strip()}
    asked = {name: value for name, value in given.items() if name != "task"}
    if "task" in given:
        asked["stream"] = f"task/{given['task']}"
    found = visit.read(audit.audit, query=asked)
    kept = {name: value for name, value in given.items() if name != "cursor"}
    workbook = {name: value for name, value in asked.items() if name != "cursor"}
    return visit.show(
        "cases/audit.html", here=HERE, found=found, given=given, as_of=found["as_of"],
        things=lambda stream: _thing(visit, stream),
        units=visit.every(units.list_units), address=_address("/audit", kept),
        workbook=_address("/get/workbooks/audit", workbook),
    )  # fmt: skip


@pages.post("/audit", power="verify_record", again=show_log)
def verify(visit: Visit) -> Response:
    """Hash the whole record anew and say what was found, on a page that needs no line of a log that may be damaged."""
    return visit.show("cases/verified.html", here=HERE, verified=visit.read(audit.verify))


@pages.get("/audit/<int:position>", power="read_audit")
def show_line(visit: Visit, position: int) -> Response:
    """Show one line with everything that was said with it, and what proves it."""
    line = visit.read(audit.read_line, position=position)
    receipt = visit.actor.role in (*OFFICE_ROLES, AUDITOR) or line["actor"] == visit.actor.account
    return visit.show(
        "cases/audit_line.html", here=HERE, line=line, thing=_thing(visit, line["stream"]), receipt=receipt, tell=_told,
        texts=line["texts"], files_=line["fields"].get("files") or [],
    )  # fmt: skip


def _told(value: Any) -> str:
    """Return a field as recorded: what is nested in one line, nothing as a dash."""
    if isinstance(value, dict):
        return "；".join(f"{name} {_told(part)}" for name, part in value.items() if part not in (None, "", [], {}))
    if isinstance(value, list):
        return "、".join(_told(part) for part in value) or "—"
    return "—" if value in (None, "") else str(value)


def _thing(visit: Visit, stream: str) -> str | None:
    """Return the page of the thing that a stream is about; None where the reader has none."""
    kind, _, name = stream.partition("/")
    if kind == "bulletin" and not visit.may("draft_bulletin"):
        return None
    return _THINGS[kind].format(name) if kind in _THINGS else None


def _address(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
