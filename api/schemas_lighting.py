"""Shapes of lighting sessions, explanations and corrections."""

from marshmallow import fields

from api.fields import Day, Id, Line, TaskNo, Text, list_of, one_of
from api.schemas import AsOfOut, AsOfQuery, In, Out, ReadQuery, WriteOut
from api.whole_lists import WholeQuery
from domain.scheme import LIGHTS

EVERY_TASK = 5000  # of one scheme, in one session


class SchemeQuery(ReadQuery):
    """`scheme` may be left out while only one scheme names the node."""

    scheme = Id()


class ProposalsQuery(SchemeQuery, WholeQuery):
    pass


class DecisionIn(In):
    """What is left out is as proposed; `done_on: null` says that it is not done."""

    task_no = TaskNo(required=True)
    done_on = Day(allow_none=True)
    light = one_of(*LIGHTS, allow_none=True)
    reason = Text(blank=True, limit=2000, allow_none=True, load_default="")


class DraftIn(In):
    """`proposal` is the ETag of what was seen; an empty list takes the draft back."""

    scheme = Id()
    decisions = list_of(fields.Nested(DecisionIn), most=EVERY_TASK, required=True)
    proposal = Line()


class LightsIn(In):
    """Without `decisions` the draft's are issued."""

    scheme = Id()
    decisions = list_of(fields.Nested(DecisionIn), most=EVERY_TASK, least=1)


class CorrectionIn(In):
    done_on = Day(allow_none=True)
    light = one_of(*LIGHTS, allow_none=True)
    reason = Text(required=True, limit=2000)


class PreviewIn(In):
    """Without `decisions` those of the draft; without a draft, every light that is ready as it is proposed."""

    scheme = Id()
    decisions = list_of(fields.Nested(DecisionIn), most=EVERY_TASK)


class NothingIn(In):
    """An act that says nothing beyond itself."""


class ReportedOut(Out):
    """The report the proposal rests on, or that is outweighed."""

    report_no = fields.Integer(required=True)
    unit = fields.String(required=True)
    state = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    percent = fields.Float(required=True, allow_none=True)
    late_days = fields.Integer(required=True)
    effective_at = fields.AwareDateTime(required=True)


class FoundOut(Out):
    """What a visit found of the node's task, or of the task as a whole."""

    inspection = fields.String(required=True)
    visited_on = fields.Date(required=True)
    done = fields.Boolean(required=True, allow_none=True)
    done_on = fields.Date(required=True, allow_none=True)


class ProposalOut(Out):
    """`target`, `report` and `findings`: what was to be done, what was said, and what was seen."""

    task_no = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True)
    lead = fields.List(fields.String(), required=True)
    light = fields.String(required=True)
    case = fields.String(required=True)
    clause = fields.String(required=True)
    limit_on = fields.Date(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    due_on = fields.Date(required=True)
    because = fields.Dict(required=True)
    target = fields.String(required=True, allow_none=True)
    report = fields.Nested(ReportedOut, required=True, allow_none=True)
    findings = fields.List(fields.Nested(FoundOut), required=True)
    ready = fields.Boolean(required=True)
    blocked_by = fields.String(required=True, allow_none=True)
    stands = fields.String(required=True, allow_none=True)


class DecidedOut(Out):
    task_no = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    light = fields.String(required=True)
    reason = fields.String(required=True)


class DraftOut(Out):
    decisions = fields.List(fields.Nested(DecidedOut), required=True)
    drafted_by = fields.String(required=True)


class SessionOut(Out):
    session = fields.Integer(required=True)
    tasks = fields.List(fields.String(), required=True)
    issued_on = fields.Date(required=True)
    issued_by = fields.String(required=True)


class LightingOut(Out):
    scheme = fields.String(required=True)
    scheme_version = fields.Integer(required=True)
    profile = fields.String(required=True)
    node = fields.String(required=True)
    ends_on = fields.Date(required=True)
    session = fields.Integer(required=True)
    proposal = fields.String(required=True)
    items = fields.List(fields.Nested(ProposalOut), required=True)
    counts = fields.Dict(required=True)
    draft = fields.Nested(DraftOut, required=True, allow_none=True)
    sessions = fields.List(fields.Nested(SessionOut), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    as_of = fields.Nested(AsOfOut, required=True)


class DraftedOut(WriteOut):
    scheme = fields.String(required=True)
    node = fields.String(required=True)
    decisions = fields.List(fields.Nested(DecidedOut), required=True)


class LitOut(Out):
    task_no = fields.String(required=True)
    light = fields.String(required=True)
    proposed = fields.String(required=True)
    case = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    notice = fields.String(required=True, allow_none=True)
    position = fields.Integer(required=True)


class NoticeIssuedOut(Out):
    notice = fields.String(required=True)
    number = fields.String(required=True)
    task_no = fields.String(required=True)
    light = fields.String(required=True)
    limit_on = fields.Date(required=True)


class LaterOut(Out):
    task_no = fields.String(required=True)
    node = fields.String(required=True)
    light = fields.String(required=True)
    would_be = fields.String(required=True)


class IssuedOut(WriteOut):
    scheme = fields.String(required=True)
    node = fields.String(required=True)
    session = fields.Integer(required=True)
    issued_on = fields.Date(required=True)
    lights = fields.List(fields.Nested(LitOut), required=True)
    notices = fields.List(fields.Nested(NoticeIssuedOut), required=True)
    later = fields.List(fields.Nested(LaterOut), required=True)


class PreviewedLightOut(Out):
    task_no = fields.String(required=True)
    light = fields.String(required=True)
    proposed = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)


class PreviewedNoticeOut(Out):
    """`number` is the one it would get now; another notice issued before it moves it on."""

    number = fields.String(required=True)
    task_no = fields.String(required=True)
    light = fields.String(required=True)
    addressees = fields.List(fields.Dict(), required=True)
    requirement = fields.String(required=True)
    limit_on = fields.Date(required=True)
    copies_to = fields.List(fields.String(), required=True)


class PreviewedInterviewOut(Out):
    task_no = fields.String(required=True)
    units = fields.List(fields.String(), required=True)
    level = fields.Integer(required=True)


class PreviewOut(Out):
    """What issuing would put on record in one write."""

    scheme = fields.String(required=True)
    node = fields.String(required=True)
    counts = fields.Dict(required=True)
    lights = fields.List(fields.Nested(PreviewedLightOut), required=True)
    notices = fields.List(fields.Nested(PreviewedNoticeOut), required=True)
    interviews = fields.List(fields.Nested(PreviewedInterviewOut), required=True)


class CorrectionProposedOut(WriteOut):
    task_no = fields.String(required=True)
    node = fields.String(required=True)
    correction = fields.Integer(required=True)
    light = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)


class CorrectedOut(CorrectionProposedOut):
    was = fields.String(required=True)
    notice = fields.String(required=True, allow_none=True)
    notices = fields.List(fields.Nested(NoticeIssuedOut), required=True)
    voided = fields.List(fields.String(), required=True)
    later = fields.List(fields.Nested(LaterOut), required=True)


class WhoOut(Out):
    account = fields.String(required=True)
    role = fields.String(required=True)
    post = fields.String(required=True, allow_none=True)
    person = fields.String(required=True, allow_none=True)


class SetOut(Out):
    light = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    position = fields.Integer(required=True)
    session = fields.Integer(required=True)
    by = fields.Nested(WhoOut, required=True)


class PendingOut(Out):
    correction = fields.Integer(required=True)
    light = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    reason = fields.String(required=True)
    proposed_by = fields.Nested(WhoOut, required=True)
    proposed_at = fields.AwareDateTime(required=True)


class CorrectionOut(PendingOut):
    was = fields.String(required=True)
    confirmed_by = fields.Nested(WhoOut, required=True)
    at = fields.AwareDateTime(required=True)
    position = fields.Integer(required=True)


class ItsNoticeOut(Out):
    notice = fields.String(required=True)
    number = fields.String(required=True)
    state = fields.String(required=True)
    limit_on = fields.Date(required=True)


class InspectedOut(Out):
    inspection = fields.String(required=True)
    visited_on = fields.Date(required=True)
    done = fields.Boolean(required=True, allow_none=True)
    done_on = fields.Date(required=True, allow_none=True)


class ExplanationQuery(AsOfQuery):
    """`known_at`: the light as it was known then."""


class ExplanationOut(Out):
    task_no = fields.String(required=True)
    node = fields.String(required=True)
    light = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    scheme = fields.String(required=True)
    scheme_version = fields.Integer(required=True)
    profile = fields.String(required=True)
    case = fields.String(required=True)
    clause = fields.String(required=True)
    proposed = fields.String(required=True)
    reason = fields.String(required=True)
    limit_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    due_at = fields.AwareDateTime(required=True)
    due_because = fields.List(fields.Dict(), required=True)
    known = fields.Dict(required=True)
    inspections = fields.List(fields.Nested(InspectedOut), required=True)
    set = fields.Nested(SetOut, required=True)
    earlier = fields.List(fields.Nested(SetOut), required=True)
    corrections = fields.List(fields.Nested(CorrectionOut), required=True)
    proposed_corrections = fields.List(fields.Nested(PendingOut), required=True)
    notice = fields.Nested(ItsNoticeOut, required=True, allow_none=True)
    as_of = fields.Nested(AsOfOut, required=True)
