"""Tells which later lights of a task the rules would now set otherwise; nothing is changed silently (D-074)."""

from domain import lights
from service import known
from service.app import App


def later_lights(app: App, task_no: str, node: str) -> list[dict[str, object]]:
    """Return [{task_no, node, light, would_be}]; the office decides whether to correct them. Raises: AbsentError."""
    task = known.task(app.store, task_no)
    scheme = known.scheme_of(app.store, task.scheme)
    return [{"task_no": task_no, **row} for row in lights.later_differing(task, node, scheme)]
