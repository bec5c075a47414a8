"""Interviews as the writer's turn finds them: one by name, all there are, and what they are reckoned by."""

from collections.abc import Iterator

from domain import escalation, ids
from domain.actors import LEADER, PRINCIPAL, Actor
from domain.errors import AbsentError
from domain.escalation import Docket
from domain.frame import Register
from domain.interviews import Interview, evolve, may_know
from domain.notices import Notice
from domain.posts import Post
from domain.scheme import Scheme
from domain.working_days import Calendar
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn
from service.known import Folds
from service.on_behalf import check_paper

RANK_OF = {LEADER: "leader", PRINCIPAL: "principal_leader"}


def interview_named(turn: Folds, interview_id: str, actor: Actor | None = None) -> Interview:
    """Return the interview. Raises: AbsentError when there is none, or `actor` may not know of it."""
    found = turn.fold(ids.interview(interview_id))
    if not isinstance(found, Interview):
        raise AbsentError("interview", interview_id)
    if actor is not None and not may_know(actor, found, leader=known.task(turn, found.task_no).leader):
        raise AbsentError("interview", interview_id)
    return found


def looked_at(app: App, turn: Turn, act: Act, interview_id: str) -> tuple[Interview, Scheme, Calendar]:
    """Return the interview the actor asks for and the rules it stands under, its paper checked.

    Raises: AbsentError; as `service.on_behalf.check_paper`.
    """
    found = interview_named(turn, interview_id, act.actor)
    scheme = known.scheme_of(turn, found.scheme)
    calendar = known.calendar(turn, scheme.year)
    check_paper(app, turn, act, scheme, calendar)
    return found, scheme, calendar


def docket_of(turn: Folds, scheme: Scheme) -> Docket:
    """Return where interviews are proposed today; every one since the scheme's year is looked at, none overlooked."""
    last = last_of(turn, escalation.register_of(turn.today.year))
    return Docket(scheme, turn.today, last, tuple(every_interview(turn, scheme.year)))


def every_interview(turn: Folds, since: int) -> Iterator[Interview]:
    """Yield every interview numbered since a year, in order."""
    for year in range(since, turn.today.year + 1):
        for number in range(1, last_of(turn, escalation.register_of(year)) + 1):
            found = turn.fold(ids.interview(ids.interview_id(year, number)))
            if isinstance(found, Interview):
                yield found


def notices_named(turn: Folds, interview: Interview) -> list[Notice]:
    """Return the notices the interview rests on."""
    found = (turn.fold(ids.notice(name)) for name in interview.notices)
    return [notice for notice in found if isinstance(notice, Notice)]


def as_left(app: App, interview_id: str, version: int) -> Interview:
    """Return the interview as its stream stood at a version: what an act left behind, also when it is replayed."""
    found: Interview | None = None
    for line in app.store.stream(ids.interview(interview_id)):
        if line.version <= version:
            found = evolve(found, line.event, line.meta.account)
    if found is None:
        raise AbsentError("interview", interview_id)
    return found


def last_of(turn: Folds, register: str) -> int:
    found = turn.fold(ids.register(register))
    return found.last if isinstance(found, Register) else 0


def rank_of(turn: Folds, post: str | None, otherwise: str | None = None) -> str | None:
    """Return the rank of a post; `otherwise` when there is no such post."""
    found = turn.fold(ids.post(post)) if post else None
    return found.rank if isinstance(found, Post) else otherwise
