"""One line of the record as readers see it: a fact, its place in the log, and who made it known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Meta:
    """Who, when and why, stored beside every event (docs/events.md). Never holds a secret."""

    event_id: str  # random; keeps small events from being guessed from their published leaf
    recorded_at: datetime  # UTC, from the one clock, inside the writer's turn
    account: str  # `system` for the daily tick
    role: str  # a `domain.actors` role
    cause: str  # request id, `tick:2020-09-03`, `demo:…`
    correlation: str  # groups the lines of one act, or of one import
    post: str | None = None
    person: str | None = None  # the holder of that moment
    unit: str | None = None
    on_behalf_of: str | None = None  # 代录: whose act it is, `unit:CODE` or `post:ID`
    received_at: datetime | None = None  # 代录: the stamp on the paper
    paper: str | None = None  # 代录: sha256 of the scan
    entry_reason: str | None = None  # 代录: why it was entered more than one working day later
    delegated_by: str | None = None  # the account whose power was used
    request: str | None = None  # digest binding the Idempotency-Key and the request's body (docs/verify.md)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact on the record. `position` counts from 1 without gaps; `version` counts from 1 in its stream."""

    position: int
    stream: str
    version: int
    name: str  # stored name, e.g. `task.light_set.v1`
    event: Any
    meta: Meta
    leaf: bytes  # SHA-256, RFC 6962


@dataclass(frozen=True, slots=True)
class Fact:
    """What a decision returns: an event and the stream it belongs to."""

    stream: str
    event: Any
