"""A leader reads an important problem (三(四))."""

from domain import actors, ids, problems
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper, deciding_post


def read_problem(app: App, act: Act, *, task_no: str, problem_no: int) -> Written:
    """Note that the leader in charge, or the principal leader, has read it. Raises: as `domain.problems.read`."""
    actors.require("read_problem", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        events = problems.read(task, problem_no, leader=deciding_post(turn, act, task))
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
