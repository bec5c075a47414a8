"""A leader gives an instruction on an important problem that has been read (三(四))."""

from domain import actors, ids, problems
from domain.errors import InvalidError
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper, deciding_post


def instruct_problem(app: App, act: Act, *, task_no: str, problem_no: int, text: str) -> Written:
    """Put the instruction on record. Raises: as `domain.problems.instruct`; InvalidError when it says nothing."""
    actors.require("instruct_problem", act.actor)
    if not text.strip():
        raise InvalidError("text", "missing")
    words = app.store.content_of(text)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        leader = deciding_post(turn, act, task)
        events = problems.instruct(task, problem_no, leader=leader, text=words.digest)
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide, contents=[words])
