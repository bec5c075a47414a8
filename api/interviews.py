"""`/interviews`: calling unit heads to account, from proposal to archive, and what they commit to (二(三), S21–S24)."""

from typing import Any

from api.interview_told import calendar_of, file_of, line_of, today
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import envelope
from api.schemas_interview_file import (
    Archived,
    CommitmentMoved,
    Convened,
    InterviewFileOut,
    InterviewMade,
    InterviewOut,
    InterviewWritten,
    RecordFiled,
)
from api.schemas_interviews import (
    ApprovalIn,
    CommitmentVerdictIn,
    ConveningIn,
    FulfilmentIn,
    HoldingIn,
    InterviewQuery,
    InterviewsQuery,
    NothingIn,
    ProposalIn,
    RecordIn,
    ReportIn,
    SignatureIn,
)
from api.written import last_version
from domain import ids
from domain.actors import may
from domain.errors import InvalidError
from domain.events import Attendee, InterviewConvened, Meeting
from domain.interview_convening import Sitting
from domain.interview_record import TEXTS, Minutes, Promised
from projections import as_of as times
from projections import interview_file
from service.archive_interview import archive_interview
from service.convene_interview import convene_interview
from service.decide_interview import decide_interview
from service.event_store import Written
from service.file_interview_record import file_interview_record
from service.fulfil_commitment import FulfilmentForm, fulfil_commitment
from service.hold_interview import hold_interview
from service.interviews_of import as_left
from service.propose_interview import ProposalForm, propose_interview
from service.refuse_signature import refuse_signature
from service.report_interview import report_interview
from service.sign_record import sign_record
from service.verify_commitment import verify_commitment
from service.view_record import view_record

family = Family("interviews")
_SITTING = ("held_at", "place", "host", "recorder", "attendees")


@family.get("/interviews", power="read_interviews", query=InterviewsQuery, answer=envelope(InterviewOut))
def list_interviews(ask: Ask) -> dict[str, Any]:
    """List the interviews the viewer may know of, as they stand; a unit its own, once they are convened."""
    asked = {
        name: ask.query.get(name) for name in ("scheme", "unit", "task_no", "level", "state", "disputed", "cursor")
    }
    with ask.reading() as db:
        found = interview_file.list_interviews(
            db, viewer=ask.actor, as_of=times.now(db), limit=ask.query["limit"], **asked
        )
        calendar = calendar_of(db)
    return {**found, "items": [line_of(row, calendar, today(ask)) for row in found["items"]]}


@family.get("/interviews/<interview>", power="read_interviews", query=InterviewQuery, answer=InterviewFileOut)
def read_interview(ask: Ask, interview: str) -> Answer:
    """Return the whole case: lights, notices, approval, meeting, record, signatures, commitments, scores."""
    if may("read_minutes", ask.actor):
        view_record(ask.app, ask.reader(), interview=interview)
    with ask.reading() as db:
        found = interview_file.one(db, interview=interview, viewer=ask.actor)
        told = file_of(ask, db, found)
    return Answer(told, etag=found["version"])


@family.post("/interviews", power="propose_interview", body=ProposalIn, answer=InterviewMade, status=201)
def propose(ask: Ask) -> Answer:
    """Propose an interview by hand; lights and failed rectifications propose their own."""
    body = ask.body
    form = ProposalForm(body["task_no"], body["level"], body["reason"], tuple(body["units"]), body["notice"])
    written = propose_interview(ask.app, ask.act(), form=form)
    event = written.lines[-1].event
    units = [unit.unit for unit in event.units]
    return _written(ask, written, event.interview, task_no=event.task_no, units=units, level=event.level)


@family.post("/interviews/<interview>/approval", power="decide_interview", body=ApprovalIn, answer=InterviewWritten)
def decide(ask: Ask, interview: str) -> Answer:
    """Approve an interview or decline it, as the leader; the office may decline one whose ground has fallen."""
    act = ask.act(ids.interview(interview))
    return _written(ask, decide_interview(ask.app, act, interview=interview, **ask.body), interview)


@family.post("/interviews/<interview>/convening", power="convene_interview", body=ConveningIn, answer=Convened)
def convene(ask: Ask, interview: str) -> Answer:
    """Draft the written notice as a clerk; issue it under its number as the head of the office."""
    stated = any(name in ask.body for name in ("reason", "meets_at", "place"))
    meeting = _meeting(ask.body) if stated else None
    written = convene_interview(ask.app, ask.act(ids.interview(interview)), interview=interview, meeting=meeting)
    event = written.lines[-1].event
    number = event.number if isinstance(event, InterviewConvened) else None
    return _written(ask, written, interview, number=number, meets_at=event.meeting.meets_at)


@family.post("/interviews/<interview>/holding", power="hold_interview", body=HoldingIn, answer=InterviewWritten)
def hold(ask: Ask, interview: str) -> Answer:
    """Record that the interview took place: when, where, led by whom, who sat on either side."""
    act = ask.act(ids.interview(interview))
    return _written(ask, hold_interview(ask.app, act, interview=interview, sitting=_sitting(ask.body)), interview)


@family.post(
    "/interviews/<interview>/record", power="file_interview_record", body=RecordIn, answer=RecordFiled, status=201
)
def file(ask: Ask, interview: str) -> Answer:
    """File the record, once and for good; with the meeting's own fields it says too that the meeting took place."""
    body = ask.body
    sitting = _sitting(body) if any(name in body for name in _SITTING) else None
    minutes = Minutes(
        **{name: body[name] for name in TEXTS}, commitments=tuple(Promised(**c) for c in body["commitments"]),
        files=tuple(body["files"]),
    )  # fmt: skip
    act = ask.act(ids.interview(interview))
    written = file_interview_record(ask.app, act, interview=interview, minutes=minutes, sitting=sitting)
    event = written.lines[-1].event
    commitments = [{"commitment": c.commitment, "unit": c.unit, "due_on": c.due_on} for c in event.commitments]
    return _written(ask, written, interview, number=event.number, commitments=commitments)


@family.post(
    "/interviews/<interview>/signatures", power="sign_record", body=SignatureIn, answer=InterviewWritten, status=201
)
def sign(ask: Ask, interview: str) -> Answer:
    """Sign the record for a side, or note that a side refuses, why, and who saw it."""
    body, act = ask.body, ask.act(ids.interview(interview))
    refused = body.get("refused")
    if refused is None:
        return _written(ask, sign_record(ask.app, act, interview=interview, side=body["side"]), interview)
    written = refuse_signature(
        ask.app, act, interview=interview, side=body["side"], unit=body.get("unit"), **refused
    )  # fmt: skip
    return _written(ask, written, interview)


@family.post("/interviews/<interview>/report", power="report_interview", body=ReportIn, answer=InterviewWritten)
def report(ask: Ask, interview: str) -> Answer:
    """Lay the signed record before the principal leader."""
    act = ask.act(ids.interview(interview))
    return _written(ask, report_interview(ask.app, act, interview=interview, to=ask.body.get("to")), interview)


@family.post("/interviews/<interview>/archive", power="archive_interview", body=NothingIn, answer=Archived)
def archive(ask: Ask, interview: str) -> Answer:
    """Archive the record under its number."""
    written = archive_interview(ask.app, ask.act(ids.interview(interview)), interview=interview)
    return _written(ask, written, interview, archive_number=written.lines[-1].event.archive_number)


@family.post(
    "/interviews/<interview>/commitments/<int:n>/fulfilment", power="fulfil_commitment", body=FulfilmentIn,
    answer=CommitmentMoved, status=201,
)  # fmt: skip
def fulfil(ask: Ask, interview: str, n: int) -> Answer:
    """Say, as the unit, that a commitment is kept, and show it."""
    body = ask.body
    form = FulfilmentForm(body["text"], body["done_on"], tuple(body["files"]))
    act = ask.act(ids.interview(interview))
    written = fulfil_commitment(ask.app, act, interview=interview, commitment=n, form=form)
    return _commitment(ask, written, interview, n)


@family.post(
    "/interviews/<interview>/commitments/<int:n>/verification", power="verify_commitment", body=CommitmentVerdictIn,
    answer=CommitmentMoved,
)  # fmt: skip
def verify(ask: Ask, interview: str, n: int) -> Answer:
    """Find a commitment kept or not."""
    act = ask.act(ids.interview(interview))
    return _commitment(
        ask, verify_commitment(ask.app, act, interview=interview, commitment=n, **ask.body), interview, n
    )


def _meeting(body: dict[str, Any]) -> Meeting:
    """Raises: InvalidError for a field that is missing while others are given."""
    return Meeting(
        _needed(body, "reason"), _needed(body, "meets_at"), _needed(body, "place"), tuple(body["materials"])
    )  # fmt: skip


def _sitting(body: dict[str, Any]) -> Sitting:
    attendees = tuple(Attendee(**attendee) for attendee in _needed(body, "attendees"))
    held_at, place, host, recorder = (_needed(body, name) for name in _SITTING[:4])
    return Sitting(held_at, place, host, recorder, attendees)


def _needed(body: dict[str, Any], name: str) -> Any:
    if name not in body:
        raise InvalidError(name, "missing")
    return body[name]


def _commitment(ask: Ask, written: Written, interview: str, n: int) -> Answer:
    promise = as_left(ask.app, interview, last_version(written, ids.interview(interview))).promises[n - 1]
    more = {"commitment": n, "commitment_state": promise.state, "late_days": promise.late_days}
    return _written(ask, written, interview, **more)


def _written(ask: Ask, written: Written, interview: str, **more: Any) -> Answer:
    version = last_version(written, ids.interview(interview))
    state = as_left(ask.app, interview, version).state
    body = {"interview": interview, "state": state, "version": version, **more, "receipt": receipt_of(written)}
    return Answer(body, etag=version)
