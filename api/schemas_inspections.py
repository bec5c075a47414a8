"""Shapes of leaders' instructions, inspections and findings that a report is untrue."""

from marshmallow import fields

from api.fields import Day, Digest, Form, Id, Line, Node, TaskNo, Text, UnitCode, list_of, one_of
from api.schemas import In, Out, PageQuery, PaperMixin, WriteOut
from api.vocabulary import VOCABULARY
from domain.inspections import KINDS


def started_by(**kwargs: object) -> fields.String:
    """Return the field that says why an inspection took place: an instruction's id, or `ledger`."""
    return fields.String(validate=Form(r"^(ledger|in-[0-9]{4}-[0-9]{4,6})$"), **kwargs)  # type: ignore[arg-type]


def inspection_id(**kwargs: object) -> fields.String:
    return fields.String(validate=Form(r"^v-[0-9]{4}-[0-9]{4,6}$"), **kwargs)  # type: ignore[arg-type]


# --- instructions ------------------------------------------------------------------------------------------------


class InstructionsQuery(PageQuery):
    task_no = TaskNo()
    unit = UnitCode()
    leader = Id()
    state = one_of(*VOCABULARY["instruction_state"])


class InstructionIn(PaperMixin):
    """`leader`: one of the leader's own posts; on paper it is the post in `on_behalf_of`."""

    leader = Id(allow_none=True, load_default=None)
    text = Text(required=True)
    tasks = list_of(TaskNo(), most=100, load_default=list)
    units = list_of(Line(), most=100, load_default=list)
    given_on = Day(allow_none=True, load_default=None)
    files = list_of(Digest(), most=50, load_default=list)


class InstructionAnswerIn(PaperMixin):
    text = Text(required=True)
    files = list_of(Digest(), most=50, load_default=list)


class InstructionClosingIn(In):
    outcome = Text(required=True, limit=2000)


class InstructionRecordedOut(WriteOut):
    instruction = fields.String(required=True)
    leader = fields.String(required=True)
    given_on = fields.Date(required=True)
    state = fields.String(required=True)


class InstructionStepOut(WriteOut):
    instruction = fields.String(required=True)
    state = fields.String(required=True)


class InstructionAnsweredOut(InstructionStepOut):
    answer = fields.Integer(required=True)
    by = fields.String(required=True)


class InstructionAnswerOut(Out):
    """`text` is null when it was erased by law."""

    answer = fields.Integer(required=True)
    by = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    files = fields.List(fields.String(), required=True)
    effective_at = fields.AwareDateTime(required=True)
    recorded_at = fields.AwareDateTime(required=True)


class InstructionOut(Out):
    """A unit is told its own answers and tasks; `outcome` is for the office and leaders."""

    instruction = fields.String(required=True)
    leader = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    tasks = fields.List(fields.String(), required=True)
    units = fields.List(fields.String(), required=True)
    given_on = fields.Date(required=True)
    files = fields.List(fields.String(), required=True)
    state = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    answers = fields.List(fields.Nested(InstructionAnswerOut), required=True)
    closed_on = fields.Date(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    inspections = fields.List(fields.String(), required=True)
    version = fields.Integer(required=True)


# --- inspections -------------------------------------------------------------------------------------------------


class InspectionsQuery(PageQuery):
    task_no = TaskNo()
    unit = UnitCode()
    kind = one_of(*KINDS)
    started_by = started_by()


class FindingIn(In):
    """`done`: true, false, or null when it could not be told. `node` null: the task as a whole."""

    task_no = TaskNo(required=True)
    node = Node(allow_none=True, load_default=None)
    done = fields.Boolean(truthy={True}, falsy={False}, allow_none=True, load_default=None)
    done_on = Day(allow_none=True, load_default=None)
    text = Text(blank=True, load_default="")
    photos = list_of(Digest(), most=50, load_default=list)


class InspectionIn(In):
    kind = one_of(*KINDS, required=True)
    started_by = started_by(required=True)
    visited_on = Day(required=True)
    team = list_of(Line(), most=50, least=1, required=True)
    places = list_of(Line(), most=50, least=1, required=True)
    text = Text(required=True)
    photos = list_of(Digest(), most=50, load_default=list)
    findings = list_of(fields.Nested(FindingIn), most=200, least=1, required=True)


class PublicationIn(In):
    units = list_of(UnitCode(), most=100, least=1, required=True)


class InspectionRecordedOut(WriteOut):
    inspection = fields.String(required=True)
    tasks = fields.List(fields.String(), required=True)


class InspectionPublishedOut(WriteOut):
    """`units`: those that know of it from now on, besides those who did before."""

    inspection = fields.String(required=True)
    units = fields.List(fields.String(), required=True)
    published_on = fields.Date(required=True)


class FindingOut(Out):
    task_no = fields.String(required=True)
    node = fields.String(required=True, allow_none=True)
    done = fields.Boolean(required=True, allow_none=True)
    done_on = fields.Date(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    photos = fields.List(fields.String(), required=True)


class PublishedToOut(Out):
    unit = fields.String(required=True)
    published_on = fields.Date(required=True)


class InspectionOut(Out):
    """A unit is told the findings on its own tasks; `started_by` is `instruction` when it does not know which."""

    inspection = fields.String(required=True)
    kind = fields.String(required=True)
    started_by = fields.String(required=True)
    visited_on = fields.Date(required=True)
    team = fields.List(fields.String(), required=True)
    places = fields.List(fields.String(), required=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    photos = fields.List(fields.String(), required=True)
    recorded_at = fields.AwareDateTime(required=True)
    tasks = fields.List(fields.String(), required=True)
    findings = fields.List(fields.Nested(FindingOut), required=True)
    published = fields.List(fields.Nested(PublishedToOut), required=True)
    version = fields.Integer(required=True)


# --- untrue reports ----------------------------------------------------------------------------------------------


class UntrueIn(In):
    reason = Text(required=True, limit=2000)
    inspection = inspection_id(allow_none=True, load_default=None)


class UntrueProposedWritten(WriteOut):
    task_no = fields.String(required=True)
    report_no = fields.Integer(required=True)
    reason = fields.String(required=True)
    inspection = fields.String(required=True, allow_none=True)


class FoundUntrueWritten(WriteOut):
    task_no = fields.String(required=True)
    report_no = fields.Integer(required=True)
    unit = fields.String(required=True)
    state = fields.String(required=True)
