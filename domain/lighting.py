"""A lighting session at a node (节点亮灯): a proposal for every task, the draft, the issue in one write (二(三))."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import events as e
from domain import ids, lights, notice_issue
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.events import Json
from domain.lights import Decision, Proposal
from domain.notice_issue import Desk
from domain.record import Fact
from domain.task_state import Task


@dataclass(frozen=True, slots=True)
class Draft:
    decisions: tuple[Json, ...]  # {task_no, done_on, light, reason}
    proposal: str  # what it was made from
    drafted_by: str


@dataclass(frozen=True, slots=True)
class Session:
    session: int
    tasks: tuple[str, ...]
    issued_on: date
    issued_by: str


@dataclass(frozen=True, slots=True)
class Lighting:
    """The sessions of one node, and the draft that waits for the head of the office."""

    scheme: str
    node: str
    draft: Draft | None = None
    sessions: tuple[Session, ...] = ()


def evolve(state: Lighting | None, event: Any, account: str = "") -> Lighting | None:
    """Return the sessions after `event`; what was issued leaves the draft."""
    match event:
        case e.LightingDrafted():
            state = state or Lighting(event.scheme, event.node)
            draft = Draft(event.decisions, event.proposal, account) if event.decisions else None
            return replace(state, draft=draft)
        case e.LightingIssued():
            state = state or Lighting(event.scheme, event.node)
            session = Session(event.session, event.tasks, event.issued_on, account)
            return replace(state, draft=_left(state.draft, event.tasks), sessions=(*state.sessions, session))
    return state


def _left(draft: Draft | None, issued: tuple[str, ...]) -> Draft | None:
    left = tuple(d for d in draft.decisions if d["task_no"] not in issued) if draft else ()
    return replace(draft, decisions=left) if draft and left else None


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a session looks at: the node, the tasks as they are now, the draft, and where notices are made."""

    node: str
    desk: Desk
    tasks: Mapping[str, Task]
    lighting: Lighting | None

    @property
    def draft(self) -> Draft | None:
        return self.lighting.draft if self.lighting else None

    @property
    def session(self) -> int:
        return len(self.lighting.sessions) + 1 if self.lighting else 1


def proposals(sitting: Sitting) -> list[Proposal]:
    """Return a proposal for every task, by task number; withdrawn tasks without a light are left out."""
    desk = sitting.desk
    return [
        lights.propose(task, sitting.node, desk.scheme, desk.calendar, desk.today)
        for _, task in sorted(sitting.tasks.items())
        if task.state != "withdrawn" or task.light(sitting.node) is not None
    ]


def etag(found: Sequence[Proposal], draft: Draft | None) -> str:
    """Return a digest over the proposals and the draft: equal as long as the head of the office sees the same."""
    shown: list[Any] = [
        (p.task_no, p.light, p.case, p.limit_on, p.done_on, p.due_on, p.blocked_by, p.because) for p in found
    ]
    shown.append((draft.decisions, draft.drafted_by) if draft else None)
    text = json.dumps(shown, default=str, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def draft(sitting: Sitting, decisions: Sequence[Decision], *, proposal: str) -> list[e.LightingDrafted]:
    """Return the draft, each decision complete; an empty one takes the draft back.

    Raises: as `lights.decide` for a decision that could not be issued.
    """
    lit = [_decide(sitting, place, decision) for place, decision in enumerate(_once(decisions))]
    kept = tuple(
        {
            "task_no": light.task_no,
            "done_on": light.done_on.isoformat() if light.done_on else None,
            "light": light.light,
            "reason": light.reason,
        }
        for light in lit
    )
    return [e.LightingDrafted(sitting.desk.scheme.scheme, sitting.node, kept, proposal)]


def issue(sitting: Sitting, decisions: Sequence[Decision] | None, *, persons: Collection[str]) -> list[Fact]:
    """Return everything that issuing sets down at once: the session, each light, and a notice for each that needs one.

    No decisions means the draft's. Raises: RefusedError when the drafter issues, nothing is to be issued, or a light
    may not be set; InvalidError.
    """
    if sitting.draft is not None and sitting.draft.drafted_by in persons:
        raise RefusedError("lights.drafter_may_not_issue", clause="D-072", node=sitting.node)
    chosen = _drafted(sitting.draft) if decisions is None else [_reasoned(d, sitting.draft) for d in decisions]
    if not chosen:
        raise RefusedError("lights.nothing_to_issue", clause="D-071", node=sitting.node)
    lit = [_decide(sitting, place, decision) for place, decision in enumerate(_once(chosen))]
    desk = sitting.desk
    tasks = tuple(light.task_no for light in lit)
    issued = e.LightingIssued(desk.scheme.scheme, sitting.node, sitting.session, tasks, desk.today)
    facts = [Fact(ids.lighting(desk.scheme.scheme, sitting.node), issued)]
    number = desk.last_number
    for light in lit:
        task = sitting.tasks[light.task_no]
        if not notice_issue.needed(desk.scheme, task, light.light):
            facts.append(Fact(ids.task(light.task_no), light))
            continue
        number += 1
        with_notice = replace(light, notice=desk.notice_id(number))
        told = notice_issue.facts_of(light)
        facts.append(Fact(ids.task(light.task_no), with_notice))
        facts += notice_issue.issue(desk, task, number=number, node=light.node, light=light.light, facts=told)
    return facts


def _decide(sitting: Sitting, place: int, decision: Decision) -> e.LightSet:
    task = sitting.tasks.get(decision.task_no)
    if task is None:
        raise AbsentError("task", decision.task_no)
    desk = sitting.desk
    try:
        return lights.decide(task, sitting.node, desk.scheme, desk.calendar, today=desk.today, decision=decision,
                             session=sitting.session)  # fmt: skip
    except InvalidError as wrong:
        raise InvalidError(f"decisions.{place}.{wrong.field}", wrong.reason, **wrong.details) from None


def _once(decisions: Sequence[Decision]) -> Sequence[Decision]:
    seen: set[str] = set()
    for place, decision in enumerate(decisions):
        if decision.task_no in seen:
            raise InvalidError(f"decisions.{place}.task_no", "decision_named_twice", task_no=decision.task_no)
        seen.add(decision.task_no)
    return decisions


def _drafted(draft: Draft | None) -> list[Decision]:
    return [
        Decision(
            task_no=kept["task_no"],
            done_on=date.fromisoformat(kept["done_on"]) if kept["done_on"] else None,
            states_done=True,
            light=kept["light"],
            reason=kept["reason"],
        )
        for kept in (draft.decisions if draft else ())
    ]


def _reasoned(decision: Decision, draft: Draft | None) -> Decision:
    """Take the drafter's reason over where the head of the office repeats the drafter's decision without words."""
    drafted = next((d for d in _drafted(draft) if d.task_no == decision.task_no), None)
    same = drafted is not None and decision.done_on == drafted.done_on and decision.light in (None, drafted.light)
    if drafted is None or decision.reason.strip() or not same or not decision.states_done:
        return decision
    return drafted
