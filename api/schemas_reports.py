"""Shapes of reports, extensions, important problems and receipts."""

from marshmallow import fields

from api.fields import Day, Digest, KnownAt, Line, Node, TaskNo, Text, UnitCode, Whole, list_of, one_of
from api.schemas import In, Out, PageQuery, PaperMixin, ReadQuery, WriteOut
from api.whole_lists import WholeQuery

REPORT_STATES = ("submitted", "returned", "accepted", "replaced", "untrue")
PROBLEM_STATES = ("raised", "read", "instructed", "closed")


class ReportIn(PaperMixin):
    node = Node(required=True)
    done_on = Day(allow_none=True, load_default=None)
    progress = Line(blank=True, load_default="")
    percent = fields.Float(allow_none=True, allow_nan=False, load_default=None)
    text = Text(blank=True, load_default="")
    problems = Text(blank=True, allow_none=True, load_default=None)
    next_steps = Text(blank=True, allow_none=True, load_default=None)
    important = fields.Boolean(truthy={True}, falsy={False}, load_default=False)
    files = list_of(Digest(), most=50, load_default=list)
    merges = list_of(Whole(least=1), load_default=list)


class KnownQuery(ReadQuery, WholeQuery):
    known_at = KnownAt()


class ReportsQuery(KnownQuery):
    node = Node()
    unit = UnitCode()
    state = one_of(*REPORT_STATES)


class ReasonIn(PaperMixin):
    reason = Text(required=True, limit=2000)


class NothingIn(PaperMixin):
    """An act that says nothing beyond itself; on paper it still says whose it is."""


class OnBehalfOut(Out):
    on_behalf_of = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    paper = fields.String(required=True, allow_none=True)
    entry_reason = fields.String(required=True, allow_none=True)
    entered_by = fields.String(required=True)


class SubmittedOut(WriteOut):
    report_no = fields.Integer(required=True)
    task_no = fields.String(required=True)
    unit = fields.String(required=True)
    role = fields.String(required=True)
    node = fields.String(required=True)
    to = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    due_provisional = fields.Boolean(required=True)
    on_time = fields.Boolean(required=True)
    late_days = fields.Integer(required=True)
    effective_at = fields.AwareDateTime(required=True)
    replaces = fields.Integer(required=True, allow_none=True)
    problem_no = fields.Integer(required=True, allow_none=True)


class AcceptedOut(Out):
    by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    on_behalf = fields.Nested(OnBehalfOut, required=True, allow_none=True)


class ReturnedOut(AcceptedOut):
    reason = fields.String(required=True)
    resubmit_by = fields.Date(required=True)


class UntrueOut(Out):
    """`inspection` is null when the finding rests on none, or on one the reader does not know of."""

    reason = fields.String(required=True)
    inspection = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)


class UntrueProposedOut(UntrueOut):
    proposed_by = fields.String(required=True)


class ReportOut(Out):
    report_no = fields.Integer(required=True)
    unit = fields.String(required=True)
    role = fields.String(required=True)
    node = fields.String(required=True)
    to = fields.String(required=True)
    state = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    progress = fields.String(required=True)
    percent = fields.Float(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    problems = fields.String(required=True, allow_none=True)
    next_steps = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    files = fields.List(fields.String(), required=True)
    merges = fields.List(fields.Integer(), required=True)
    merged_into = fields.Integer(required=True, allow_none=True)
    replaces = fields.Integer(required=True, allow_none=True)
    replaced_by = fields.Integer(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True)
    effective_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    due_provisional = fields.Boolean(required=True)
    on_time = fields.Boolean(required=True)
    late_days = fields.Integer(required=True)
    late_since_first = fields.Boolean(required=True)
    returned = fields.Nested(ReturnedOut, required=True, allow_none=True)
    accepted = fields.Nested(AcceptedOut, required=True, allow_none=True)
    untrue = fields.Nested(UntrueOut, required=True, allow_none=True)
    untrue_proposed = fields.Nested(UntrueProposedOut, required=True, allow_none=True)
    problem_no = fields.Integer(required=True, allow_none=True)
    on_behalf = fields.Nested(OnBehalfOut, required=True, allow_none=True)
    receipt_id = fields.String(required=True)


class OneReportOut(ReportOut):
    versions = fields.List(fields.Nested(ReportOut), required=True)


class ReportReturnedOut(WriteOut):
    report_no = fields.Integer(required=True)
    resubmit_by = fields.Date(required=True)


class ReportAcceptedOut(WriteOut):
    report_no = fields.Integer(required=True)


class ExtensionIn(PaperMixin):
    node = Node(required=True)
    new_limit_on = Day(required=True)
    reason = Text(required=True, limit=2000)
    progress = Text(required=True, limit=2000)


class ExtensionDecisionIn(PaperMixin):
    granted = fields.Boolean(required=True, truthy={True}, falsy={False})
    reason = Text(blank=True, limit=2000, load_default="")
    new_limit_on = Day(allow_none=True, load_default=None)


class ExtensionDecisionOut(Out):
    granted = fields.Boolean(required=True)
    new_limit_on = fields.Date(required=True, allow_none=True)
    reason = fields.String(required=True)
    leader = fields.String(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True)
    on_behalf = fields.Nested(OnBehalfOut, required=True, allow_none=True)


class ExtensionOut(Out):
    extension = fields.Integer(required=True)
    unit = fields.String(required=True)
    node = fields.String(required=True)
    new_limit_on = fields.Date(required=True)
    reason = fields.String(required=True)
    progress = fields.String(required=True)
    state = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    effective_at = fields.AwareDateTime(required=True)
    on_behalf = fields.Nested(OnBehalfOut, required=True, allow_none=True)
    decision = fields.Nested(ExtensionDecisionOut, required=True, allow_none=True)


class ExtensionRequestedOut(WriteOut):
    extension = fields.Integer(required=True)
    node = fields.String(required=True)
    new_limit_on = fields.Date(required=True)


class ExtensionDecidedOut(WriteOut):
    extension = fields.Integer(required=True)
    node = fields.String(required=True)
    granted = fields.Boolean(required=True)
    new_limit_on = fields.Date(required=True, allow_none=True)


class ProblemsQuery(PageQuery):
    scheme = Line()
    task_no = TaskNo()
    unit = UnitCode()
    state = one_of(*PROBLEM_STATES)


class InstructionIn(PaperMixin):
    text = Text(required=True)


class ClosingIn(In):
    outcome = Text(required=True, limit=2000)


class RaisedProblemOut(Out):
    task_no = fields.String(required=True)
    problem_no = fields.Integer(required=True)
    report_no = fields.Integer(required=True)
    scheme = fields.String(required=True)
    task_title = fields.String(required=True)
    leader = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True)
    state = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)
    raised_at = fields.AwareDateTime(required=True)
    read_by = fields.String(required=True, allow_none=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)
    instructed_by = fields.String(required=True, allow_none=True)
    instructed_at = fields.AwareDateTime(required=True, allow_none=True)
    instruction = fields.String(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)


class ProblemStepOut(WriteOut):
    task_no = fields.String(required=True)
    problem_no = fields.Integer(required=True)
    state = fields.String(required=True)


class ReceivedOut(Out):
    """One line of the record as its author may show it."""

    receipt_id = fields.String(required=True)
    position = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    leaf = fields.String(required=True)
    stream = fields.String(required=True)
    version = fields.Integer(required=True)
    event = fields.String(required=True)
    received = fields.Dict(required=True)
    account = fields.String(required=True)
    role = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    post = fields.String(required=True, allow_none=True)
    person = fields.String(required=True, allow_none=True)
    on_behalf = fields.Nested(OnBehalfOut, required=True, allow_none=True)
