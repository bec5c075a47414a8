"""A small family of addresses with every kind of declaration, to try the door with."""

from typing import Any

from marshmallow import fields

from api.fields import Day, Line, Moment, Text, Whole, list_of, one_of
from api.routes import Answer, Ask, Family
from api.schemas import AsOfQuery, In, PageQuery, PaperMixin
from domain.errors import AbsentError, InvalidError, RefusedError

sample = Family("sample")


class NodeIn(In):
    node = Line(required=True)
    limit_on = Day(required=True)


class EverythingIn(PaperMixin):
    text = Text(required=True)
    light = one_of("green", "yellow")
    count = Whole(least=1, most=9)
    at = Moment()
    important = fields.Boolean(truthy={True}, falsy={False})
    nodes = list_of(fields.Nested(NodeIn), most=3)
    anything = fields.Raw()


class FilterQuery(AsOfQuery, PageQuery):
    unit = list_of(Line())
    light = Line()


@sample.post("/things", power="submit_report", body=EverythingIn, status=201)
def make(ask: Ask) -> dict[str, Any]:
    act = ask.act()
    paper = act.paper
    return {
        "body": {name: str(value) for name, value in ask.body.items()},
        "key": act.key,
        "digest": act.body_digest.hex() if act.body_digest else None,
        "cause": act.cause,
        "paper": [paper.on_behalf_of, paper.received_at, paper.paper, paper.entry_reason] if paper else None,
    }


@sample.put("/things/<no>", power="submit_report", body=EverythingIn, needs_match=True)
def change(ask: Ask, no: str) -> dict[str, Any]:
    return {"expected": list(ask.act(f"thing/{no}").expected)}


@sample.put("/proposals/<no>", power="issue_lights", body=None, needs_match=True)
def issue(ask: Ask, no: str) -> dict[str, Any]:
    return {"match": ask.match, "expected": list(ask.act().expected)}


@sample.get("/things", power="read_tasks", query=FilterQuery)
def find(ask: Ask) -> dict[str, Any]:
    with ask.reading() as db:
        as_of = ask.as_of(db)
    return {"query": {name: str(value) for name, value in ask.query.items()}, "as_of": as_of.shown()}


@sample.get("/things/<no>", power="read_tasks")
def show(ask: Ask, no: str) -> Answer:
    return Answer({"no": no}, etag=3)


@sample.get("/things/<no>/history", power="read_tasks")
def history(ask: Ask, no: str) -> bytes:
    return b'{"spliced":true}'


@sample.get("/things/<no>/versions/<int:n>", power="read_tasks")
def version(ask: Ask, no: str, n: int) -> dict[str, Any]:
    return {"n": n}


@sample.delete("/things/<no>", power="withdraw_task")
def remove(ask: Ask, no: str) -> None:
    return None


@sample.get("/open", power="read_public")
def open_to_all(ask: Ask) -> dict[str, Any]:
    return {"role": ask.actor.role}


@sample.get("/refusals/<kind>", power="read_tasks")
def refuse(ask: Ask, kind: str) -> dict[str, Any]:
    match kind:
        case "rule":
            raise RefusedError("report.period_unknown", clause="三(四)2", node="2020-07", title="不可")
        case "unworded":
            raise RefusedError("nobody.has.words", clause="D-000")
        case "value":
            raise InvalidError("nodes.2.limit_on", "not_a_date", value="x")
        case "absent":
            raise AbsentError("task", "2020-999")
    raise RuntimeError("secret value 13800138000")
