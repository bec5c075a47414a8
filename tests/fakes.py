"""Stand-ins for tests: a clock that is moved by hand, acts, and a fresh record in a temporary folder."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain import events, ids
from domain.actors import HEAD, OFFICE, SYSTEM, Actor
from domain.record import Fact, Recorded
from service.act import Act, Paper
from service.event_store import EventStore
from service.migrate import create_record

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2020, 8, 11, 1, 0, tzinfo=UTC)  # 09:00 in Heyuan on the day the scheme was issued


class FixedClock:
    """Stands until moved. `by_hand=False`: it plays the machine's clock, so that the forward rule applies."""

    def __init__(self, at: datetime = START, *, by_hand: bool = True) -> None:
        self.at = at
        self.by_hand = by_hand

    def now(self) -> datetime:
        return self.at

    def move_to(self, at: datetime) -> None:
        self.at = at

    def advance(self, **step: float) -> None:
        self.at += timedelta(**step)


def local(day: str, at: str = "09:00") -> datetime:
    """Return a moment of Heyuan, in UTC as every clock tells it."""
    return datetime.fromisoformat(f"{day}T{at}:00+08:00").astimezone(UTC)


def act(actor: Actor, paper: Paper | None = None, key: str | None = None) -> Act:
    """Return an act of `actor`; with a key it is always the same request."""
    return Act(actor, "request-1", "request-1", key=key, body_digest=b"d" * 32 if key else None, paper=paper)


def an_act(
    key: str | None = None,
    body: bytes = b"",
    *,
    actor: Actor | None = None,
    expected: tuple[tuple[str, int], ...] = (),
) -> Act:
    """Return the head of the office acting; with `key`, under that Idempotency-Key with that body."""
    digest = sha256(body).digest() if key is not None else None
    return Act(actor or Actor("head", HEAD, posts=("p-head",)), "test", "c-1", key, digest, expected)


def a_record(
    folder: Path,
    *,
    clock: Any = None,
    demonstration: bool = True,
    follow: Callable[[Sequence[Recorded]], None] | None = None,
) -> EventStore:
    """Create a record in `folder` and open it."""
    clock = clock or FixedClock()
    path = folder / "record.db"
    act = Act(Actor("system", SYSTEM), "init", "c-init")
    create_record(path, demonstration=demonstration, act=act, clock=clock, zone=ZONE)
    return EventStore(path, clock, ZONE, follow)


def a_task(task_no: str = "2020-001", title: str = "新增规上工业企业") -> Fact:
    """Return the fact that a task was entered."""
    return Fact(
        ids.task(task_no),
        events.TaskEntered(
            task_no=task_no, scheme="heyuan-2020", title=title, category="hard_task", item=None, leader="p-leader",
            coordinator=None, responsible=None, lead=("fgj",), co=("czj",), construction=(), roles_presumed=False,
            effective_on=date(2020, 8, 11),
        ),
    )  # fmt: skip


def a_raised_problem(task_no: str, problem_no: int, text: str = "") -> Fact:
    """Return a small fact on a task's stream."""
    return Fact(ids.task(task_no), events.ProblemRaised(task_no, problem_no, 1, "fgj", text))


OFFICE_CLERK = Actor("clerk", OFFICE, posts=("p-clerk",))
