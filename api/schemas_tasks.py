"""Shapes of the ledger's tasks: as asked for, as amended, as shown (interface: Task)."""

from marshmallow import fields

from api.fields import Day, Id, ItemId, Line, Node, TaskNo, Text, UnitCode, list_of, one_of
from api.schemas import AsOfQuery, In, Out, PageQuery, PaperMixin, WriteOut
from domain.scheme import CATEGORIES, LIGHTS, ROLES

STATES = ("active", "completed", "withdrawn")


class TasksQuery(AsOfQuery, PageQuery):
    scheme = Id()
    unit = UnitCode()
    leader = Id()
    category = one_of(*CATEGORIES)
    light = one_of(*LIGHTS)
    node = Node()
    state = one_of(*STATES)
    item = ItemId()


class HistoryQuery(AsOfQuery, PageQuery):
    texts = fields.Boolean(load_default=False)


class TargetIn(In):
    text = Line(required=True, limit=500)
    value = Line(blank=True, load_default="")
    unit_of_measure = Line(blank=True, load_default="")


class TaskIn(In):
    """Units by code or by any name they are known under."""

    scheme = Id(required=True)
    task_no = TaskNo()
    title = Line(required=True, limit=500)
    category = one_of(*CATEGORIES, required=True)
    item = ItemId(allow_none=True)
    leader = Id(allow_none=True)
    coordinator = Id(allow_none=True)
    responsible = Id(allow_none=True)
    lead = list_of(Line(), required=True, least=1)
    co = list_of(Line(), load_default=[])
    construction = list_of(Line(), load_default=[])
    roles_presumed = fields.Boolean(load_default=True)
    effective_on = Day()
    targets = list_of(fields.Nested(TargetIn), load_default=[], most=50)
    counties = list_of(Line(), load_default=[])
    note = Line(blank=True, load_default="", limit=2000)
    reason = Line(blank=True, load_default="", limit=2000)


class ChangesIn(In):
    title = Line(limit=500)
    category = one_of(*CATEGORIES)
    item = ItemId(allow_none=True)
    leader = Id(allow_none=True)
    coordinator = Id(allow_none=True)
    responsible = Id(allow_none=True)
    targets = list_of(fields.Nested(TargetIn), most=50)
    counties = list_of(Line())
    note = Line(blank=True, limit=2000)


class AmendmentIn(In):
    changes = fields.Nested(ChangesIn, required=True)
    reason = Line(required=True, limit=2000)
    effective_on = Day()


class RolesIn(In):
    lead = list_of(Line(), required=True, least=1)
    co = list_of(Line(), load_default=[])
    construction = list_of(Line(), load_default=[])


class WithdrawalIn(In):
    reason = Line(required=True, limit=2000)
    effective_on = Day()


class TransferIn(In):
    role = one_of(*ROLES, required=True)
    from_unit = Line(required=True, data_key="from")
    to_unit = Line(required=True, data_key="to")
    duties_move = fields.Boolean(load_default=True)
    reason = Line(required=True, limit=2000)
    effective_on = Day()


class CompletionIn(PaperMixin):
    done_on = Day(required=True)
    text = Text(required=True)


class VerificationIn(In):
    accepted = fields.Boolean(required=True)
    done_on = Day()
    reason = Line(blank=True, load_default="", limit=2000)


class TaskNodeOut(Out):
    node = fields.String(required=True)
    target = fields.String(required=True, allow_none=True)
    limit_on = fields.Date(required=True, allow_none=True)
    light = fields.String(required=True, allow_none=True)
    set_at = fields.AwareDateTime(required=True, allow_none=True)


class TaskOut(Out):
    task_no = fields.String(required=True)
    scheme = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True)
    item = fields.String(required=True, allow_none=True)
    leader = fields.String(required=True, allow_none=True)
    coordinator = fields.String(required=True, allow_none=True)
    responsible = fields.String(required=True, allow_none=True)
    lead = fields.List(fields.String(), required=True)
    co = fields.List(fields.String(), required=True)
    construction = fields.List(fields.String(), required=True)
    nodes = fields.List(fields.Nested(TaskNodeOut), required=True)
    light = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    roles_presumed = fields.Boolean(required=True)
    targets = fields.List(fields.Dict(), required=True)
    counties = fields.List(fields.String(), required=True)
    note = fields.String(required=True)
    plan = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class TaskWritten(WriteOut):
    task_no = fields.String(required=True)
    version = fields.Integer(required=True)


class HistoryLineOut(Out):
    position = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    name = fields.String(required=True)
    version = fields.Integer(required=True)
    actor = fields.Dict(required=True)
    event = fields.Dict(required=True)
    texts = fields.Dict()
    erased = fields.List(fields.String())
