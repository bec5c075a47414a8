"""Paper entered by the office (代录): what every verb of a unit or leader checks of it (docs/decisions/052)."""

from domain import ids, task_state
from domain.actors import LEADER, OFFICE_ROLES
from domain.errors import InvalidError, RefusedError
from domain.posts import Post
from domain.reports import OFFICE
from domain.scheme import Scheme
from domain.working_days import Calendar
from service.act import Act, acting_post, acting_unit
from service.app import App
from service.event_store import Turn

CLAUSE = "D-052"


def check_paper(app: App, turn: Turn, act: Act, scheme: Scheme, calendar: Calendar) -> None:
    """Let pass an act without paper, or with a paper that can be what it claims to be.

    Raises: InvalidError for a stamp without offset or in the future, or a scan that was never uploaded; RefusedError
    when it is entered later than the scheme allows without saying why.
    """
    paper = act.paper
    if paper is None:
        return
    if act.actor.role not in OFFICE_ROLES:
        raise RefusedError("act.only_the_office_enters_paper", clause="D-002")
    if paper.received_at.tzinfo is None:
        raise InvalidError("received_at", "not_a_moment")
    if paper.received_at > turn.now:
        raise InvalidError("received_at", "received_in_the_future")
    if paper.paper is not None and not app.files.has(paper.paper):
        raise InvalidError("paper", "unknown_file", file=paper.paper)
    enter_by = calendar.after(turn.received_on, scheme.limits.on_behalf_days).due_on
    if turn.today > enter_by and not (paper.entry_reason or "").strip():
        raise RefusedError("act.late_entry_needs_reason", clause=scheme.limits.clause, enter_by=enter_by)


def receiving_side(act: Act) -> str:
    """Return who acts on a report that was handed in: the office itself, or a unit, also by its paper.

    Raises: as `service.act.acting_unit`.
    """
    if act.actor.role in OFFICE_ROLES and act.paper is None:
        return OFFICE
    return acting_unit(act)


def deciding_post(turn: Turn, act: Act, task: task_state.Task) -> str | None:
    """Return the leader's post whose act this is: in charge of the task, or the principal leader's.

    Raises: RefusedError when the paper is another post's, InvalidError when there is no such post.
    """
    if act.paper is None and act.actor.role == LEADER:
        return task.leader  # `known.task` lets no other leader know of the task
    post_id = acting_post(act)
    if act.paper is None or post_id == task.leader:
        return post_id
    post = turn.fold(ids.post(post_id or ""))
    if not isinstance(post, Post):
        raise InvalidError("on_behalf_of", "unknown_post", post=post_id)
    if post.rank != "principal_leader":
        raise RefusedError("act.post_not_in_charge", clause="二(一)", post=post_id, task_no=task.task_no)
    return post_id
