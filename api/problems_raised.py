"""`/problems`: important problems raised to the city government, and each step of following them (三(四))."""

from typing import Any

from api.routes import Ask, Family, receipt_of
from api.schemas import cursor_of, envelope, listed
from api.schemas_reports import (
    ClosingIn,
    InstructionIn,
    NothingIn,
    ProblemsQuery,
    ProblemStepOut,
    RaisedProblemOut,
)
from domain import ids
from projections import important_problems
from service.close_problem import close_problem
from service.event_store import Written
from service.instruct_problem import instruct_problem
from service.read_problem import read_problem

family = Family("problems")


@family.get("/problems", power="read_tasks", query=ProblemsQuery, answer=envelope(RaisedProblemOut))
def list_problems(ask: Ask) -> dict[str, Any]:
    """List important problems, the newest first: a unit its own, a leader those of the tasks in charge."""
    limit = ask.query["limit"]
    before = cursor_of(ask.query, int)
    wanted = {name: ask.query[name] for name in ("scheme", "task_no", "unit", "state") if name in ask.query}
    with ask.reading() as db:
        as_of = ask.as_of(db)
        rows = important_problems.problems(
            db, viewer=ask.actor, **wanted, before=before[0] if before else None, limit=limit + 1
        )
    words = ask.app.store.contents([row[name] for row in rows for name in ("text", "instruction") if row[name]])
    shown = [_with_words(row, words) for row in rows]
    body = listed(shown, as_of=as_of, limit=limit, cursor=lambda row: (row["raised_position"],))
    for row in body["items"]:
        del row["raised_position"]
    return body


@family.post("/tasks/<no>/problems/<int:n>/reading", power="read_problem", body=NothingIn, answer=ProblemStepOut)
def read(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Note that the leader has read the problem."""
    return _answer(no, n, "read", read_problem(ask.app, ask.act(ids.task(no)), task_no=no, problem_no=n))


@family.post(
    "/tasks/<no>/problems/<int:n>/instruction", power="instruct_problem", body=InstructionIn, answer=ProblemStepOut
)
def instruct(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Give the leader's instruction on a problem that was read."""
    written = instruct_problem(ask.app, ask.act(ids.task(no)), task_no=no, problem_no=n, text=ask.body["text"])
    return _answer(no, n, "instructed", written)


@family.post("/tasks/<no>/problems/<int:n>/closing", power="close_problem", body=ClosingIn, answer=ProblemStepOut)
def close(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Close the problem with what came of the instruction."""
    written = close_problem(ask.app, ask.act(ids.task(no)), task_no=no, problem_no=n, outcome=ask.body["outcome"])
    return _answer(no, n, "closed", written)


def _answer(no: str, n: int, state: str, written: Written) -> dict[str, Any]:
    return {"task_no": no, "problem_no": n, "state": state, "receipt": receipt_of(written)}


def _with_words(row: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    """Return the row with the words themselves; what was erased by law is null and says so."""
    said = {name: words.get(row[name]) if row[name] else None for name in ("text", "instruction")}
    return {**row, **said, "erased": any(row[name] and said[name] is None for name in said)}
