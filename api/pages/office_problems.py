"""`/tasks/<no>/problems/<n>/closing`: an important problem closed with what came of the instruction (三(四), D-053)."""

from flask import Response

from api import problems_raised
from api.pages.declared import Pages
from api.pages.my_problems import problem_of
from api.pages.visit import Visit

pages = Pages("office")


@pages.get("/tasks/<no>/problems/<int:n>/closing", power="close_problem")
def show_closing(visit: Visit, no: str, n: int) -> Response:
    """Show the problem, the leader's instruction, and the form that closes it."""
    return visit.show("office/problem.html", here="/office", problem=problem_of(visit, no, n))


@pages.post("/tasks/<no>/problems/<int:n>/closing", power="close_problem", again=show_closing)
def close(visit: Visit, no: str, n: int) -> Response:
    """Close it."""
    return visit.go("/office", visit.do(problems_raised.close, no=no, n=n))
