"""`/tasks/<no>/problems/<n>/closing`: an important problem closed with what came of the instruction (三(四), D-053)."""

from flask import Response

from api import problems_raised
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.errors import AbsentError

pages = Pages("office")


@pages.get("/tasks/<no>/problems/<int:n>/closing", power="close_problem")
def show_closing(visit: Visit, no: str, n: int) -> Response:
    """Show the problem, the leader's instruction, and the form that closes it."""
    listed = visit.every(problems_raised.list_problems, query={"task_no": no})
    problem = next((one for one in listed if one["problem_no"] == n), None)
    if problem is None:
        raise AbsentError("problem", f"{no}/{n}")
    return visit.show("office/problem.html", here="/office", problem=problem)


@pages.post("/tasks/<no>/problems/<int:n>/closing", power="close_problem", again=show_closing)
def close(visit: Visit, no: str, n: int) -> Response:
    """Close it."""
    return visit.go("/office", visit.do(problems_raised.close, no=no, n=n))
