"""`/office`: what needs a decision today and may be decided by who looks, what falls due this week, who is silent."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response

from api import (
    assessments,
    bulletins,
    duties,
    editions,
    erasures,
    handed_in,
    inspections,
    instructions,
    interviews,
    notices,
    problems_raised,
    proposals,
    tasks,
)
from api.pages.declared import Pages
from api.pages.office import opens
from api.pages.office_nodes import nodes_of
from api.pages.office_notices import CLOSED, to_verify
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import Visit

pages = Pages("office")
HERE = "/office"
_WEEK = timedelta(days=7)
_INTERVIEW = {  # state → (what is to be done, the step's page, the power it needs)
    "approved": ("convene", "convening", "convene_interview"),
    "convened": ("hold", "record", "hold_interview"),
    "held": ("file", "record", "file_interview_record"),
    "signed": ("report", "report", "report_interview"),
    "reported": ("archive", "archive", "archive_interview"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. `mine`: whether who looks may do it; else it waits for somebody else."""

    kind: str
    since: str  # the day it began to wait
    address: str
    name: str  # what it is called: a number, a task
    about: str = ""
    mine: bool = True


@pages.get("/office", power="draft_lights")
def show_desk(visit: Visit) -> Response:
    """Show the desk: by kind, the kind that has waited longest first, and the oldest of each first."""
    titles = {task["task_no"]: task["title"] for task in visit.every(tasks.tasks)}
    found = [item for source in _SOURCES for item in source(visit, titles)]
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in sorted((item for item in found if item.mine), key=lambda item: item.since):
        groups[item.kind].append(item)
    others = sorted((item for item in found if not item.mine), key=lambda item: item.since)
    owed = visit.every(duties.list_duties, query={"due_before": (visit.today + _WEEK).isoformat()})
    return visit.show(
        "office/desk.html", here=HERE, groups=groups, total=sum(map(len, groups.values())), others=others,
        titles=titles, opens=lambda address: opens(visit, address), week=_this_week(visit, owed), silent=_silent(owed),
    )  # fmt: skip


def _lights(visit: Visit, _: dict[str, str]) -> Iterator[Item]:
    for scheme in schemes_on_record(visit):
        for node in nodes_of(visit, scheme["scheme"]):
            address = f"/office/nodes/{node['node']}?scheme={scheme['scheme']}"
            if node["later"] or not (node["draft"] or node["waits"]):
                continue
            if node["draft"]:
                mine = visit.may("issue_lights") and node["draft"]["drafted_by"] not in _persons(visit)
                yield Item("issue_lights", node["due_on"], address, node["node"], node["draft"]["drafted_by"], mine)
            else:
                yield Item("draft_lights", node["due_on"], address, node["node"], str(node["ready"]))


def _notices(visit: Visit, titles: dict[str, str]) -> Iterator[Item]:
    today = visit.today.isoformat()
    for row in visit.every(notices.list_notices):
        address, about = f"/notices/{row['notice']}", titles.get(row["task_no"], "")
        if to_verify(row, today):
            answered = [one["effective_at"][:10] for one in row["answers"]]
            yield Item("verify_notice", max(answered, default=row["limit_on"]), address, row["number"], about)
        if row.get("void_proposed") and row["state"] not in CLOSED:
            mine = visit.may("confirm_void") and row["void_proposed"]["proposed_by"] not in _persons(visit)
            yield Item("confirm_void", row["issued_on"], address, row["number"], row["void_proposed"]["reason"], mine)


def _proposed(visit: Visit, titles: dict[str, str]) -> Iterator[Item]:
    for row in visit.every(proposals.list_proposals):
        no, n = row["task_no"], row["number"]
        correction = row["kind"] == "light_correction"
        address = (
            f"/tasks/{no}/lights/{row['node']}/corrections/{n}" if correction else f"/tasks/{no}/reports/{n}/finding"
        )
        mine = visit.may("confirm_correction") and row["proposed_by"] not in _persons(visit)
        kind = "confirm_correction" if correction else "confirm_untrue"
        yield Item(kind, row["since"][:10], address, no, titles.get(no, ""), mine)


def _interviews(visit: Visit, titles: dict[str, str]) -> Iterator[Item]:
    for row in visit.every(interviews.list_interviews):
        base, about = f"/interviews/{row['interview']}", titles.get(row["task_no"], "")
        name = row["number"] or row["interview"]
        if row["state"] == "proposed":
            yield Item("approve_interview", row["since_on"], base, name, about, mine=False)
        if row["state"] == "filed":
            yield Item("sign_record", row["since_on"], base, name, about, mine=False)
        if row["state"] in _INTERVIEW:
            what, step, power = _INTERVIEW[row["state"]]
            address = f"{base}/{step}" if opens(visit, f"{base}/{step}") else base
            yield Item(f"{what}_interview", row["since_on"], address, name, about, visit.may(power))
        yield from _beside(visit, row, base, name)


def _beside(visit: Visit, row: dict[str, Any], base: str, name: str) -> Iterator[Item]:
    """Yield what waits beside a record: disputes to check and to resolve, commitments to verify."""
    for one in row["disputes"]:
        if one["state"] == "open":
            yield Item("check_dispute", one["disputed_on"], base, name, visit.names.unit(one["unit"]))
        if one["state"] == "checked":
            mine = visit.may("resolve_dispute")
            yield Item("resolve_dispute", one["disputed_on"], base, name, visit.names.unit(one["unit"]), mine)
    for one in row["commitments"]:
        if one["state"] == "reported":
            address = f"{base}/commitments/{one['commitment']}/verification"
            yield Item("verify_commitment", one["due_on"], address if opens(visit, address) else base, name)


def _handed_in(visit: Visit, _: dict[str, str]) -> Iterator[Item]:
    for row in visit.every(handed_in.list_handed_in, query={"kind": "completion"}):
        address = f"/tasks/{row['task_no']}/verification"
        yield Item("verify_completion", row["since"][:10], address, row["task_no"], row["title"])


def _people(visit: Visit, titles: dict[str, str]) -> Iterator[Item]:
    """Yield what leaders and units have said and the office closes."""
    for row in visit.every(problems_raised.list_problems, query={"state": "instructed"}):
        address = f"/tasks/{row['task_no']}/problems/{row['problem_no']}/closing"
        yield Item("close_problem", row["instructed_at"][:10], address, row["task_no"], row["task_title"])
    for row in visit.every(instructions.list_instructions):
        about = "、".join(titles.get(no, no) for no in row["tasks"])
        kind = {"answered": "close_instruction", "recorded": "answer_instruction"}.get(row["state"])
        if kind:
            mine = kind == "close_instruction" or not row["units"]
            yield Item(kind, row["given_on"], f"/instructions/{row['instruction']}", row["instruction"], about, mine)
    for row in visit.every(inspections.list_inspections):
        if not row["published"]:
            about = "、".join(titles.get(no, no) for no in row["tasks"])
            address, mine = f"/inspections/{row['inspection']}", visit.may("publish_inspection")
            yield Item("publish_inspection", row["visited_on"], address, row["inspection"], about, mine)


def _papers(visit: Visit, _: dict[str, str]) -> Iterator[Item]:
    """Yield what is drafted and waits to be issued: editions and bulletins; and erasures and entries to confirm."""
    for row in visit.every(editions.editions):
        if row["state"] == "draft":
            address, mine = f"/editions/{row['scheme']}/{row['edition']}", visit.may("issue_edition")
            yield Item("issue_edition", row["drafted_on"], address, str(row["edition"]), row["note"], mine)
    for row in visit.every(bulletins.list_bulletins):
        if row["state"] == "draft":
            address, mine = f"/bulletins/{row['bulletin']}", visit.may("publish_bulletin")
            yield Item("publish_bulletin", row["drafted_on"], address, row["title"], row["name"], mine)
    for row in visit.every(erasures.list_erasures, query={"state": "proposed"}):
        mine = visit.may("confirm_erasure") and row["proposed_by"] not in _persons(visit)
        day = row["proposed_at"][:10]
        yield Item("confirm_erasure", day, f"/erasures/{row['erasure']}", row["erasure"], row["ground"], mine)
    for scheme in schemes_on_record(visit):
        for row in visit.every(assessments.entries, scheme=scheme["scheme"]):
            if row["state"] == "proposed":
                mine = visit.may("confirm_entry") and row["proposed_by"] not in _persons(visit)
                address = f"/assessments/{scheme['scheme']}/entries"
                yield Item(
                    "confirm_entry",
                    visit.today.isoformat(),
                    address,
                    visit.names.unit(row["unit"]),
                    row["reason"],
                    mine,
                )


def _own_duties(visit: Visit, _: dict[str, str]) -> Iterator[Item]:
    for row in visit.every(duties.list_duties, query={"unit": "office"}):
        soon = row["due_on"] <= (visit.today + _WEEK).isoformat()
        if row["state"] == "missed" or (row["state"] in ("open", "provisional") and soon):
            yield Item(row["kind"], row["due_on"], "/bulletins/new", row["period"])


_SOURCES = (_lights, _notices, _proposed, _interviews, _handed_in, _people, _papers, _own_duties)


def _this_week(visit: Visit, owed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what falls due from today on, by day and kind, each with the units that owe it."""
    today = visit.today.isoformat()
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for duty in owed:
        if duty["due_on"] >= today and duty["state"] in ("open", "provisional"):
            found[duty["due_on"], duty["kind"]].append(duty)
    return [
        {"due_on": due_on, "kind": kind, "duties": rows, "units": sorted({row["unit"] for row in rows})}
        for (due_on, kind), rows in sorted(found.items())
    ]


def _silent(owed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the units that owe something overdue and have said nothing, those that owe most first."""
    by_unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for duty in owed:
        if duty["state"] == "missed" and duty["unit"] != "office":
            by_unit[duty["unit"]].append(duty)
    told = {unit: [one["on"] for row in rows for one in row["reminders"]] for unit, rows in by_unit.items()}
    rows = [
        {"unit": unit, "duties": rows, "oldest": min(row["due_on"] for row in rows),
         "reminded_on": max(told[unit], default=None)}
        for unit, rows in by_unit.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-len(row["duties"]), row["oldest"]))


def _persons(visit: Visit) -> set[str | None]:
    return {visit.actor.account, visit.actor.delegated_by}
