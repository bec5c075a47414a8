"""The leader in charge, or the principal leader, confirms a sealed node plan, in person or on paper (三(四)2)."""

from domain import actors, ids, node_plans
from domain.posts import Post
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper, deciding_post


def confirm_node_plan(app: App, act: Act, *, task_no: str) -> Written:
    """Put the confirmation on record. Raises: AbsentError; as `domain.node_plans.confirm`."""
    actors.require("confirm_node_plan", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        post = deciding_post(turn, act, task)
        holds = turn.fold(ids.post(post)) if post is not None else None
        principal = isinstance(holds, Post) and holds.rank == "principal_leader"
        principal = principal or act.actor.role == actors.PRINCIPAL
        return [Fact(ids.task(task_no), event) for event in node_plans.confirm(task, post=post, principal=principal)]

    return app.store.write(act, decide)
