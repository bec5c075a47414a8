"""`/notices`: rectification notices with their clocks; the verdict; voiding by two persons (二(三), D-007)."""

from typing import Any

from flask import Response

from api import duties, interviews, notices, schemes, tasks
from api.pages.declared import Pages
from api.pages.office import opens
from api.pages.visit import Visit
from domain.actors import UNIT_ROLES

pages = Pages("office")
HERE = "/notices"
CLOSED = ("rectified", "not_rectified", "voided")
_FILTERS = ("scheme", "state", "unit", "node", "task_no")
_ENDED_SHOWN = 100


@pages.get("/notices", power="read_notices")
def show_notices(visit: Visit) -> Response:
    """List the notices: those that wait for somebody first, each with whose turn it is and until when."""
    asked = {name: visit.query.get(name) for name in _FILTERS}
    rows = visit.every(notices.list_notices, query=asked)
    today = visit.today.isoformat()
    mine = visit.actor.role in UNIT_ROLES
    verify = [row for row in rows if to_verify(row, today)]
    waiting = [row for row in rows if row["state"] not in CLOSED and row not in verify]
    ended = [row for row in reversed(rows) if row["state"] in CLOSED]
    by_limit = sorted(waiting, key=lambda row: (row["limit_on"], row["notice"]))
    return visit.show(
        "office/notices.html", here=HERE, mine=mine, asked=asked, total=len(rows), today=today,
        groups=(("verify", sorted(verify, key=lambda row: row["limit_on"])), ("waiting", by_limit),
                ("ended", ended[:_ENDED_SHOWN])),
        not_shown=max(0, len(ended) - _ENDED_SHOWN), titles=_titles(visit, rows),
        schemes=visit.every(schemes.list_schemes), nodes=sorted({row["node"] for row in rows}),
        units=[] if mine else _units(visit, rows),
    )  # fmt: skip


@pages.get("/notices/<notice>", power="read_notices")
def show_notice(visit: Visit, notice: str) -> Response:
    """Show the notice: to whom, signed for when, answered with what, the verdict; and what may be done now."""
    found, tag = visit.tagged(notices.read_notice, notice=notice)
    of_task = {"task_no": found["task_no"]}
    owed = visit.every(duties.list_duties, query={"kind": "notice_answer", **of_task})
    return visit.show(
        "office/notice.html", here=HERE, notice=found, tag=tag, today=visit.today.isoformat(),
        task=visit.read(tasks.one, no=found["task_no"]),
        due=next((one for one in owed if one["due_on"] == found["limit_on"]), None),
        interviews=_interviews(visit, notice, of_task), can=_can(visit, found),
    )  # fmt: skip


@pages.post("/notices/<notice>/verdict", power="verify_rectification", again=show_notice)
def give_verdict(visit: Visit, notice: str) -> Response:
    """Find the notice rectified or not."""
    return visit.go(f"{HERE}/{notice}", visit.do(notices.verdict, notice=notice))


@pages.post("/notices/<notice>/void", power="propose_void", again=show_notice)
def propose_to_void(visit: Visit, notice: str) -> Response:
    """Propose to void the notice; another person confirms it."""
    also = {"reason": visit.form.get("void_reason", "").strip()}
    return visit.go(f"{HERE}/{notice}", visit.do(notices.propose_to_void, also=also, notice=notice))


@pages.post("/notices/<notice>/void/confirmation", power="confirm_void", again=show_notice)
def void(visit: Visit, notice: str) -> Response:
    """Void the notice as the second person."""
    return visit.go(f"{HERE}/{notice}", visit.do(notices.void, notice=notice))


def to_verify(row: dict[str, Any], today: str) -> bool:
    """Tell whether it is the office's turn: answered, or its limit passed without an answer."""
    return row["state"] == "answered" or (row["state"] not in CLOSED and row["limit_on"] < today)


def _can(visit: Visit, found: dict[str, Any]) -> dict[str, bool]:
    """Return what the visitor may do with the notice as it stands."""
    address, standing = f"{HERE}/{found['notice']}", found["state"] != "voided"
    proposed = found.get("void_proposed")
    persons = {visit.actor.account, visit.actor.delegated_by}
    mine = next((one for one in found["addressees"] if one["unit"] == visit.actor.unit), None)
    is_open = found["state"] not in CLOSED
    return {
        "verdict": visit.may("verify_rectification") and to_verify(found, visit.today.isoformat()),
        "propose": visit.may("propose_void") and standing and proposed is None,
        "confirm": visit.may("confirm_void") and standing and bool(proposed) and proposed["proposed_by"] not in persons,
        "sign": bool(mine and standing and mine["received_at"] is None) and opens(visit, f"{address}/receipt", "POST"),
        "answer": bool(mine and is_open) and opens(visit, f"{address}/answer"),
        "paper": is_open and visit.may("verify_rectification") and opens(visit, "/paper"),
    }


def _interviews(visit: Visit, notice: str, of_task: dict[str, str]) -> list[dict[str, Any]]:
    """Return the interviews that the notice has led to, as far as the visitor may know of them."""
    if not visit.may("read_interviews"):
        return []
    return [one for one in visit.every(interviews.list_interviews, query=of_task) if notice in one["notices"]]


def _titles(visit: Visit, rows: list[dict[str, Any]]) -> dict[str, str]:
    listed = visit.every(tasks.tasks) if rows else []
    return {task["task_no"]: task["title"] for task in listed}


def _units(visit: Visit, rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    codes = sorted({one["unit"] for row in rows for one in row["addressees"]})
    return [(code, visit.names.unit(code)) for code in codes]
