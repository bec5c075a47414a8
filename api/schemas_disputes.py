"""Shapes of `/interviews/{id}/disputes` and what stands beside a filed record."""

from marshmallow import fields

from api.fields import Digest, Text, Whole, list_of, one_of
from api.schemas import AsOfOut, In, Out, PaperMixin, ReadQuery, WriteOut
from api.schemas_lighting import NothingIn
from api.vocabulary import VOCABULARY
from api.whole_lists import WholeQuery
from service.check_copy import COPY_LIMIT

__all__ = ["NothingIn"]


class CorrectionIn(In):
    """`field`: matters statement cause requirements commitments.1 … place recorder attendees."""

    field = Text(limit=40, required=True)
    passage = Text(required=True)
    replacement = Text(blank=True, required=True)
    reason = Text(required=True)
    dispute = Whole(least=1, allow_none=True, load_default=None)


class DisputeIn(PaperMixin):
    field = Text(limit=40, required=True)
    passage = Text(required=True)
    claim = Text(required=True)
    files = list_of(Digest(), most=50, load_default=list)


class CheckIn(In):
    """Without `dispute` it is the only one that still runs."""

    dispute = Whole(least=1, allow_none=True, load_default=None)
    findings = Text(required=True)
    files = list_of(Digest(), most=50, load_default=list)


class ResolutionIn(In):
    dispute = Whole(least=1, allow_none=True, load_default=None)
    outcome = one_of(*VOCABULARY["dispute_outcome"], required=True)
    reason = Text(required=True)


class CopyIn(In):
    """Either the copy's text or an uploaded file: a docx is read, any other is known only as an attachment."""

    text = Text(limit=COPY_LIMIT)
    file = Digest()


class _Moved(WriteOut):
    interview = fields.String(required=True)
    version = fields.Integer(required=True)


class CorrectionProposedOut(_Moved):
    correction = fields.Integer(required=True)
    field = fields.String(required=True)
    dispute = fields.Integer(required=True, allow_none=True)


class CorrectedOut(CorrectionProposedOut):
    proposed_by = fields.String(required=True)
    corrected_on = fields.Date(required=True)


class DisputedOut(_Moved):
    dispute = fields.Integer(required=True)
    state = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    post = fields.String(required=True, allow_none=True)
    field = fields.String(required=True)
    disputed_on = fields.Date(required=True)


class DisputeCheckedOut(_Moved):
    dispute = fields.Integer(required=True)
    state = fields.String(required=True)
    checked_by = fields.String(required=True)
    checked_on = fields.Date(required=True)


class ResolvedOut(_Moved):
    dispute = fields.Integer(required=True)
    state = fields.String(required=True)
    outcome = fields.String(required=True)
    corrections = fields.List(fields.Integer(), required=True)
    resolved_on = fields.Date(required=True)


class ByOut(Out):
    account = fields.String(required=True)
    role = fields.String(required=True)
    post = fields.String(required=True, allow_none=True)
    person = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)
    position = fields.Integer(required=True)


class CorrectionOut(Out):
    """Texts are null when they were erased by law."""

    correction = fields.Integer(required=True)
    field = fields.String(required=True)
    passage = fields.String(required=True, allow_none=True)
    replacement = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    dispute = fields.Integer(required=True, allow_none=True)
    confirmed = fields.Boolean(required=True)
    proposed_on = fields.Date(required=True)
    proposed_by = fields.Nested(ByOut, required=True)
    corrected_on = fields.Date(required=True, allow_none=True)
    confirmed_by = fields.Nested(ByOut, required=True, allow_none=True)


class CheckOut(Out):
    checked_by = fields.String(required=True)
    findings = fields.String(required=True, allow_none=True)
    files = fields.List(fields.String(), required=True)
    checked_on = fields.Date(required=True)
    by = fields.Nested(ByOut, required=True)


class ResolutionOut(Out):
    outcome = fields.String(required=True)
    corrections = fields.List(fields.Integer(), required=True)
    reason = fields.String(required=True, allow_none=True)
    resolved_on = fields.Date(required=True)
    by = fields.Nested(ByOut, required=True)


class DisputeOut(Out):
    dispute = fields.Integer(required=True)
    state = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    post = fields.String(required=True, allow_none=True)
    field = fields.String(required=True)
    passage = fields.String(required=True, allow_none=True)
    claim = fields.String(required=True, allow_none=True)
    files = fields.List(fields.String(), required=True)
    disputed_on = fields.Date(required=True)
    by = fields.Nested(ByOut, required=True)
    on_behalf = fields.Dict(required=True, allow_none=True)
    checks = fields.List(fields.Nested(CheckOut), required=True)
    resolution = fields.Nested(ResolutionOut, required=True, allow_none=True)


class DisputesOut(Out):
    """`corrected` is the record's wording by field in its latest version; the record as filed is the interview's."""

    interview = fields.String(required=True)
    disputes = fields.List(fields.Nested(DisputeOut), required=True)
    corrections = fields.List(fields.Nested(CorrectionOut), required=True)
    filed = fields.Dict(required=True)
    corrected = fields.Dict(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ViewingOut(ByOut):
    """`what`: minutes disputes evidence, or copy with its verdict."""

    what = fields.String(required=True)
    verdict = fields.String(required=True, allow_none=True)


class ViewingsQuery(ReadQuery, WholeQuery):
    pass


class ViewingsOut(Out):
    interview = fields.String(required=True)
    items = fields.List(fields.Nested(ViewingOut), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    as_of = fields.Nested(AsOfOut, required=True)


class DifferenceOut(Out):
    """Sentences without spaces, full and half width as one; empty: none stands there."""

    record = fields.String(required=True)
    copy = fields.String(required=True)


class SignedOut(Out):
    side = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    signed = fields.Boolean(required=True)
    post = fields.String(required=True, allow_none=True)
    person = fields.String(required=True, allow_none=True)
    on = fields.Date(required=True)
    reason = fields.String(required=True)
    witness = fields.String(required=True)


class CopyOut(_Moved):
    """`said` is the verdict in words; `differences` are from the version of `nearest` (null: as filed)."""

    verdict = fields.String(required=True)
    correction = fields.Integer(required=True, allow_none=True)
    said = fields.String(required=True)
    filed_at = fields.AwareDateTime(required=True)
    filed_by = fields.Nested(ByOut, required=True)
    signatures = fields.List(fields.Nested(SignedOut), required=True)
    nearest = fields.Integer(required=True, allow_none=True)
    differences = fields.List(fields.Nested(DifferenceOut), required=True)
