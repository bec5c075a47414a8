"""Implementation plans of units and node plans of tasks: filed, sealed, confirmed (三(四)1, 三(四)2, annex 4)."""

from typing import Any

from marshmallow import fields

from api.fields import Day, Digest, Id, ItemId, Line, Node, Text, list_of
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import In, Out, PaperMixin, ReadQuery, WriteOut
from api.written import last_version
from domain import ids
from domain.actors import UNIT_ROLES
from domain.errors import AbsentError
from domain.events import NodeTask
from domain.implementation_plans import PlanFile
from domain.task_state import Plan
from service import known
from service.confirm_node_plan import confirm_node_plan
from service.event_store import Written
from service.file_implementation_plan import file_implementation_plan
from service.file_node_plan import file_node_plan
from service.readers_of import may_read_plan
from service.seal_node_plan import seal_node_plan

family = Family("plans")


class ImplementationPlanIn(PaperMixin):
    scheme = Id(required=True)
    items = list_of(ItemId(), required=True, least=1)
    text = Text(blank=True, load_default="")
    files = list_of(Digest(), load_default=[], most=20)


class NodeTaskIn(In):
    node = Node(required=True)
    target = Line(required=True, limit=1000)
    limit_on = Day(allow_none=True)
    measures = Text(blank=True, load_default="", limit=2000)
    percent = fields.Float(allow_none=True, allow_nan=False)


class NodePlanIn(PaperMixin):
    nodes = list_of(fields.Nested(NodeTaskIn), required=True, least=1, most=50)


class SealIn(PaperMixin):
    """Nothing beside the paper: the act itself is the statement."""


class PlanQuery(ReadQuery):
    scheme = Id(required=True)


class ImplementationPlanOut(Out):
    scheme = fields.String(required=True)
    unit = fields.String(required=True)
    items = fields.List(fields.String(), required=True)
    text = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    files = fields.List(fields.String(), required=True)
    effective_at = fields.AwareDateTime(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    late_days = fields.Integer(required=True)


_OF_THE_PLAN = tuple(ImplementationPlanOut._declared_fields.keys() - {"text", "erased"})


class NodePlanOut(Out):
    unit = fields.String(required=True)
    role = fields.String(required=True)
    nodes = fields.List(fields.Dict(), required=True)
    effective_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    late_days = fields.Integer(required=True)
    sealed = fields.Boolean(required=True)
    confirmed = fields.Boolean(required=True)


class NodePlansOut(Out):
    task_no = fields.String(required=True)
    plans = fields.List(fields.Nested(NodePlanOut), required=True)


class PlanFiled(WriteOut):
    due_on = fields.Date(required=True, allow_none=True)
    on_time = fields.Boolean(required=True)
    late_days = fields.Integer(required=True)
    version = fields.Integer(required=True)


class PlanMoved(WriteOut):
    task_no = fields.String(required=True)
    version = fields.Integer(required=True)


@family.post(
    "/units/<code>/implementation-plan", power="file_implementation_plan", body=ImplementationPlanIn, answer=PlanFiled,
    status=201,
)  # fmt: skip
def file_for_unit(ask: Ask, code: str) -> Answer:
    """File the unit's implementation plan; it covers every item that names the unit."""
    said = ask.body
    stream = ids.plan(said["scheme"], code)
    written = file_implementation_plan(
        ask.app, ask.act(stream), unit=code, scheme=said["scheme"], items=said["items"], text=said["text"],
        files=said["files"],
    )  # fmt: skip
    return _filed(written, stream)


@family.get(
    "/units/<code>/implementation-plan", power="read_duties", query=PlanQuery, answer=ImplementationPlanOut
)  # fmt: skip
def plan_of_unit(ask: Ask, code: str) -> Answer:
    """Return the plan the unit has filed; units see their own, leaders those of units with tasks of theirs."""
    stream = ids.plan(ask.query["scheme"], code)
    plan = ask.app.store.fold(stream)
    with ask.reading() as db:
        may_read = may_read_plan(db, ask.actor, code)
    if not may_read or not isinstance(plan, PlanFile) or not plan.filings:
        raise AbsentError("plan", stream)
    told = {name: getattr(plan, name) for name in _OF_THE_PLAN}
    text = ask.app.store.content(plan.text) if plan.text else ""
    body = {**told, "text": text, "erased": text is None}
    return Answer(body, etag=ask.app.store.version(stream), fresh=text is None)


@family.post("/tasks/<no>/node-plan", power="file_node_plan", body=NodePlanIn, answer=PlanFiled, status=201)
def file_for_task(ask: Ask, no: str) -> Answer:
    """File the task's node plan as its lead, or one's part as a construction entity."""
    nodes = [NodeTask(**node) for node in ask.body["nodes"]]
    return _filed(file_node_plan(ask.app, ask.act(ids.task(no)), task_no=no, nodes=nodes), ids.task(no))


@family.get("/tasks/<no>/node-plan", power="read_tasks", answer=NodePlansOut)
def plans_of_task(ask: Ask, no: str) -> Answer:
    """Return the lead's plan, and the parts of construction entities for the lead, themselves and the office."""
    task = known.task(ask.app.store, no, ask.actor)
    everything = ask.actor.role not in UNIT_ROLES or task.role_of(ask.actor.unit) == "lead"
    seen = [plan for plan in task.plans if everything or plan.role == "lead" or plan.unit == ask.actor.unit]
    return Answer({"task_no": no, "plans": [_row(plan) for plan in seen]}, etag=ask.app.store.version(ids.task(no)))


@family.post("/tasks/<no>/node-plan/seal", power="seal_node_plan", body=SealIn, answer=PlanMoved)
def seal(ask: Ask, no: str) -> Answer:
    """Seal the plan the unit has filed, as its head."""
    return _moved(seal_node_plan(ask.app, ask.act(ids.task(no)), task_no=no), no)


@family.post("/tasks/<no>/node-plan/confirmation", power="confirm_node_plan", body=SealIn, answer=PlanMoved)
def confirm(ask: Ask, no: str) -> Answer:
    """Confirm the sealed plan, as the leader in charge or the principal leader."""
    return _moved(confirm_node_plan(ask.app, ask.act(ids.task(no)), task_no=no), no)


def _filed(written: Written, stream: str) -> Answer:
    event, version = written.lines[0].event, last_version(written, stream)
    body = {
        "due_on": event.due_on, "on_time": event.late_days == 0, "late_days": event.late_days, "version": version,
        "receipt": receipt_of(written),
    }  # fmt: skip
    return Answer(body, etag=version)


def _moved(written: Written, no: str) -> Answer:
    version = last_version(written, ids.task(no))
    return Answer({"task_no": no, "version": version, "receipt": receipt_of(written)}, etag=version)


def _row(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in NodePlanOut._declared_fields}
