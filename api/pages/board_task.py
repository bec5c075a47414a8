"""`/tasks/<no>`: the task file 一事一档, who is responsible, the nodes, why a light is what it is, and the story."""

from typing import Any

from flask import Response

from api import duties, extensions, inspections, interviews, items, lighting, notices, plans, posts, reports, tasks
from api import instructions as leaders_words
from api import problems_raised as problems
from api.pages.board_story import story, waiting_completion
from api.pages.board_times import DAY, Times, day_meant, node_name, times_of
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import Refusal, Visit
from api.problems import AskError, told
from domain.actors import AUDITOR, OFFICE_ROLES
from domain.errors import AbsentError, InvalidError

pages = Pages("board")
_LATEST_EVENTS = 15


@pages.get("/tasks/<no>", power="read_tasks")
def show_task(visit: Visit, no: str) -> Response:
    """Show the file of one task, as of the times asked for."""
    times = times_of(visit)
    try:
        task = visit.read(tasks.one, no=no, query=times.query)
    except (AskError, InvalidError) as error:
        task = visit.read(tasks.one, no=no)
        visit.refusal = _at_the_day(Refusal.of(told(error), visit.language))
        times = Times()
    chosen = _chosen(task, visit.query.get("node", ""))
    handed_in = visit.every(reports.list_reports, no=no, query=times.known)
    events = story(visit, no, times)
    return visit.show(
        "board/task.html",
        here="/",
        task=task,
        scheme=next(one for one in schemes_on_record(visit) if one["scheme"] == task["scheme"]),
        times=times,
        as_of=_as_of(visit, no, times),
        item=_item(visit, task),
        people=_people(visit, times),
        nodes=_nodes(visit, task, handed_in),
        chosen=chosen,
        why=_why(visit, no, chosen, times),
        reports=list(reversed(handed_in)),
        pair=_pair(visit, handed_in),
        events=events,
        applied=waiting_completion(events),
        latest=_LATEST_EVENTS,
        papers=_papers(visit, no),
        extensions=visit.every(extensions.list_extensions, no=no, query=times.known),
        node_name=node_name,
        every_receipt=visit.actor.role in (*OFFICE_ROLES, AUDITOR),  # a unit holds its own
    )


def _at_the_day(refusal: Refusal) -> Refusal:
    said = next(iter(refusal.errors.values()), refusal.detail)
    refusal.errors.clear()
    refusal.errors[DAY] = said
    return refusal


def _as_of(visit: Visit, no: str, times: Times) -> dict[str, Any]:
    """Return what the API says of the times; one line of the story is the shortest answer that says it."""
    answer: dict[str, Any] = visit.read(tasks.history, no=no, query={"limit": 1, **times.query})["as_of"]
    return answer


def _chosen(task: dict[str, Any], asked: str) -> str | None:
    """Return the node whose light is explained: the one asked for, else the last that has a light."""
    lit = [node["node"] for node in task["nodes"] if node["light"]]
    if asked in {node["node"] for node in task["nodes"]}:
        return asked
    return lit[-1] if lit else None


def _why(visit: Visit, no: str, node: str | None, times: Times) -> dict[str, Any] | None:
    """Return the explanation of the node's light; None while there is none."""
    if node is None:
        return None
    try:
        return visit.read(lighting.explain, no=no, node=node, query=times.query)
    except AbsentError:
        return None


def _item(visit: Visit, task: dict[str, Any]) -> dict[str, Any] | None:
    return visit.read(items.one, item=task["item"]) if task["item"] and visit.may("read_items") else None


def _people(visit: Visit, times: Times) -> dict[str, str]:
    """Return post → who held it on the day, and unit → its principal of the day."""
    asked = {**times.known, "true_on": day_meant(visit, times)}
    found: dict[str, str] = {}
    for post in visit.every(posts.list_posts, query=asked):
        person = post["holder"]["person"] if post["holder"] else ""
        found[post["post"]] = person
        if post["unit"] and post["rank"] == "unit_principal":
            found[post["unit"]] = person
    return found


def _nodes(visit: Visit, task: dict[str, Any], handed_in: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each node with the lead's plan and last report of it, and until when that report is due."""
    no = task["task_no"]
    planned = {
        row["node"]: row
        for plan in visit.read(plans.plans_of_task, no=no)["plans"]
        if plan["role"] == "lead"
        for row in plan["nodes"]
    }
    reported = {row["node"]: row for row in handed_in if row["role"] == "lead"}
    owed = visit.every(duties.list_duties, query={"task_no": no, "kind": "progress_report"})
    due = {row["period"]: row for row in owed if row["role"] == "lead"}
    return [
        {**node, **{name: found.get(node["node"]) for name, found in
         (("plan", planned), ("report", reported), ("due", due))}}
        for node in task["nodes"]
    ]  # fmt: skip


def _pair(visit: Visit, handed_in: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the two reports to be read side by side: those asked for, else the lead's last two."""
    by_number = {str(row["report_no"]): row for row in handed_in}
    asked = [by_number.get(visit.query.get(side, "")) for side in ("left", "right")]
    of_lead = [row for row in handed_in if row["role"] == "lead"][-2:]
    chosen = [one or other for one, other in zip(asked, of_lead, strict=False)]
    return chosen if len(handed_in) > 1 and len(chosen) == 2 else []


def _papers(visit: Visit, no: str) -> dict[str, list[dict[str, Any]]]:
    """Return what else is filed about the task, each as far as the reader may know of it, as it stands now."""
    about = {"task_no": no}
    return {
        "notices": visit.every(notices.list_notices, query=about),
        "inspections": visit.every(inspections.list_inspections, query=about),
        "interviews": visit.every(interviews.list_interviews, query=about),
        "problems": visit.every(problems.list_problems, query=about),
        "instructions": visit.every(leaders_words.list_instructions, query=about),
    }
