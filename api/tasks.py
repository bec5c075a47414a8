"""`/tasks`: the ledger's tasks, their history, and what the office and the units do to them through the year."""

from typing import Any

import msgspec

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import AsOfQuery, cursor_of, cursor_text, envelope
from api.schemas_tasks import (
    AmendmentIn,
    CompletionIn,
    HistoryLineOut,
    HistoryQuery,
    RolesIn,
    TaskIn,
    TaskOut,
    TasksQuery,
    TaskWritten,
    TransferIn,
    VerificationIn,
    WithdrawalIn,
)
from api.task_history import lines_for, spliced, texts_of
from api.written import last_version
from domain import ids
from domain.events import Target
from domain.tasks import NewTask
from projections import task_state
from service.amend_task import amend_task
from service.apply_completion import apply_completion
from service.confirm_roles import confirm_roles
from service.enter_task import enter_task
from service.event_store import Written
from service.transfer_task import TransferForm, transfer_task
from service.verify_completion import verify_completion
from service.withdraw_task import withdraw_task

family = Family("tasks")
FILTERS = ("scheme", "unit", "leader", "category", "light", "node", "state", "item")


@family.get("/tasks", power="read_tasks", query=TasksQuery, answer=envelope(TaskOut))
def tasks(ask: Ask) -> dict[str, Any]:
    """List the tasks the reader may know of, by number."""
    asked = {name: ask.query.get(name) for name in (*FILTERS, "cursor")}
    with ask.reading() as db:
        return task_state.list_tasks(db, viewer=ask.actor, as_of=ask.as_of(db), limit=ask.query["limit"], **asked)


@family.get("/tasks/<no>", power="read_tasks", query=AsOfQuery, answer=TaskOut)
def one(ask: Ask, no: str) -> Answer:
    """Return one task; its ETag is its stream's version."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
        if as_of.is_now(db):
            ready, version = task_state.one_json(db, no, viewer=ask.actor)
            return Answer(ready, etag=version)
        row = task_state.one(db, no, viewer=ask.actor, as_of=as_of)
    return Answer(row, etag=row["version"])


@family.get("/tasks/<no>/history", power="read_tasks", query=HistoryQuery, answer=envelope(HistoryLineOut))
def history(ask: Ask, no: str) -> bytes:
    """Return everything that happened to the task, oldest first; `texts=1` adds the words behind the digests."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
        task_state.one_json(db, no, viewer=ask.actor)  # who may not know of the task finds none
    after = cursor_of(ask.query, int) or (0,)
    lines = lines_for(ask.app, no, ask.actor, after=after[0], upto=as_of.position)
    shown = lines[: ask.query["limit"]]
    texts = [texts_of(ask.app, line, ask.actor) if ask.query["texts"] else None for line in shown]
    rows = b",".join(spliced(line, words) for line, words in zip(shown, texts, strict=True))
    more = cursor_text((shown[-1][0],)) if len(lines) > len(shown) else None
    return b'{"items":[%s],%s' % (rows, msgspec.json.encode({"next_cursor": more, "as_of": as_of.shown()})[1:])


@family.post("/tasks", power="enter_task", body=TaskIn, answer=TaskWritten, status=201)
def enter(ask: Ask) -> Answer:
    """Enter a task; without a number it gets the next one of its scheme."""
    said = dict(ask.body)
    scheme, task_no = said.pop("scheme"), said.pop("task_no", None)
    written = enter_task(ask.app, ask.act(), scheme=scheme, wished=NewTask(**_typed(said)), task_no=task_no)
    return _written(written.lines[0].event.task_no, written)


@family.post("/tasks/<no>/amendments", power="amend_task", body=AmendmentIn, answer=TaskWritten, status=201)
def amend(ask: Ask, no: str) -> Answer:
    """Change what the ledger says of a task, with a reason."""
    said = ask.body
    written = amend_task(
        ask.app, ask.act(ids.task(no)), task_no=no, changes=_typed(said["changes"]), reason=said["reason"],
        effective_on=said.get("effective_on"),
    )  # fmt: skip
    return _written(no, written)


@family.post("/tasks/<no>/roles/confirmation", power="confirm_roles", body=RolesIn, answer=TaskWritten)
def confirm(ask: Ask, no: str) -> Answer:
    """Confirm the roles that were presumed."""
    return _written(no, confirm_roles(ask.app, ask.act(ids.task(no)), task_no=no, **ask.body))


@family.post("/tasks/<no>/withdrawal", power="withdraw_task", body=WithdrawalIn, answer=TaskWritten)
def withdraw(ask: Ask, no: str) -> Answer:
    """Withdraw the task; its open duties lapse and its open notices are voided with the reason."""
    return _written(no, withdraw_task(ask.app, ask.act(ids.task(no)), task_no=no, **ask.body))


@family.post("/tasks/<no>/transfers", power="transfer_task", body=TransferIn, answer=TaskWritten, status=201)
def transfer(ask: Ask, no: str) -> Answer:
    """Give a role to another unit, with or without its open duties and notices."""
    return _written(no, transfer_task(ask.app, ask.act(ids.task(no)), task_no=no, form=TransferForm(**ask.body)))


@family.post("/tasks/<no>/completion", power="apply_completion", body=CompletionIn, answer=TaskWritten, status=201)
def complete(ask: Ask, no: str) -> Answer:
    """Apply for early completion (办结), as the task's lead."""
    return _written(no, apply_completion(ask.app, ask.act(ids.task(no)), task_no=no, **ask.body))


@family.post("/tasks/<no>/completion/verification", power="verify_completion", body=VerificationIn, answer=TaskWritten)
def verify(ask: Ask, no: str) -> Answer:
    """Accept the completion, or not and why."""
    return _written(no, verify_completion(ask.app, ask.act(ids.task(no)), task_no=no, **ask.body))


def _written(no: str, written: Written) -> Answer:
    version = last_version(written, ids.task(no))
    return Answer({"task_no": no, "version": version, "receipt": receipt_of(written)}, etag=version)


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    """Return the fields as the domain keeps them: lists as tuples, targets by name."""
    typed = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    if "targets" in typed:
        typed["targets"] = tuple(Target(**target) for target in typed["targets"])
    return typed
