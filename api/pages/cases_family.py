"""What the pages of interviews, the audit log, erasures and the verifier share."""

from typing import Any

from api import schemes, tasks
from api.pages.visit import Visit
from domain.errors import AbsentError

HERE = "/interviews"


def task_of(visit: Visit, found: dict[str, Any]) -> dict[str, Any] | None:
    """Return the task an interview is about; None for a reader who may know of the interview alone."""
    try:
        return visit.read(tasks.one, no=found["task_no"])
    except AbsentError:
        return None


def levels_of(visit: Visit, scheme: str) -> list[dict[str, Any]]:
    """Return the levels of interviews that a scheme knows, the lowest first."""
    content = visit.read(schemes.read_scheme, scheme=scheme)["content"]
    rows: list[dict[str, Any]] = content.get("interviews", {}).get("levels", [])
    return sorted(rows, key=lambda row: int(row["level"]))
