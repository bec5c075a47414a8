"""What interviews are answered with: a line in a list, the whole file, and what each act leaves."""

from marshmallow import fields

from api.schemas import Out, WriteOut


class InterviewWritten(WriteOut):
    interview = fields.String(required=True)
    state = fields.String(required=True)
    version = fields.Integer(required=True)


class InterviewMade(InterviewWritten):
    task_no = fields.String(required=True)
    units = fields.List(fields.String(), required=True)
    level = fields.Integer(required=True)


class Convened(InterviewWritten):
    """`number` is null for a draft."""

    number = fields.String(required=True, allow_none=True)
    meets_at = fields.AwareDateTime(required=True)


class RecordFiled(InterviewWritten):
    number = fields.String(required=True)
    commitments = fields.List(fields.Dict(), required=True)


class Archived(InterviewWritten):
    archive_number = fields.String(required=True)


class CommitmentMoved(InterviewWritten):
    commitment = fields.Integer(required=True)
    commitment_state = fields.String(required=True)
    late_days = fields.Integer(required=True)


class UnitOut(Out):
    unit = fields.String(required=True)
    role = fields.String(required=True)


class LitOut(Out):
    node = fields.String(required=True)
    light = fields.String(required=True)


class ActOut(Out):
    """Who did it, when it was recorded and where."""

    on = fields.Date(required=True)
    by = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)
    on_behalf_of = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)
    position = fields.Integer(required=True)


class DecisionOut(ActOut):
    """`post` is null where the office let an interview go whose ground had fallen."""

    approved = fields.Boolean(required=True)
    post = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)


class ApprovalOut(DecisionOut):
    let_go = fields.Nested(DecisionOut)


class MeetingOut(Out):
    reason = fields.String(required=True)
    meets_at = fields.AwareDateTime(required=True)
    place = fields.String(required=True)
    materials = fields.List(fields.String(), required=True)


class DraftOut(MeetingOut):
    drafted_by = fields.String(required=True)


class ConveningOut(ActOut, MeetingOut):
    number = fields.String(required=True)


class AttendeeOut(Out):
    side = fields.String(required=True)
    person = fields.String(required=True)
    post = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)


class SittingOut(Out):
    held_at = fields.AwareDateTime(required=True)
    held_on = fields.Date(required=True)
    place = fields.String(required=True)
    host = fields.String(required=True)
    recorder = fields.String(required=True)
    attendees = fields.List(fields.Nested(AttendeeOut), required=True)


class RecordOut(ActOut):
    """A text is null when it was erased by law; `leaf` is what proves the record."""

    matters = fields.String(required=True, allow_none=True)
    statement = fields.String(required=True, allow_none=True)
    cause = fields.String(required=True, allow_none=True)
    requirements = fields.String(required=True, allow_none=True)
    erased = fields.List(fields.String(), required=True)
    files = fields.List(fields.String(), required=True)
    leaf = fields.String(required=True)


class SignatureOut(ActOut):
    side = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    signed = fields.Boolean(required=True)
    post = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    witness = fields.String(required=True, allow_none=True)


class ReportedOut(ActOut):
    to = fields.String(required=True)


class ArchiveOut(ActOut):
    archive_number = fields.String(required=True)


class WordOut(Out):
    """What the unit said of a commitment; another unit's words are null."""

    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    done_on = fields.Date(required=True)
    files = fields.List(fields.String(), required=True)
    late_days = fields.Integer(required=True)
    effective_at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)
    on_behalf_of = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)
    position = fields.Integer(required=True)


class VerdictOut(ActOut):
    fulfilled = fields.Boolean(required=True)
    reason = fields.String(required=True)


class PromiseOut(Out):
    commitment = fields.Integer(required=True)
    unit = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    late_days = fields.Integer(required=True)
    missed = fields.Boolean(required=True)


class CommitmentOut(PromiseOut):
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    words = fields.List(fields.Nested(WordOut), required=True)
    verdicts = fields.List(fields.Nested(VerdictOut), required=True)


class RunningDisputeOut(Out):
    """That a passage of the record is disputed; what was said is in `/interviews/{id}/disputes`."""

    dispute = fields.Integer(required=True)
    unit = fields.String(required=True, allow_none=True)
    field = fields.String(required=True)
    state = fields.String(required=True)
    disputed_on = fields.Date(required=True)
    outcome = fields.String(required=True, allow_none=True)
    resolved_on = fields.Date(required=True, allow_none=True)


class InterviewOut(Out):
    """`since_on` is the day of its latest step, `waiting_days` the working days since; null once it has ended."""

    interview = fields.String(required=True)
    number = fields.String(required=True, allow_none=True)
    archive_number = fields.String(required=True, allow_none=True)
    scheme = fields.String(required=True)
    task_no = fields.String(required=True)
    units = fields.List(fields.Nested(UnitOut), required=True)
    level = fields.Integer(required=True)
    state = fields.String(required=True)
    ground = fields.String(required=True)
    node = fields.String(required=True, allow_none=True)
    lights = fields.List(fields.Nested(LitOut), required=True)
    notices = fields.List(fields.String(), required=True)
    reason = fields.String(required=True)
    clause = fields.String(required=True)
    proposed_on = fields.Date(required=True)
    since_on = fields.Date(required=True)
    waiting_days = fields.Integer(required=True, allow_none=True)
    meets_at = fields.AwareDateTime(required=True, allow_none=True)
    held_on = fields.Date(required=True, allow_none=True)
    commitments = fields.List(fields.Nested(PromiseOut), required=True)
    disputes = fields.List(fields.Nested(RunningDisputeOut), required=True)
    corrections = fields.List(fields.Integer(), required=True)  # those confirmed, in the order they took effect
    version = fields.Integer(required=True)


class LightOut(Out):
    """One word on a light; `until_position` is where a correction took its place."""

    node = fields.String(required=True)
    light = fields.String(required=True)
    set_at = fields.AwareDateTime(required=True)
    position = fields.Integer(required=True)
    until_position = fields.Integer(required=True, allow_none=True)


class CostOut(Out):
    """One entry of a unit's score that the task has brought."""

    cause = fields.String(required=True)
    period = fields.String(required=True, allow_none=True)
    points = fields.Float(required=True)
    counted = fields.Boolean(required=True)
    why = fields.String(required=True)
    positions = fields.List(fields.Integer(), required=True)


class UnitCostOut(Out):
    unit = fields.String(required=True)
    entries = fields.List(fields.Nested(CostOut), required=True)


class CaseOut(Out):
    """What led to the interview, and what the task has cost its units so far."""

    lights = fields.List(fields.Nested(LightOut), required=True)
    notices = fields.List(fields.Dict(), required=True)
    scores = fields.List(fields.Nested(UnitCostOut), required=True)


class StepOut(Out):
    """A step taken; `days` are the working days since the one before."""

    step = fields.String(required=True)
    on = fields.Date(required=True)
    days = fields.Integer(required=True, allow_none=True)


class InterviewFileOut(InterviewOut):
    """The whole case. Who may not read minutes finds null in their place."""

    steps = fields.List(fields.Nested(StepOut), required=True)
    proposed = fields.Nested(ActOut, required=True)
    approval = fields.Nested(ApprovalOut, required=True, allow_none=True)
    draft = fields.Nested(DraftOut, allow_none=True)
    convening = fields.Nested(ConveningOut, required=True, allow_none=True)
    meeting = fields.Nested(SittingOut, required=True, allow_none=True)
    record = fields.Nested(RecordOut, required=True, allow_none=True)
    signatures = fields.List(fields.Nested(SignatureOut), required=True)
    report = fields.Nested(ReportedOut, required=True, allow_none=True)
    archive = fields.Nested(ArchiveOut, required=True, allow_none=True)
    commitments = fields.List(fields.Nested(CommitmentOut), required=True)
    case = fields.Nested(CaseOut, required=True)
