"""`/tasks/<no>/extensions/…`, `/completion`: a later limit asked for and decided, a task reported done (D-009)."""

from typing import Any

from flask import Response

from api import extensions, tasks
from api.pages.declared import Pages
from api.pages.my_family import own_unit
from api.pages.visit import Visit
from domain.actors import LEADERS, UNIT_ROLES
from domain.errors import AbsentError

pages = Pages("my")


@pages.get("/tasks/<no>/extensions/new", power="request_extension")
def show_extension_form(visit: Visit, no: str) -> Response:
    """Show the form that asks for a later limit of a node for which something is planned."""
    own_unit(visit)
    task, match = visit.tagged(tasks.one, no=no)
    nodes = [node for node in task["nodes"] if node["target"] and node["light"] in (None, "deferred")]
    return visit.show(
        "my/extension_form.html",
        here="/my",
        task=task,
        match=match,
        nodes=nodes,
        asked=visit.every(extensions.list_extensions, no=no),
    )


@pages.post("/tasks/<no>/extensions/new", power="request_extension", again=show_extension_form)
def ask_for_extension(visit: Visit, no: str) -> Response:
    """Ask for the later limit."""
    own_unit(visit)
    done = visit.do(extensions.request, no=no)
    return visit.go(f"/tasks/{no}/extensions/{done['extension']}", done)


@pages.get("/tasks/<no>/extensions/<int:n>", power="read_tasks")
def show_extension(visit: Visit, no: str, n: int) -> Response:
    """Show what was asked and decided; to a leader the form of the decision."""
    task = visit.read(tasks.one, no=no)
    found, match = visit.tagged(extensions.list_extensions, no=no)
    asked = _numbered(found["items"], n, no)
    node = next((node for node in task["nodes"] if node["node"] == asked["node"]), None)
    return visit.show(
        "my/extension.html",
        here="/my" if visit.actor.role in UNIT_ROLES | LEADERS else "/",
        task=task,
        match=match,
        asked=asked,
        node=node,
        may_decide=asked["state"] == "requested" and visit.actor.role in LEADERS and task["state"] == "active",
    )


@pages.post("/tasks/<no>/extensions/<int:n>/decision", power="decide_extension", again=show_extension)
def decide_extension(visit: Visit, no: str, n: int) -> Response:
    """Grant the extension or refuse it."""
    return visit.go(f"/tasks/{no}/extensions/{n}", visit.do(extensions.decide, no=no, n=n))


@pages.get("/tasks/<no>/completion", power="apply_completion")
def show_completion_form(visit: Visit, no: str) -> Response:
    """Show the form by which a lead applies for early completion."""
    own_unit(visit)
    task, match = visit.tagged(tasks.one, no=no)
    return visit.show("my/completion.html", here="/my", task=task, match=match)


@pages.post("/tasks/<no>/completion", power="apply_completion", again=show_completion_form)
def apply_for_completion(visit: Visit, no: str) -> Response:
    """Apply for early completion."""
    own_unit(visit)
    return visit.go(f"/tasks/{no}", visit.do(tasks.complete, no=no))


def _numbered(rows: list[dict[str, Any]], n: int, no: str) -> dict[str, Any]:
    """Return the extension of a number. Raises: AbsentError."""
    for row in rows:
        if row["extension"] == n:
            return row
    raise AbsentError("extension", f"{no}/{n}")
