"""Who asks for a write, why, and under which conditions: made at the door, carried to the record."""

from dataclasses import dataclass
from datetime import datetime

from domain.actors import OFFICE_ROLES, Actor
from domain.errors import InvalidError, RefusedError


@dataclass(frozen=True, slots=True)
class Paper:
    """An act that came on paper and is entered by the office (代录)."""

    on_behalf_of: str  # unit:CODE or post:ID
    received_at: datetime  # the stamp on the paper; lateness counts from here
    paper: str | None = None  # sha256 of the scan
    entry_reason: str | None = None  # needed when entered more than one working day after receipt


@dataclass(frozen=True, slots=True)
class Act:
    actor: Actor
    cause: str  # request id, `tick:2020-09-03`, `cli`
    correlation: str
    key: str | None = None  # Idempotency-Key
    body_digest: bytes | None = None  # SHA-256 of method, path and body
    expected: tuple[tuple[str, int], ...] = ()  # If-Match: (stream, version)
    paper: Paper | None = None


def persons(act: Act) -> frozenset[str]:
    """Return the accounts whose power the act uses: neither counts as a second person to the other (decision 003)."""
    return frozenset(name for name in (act.actor.account, act.actor.delegated_by) if name)


def acting_unit(act: Act) -> str:
    """Return the unit whose act this is: the actor's, or the one whose paper the office enters.

    Raises: RefusedError when an office role brings no unit's paper, InvalidError when the paper names no unit.
    """
    if act.actor.role not in OFFICE_ROLES:
        if act.paper is not None:
            raise RefusedError("act.only_the_office_enters_paper", clause="D-002")
        if act.actor.unit is None:
            raise RefusedError("act.account_has_no_unit", clause="D-002")
        return act.actor.unit
    if act.paper is None:
        raise RefusedError("act.office_needs_a_paper", clause="D-002")
    return _named(act.paper.on_behalf_of, "unit", "must_name_a_unit")


def acting_post(act: Act) -> str | None:
    """Return the post whose act this is: the actor's first, or the one whose paper the office enters.

    Raises: as `acting_unit`.
    """
    if act.actor.role not in OFFICE_ROLES:
        if act.paper is not None:
            raise RefusedError("act.only_the_office_enters_paper", clause="D-002")
        return act.actor.posts[0] if act.actor.posts else None
    if act.paper is None:
        raise RefusedError("act.office_needs_a_paper", clause="D-002")
    return _named(act.paper.on_behalf_of, "post", "must_name_a_post")


def _named(on_behalf_of: str, kind: str, refusal: str) -> str:
    found, _, name = on_behalf_of.partition(":")
    if found != kind or not name:
        raise InvalidError("on_behalf_of", refusal, value=on_behalf_of)
    return name
