"""The office closes an important problem with what came of the instruction (三(四))."""

from domain import actors, ids, problems
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def close_problem(app: App, act: Act, *, task_no: str, problem_no: int, outcome: str) -> Written:
    """Close it. Raises: as `domain.problems.close`."""
    actors.require("close_problem", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        return [Fact(ids.task(task_no), event) for event in problems.close(task, problem_no, outcome=outcome)]

    return app.store.write(act, decide)
