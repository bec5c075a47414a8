"""`/items`: the major items of a notice, their units as written, and the confirmation of their roles (annex 1)."""

from typing import Any

from marshmallow import fields

from api.fields import Id, ItemId, Line, list_of
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import In, Out, PageQuery, WriteOut, cursor_of, envelope, listed
from api.written import last_version
from domain import ids
from domain.errors import AbsentError
from domain.items import Item, NewItem
from projections import frame
from service.confirm_item_roles import confirm_item_roles
from service.enter_item import enter_item

family = Family("items")


class ItemsQuery(PageQuery):
    scheme = Id()


class ItemIn(In):
    scheme = Id(required=True)
    label = Line(required=True, limit=20)
    title = Line(required=True, limit=500)
    units = list_of(Line(), required=True)
    item = ItemId()
    aspect = Line(limit=50)
    as_written = list_of(Line(), load_default=[])
    lead = list_of(Line(), load_default=[])
    co = list_of(Line(), load_default=[])


class ItemRolesIn(In):
    lead = list_of(Line(), required=True)
    co = list_of(Line(), load_default=[])


class ItemOut(Out):
    item = fields.String(required=True)
    scheme = fields.String(required=True)
    label = fields.String(required=True)
    aspect = fields.String(required=True)
    title = fields.String(required=True)
    units = fields.List(fields.String(), required=True)
    as_written = fields.List(fields.String(), required=True)
    lead = fields.List(fields.String(), required=True)
    co = fields.List(fields.String(), required=True)
    presumed_lead = fields.String(required=True, allow_none=True)
    roles_presumed = fields.Boolean(required=True)


class ItemWritten(WriteOut):
    item = fields.String(required=True)
    version = fields.Integer(required=True)


@family.get("/items", power="read_items", query=ItemsQuery, answer=envelope(ItemOut))
def items(ask: Ask) -> dict[str, Any]:
    """List the items of a scheme, or of all, in the order of the notice."""
    limit = ask.query["limit"]
    with ask.reading() as db:
        rows = frame.items(
            db, scheme=ask.query.get("scheme"), limit=limit + 1, after=cursor_of(ask.query, str, int)
        )  # fmt: skip
        as_of = ask.as_of(db)
    page = listed(rows, as_of=as_of, limit=limit, cursor=lambda row: (row["scheme"], row["place"]))
    return {**page, "items": [{name: row[name] for name in ItemOut._declared_fields} for row in page["items"]]}


@family.get("/items/<item>", power="read_items", answer=ItemOut)
def one(ask: Ask, item: str) -> Answer:
    """Return one item; its ETag is its stream's version."""
    found = ask.app.store.fold(ids.item(item))
    if not isinstance(found, Item):
        raise AbsentError("item", item)
    return Answer(_row(found), etag=ask.app.store.version(ids.item(item)))


@family.post("/items", power="enter_item", body=ItemIn, answer=ItemWritten, status=201)
def enter(ask: Ask) -> Answer:
    """Enter an item; its address comes from its label unless one is given."""
    said = ask.body
    wished = NewItem(
        label=said["label"], title=said["title"], units=tuple(said["units"]), item=said.get("item"),
        aspect=said.get("aspect"), as_written=tuple(said["as_written"]), lead=tuple(said["lead"]),
        co=tuple(said["co"]),
    )  # fmt: skip
    written = enter_item(ask.app, ask.act(), scheme=said["scheme"], wished=wished)
    item = written.lines[0].event.item
    return _written(item, written)


@family.post("/items/<item>/roles/confirmation", power="confirm_item_roles", body=ItemRolesIn, answer=ItemWritten)
def confirm(ask: Ask, item: str) -> Answer:
    """Confirm who leads the item and who co-organises it."""
    written = confirm_item_roles(
        ask.app, ask.act(ids.item(item)), item=item, lead=ask.body["lead"], co=ask.body["co"]
    )  # fmt: skip
    return _written(item, written)


def _written(item: str, written: Any) -> Answer:
    version = last_version(written, ids.item(item))
    return Answer({"item": item, "version": version, "receipt": receipt_of(written)}, etag=version)


def _row(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ItemOut._declared_fields}
