"""`/editions`: the dated lists of tasks: drafted by the office, issued by its head; what differs and why (一(二))."""

from typing import Any

from marshmallow import fields

from api.fields import Id, Line
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import AsOfQuery, In, Out, WriteOut, envelope, listed
from api.schemas_tasks import TaskOut
from api.whole_lists import WholeQuery, paged
from api.written import last_version
from domain import ids
from domain.actors import may
from domain.errors import AbsentError
from domain.events import EditionIssued
from projections import frame, task_state
from projections.as_of import AsOf, now
from service.draft_edition import draft_edition
from service.event_store import Written
from service.issue_edition import issue_edition
from service.preview_edition import preview_edition

family = Family("editions")
MOST_TASKS = 10_000  # task numbers have four digits


class EditionsQuery(AsOfQuery, WholeQuery):
    scheme = Id()


class EditionIn(In):
    scheme = Id(required=True)
    note = Line(blank=True, load_default="", limit=2000)


class EditionRowOut(Out):
    scheme = fields.String(required=True)
    edition = fields.Integer(required=True)
    state = fields.String(required=True)
    drafted_on = fields.Date(allow_none=True)
    issued_on = fields.Date(required=True, allow_none=True)
    note = fields.String(required=True)


_ROW = frozenset(EditionRowOut._declared_fields)


class EditionOut(EditionRowOut):
    tasks = fields.List(fields.Nested(TaskOut), required=True)
    added = fields.List(fields.String(), required=True)
    amended = fields.List(fields.String(), required=True)
    withdrawn = fields.List(fields.String(), required=True)
    reasons = fields.Dict(required=True)


class EditionWritten(WriteOut):
    scheme = fields.String(required=True)
    edition = fields.Integer(required=True)
    version = fields.Integer(required=True)


@family.get("/editions", power="read_editions", query=EditionsQuery, answer=envelope(EditionRowOut))
def editions(ask: Ask) -> dict[str, Any]:
    """List the editions of a scheme, or of all, oldest first; drafts only to the office."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
        rows = frame.editions(db, viewer=ask.actor, as_of=as_of, scheme=ask.query.get("scheme"))
    told = [{"drafted_on": None, **{name: row[name] for name in row if name in _ROW}} for row in rows]
    return paged(ask.query, listed(told, as_of=as_of))


@family.get("/editions/<scheme>/<int:n>", power="read_editions", answer=EditionOut)
def one(ask: Ask, scheme: str, n: int) -> Answer:
    """Return an edition: its list as it stood that day, and what changed since the one before, with reasons.

    The list and the differences show the tasks the reader may know of. A draft, which only the office sees, tells what
    it would say if it were issued now.
    """
    stream = ids.editions(scheme)
    line = next((x for x in ask.app.store.stream(stream) if _is(x.event, n)), None)
    if line is None:
        return _drafted(ask, scheme, n)
    event: EditionIssued = line.event
    with ask.reading() as db:
        then = _tasks(db, ask, scheme, AsOf(line.position))
        known = {*then, *_tasks(db, ask, scheme, now(db))}
    body = {
        "scheme": scheme, "edition": n, "state": "issued", "drafted_on": None, "issued_on": event.issued_on,
        "note": event.note, "tasks": [then[no] for no in event.tasks if no in then],
        **{name: [no for no in getattr(event, name) if no in known] for name in ("added", "amended", "withdrawn")},
        "reasons": {no: told for no, told in event.reasons.items() if no in known},
    }  # fmt: skip
    return Answer(body, etag=line.version)


@family.post("/editions", power="draft_edition", body=EditionIn, answer=EditionWritten, status=201)
def draft(ask: Ask) -> Answer:
    """Draft the next edition of a scheme's list."""
    return _written(draft_edition(ask.app, ask.act(), scheme=ask.body["scheme"], note=ask.body["note"]))


@family.post("/editions/<scheme>/<int:n>/issuance", power="issue_edition", body=In, answer=EditionWritten)
def issue(ask: Ask, scheme: str, n: int) -> Answer:
    """Issue the drafted edition over the tasks as they stand now."""
    return _written(issue_edition(ask.app, ask.act(ids.editions(scheme)), scheme=scheme, edition=n))


def _drafted(ask: Ask, scheme: str, n: int) -> Answer:
    """Return the draft. Raises: AbsentError when there is none, or the reader may not know of it."""
    if not may("draft_edition", ask.actor):
        raise AbsentError("edition", f"{scheme}/{n}")
    draft, told = preview_edition(ask.app, scheme=scheme, edition=n)
    with ask.reading() as db:
        tasks = _tasks(db, ask, scheme, now(db))
    body = {
        "scheme": scheme, "edition": n, "state": "draft", "drafted_on": draft.drafted_on, "issued_on": None,
        "note": draft.note, "tasks": [tasks[no] for no in told.tasks if no in tasks], "added": list(told.added),
        "amended": list(told.amended), "withdrawn": list(told.withdrawn), "reasons": dict(told.reasons),
    }  # fmt: skip
    return Answer(body, etag=ask.app.store.version(ids.editions(scheme)))


def _tasks(db: Any, ask: Ask, scheme: str, as_of: AsOf) -> dict[str, dict[str, Any]]:
    """Return the scheme's tasks the reader may know of, by number."""
    page = task_state.list_tasks(db, viewer=ask.actor, as_of=as_of, scheme=scheme, limit=MOST_TASKS)
    return {task["task_no"]: task for task in page["items"]}


def _is(event: Any, edition: int) -> bool:
    return isinstance(event, EditionIssued) and event.edition == edition


def _written(written: Written) -> Answer:
    event = written.lines[0].event
    version = last_version(written, ids.editions(event.scheme))
    body = {"scheme": event.scheme, "edition": event.edition, "version": version, "receipt": receipt_of(written)}
    return Answer(body, etag=version)
