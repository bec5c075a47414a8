"""`/notices`: rectification notices, who has signed, what was answered, the verdict, and voiding (二(三), D-007)."""

from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import ReadQuery, envelope
from api.schemas_notices import (
    AnsweredOut,
    AnswerIn,
    NothingIn,
    NoticeOut,
    NoticesQuery,
    ReceiptIn,
    ReceivedOut,
    VerdictIn,
    VerdictOut,
    VoidedOut,
    VoidIn,
    VoidProposedOut,
)
from domain import ids
from domain.actors import UNIT_ROLES
from domain.events import NoticeAnswered, NoticeIssued
from projections import as_of as times
from projections import open_notices
from service.answer_notice import AnswerForm, answer_notice
from service.confirm_void import confirm_void
from service.propose_void import propose_void
from service.receive_notice import receive_notice
from service.verify_rectification import verify_rectification

family = Family("notices")


@family.get("/notices", power="read_notices", query=NoticesQuery, answer=envelope(NoticeOut))
def list_notices(ask: Ask) -> dict[str, Any]:
    """List the notices the viewer may know of, by number, as they stand."""
    asked = {name: ask.query.get(name) for name in ("scheme", "unit", "state", "task_no", "node", "cursor")}
    with ask.reading() as db:
        found = open_notices.list_notices(db, viewer=ask.actor, as_of=times.now(db), limit=ask.query["limit"], **asked)
    return {**found, "items": _with_words(ask, found["items"])}


@family.get("/notices/<notice>", power="read_notices", query=ReadQuery, answer=NoticeOut)
def read_notice(ask: Ask, notice: str) -> Answer:
    """Return a notice with its addressees' signatures, its answers and the office's verdict."""
    with ask.reading() as db:
        found = open_notices.one(db, notice_id=notice, viewer=ask.actor)
    told = _with_words(ask, [found])[0]
    return Answer(told, etag=found["version"], fresh=any(answer["erased"] for answer in told["answers"]))


@family.post("/notices/<notice>/receipt", power="receive_notice", body=ReceiptIn, answer=ReceivedOut, status=201)
def sign(ask: Ask, notice: str) -> dict[str, Any]:
    """Sign for a notice as one of its addressees (签收)."""
    written = receive_notice(ask.app, ask.act(ids.notice(notice)), notice=notice)
    return {"notice": notice, "unit": written.lines[0].event.unit, "receipt": receipt_of(written)}


@family.post("/notices/<notice>/answers", power="answer_notice", body=AnswerIn, answer=AnsweredOut, status=201)
def answer(ask: Ask, notice: str) -> dict[str, Any]:
    """Answer a notice: what was done, since when, with what proof; it signs for the notice too."""
    body = ask.body
    form = AnswerForm(body["text"], body["done_on"], tuple(body["files"]))
    written = answer_notice(ask.app, ask.act(ids.notice(notice)), notice=notice, form=form)
    event = next(line.event for line in written.lines if isinstance(line.event, NoticeAnswered))
    return {
        "notice": notice,
        "unit": event.unit,
        "done_on": event.done_on,
        "effective_at": event.effective_at,
        "on_time": event.late_days == 0,
        "late_days": event.late_days,
        "receipt": receipt_of(written),
    }


@family.post("/notices/<notice>/verdict", power="verify_rectification", body=VerdictIn, answer=VerdictOut)
def verdict(ask: Ask, notice: str) -> dict[str, Any]:
    """Find the notice rectified or not."""
    body = ask.body
    written = verify_rectification(
        ask.app, ask.act(ids.notice(notice)), notice=notice, rectified=body["rectified"], reason=body["reason"]
    )
    event = written.lines[0].event
    state = "rectified" if event.rectified else "not_rectified"
    return {"notice": notice, "state": state, "verified_on": event.verified_on, "receipt": receipt_of(written)}


@family.post("/notices/<notice>/void", power="propose_void", body=VoidIn, answer=VoidProposedOut, status=201)
def propose_to_void(ask: Ask, notice: str) -> dict[str, Any]:
    """Propose to void a notice, with a reason; `replace` asks for another in its place while its light stands."""
    body = ask.body
    written = propose_void(
        ask.app, ask.act(ids.notice(notice)), notice=notice, reason=body["reason"], replace=body["replace"]
    )
    return {"notice": notice, "replace": written.lines[0].event.replace, "receipt": receipt_of(written)}


@family.post("/notices/<notice>/void/confirmation", power="confirm_void", body=NothingIn, answer=VoidedOut)
def void(ask: Ask, notice: str) -> dict[str, Any]:
    """Void a notice as the second person; its number stays taken."""
    written = confirm_void(ask.app, ask.act(ids.notice(notice)), notice=notice)
    issued = next((line.event for line in written.lines if isinstance(line.event, NoticeIssued)), None)
    return {
        "notice": notice,
        "state": "voided",
        "replaced_by": issued.notice if issued else None,
        "receipt": receipt_of(written),
    }


def _with_words(ask: Ask, notices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the words of answers in place of their digests, for those who may read them."""
    readable = {id(answer): _may_read(ask, notice, answer) for notice in notices for answer in notice["answers"]}
    digests = [a["text"] for notice in notices for a in notice["answers"] if readable[id(a)]]
    words = ask.app.store.contents(digests)
    return [
        {
            **notice,
            "answers": [
                {**a, "text": words.get(a["text"]), "erased": a["text"] not in words, "on_time": a["late_days"] == 0}
                if readable[id(a)]
                else {**a, "text": None, "files": [], "erased": False, "on_time": a["late_days"] == 0}
                for a in notice["answers"]
            ],
        }
        for notice in notices
    ]


def _may_read(ask: Ask, notice: dict[str, Any], answer: dict[str, Any]) -> bool:
    """That a unit answered is known to all addressees; its words to itself and to the lead."""
    unit = ask.actor.unit
    if ask.actor.role not in UNIT_ROLES or answer["unit"] == unit:
        return True
    return any((a["unit"], a["role"]) == (unit, "lead") for a in notice["addressees"])
