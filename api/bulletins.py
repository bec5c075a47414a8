"""`/bulletins`: drafted by the office over frozen figures, published by its head, corrected by two persons (二(四))."""

from collections.abc import Mapping
from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import ReadQuery, envelope
from api.schemas_bulletins import (
    BulletinCorrectionIn,
    BulletinCorrectionOut,
    BulletinDraftedOut,
    BulletinIn,
    BulletinOut,
    BulletinPublishedOut,
    BulletinRow,
    BulletinsQuery,
    NothingIn,
    RedraftIn,
)
from api.written import last_version
from domain import ids
from domain.bulletins import MENTIONS
from domain.events import BulletinDrafted, BulletinPublished, Withdrawn
from projections import bulletins, frame
from projections.as_of import now
from projections.model import Db
from service.correct_bulletin import correct_bulletin
from service.draft_bulletin import Wished, WishedMention, draft_bulletin
from service.event_store import Written
from service.propose_bulletin_correction import propose_bulletin_correction
from service.publish_bulletin import publish_bulletin

family = Family("bulletins")


@family.get("/bulletins", power="read_bulletins", query=BulletinsQuery, answer=envelope(BulletinRow))
def list_bulletins(ask: Ask) -> dict[str, Any]:
    """List the bulletins by id, without texts and figures; drafts only to the office."""
    asked = {name: ask.query.get(name) for name in ("scheme", "kind", "period", "state", "cursor")}
    with ask.reading() as db:
        found = bulletins.list_bulletins(db, viewer=ask.actor, as_of=now(db), limit=ask.query["limit"], **asked)
        return {**found, "items": named(db, found["items"])}


@family.get("/bulletins/<bulletin>", power="read_bulletins", query=ReadQuery, answer=BulletinOut)
def read(ask: Ask, bulletin: str) -> Answer:
    """Return a bulletin with its figures as they were frozen, praise and criticism, and its corrections."""
    with ask.reading() as db:
        found = bulletins.one(db, bulletin=bulletin, viewer=ask.actor)
        (body,) = named(db, [with_unit_names(db, found)])
    return Answer(worded(ask, body), etag=found["version"])


@family.post("/bulletins", power="draft_bulletin", body=BulletinIn, answer=BulletinDraftedOut, status=201)
def draft(ask: Ask) -> Answer:
    """Draft a bulletin; its figures are taken from the record now."""
    return _drafted(draft_bulletin(ask.app, ask.act(), _wished(ask.body), scheme=ask.body.get("scheme")))


@family.put("/bulletins/<bulletin>", power="draft_bulletin", body=RedraftIn, answer=BulletinDraftedOut)
def redraft(ask: Ask, bulletin: str) -> Answer:
    """Draft a bulletin anew that is not published yet; its figures are taken anew."""
    act = ask.act(ids.bulletin(bulletin))
    return _drafted(draft_bulletin(ask.app, act, _wished(ask.body), scheme=None, bulletin=bulletin))


@family.post("/bulletins/<bulletin>/publication", power="publish_bulletin", body=NothingIn, answer=BulletinPublishedOut)
def publish(ask: Ask, bulletin: str) -> Answer:
    """Publish the draft as it is, under the next number of its kind; praise and criticism count from now on."""
    written = publish_bulletin(ask.app, ask.act(ids.bulletin(bulletin)), bulletin=bulletin)
    event = next(line.event for line in written.lines if isinstance(line.event, BulletinPublished))
    told = {name: getattr(event, name) for name in ("bulletin", "number", "published_on", "due_on", "late_days")}
    return _written(written, {**told, "state": "published"})


@family.post(
    "/bulletins/<bulletin>/corrections",
    power="propose_bulletin_correction", body=BulletinCorrectionIn, answer=BulletinCorrectionOut, status=201,
)  # fmt: skip
def propose_correction(ask: Ask, bulletin: str) -> Answer:
    """Propose to correct a published bulletin, also to take back praise or criticism; its figures stay."""
    body = ask.body
    withdraws = [Withdrawn(gone["among"], gone["mention"]) for gone in body["withdraws"]]
    written = propose_bulletin_correction(
        ask.app, ask.act(ids.bulletin(bulletin)), bulletin=bulletin, text=body["text"], reason=body["reason"],
        withdraws=withdraws, public=body["public"],
    )  # fmt: skip
    number = written.lines[0].event.correction
    return _written(written, {"bulletin": bulletin, "correction": number, "state": "proposed"})


@family.post(
    "/bulletins/<bulletin>/corrections/<int:n>/confirmation",
    power="correct_bulletin", body=NothingIn, answer=BulletinCorrectionOut,
)  # fmt: skip
def correct(ask: Ask, bulletin: str, n: int) -> Answer:
    """Confirm a correction as the second person."""
    written = correct_bulletin(ask.app, ask.act(ids.bulletin(bulletin)), bulletin=bulletin, correction=n)
    return _written(written, {"bulletin": bulletin, "correction": n, "state": "confirmed"})


def named(db: Db, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the bulletins with what their scheme calls them."""
    rules = {state.scheme.scheme: state.scheme.bulletins for state in frame.schemes(db, as_of=now(db))}
    return [{**body, "name": rules[body["scheme"]].names.get(body["kind"], "")} for body in bodies]


def with_unit_names(db: Db, body: dict[str, Any]) -> dict[str, Any]:
    """Return the bulletin with the units' names of today beside their codes."""
    names = unit_names(db)
    lists = {among: [{**m, "unit_name": names.get(m["unit"], m["unit"])} for m in body[among]] for among in MENTIONS}
    return {**body, **lists}


def unit_names(db: Db) -> dict[str, str]:
    return {unit["code"]: unit["name"] for unit in frame.units(db, as_of=now(db))}


def worded(ask: Ask, body: dict[str, Any]) -> dict[str, Any]:
    return bulletins.with_words(body, ask.app.store.contents(bulletins.digests(body)))


def _wished(body: Mapping[str, Any]) -> Wished:
    lists = {among: tuple(WishedMention(**mention) for mention in body[among]) for among in MENTIONS}
    return Wished(body["kind"], body["period"], body["title"], body["text"], **lists)


def _drafted(written: Written) -> Answer:
    event = next(line.event for line in written.lines if isinstance(line.event, BulletinDrafted))
    told = {name: getattr(event, name) for name in ("bulletin", "scheme", "position", "figures")}
    return _written(written, {**told, "state": "draft"})


def _written(written: Written, told: dict[str, Any]) -> Answer:
    version = last_version(written, ids.bulletin(told["bulletin"]))
    return Answer({**told, "version": version, "receipt": receipt_of(written)}, etag=version)
