"""`/schemes`: supervision schemes as data, issued and amended (S1, D-063)."""

from typing import Any

from marshmallow import fields

from api.fields import Day, Id, Line, Text, Whole, list_of
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import AsOfOut, AsOfQuery, In, Out, WriteOut, envelope, listed
from api.whole_lists import WholeQuery, paged
from api.written import last_version
from domain import ids
from domain.errors import AbsentError
from domain.events import SchemeAmended
from domain.frame import SchemeState
from domain.record import Recorded
from projections import frame
from service.amend_scheme import amend_scheme
from service.issue_scheme import issue_scheme

family = Family("schemes")
_ANYTHING = fields.Dict(keys=fields.String())
_HEAD = ("scheme", "version", "year", "title", "number", "issuer", "issued_on", "starts_on", "ends_on")


class SchemeIn(In):
    """A scheme's whole content, as `domain/schemes/heyuan-2020.toml` has it; its first version is 1."""

    id = Id(required=True)
    version = Whole()
    year = Whole(least=1900, most=2199, required=True)
    title = Line(required=True)
    number = Line(required=True)
    issuer = Line(required=True)
    issued_on = Day(required=True)
    starts_on = Day(required=True)
    ends_on = Day(required=True)
    addressees = list_of(Line(), required=True)
    timezone = Line(required=True)
    contacts = Text(limit=2000, blank=True, load_default="")
    nodes = list_of(_ANYTHING, most=24, required=True)
    duties = list_of(_ANYTHING, most=100, required=True)
    lights = fields.Dict(keys=fields.String(), required=True)
    notices = fields.Dict(keys=fields.String(), required=True)
    interviews = fields.Dict(keys=fields.String())
    bulletins = fields.Dict(keys=fields.String())
    reminders = fields.Dict(keys=fields.String())
    limits = fields.Dict(keys=fields.String(), required=True)
    formula = fields.Dict(keys=fields.String(), required=True)
    clauses = fields.Dict(keys=fields.String(), required=True)


class AmendmentIn(In):
    """`changes`: dotted path → new value, `{"notices.limit_days": 15}`."""

    changes = fields.Dict(keys=Line(), required=True)
    reason = Text(limit=2000, required=True)
    effective_on = Day(required=True)


class SchemesQuery(AsOfQuery, WholeQuery):
    pass


class SchemeRow(Out):
    scheme = fields.String(required=True)
    version = fields.Integer(required=True)
    year = fields.Integer(required=True)
    title = fields.String(required=True)
    number = fields.String(required=True)
    issuer = fields.String(required=True)
    issued_on = fields.Date(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)


class AmendmentOut(Out):
    version = fields.Integer(required=True)
    changes = fields.Dict(required=True)
    reason = fields.String(required=True)
    effective_on = fields.Date(required=True)
    position = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)


class SchemeOut(SchemeRow):
    """The latest version's content; `in_force` is the version that rules today."""

    in_force = fields.Integer(required=True)
    content = fields.Dict(required=True)
    amendments = fields.List(fields.Nested(AmendmentOut), required=True)
    as_of = fields.Nested(AsOfOut, required=True)


class SchemeWritten(WriteOut):
    scheme = fields.String(required=True)
    version = fields.Integer(required=True)


@family.get("/schemes", power="read_schemes", query=SchemesQuery, answer=envelope(SchemeRow))
def list_schemes(ask: Ask) -> dict[str, Any]:
    """Return every scheme on the record, by year."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
        states = sorted(frame.schemes(db, as_of=as_of), key=lambda state: (state.scheme.year, state.scheme.scheme))
        return paged(ask.query, listed([_head(state) for state in states], as_of=as_of))


@family.post("/schemes", power="issue_scheme", body=SchemeIn, answer=SchemeWritten, status=201)
def issue(ask: Ask) -> Answer:
    """Issue a scheme: another city's, or another year's."""
    scheme = ask.body["id"]
    written = issue_scheme(ask.app, ask.act(ids.scheme(scheme)), content=ask.body)
    return Answer({"scheme": scheme, "version": 1, "receipt": receipt_of(written)}, etag=1)


@family.get("/schemes/<scheme>", power="read_schemes", query=AsOfQuery, answer=SchemeOut)
def read_scheme(ask: Ask, scheme: str) -> Answer:
    """Return a scheme with its content and its amendments, latest first."""
    store, stream = ask.app.store, ids.scheme(scheme)
    with ask.reading() as db:
        as_of = ask.as_of(db)
        state = frame.scheme(db, scheme, as_of=as_of)
    if state is None:
        raise AbsentError("scheme", scheme)
    known = [line for line in store.stream(stream) if line.position <= as_of.position]
    body = {
        **_head(state),
        "in_force": state.on(as_of.true_on or store.today).version,
        "content": state.content,
        "amendments": [_amendment(line) for line in reversed(known) if isinstance(line.event, SchemeAmended)],
        "as_of": as_of.shown(),
    }
    return Answer(body, etag=known[-1].version)


@family.post("/schemes/<scheme>/amendments", power="amend_scheme", body=AmendmentIn, answer=SchemeWritten, status=201)
def amend(ask: Ask, scheme: str) -> Answer:
    """Amend a scheme from a day on; what was reckoned before keeps the version it was reckoned by."""
    stream = ids.scheme(scheme)
    written = amend_scheme(ask.app, ask.act(stream), scheme=scheme, **ask.body)
    version = written.lines[0].event.version
    body = {"scheme": scheme, "version": version, "receipt": receipt_of(written)}
    return Answer(body, etag=last_version(written, stream))


def _head(state: SchemeState) -> dict[str, Any]:
    return {name: getattr(state.scheme, name) for name in _HEAD}


def _amendment(line: Recorded) -> dict[str, Any]:
    event: SchemeAmended = line.event
    return {
        "version": event.version,
        "changes": event.changes,
        "reason": event.reason,
        "effective_on": event.effective_on,
        "position": line.position,
        "recorded_at": line.meta.recorded_at,
    }
