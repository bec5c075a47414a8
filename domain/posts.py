"""A post: what duties and signatures bind to; and who holds it, or acts in it, when (二(一), D-032)."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import events as e
from domain.errors import InvalidError, RefusedError
from domain.units import Unit

RANKS = ("principal_leader", "leader", "coordinator", "unit_principal", "responsible", "staff")
POST_ID = re.compile(r"[a-z0-9-]{2,48}")
CLAUSE = "D-032"


@dataclass(frozen=True, slots=True)
class Holder:
    person: str
    from_on: date
    to_on: date | None  # the last day; None: until further notice
    acting: bool

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def overlaps(self, other: "Holder") -> bool:
        return self.from_on <= (other.to_on or date.max) and other.from_on <= (self.to_on or date.max)

    def is_same_term(self, other: "Holder") -> bool:
        return (self.person, self.from_on, self.acting) == (other.person, other.from_on, other.acting)


@dataclass(frozen=True, slots=True)
class Post:
    post: str
    title: str
    unit: str | None
    rank: str
    holders: tuple[Holder, ...] = ()  # in the order of their first days

    def holder_on(self, day: date) -> Holder | None:
        """Return who signs on that day: the acting holder while there is one, else the holder."""
        return holder_on(self.holders, day)


def holder_on(holders: tuple[Holder, ...], day: date) -> Holder | None:
    """Return the acting holder of the day, else the holder, else None; of two acting, the later begun."""
    current = [h for h in holders if h.covers(day)]
    return max(current, key=lambda h: (h.acting, h.from_on), default=None)


def evolve(post: Post | None, event: Any, account: str = "") -> Post:
    if isinstance(event, e.PostCreated):
        return Post(event.post, event.title, event.unit, event.rank)
    assert post is not None, "a post's stream begins with PostCreated"
    if not isinstance(event, e.HolderAppointed):
        return post
    term = Holder(event.person, event.from_on, event.to_on, event.acting)
    others = [h for h in post.holders if not h.is_same_term(term)]
    return replace(post, holders=tuple(sorted((*others, term), key=lambda h: h.from_on)))


def create(
    post: Post | None, unit: Unit | None, *, post_id: str, title: str, unit_code: str | None, rank: str
) -> list[Any]:
    """Create a post, of a unit or (unit_code None) of the city.

    Raises: InvalidError for a bad id, rank or unit, RefusedError when the id is in use.
    """
    if not POST_ID.fullmatch(post_id):
        raise InvalidError("post", "bad_post_id", value=post_id)
    if not title.strip():
        raise InvalidError("title", "empty")
    if rank not in RANKS:
        raise InvalidError("rank", "unknown_rank", value=rank, known=list(RANKS))
    if unit_code is not None and unit is None:
        raise InvalidError("unit", "unknown_unit", unit=unit_code)
    if post is not None:
        raise RefusedError("post.taken", clause=CLAUSE, post=post_id, title=post.title)
    return [e.PostCreated(post_id, title.strip(), unit_code, rank)]


def appoint(post: Post, *, person: str, from_on: date, to_on: date | None, acting: bool) -> list[Any]:
    """Appoint a holder. The same person from the same first day again sets the term's last day anew (D-032).

    Raises: InvalidError for an empty name or an end before the beginning, RefusedError naming the holder who is there.
    """
    if not person.strip():
        raise InvalidError("person", "empty")
    if to_on is not None and to_on < from_on:
        raise InvalidError("to_on", "to_before_from", from_on=from_on)
    term = Holder(person.strip(), from_on, to_on, acting)
    if term in post.holders:
        raise RefusedError("post.appointed_already", clause=CLAUSE, post=post.post, holder=term.person)
    for other in post.holders:
        if not acting and not other.acting and not other.is_same_term(term) and other.overlaps(term):
            raise RefusedError(
                "post.holder_overlaps", clause=CLAUSE, post=post.post, holder=other.person, from_on=other.from_on,
                to_on=other.to_on,
            )  # fmt: skip
    return [e.HolderAppointed(post.post, term.person, from_on, to_on, acting)]
