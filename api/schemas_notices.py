"""Shapes of rectification notices."""

from marshmallow import fields

from api.fields import Day, Digest, Id, Node, TaskNo, Text, UnitCode, list_of, one_of
from api.schemas import In, Out, PageQuery, PaperMixin, WriteOut
from api.schemas_lighting import NothingIn
from api.vocabulary import VOCABULARY

__all__ = ["NothingIn"]


class NoticesQuery(PageQuery):
    scheme = Id()
    unit = UnitCode()
    state = one_of(*VOCABULARY["notice_state"])
    task_no = TaskNo()
    node = Node()


class ReceiptIn(PaperMixin):
    """A signature says nothing beyond itself; on paper it still says whose it is."""


class AnswerIn(PaperMixin):
    text = Text(required=True)
    done_on = Day(allow_none=True, load_default=None)
    files = list_of(Digest(), most=50, load_default=list)


class VerdictIn(In):
    rectified = fields.Boolean(required=True, truthy={True}, falsy={False})
    reason = Text(blank=True, limit=2000, load_default="")


class VoidIn(In):
    reason = Text(required=True, limit=2000)
    replace = fields.Boolean(truthy={True}, falsy={False}, load_default=False)


class ReceivedOut(WriteOut):
    notice = fields.String(required=True)
    unit = fields.String(required=True)


class AnsweredOut(WriteOut):
    notice = fields.String(required=True)
    unit = fields.String(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    effective_at = fields.AwareDateTime(required=True)
    on_time = fields.Boolean(required=True)
    late_days = fields.Integer(required=True)


class VerdictOut(WriteOut):
    notice = fields.String(required=True)
    state = fields.String(required=True)
    verified_on = fields.Date(required=True)


class VoidProposedOut(WriteOut):
    notice = fields.String(required=True)
    replace = fields.Boolean(required=True)


class VoidedOut(WriteOut):
    notice = fields.String(required=True)
    state = fields.String(required=True)
    replaced_by = fields.String(required=True, allow_none=True)


class AddresseeOut(Out):
    unit = fields.String(required=True)
    role = fields.String(required=True)
    served_at = fields.AwareDateTime(required=True, allow_none=True)
    received_at = fields.AwareDateTime(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)


class AnswerOut(Out):
    """`text` is null when it was erased by law, or is another unit's."""

    unit = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    done_on = fields.Date(required=True, allow_none=True)
    files = fields.List(fields.String(), required=True)
    effective_at = fields.AwareDateTime(required=True)
    on_time = fields.Boolean(required=True)
    late_days = fields.Integer(required=True)
    position = fields.Integer(required=True)


class GivenVerdictOut(Out):
    rectified = fields.Boolean(required=True)
    reason = fields.String(required=True)
    verified_on = fields.Date(required=True)


class GivenVoidOut(Out):
    reason = fields.String(required=True)
    voided_at = fields.AwareDateTime(required=True)
    replaced_by = fields.String(required=True, allow_none=True)


class ProposedVoidOut(Out):
    reason = fields.String(required=True)
    replace = fields.Boolean(required=True)
    proposed_by = fields.String(required=True)


class NoticeOut(Out):
    notice = fields.String(required=True)
    number = fields.String(required=True)
    scheme = fields.String(required=True)
    task_no = fields.String(required=True)
    node = fields.String(required=True)
    light = fields.String(required=True)
    state = fields.String(required=True)
    addressees = fields.List(fields.Nested(AddresseeOut), required=True)
    facts = fields.Dict(required=True)
    requirement = fields.String(required=True)
    limit_on = fields.Date(required=True)
    copies_to = fields.List(fields.String(), required=True)
    issued_on = fields.Date(required=True)
    answers = fields.List(fields.Nested(AnswerOut), required=True)
    verdict = fields.Nested(GivenVerdictOut, required=True, allow_none=True)
    void = fields.Nested(GivenVoidOut, required=True, allow_none=True)
    void_proposed = fields.Nested(ProposedVoidOut, allow_none=True)
    version = fields.Integer(required=True)
