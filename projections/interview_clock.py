"""How long each step of an interview took in working days, and how long it has stood where it stands (二(三), S21)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.working_days import Calendar

ENDED = ("declined", "archived")
_SIGNED = ("signed", "reported", "archived")
_DAY = timedelta(days=1)


def steps(found: Mapping[str, Any], calendar: Calendar) -> list[dict[str, Any]]:
    """Return the steps taken so far with their days; `days`: working days since the step before, None for the first."""
    told: list[dict[str, Any]] = []
    for step, on in _taken(found):
        before = date.fromisoformat(told[-1]["on"]) if told else None
        days = None if before is None else _worked(calendar, before, date.fromisoformat(on))
        told.append({"step": step, "on": on, "days": days})
    return told


def waiting_days(found: Mapping[str, Any], calendar: Calendar, today: date) -> int | None:
    """Return the working days since the latest step; None once nothing is waited for."""
    if found["state"] in ENDED:
        return None
    return _worked(calendar, date.fromisoformat(since(found)), today)


def since(found: Mapping[str, Any]) -> str:
    """Return the day of the latest step."""
    return _taken(found)[-1][1]


def _taken(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    approval, meeting = found["approval"], found["meeting"]
    taken = [("proposed", found["proposed"]["on"])]
    if approval:
        taken.append(("approved" if approval["approved"] else "declined", approval["on"]))
    if found["convening"]:
        taken.append(("convened", found["convening"]["on"]))
    if approval and approval.get("let_go"):
        taken.append(("declined", approval["let_go"]["on"]))
    if meeting:
        taken.append(("held", meeting["held_on"]))
    if found["record"]:
        taken.append(("filed", found["record"]["on"]))
    if found["state"] in _SIGNED:
        taken.append(("signed", max((s["on"] for s in found["signatures"]), default=found["record"]["on"])))
    taken += [
        (step, found[name]["on"]) for step, name in (("reported", "report"), ("archived", "archive")) if found[name]
    ]
    return taken


def _worked(calendar: Calendar, after: date, until: date) -> int:
    return sum(calendar.is_working(after + _DAY * ahead) for ahead in range(1, (until - after).days + 1))
