"""A leader approves an interview or declines it, also on paper; the office lets go one whose ground fell (D-100)."""

from collections.abc import Sequence
from typing import Any

from domain import actors, escalation, ids, interview_convening
from domain.actors import OFFICE_ROLES
from domain.interviews import Interview
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import RANK_OF, docket_of, looked_at, notices_named, rank_of
from service.on_behalf import deciding_post


def decide_interview(app: App, act: Act, *, interview: str, approved: bool, reason: str) -> Written:
    """Put the decision on record. Raises: AbsentError; as `domain.interview_convening.approve`, `decline`, `let_go`."""
    actors.require("decide_interview", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found, scheme, _ = looked_at(app, turn, act, interview)
        task = known.task(turn, found.task_no)
        if act.actor.role in OFFICE_ROLES and act.paper is None and not approved:
            others = docket_of(turn, scheme).interviews
            fell = escalation.fell(found, task, notices_named(turn, found), others)
            return _facts(found, interview_convening.let_go(found, fell=fell, reason=reason, on=turn.today))
        post = deciding_post(turn, act, task)
        rank = rank_of(turn, post, RANK_OF.get(act.actor.role, "leader")) or ""
        take = interview_convening.approve if approved else interview_convening.decline
        return _facts(found, take(found, scheme.interviews, post=post, rank=rank, reason=reason, on=turn.received_on))

    return app.store.write(act, decide)


def _facts(found: Interview, events: Sequence[Any]) -> list[Fact]:
    return [Fact(ids.interview(found.interview), event) for event in events]
