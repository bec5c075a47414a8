"""Shapes of bulletins, for those inside and for the public."""

from marshmallow import fields

from api.fields import Form, Id, Line, TaskNo, Text, Whole, list_of, one_of
from api.schemas import AsOfOut, In, Out, PageQuery, WriteOut
from api.schemas_lighting import NothingIn
from domain.bulletin_rules import KINDS
from domain.bulletins import MENTIONS

__all__ = ["NothingIn"]
STATES = ("draft", "published")
PERIOD = Form(r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$")


class MentionIn(In):
    """`public`: may the public read it; praise unless it is said otherwise, criticism only when it is said."""

    unit = Line(required=True)
    task_no = TaskNo(allow_none=True, load_default=None)
    text = Text(required=True, limit=2000)
    public = fields.Boolean(truthy={True}, falsy={False}, allow_none=True, load_default=None)


class RedraftIn(In):
    kind = one_of(*KINDS, required=True)
    period = fields.String(required=True, validate=PERIOD)
    title = Line(required=True)
    text = Text(required=True)
    praise = list_of(fields.Nested(MentionIn), most=100, load_default=list)
    criticism = list_of(fields.Nested(MentionIn), most=100, load_default=list)


class BulletinIn(RedraftIn):
    """`scheme`: only needed where several schemes are of the period's year."""

    scheme = Id()


class WithdrawnIn(In):
    among = one_of(*MENTIONS, required=True)
    mention = Whole(least=1, required=True)


class BulletinCorrectionIn(In):
    """`text` is printed with the bulletin from then on; `withdraws`: praise or criticism taken back."""

    text = Text(required=True, limit=5000)
    reason = Text(required=True, limit=2000)
    withdraws = list_of(fields.Nested(WithdrawnIn), most=100, load_default=list)
    public = fields.Boolean(truthy={True}, falsy={False}, allow_none=True, load_default=None)


class BulletinsQuery(PageQuery):
    scheme = Id()
    kind = one_of(*KINDS)
    period = fields.String(validate=PERIOD)
    state = one_of(*STATES)


class PublicQuery(PageQuery):
    scheme = Id()
    kind = one_of(*KINDS)


class LivelihoodQuery(In):
    scheme = Id()


class PublicBulletinRow(Out):
    bulletin = fields.String(required=True)
    name = fields.String(required=True)
    scheme = fields.String(required=True)
    kind = fields.String(required=True)
    period = fields.String(required=True)
    number = fields.String(required=True)
    issue = fields.Integer(required=True)
    title = fields.String(required=True)
    published_on = fields.Date(required=True)


class BulletinRow(Out):
    """A draft has no number and no day of publication; `position` is the line its figures are those of."""

    bulletin = fields.String(required=True)
    name = fields.String(required=True)
    scheme = fields.String(required=True)
    kind = fields.String(required=True)
    period = fields.String(required=True)
    state = fields.String(required=True)
    number = fields.String(required=True, allow_none=True)
    issue = fields.Integer(required=True, allow_none=True)
    title = fields.String(required=True)
    position = fields.Integer(required=True)
    drafted_on = fields.Date(required=True, allow_none=True)
    published_on = fields.Date(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    late_days = fields.Integer(required=True)
    version = fields.Integer(required=True)


class MentionOut(Out):
    """`mention` counts from 1 in its list; `text` is null once it was erased by law."""

    mention = fields.Integer(required=True)
    unit = fields.String(required=True)
    unit_name = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    public = fields.Boolean(required=True)
    withdrawn = fields.Boolean(required=True)


class WithdrawnOut(Out):
    among = fields.String(required=True)
    mention = fields.Integer(required=True)


class PublicCorrectionOut(Out):
    correction = fields.Integer(required=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    corrected_on = fields.Date(required=True, allow_none=True)


class CorrectionOut(PublicCorrectionOut):
    reason = fields.String(required=True)
    withdraws = fields.List(fields.Nested(WithdrawnOut), required=True)
    public = fields.Boolean(required=True)
    state = fields.String(required=True)


class BulletinOut(BulletinRow):
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    praise = fields.List(fields.Nested(MentionOut), required=True)
    criticism = fields.List(fields.Nested(MentionOut), required=True)
    figures = fields.Dict(required=True)
    corrections = fields.List(fields.Nested(CorrectionOut), required=True)


class PublicBulletinOut(PublicBulletinRow):
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    praise = fields.List(fields.Nested(MentionOut), required=True)
    criticism = fields.List(fields.Nested(MentionOut), required=True)
    figures = fields.Dict(required=True)
    corrections = fields.List(fields.Nested(PublicCorrectionOut), required=True)


class NamedUnitOut(Out):
    unit = fields.String(required=True)
    name = fields.String(required=True)


class LivelihoodRow(Out):
    """A livelihood task as the special told of it."""

    task_no = fields.String(required=True)
    title = fields.String(required=True)
    lead = fields.List(fields.Nested(NamedUnitOut), required=True)
    light = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    progress = fields.String(required=True, allow_none=True)
    percent = fields.Float(required=True, allow_none=True)
    done_on = fields.Date(required=True, allow_none=True)


class LivelihoodOut(Out):
    """`bulletin`: the special published last, null before the first; `profile` says what its lights mean."""

    bulletin = fields.String(required=True, allow_none=True)
    scheme = fields.String(required=True, allow_none=True)
    number = fields.String(required=True, allow_none=True)
    period = fields.String(required=True, allow_none=True)
    published_on = fields.Date(required=True, allow_none=True)
    profile = fields.String(required=True, allow_none=True)
    items = fields.List(fields.Nested(LivelihoodRow), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    as_of = fields.Nested(AsOfOut, required=True, allow_none=True)


class PublicBulletinsOut(Out):
    items = fields.List(fields.Nested(PublicBulletinRow), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class BulletinDraftedOut(WriteOut):
    bulletin = fields.String(required=True)
    scheme = fields.String(required=True)
    state = fields.String(required=True)
    position = fields.Integer(required=True)
    figures = fields.Dict(required=True)
    version = fields.Integer(required=True)


class BulletinPublishedOut(WriteOut):
    bulletin = fields.String(required=True)
    state = fields.String(required=True)
    number = fields.String(required=True)
    published_on = fields.Date(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    late_days = fields.Integer(required=True)
    version = fields.Integer(required=True)


class BulletinCorrectionOut(WriteOut):
    bulletin = fields.String(required=True)
    correction = fields.Integer(required=True)
    state = fields.String(required=True)
    version = fields.Integer(required=True)
