"""A task's history as a story: each line of the record as a sentence with names, who did it, and its words."""

from collections.abc import Mapping
from typing import Any

from api import tasks
from api.pages.board_times import Times
from api.pages.visit import Visit
from api.sentences import sentence
from api.workbook_names import Names

# What decides about a task; the rest of the story is how it came to that.
KEY = frozenset(
    {
        "task.light_set.v1", "task.light_corrected.v1", "task.transferred.v1", "task.withdrawn.v1",
        "task.completion_verified.v1", "report.found_untrue.v1", "problem.instructed.v1", "extension.decided.v1",
    }
)  # fmt: skip
APPLIED = "task.completion_applied.v1"
_UNITS = frozenset({"unit", "to", "by", "from_unit", "to_unit", "lead", "co", "construction", "counties", "units"})
_POSTS = frozenset({"leader", "coordinator", "responsible"})


def story(visit: Visit, no: str, times: Times) -> list[dict[str, Any]]:
    """Return what happened to the task, newest first, as far as the reader may know of it."""
    lines = visit.every(tasks.history, no=no, query={"texts": "1", **times.known})
    return [_told(visit, line) for line in reversed(lines)]


def waiting_completion(events: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the application for completion that nobody has looked into yet."""
    of_completion = (event for event in events if event["name"].startswith("task.completion_"))
    last = next(of_completion, None)
    return last if last is not None and last["name"] == APPLIED else None


def named(event: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Return an event's fields with units and posts by name, so that its sentence can be read aloud."""
    return {field: _called(field, value, names) for field, value in event.items()}


def _told(visit: Visit, line: dict[str, Any]) -> dict[str, Any]:
    actor = line["actor"]
    return {
        "name": line["name"],
        "event": line["event"],
        "position": line["position"],
        "at": line["recorded_at"],
        "key": line["name"] in KEY,
        "said": sentence(
            line["name"], named(line["event"], visit.names), visit.app.settings.zone, visit.language
        ),
        "actor": actor,
        "words": _words(line),
        "erased": bool(line.get("erased")),
    }  # fmt: skip


def _words(line: dict[str, Any]) -> dict[str, str]:
    """Return field → the words behind its digest, in the order the line has them."""
    texts = line.get("texts") or {}
    return {
        field: texts[value] for field, value in line["event"].items() if isinstance(value, str) and texts.get(value)
    }


def _called(field: str, value: Any, names: Names) -> Any:
    if isinstance(value, Mapping):
        return named(value, names)
    if isinstance(value, list):
        if (
            field == "nodes" and value and "target" in value[0]
        ):  # of a plan: when and what; its limits and figures are in the table of nodes
            return [f"{node['node']} {node.get('target', '')}".strip() for node in value]
        return [_called(field, part, names) for part in value]
    if isinstance(value, str) and field in _UNITS:
        return names.unit(value)
    if isinstance(value, str) and field in _POSTS:
        return names.post(value)
    return value
