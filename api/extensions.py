"""`/tasks/{no}/extensions`: asking for a later limit of a node task, and the leader's decision (decision 009)."""

from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import envelope, listed
from api.schemas_reports import (
    ExtensionDecidedOut,
    ExtensionDecisionIn,
    ExtensionIn,
    ExtensionOut,
    ExtensionRequestedOut,
    KnownQuery,
)
from api.whole_lists import paged
from domain import ids
from projections import extension_file
from service import known
from service.decide_extension import decide_extension
from service.request_extension import request_extension

family = Family("extensions")


@family.get("/tasks/<no>/extensions", power="read_tasks", query=KnownQuery, answer=envelope(ExtensionOut))
def list_extensions(ask: Ask, no: str) -> Answer:
    """List the extensions of a task with their decisions, in the order asked."""
    known.task(ask.app.store, no, ask.actor)
    with ask.reading() as db:
        as_of = ask.as_of(db)
    lines = ask.app.store.stream(ids.task(no))
    rows = extension_file.extensions(line for line in lines if line.position <= as_of.position)
    return Answer(paged(ask.query, listed(rows, as_of=as_of)), etag=ask.app.store.version(ids.task(no)))


@family.post(
    "/tasks/<no>/extensions", power="request_extension", body=ExtensionIn, answer=ExtensionRequestedOut, status=201
)
def request(ask: Ask, no: str) -> dict[str, Any]:
    """Ask for a later limit of a node task, before its limit."""
    written = request_extension(ask.app, ask.act(ids.task(no)), task_no=no, **ask.body)
    event = written.lines[0].event
    return {
        "extension": event.extension,
        "node": event.node,
        "new_limit_on": event.new_limit_on,
        "receipt": receipt_of(written),
    }


@family.post(
    "/tasks/<no>/extensions/<int:n>/decision",
    power="decide_extension",
    body=ExtensionDecisionIn,
    answer=ExtensionDecidedOut,
)
def decide(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Grant the extension, on the day asked for or another, or refuse it with a reason."""
    written = decide_extension(ask.app, ask.act(ids.task(no)), task_no=no, extension=n, **ask.body)
    event = written.lines[0].event
    return {
        "extension": n,
        "node": event.node,
        "granted": event.granted,
        "new_limit_on": event.new_limit_on,
        "receipt": receipt_of(written),
    }
