"""An interview (约谈) from proposal to archive, as its stream tells it; its decisions are in the modules beside it.

proposed → approved / declined → convened → held → filed → signed → reported → archived (二(三), D-101). What disputes,
checks and corrections add lies on the same stream after the record is filed (`domain.interview_disputes`).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain import dispute_file
from domain import events as e
from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.dispute_file import DisputeFile
from domain.events import Addressee, Attendee, LitNode, Meeting

WAITING = ("proposed", "approved", "convened")  # not held yet
ON_FILE = ("filed", "signed", "reported", "archived")
CITY, UNIT, OTHER = "city", "unit", "other"
SIDES = (CITY, UNIT, OTHER)


@dataclass(frozen=True, slots=True)
class Signature:
    side: str  # city unit
    unit: str | None
    signed: bool  # False: refused, as `witness` saw
    post: str | None = None
    reason: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment and what became of it."""

    commitment: int
    unit: str
    due_on: date
    text: str  # content digest
    role: str = "lead"  # of the unit that made it
    state: str = "open"  # open reported fulfilled
    done_on: date | None = None
    late_days: int = 0
    judged_unfulfilled: int = 0  # how often the office found it not fulfilled
    missed: bool = False  # the daily tick recorded it


@dataclass(frozen=True, slots=True)
class Interview:
    """Lists are in the order things happened; texts are content digests."""

    interview: str
    scheme: str
    task_no: str
    units: tuple[Addressee, ...]
    level: int
    ground: str  # light not_rectified by_hand
    node: str | None
    lights: tuple[LitNode, ...]
    notices: tuple[str, ...]
    proposed_on: date
    state: str = "proposed"
    approved_by: str | None = None
    approved_on: date | None = None
    draft: Meeting | None = None
    drafted_by: str | None = None  # account
    number: str = ""  # of the written notice
    meeting: Meeting | None = None
    convened_on: date | None = None  # the first time
    held_at: datetime | None = None
    held_on: date | None = None
    place: str = ""
    host: str | None = None
    recorder: str = ""
    attendees: tuple[Attendee, ...] = ()
    record: e.InterviewRecordFiled | None = None
    signatures: tuple[Signature, ...] = ()
    reported_to: str | None = None
    archive_number: str = ""
    promises: tuple[Promise, ...] = ()
    file: DisputeFile = dispute_file.EMPTY  # what lies beside the record

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the units whose heads are interviewed."""
        return tuple(unit.unit for unit in self.units)

    def role_of(self, unit: str) -> str | None:
        return next((a.role for a in self.units if a.unit == unit), None)

    def signature(self, side: str, unit: str | None) -> Signature | None:
        """Return the latest word of a side on signing: what it signed stands over what it refused."""
        found = [s for s in self.signatures if (s.side, s.unit) == (side, unit)]
        return found[-1] if found else None

    def promise(self, commitment: int) -> Promise | None:
        return self.promises[commitment - 1] if 0 < commitment <= len(self.promises) else None


def evolve(interview: Interview | None, event: Any, account: str = "") -> Interview:
    """Return the interview after `event`."""
    if isinstance(event, e.InterviewProposed):
        return Interview(
            interview=event.interview, scheme=event.scheme, task_no=event.task_no, units=event.units,
            level=event.level, ground=event.ground, node=event.node, lights=event.lights, notices=event.notices,
            proposed_on=event.proposed_on,
        )  # fmt: skip
    assert interview is not None, "an interview's stream begins with InterviewProposed"
    step = _STEPS.get(type(event))
    after: Interview = step(interview, event, account) if step else interview
    file = dispute_file.evolve(after.file, event, account)
    return after if file is after.file else replace(after, file=file)


def may_know(actor: Actor, interview: Interview, *, leader: str | None) -> bool:
    """Tell whether the actor may know of the interview: its units once it is convened, leaders in charge and host.

    `leader` is the task's. Whoever led it signs the record and may dispute it, whosever task it is (D-102, D-104).
    """
    if actor.role in SEES_EVERYTHING:
        return True
    if actor.role == LEADER:
        return any(post in actor.posts for post in (leader, interview.host) if post is not None)
    return actor.role in UNIT_ROLES and bool(interview.number) and actor.unit in interview.codes


def waiting(interviews: Collection[Interview], task_no: str, units: Collection[str], level: int) -> Interview | None:
    """Return an interview that is still to be held of all these units over the task, at least this high."""
    return next(
        (
            i
            for i in interviews
            if i.task_no == task_no and i.state in WAITING and i.level >= level and set(units) <= set(i.codes)
        ),
        None,
    )


def settled(interview: Interview) -> bool:
    """Tell whether every side has signed the record, or refused to."""
    sides = ((CITY, None), *((UNIT, unit) for unit in interview.codes))
    return all(interview.signature(side, unit) for side, unit in sides)


def _approved(interview: Interview, event: e.InterviewApproved, _: str) -> Interview:
    return replace(interview, state="approved", approved_by=event.post, approved_on=event.approved_on)


def _declined(interview: Interview, _event: e.InterviewDeclined, _: str) -> Interview:
    return replace(interview, state="declined")


def _drafted(interview: Interview, event: e.InterviewConveningDrafted, account: str) -> Interview:
    return replace(interview, draft=event.meeting, drafted_by=account)


def _convened(interview: Interview, event: e.InterviewConvened, _: str) -> Interview:
    return replace(
        interview, state="convened", number=event.number, meeting=event.meeting, draft=None, drafted_by=None,
        convened_on=interview.convened_on or event.convened_on,
    )  # fmt: skip


def _held(interview: Interview, event: e.InterviewHeld, _: str) -> Interview:
    return replace(
        interview, state="held", held_at=event.held_at, held_on=event.held_on, place=event.place, host=event.host,
        recorder=event.recorder, attendees=event.attendees, draft=None, drafted_by=None,
    )  # fmt: skip


def _filed(interview: Interview, event: e.InterviewRecordFiled, _: str) -> Interview:
    promises = tuple(
        Promise(c.commitment, c.unit, c.due_on, text, interview.role_of(c.unit) or "lead")
        for c, text in zip(event.commitments, event.commitment_texts, strict=True)
    )
    return replace(interview, state="filed", record=event, promises=promises)


def _signed(interview: Interview, event: e.InterviewSigned, _: str) -> Interview:
    return _with(interview, Signature(event.side, event.unit, True, event.post))


def _refused(interview: Interview, event: e.InterviewSignatureRefused, _: str) -> Interview:
    return _with(interview, Signature(event.side, event.unit, False, None, event.reason, event.witness))


def _with(interview: Interview, signature: Signature) -> Interview:
    after = replace(interview, signatures=(*interview.signatures, signature))
    return replace(after, state="signed") if after.state == "filed" and settled(after) else after


def _reported(interview: Interview, event: e.InterviewReported, _: str) -> Interview:
    return replace(interview, state="reported", reported_to=event.to)


def _archived(interview: Interview, event: e.InterviewArchived, _: str) -> Interview:
    return replace(interview, state="archived", archive_number=event.archive_number)


def _fulfilled(interview: Interview, event: e.CommitmentFulfilled, _: str) -> Interview:
    return _kept(interview, event.commitment, state="reported", done_on=event.done_on, late_days=event.late_days)


def _verified(interview: Interview, event: e.CommitmentVerified, _: str) -> Interview:
    if event.fulfilled:
        return _kept(interview, event.commitment, state="fulfilled")
    before = interview.promises[event.commitment - 1].judged_unfulfilled
    return _kept(interview, event.commitment, state="open", done_on=None, late_days=0, judged_unfulfilled=before + 1)


def _missed(interview: Interview, event: e.DutyMissed, _: str) -> Interview:
    return _kept(interview, commitment_of(event.period), missed=True)


def _readdressed(interview: Interview, event: e.InterviewReaddressed, _: str) -> Interview:
    """What is settled stays with the unit of that moment; a signature given binds the unit that took it over."""
    given = [Addressee(event.to_unit, a.role) if a.unit == event.from_unit else a for a in interview.units]
    units = {a.unit: a for a in reversed(given)}  # of two parts the weightier, which stands first
    promises = tuple(
        replace(p, unit=event.to_unit) if p.unit == event.from_unit and p.state != "fulfilled" and not p.missed else p
        for p in interview.promises
    )
    signatures = tuple(replace(s, unit=event.to_unit) if s.unit == event.from_unit else s for s in interview.signatures)
    after = replace(
        interview, units=tuple(reversed(units.values())), promises=promises, signatures=signatures
    )  # fmt: skip
    return replace(after, state="signed") if after.state == "filed" and settled(after) else after


def _kept(interview: Interview, commitment: int, **changes: Any) -> Interview:
    return replace(
        interview,
        promises=tuple(replace(p, **changes) if p.commitment == commitment else p for p in interview.promises),
    )


def period_of(interview: str, commitment: int) -> str:
    """Return the period of a commitment's duty: `i-2020-0001/2`."""
    return f"{interview}/{commitment}"


def commitment_of(period: str) -> int:
    return int(period.rpartition("/")[2])


_STEPS: dict[type, Any] = {
    e.InterviewApproved: _approved,
    e.InterviewDeclined: _declined,
    e.InterviewConveningDrafted: _drafted,
    e.InterviewConvened: _convened,
    e.InterviewHeld: _held,
    e.InterviewRecordFiled: _filed,
    e.InterviewSigned: _signed,
    e.InterviewSignatureRefused: _refused,
    e.InterviewReported: _reported,
    e.InterviewArchived: _archived,
    e.InterviewReaddressed: _readdressed,
    e.CommitmentFulfilled: _fulfilled,
    e.CommitmentVerified: _verified,
    e.DutyMissed: _missed,
}
