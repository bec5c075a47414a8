"""`/my`: what a unit owes and is owed, what waits for a leader; by due day, one verb for each."""

from itertools import groupby
from typing import Any

from flask import Response

from api import burden, duties, handed_in, instructions, interviews, notices, problems_raised, receipts, tasks
from api.pages.base import home_of
from api.pages.board_story import named
from api.pages.declared import Pages
from api.pages.my_family import own_unit
from api.pages.visit import Visit
from api.sentences import sentence
from domain.actors import LEADERS, UNIT_ROLES

pages = Pages("my")
Row = dict[str, Any]
_OWED = ("open", "missed", "provisional")
_OVER = ("rectified", "not_rectified", "voided")
_LATEST = 5


@pages.get("/my", power="read_duties")
def show(visit: Visit) -> Response:
    """Show a unit what it owes and what is owed to it; a leader what waits for the leader's word."""
    if visit.actor.role in UNIT_ROLES:
        return _for_unit(visit, own_unit(visit))
    if visit.actor.role in LEADERS:
        return _for_leader(visit)
    return visit.go(home_of(visit.actor.role))


def latest_receipts(visit: Visit, limit: int = _LATEST, cursor: str | None = None) -> dict[str, Any]:
    """Return a page of receipts, each with what was received in a sentence."""
    found = visit.read(receipts.list_receipts, query={"limit": limit, "cursor": cursor})
    return {**found, "items": [in_words(visit, row) for row in found["items"]]}


def in_words(visit: Visit, receipt: Row) -> Row:
    """Return a receipt with what was received as a sentence."""
    told, zone = named(receipt["received"], visit.names), visit.app.settings.zone
    return {**receipt, "sentence": sentence(receipt["event"], told, zone, visit.language)}


def titles_of_tasks(visit: Visit) -> dict[str, str]:
    """Return the titles of the tasks that the visitor may know of, by number."""
    return {task["task_no"]: task["title"] for task in visit.every(tasks.tasks)}


def _for_unit(visit: Visit, unit: str) -> Response:
    found = {state: visit.every(duties.list_duties, query={"state": state}) for state in _OWED}
    owed = sorted((row for rows in found.values() for row in rows), key=lambda row: (row["due_on"], row["duty_id"]))
    waits = visit.every(handed_in.list_handed_in)
    returned = {(row["task_no"], row["node"]): row for row in waits if row["kind"] == "returned_report"}
    own = [{**row, "returned": _returned(returned, row, unit)} for row in owed if row["unit"] == unit]
    late, soon, later = _by_day(own, visit.today.isoformat()[:7])
    asked = visit.every(burden.requests, query={"unit": unit})
    return visit.show(
        "my/unit.html",
        here="/my",
        as_of=visit.read(tasks.tasks, query={"limit": 1})["as_of"],
        titles=titles_of_tasks(visit),
        late=late,
        soon=soon,
        later=later,
        to_receive=[row for row in waits if row["kind"] == "report" and row["to"] == unit],
        to_seal=[row for row in waits if row["kind"] == "node_plan_seal" and row["unit"] == unit],
        with_others=[row for row in waits if row["to"] != unit and row["kind"] != "report"],
        expected=[row for row in owed if row["to"] == unit and row["days_left"] <= _LATEST],
        to_sign=_unsigned(visit, unit),
        meetings=[row for row in visit.every(interviews.list_interviews) if row["state"] in ("convened", "filed")],
        told=_instructions(visit, unit),
        receipts=latest_receipts(visit)["items"],
        asked={kind: sum(row["requests"] for row in asked if row["kind"] == kind) for kind in _kinds(asked)},
    )


def _returned(returned: dict[Any, Row], duty: Row, unit: str) -> Row | None:
    found = returned.get((duty["task_no"], duty["period"])) if duty["kind"] == "progress_report" else None
    return found if found and found["unit"] == unit else None


def _by_day(owed: list[Row], month: str) -> tuple[list[Row], list[Row], list[list[Row]]]:
    """Return what is overdue, what can be done now, and what comes later, those due together in one group."""
    late = [row for row in owed if row["days_left"] < 0 and not row["returned"]]
    ahead = [row for row in owed if row["days_left"] >= 0 or row["returned"]]
    begun = [row for row in ahead if row["kind"] != "progress_report" or row["period"] <= month]
    to_come = [row for row in ahead if row not in begun]
    together = groupby(to_come, key=lambda row: (row["due_on"], row["kind"], row["period"], row["role"]))
    return late, begun, [list(rows) for _, rows in together]


def _unsigned(visit: Visit, unit: str) -> list[Row]:
    found = [row for row in visit.every(notices.list_notices, query={"unit": unit}) if row["state"] not in _OVER]
    return [
        row for row in found if any(one["unit"] == unit and one["received_at"] is None for one in row["addressees"])
    ]


def _instructions(visit: Visit, unit: str) -> list[Row]:
    return [
        row
        for row in visit.every(instructions.list_instructions, query={"state": "recorded"})
        if unit in row["units"] and not any(answer["by"] == unit for answer in row["answers"])
    ]


def _kinds(asked: list[Row]) -> list[str]:
    return list(dict.fromkeys(row["kind"] for row in asked))


def _for_leader(visit: Visit) -> Response:
    waits = visit.every(handed_in.list_handed_in, query={"to": "leader"})
    cases = visit.every(interviews.list_interviews)
    return visit.show(
        "my/leader.html",
        here="/my",
        as_of=visit.read(tasks.tasks, query={"limit": 1})["as_of"],
        plans=[row for row in waits if row["kind"] == "node_plan_confirmation"],
        extensions=[row for row in waits if row["kind"] == "extension"],
        problems=_problems(visit),
        proposed=[row for row in cases if row["state"] == "proposed"],
        meetings=[row for row in cases if row["state"] in ("convened", "filed")],
        voids=_voids(visit),
        receipts=latest_receipts(visit)["items"],
        titles=titles_of_tasks(visit),
    )


def _problems(visit: Visit) -> list[Row]:
    """Return the important problems that wait to be read, or for a word, the oldest first."""
    found = [visit.every(problems_raised.list_problems, query={"state": state}) for state in ("raised", "read")]
    return sorted((row for rows in found for row in rows), key=lambda row: str(row["raised_at"]))


def _voids(visit: Visit) -> list[Row]:
    """Return the notices that the second person may void."""
    if not visit.may("confirm_void"):
        return []
    return [row for row in visit.every(notices.list_notices) if row.get("void_proposed")]
