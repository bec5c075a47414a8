"""What interviews are asked with: proposals, notices, meetings, records, signatures, commitments."""

from marshmallow import fields

from api.fields import Day, Digest, Id, Line, Moment, TaskNo, Text, UnitCode, Whole, list_of, one_of
from api.schemas import In, PageQuery, PaperMixin, ReadQuery
from api.schemas_lighting import NothingIn
from api.vocabulary import VOCABULARY

__all__ = ["NothingIn"]

_SIDES = tuple(VOCABULARY["interview_side"])


class InterviewsQuery(PageQuery):
    scheme = Id()
    unit = UnitCode()
    task_no = TaskNo()
    level = Whole(least=1, most=9)
    state = one_of(*VOCABULARY["interview_state"])
    disputed = one_of("open", "resolved")


class InterviewQuery(ReadQuery):
    """One interview as it stands."""


class ProposalIn(In):
    """Without units the task's lead is interviewed; co-organising units and construction entities may be added."""

    task_no = TaskNo(required=True)
    units = list_of(UnitCode(), most=50, load_default=list)
    level = Whole(least=1, most=9, required=True)
    reason = Text(required=True, limit=2000)
    notice = Id(allow_none=True, load_default=None)


class ApprovalIn(PaperMixin):
    approved = fields.Boolean(required=True, truthy={True}, falsy={False})
    reason = Text(blank=True, limit=2000, load_default="")


class ConveningIn(In):
    """The clerk's draft states all three; the head of the office may issue the draft as it is with an empty body."""

    reason = Text(limit=2000)
    meets_at = Moment()
    place = Line()
    materials = list_of(Line(), most=50, load_default=list)


class AttendeeIn(In):
    """`post`: a post's id or its title; on the unit's side `unit` says which."""

    side = one_of(*_SIDES, required=True)
    person = Line(required=True, limit=100)
    post = Line(required=True)
    unit = UnitCode(allow_none=True, load_default=None)


class HoldingIn(In):
    """`host` is a post's id, `recorder` a person's name; both sit among the city's attendees."""

    held_at = Moment(required=True)
    place = Line(required=True)
    host = Id(required=True)
    recorder = Line(required=True, limit=100)
    attendees = list_of(fields.Nested(AttendeeIn), most=100, least=1, required=True)


class CommitmentIn(In):
    """Without a unit it is the one interviewed first."""

    text = Text(required=True, limit=2000)
    due_on = Day(required=True)
    unit = UnitCode(allow_none=True, load_default=None)


class RecordIn(In):
    """The minutes; with the meeting's own fields where it was not put on record before (`…/holding`)."""

    held_at = Moment()
    place = Line()
    host = Id()
    recorder = Line(limit=100)
    attendees = list_of(fields.Nested(AttendeeIn), most=100)
    matters = Text(required=True)
    statement = Text(required=True)
    cause = Text(required=True)
    requirements = Text(required=True)
    commitments = list_of(fields.Nested(CommitmentIn), most=100, required=True)
    files = list_of(Digest(), most=50, load_default=list)


class RefusalIn(In):
    reason = Text(required=True, limit=2000)
    witness = Line(required=True, limit=100)


class SignatureIn(PaperMixin):
    """`unit` says whose head refused where the office notes it and several units were interviewed."""

    side = one_of("city", "unit", required=True)
    unit = UnitCode()
    refused = fields.Nested(RefusalIn)


class ReportIn(In):
    """Without `to` it goes to the one principal leader there is."""

    to = Id()


class FulfilmentIn(PaperMixin):
    text = Text(required=True)
    done_on = Day(required=True)
    files = list_of(Digest(), most=50, load_default=list)


class CommitmentVerdictIn(In):
    fulfilled = fields.Boolean(required=True, truthy={True}, falsy={False})
    reason = Text(blank=True, limit=2000, load_default="")
