"""`/tasks/<no>/problems/<n>`: an important problem, read and instructed on by a leader (三(四))."""

from typing import Any

from flask import Response

from api import problems_raised as problems
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.actors import LEADERS, UNIT_ROLES
from domain.errors import AbsentError

pages = Pages("my")


@pages.get("/tasks/<no>/problems/<int:n>", power="read_tasks")
def show_problem(visit: Visit, no: str, n: int) -> Response:
    """Show how far a problem has come; to a leader the next step."""
    return visit.show(
        "my/problem.html",
        here="/my" if visit.actor.role in UNIT_ROLES | LEADERS else "/",
        problem=problem_of(visit, no, n),
        leads=visit.actor.role in LEADERS,
    )


@pages.post("/tasks/<no>/problems/<int:n>/reading", power="read_problem", again=show_problem)
def read_problem(visit: Visit, no: str, n: int) -> Response:
    """Note that the leader has read it."""
    return visit.go(f"/tasks/{no}/problems/{n}", visit.do(problems.read, no=no, n=n))


@pages.post("/tasks/<no>/problems/<int:n>/instruction", power="instruct_problem", again=show_problem)
def instruct_problem(visit: Visit, no: str, n: int) -> Response:
    """Give the leader's instruction."""
    return visit.go(f"/tasks/{no}/problems/{n}", visit.do(problems.instruct, no=no, n=n))


def problem_of(visit: Visit, no: str, n: int) -> dict[str, Any]:
    """Return a problem as its reader may know it. Raises: AbsentError."""
    for row in visit.every(problems.list_problems, query={"task_no": no}):
        if row["problem_no"] == n:
            return row
    raise AbsentError("problem", f"{no}/{n}")
