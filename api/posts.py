"""`/posts`: the posts that duties and signatures bind to, and who holds them when (二(一), D-032)."""

from typing import Any

from marshmallow import fields

from api.fields import Day, Id, Line, UnitCode, one_of
from api.frame_pages import FrameQuery, paged
from api.routes import Ask, Family, receipt_of
from api.schemas import In, Out, WriteOut, envelope
from domain import ids, posts
from projections import frame
from service.appoint_holder import appoint_holder
from service.create_post import create_post

family = Family("posts")


class PostIn(In):
    post = Id(required=True)
    title = Line(required=True)
    unit = UnitCode(load_default=None, allow_none=True)
    rank = one_of(*posts.RANKS, required=True)


class HolderIn(In):
    person = Line(required=True, limit=60)
    from_on = Day(required=True)
    to_on = Day(load_default=None, allow_none=True)
    acting = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class HolderOut(Out):
    person = fields.String(required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True, allow_none=True)
    acting = fields.Boolean(required=True)


class PostOut(Out):
    """`holder` is who signs on the day asked for: the acting holder while there is one."""

    post = fields.String(required=True)
    title = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    rank = fields.String(required=True)
    holder = fields.Nested(HolderOut, required=True, allow_none=True)
    holders = fields.List(fields.Nested(HolderOut), required=True)


class PostWritten(WriteOut):
    post = fields.String(required=True)


@family.get("/posts", power="read_posts", query=FrameQuery, answer=envelope(PostOut))
def list_posts(ask: Ask) -> dict[str, Any]:
    """Return the posts by id, each with its holders and the one of the day asked for."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
        return paged(ask, frame.posts(db, as_of=as_of), key="post", as_of=as_of)


@family.post("/posts", power="create_post", body=PostIn, answer=PostWritten, status=201)
def create(ask: Ask) -> dict[str, Any]:
    """Create a post of a unit, or of the city when no unit is named."""
    post = ask.body["post"]
    return {"post": post, "receipt": receipt_of(create_post(ask.app, ask.act(ids.post(post)), **ask.body))}


@family.post("/posts/<post>/holders", power="appoint_holder", body=HolderIn, answer=PostWritten, status=201)
def appoint(ask: Ask, post: str) -> dict[str, Any]:
    """Appoint a holder; the same person from the same day again sets the last day of the term."""
    written = appoint_holder(ask.app, ask.act(ids.post(post)), post=post, **ask.body)
    return {"post": post, "receipt": receipt_of(written)}
