"""`/tasks/<no>/node-plan`, `/units/<code>/implementation-plan`: plans filed, sealed, confirmed (三(四)1–2)."""

from dataclasses import replace
from typing import Any

from flask import Response

from api import duties, items, plans, tasks
from api.pages.declared import Pages
from api.pages.my_family import own_unit
from api.pages.schemes_shown import shown_scheme
from api.pages.visit import Visit
from domain.actors import LEADERS, UNIT_ROLES
from domain.errors import AbsentError

pages = Pages("my")
_PARTS = ("target", "limit_on", "percent", "measures")
Row = dict[str, Any]


@pages.get("/tasks/<no>/node-plan", power="read_tasks")
def show_node_plan(visit: Visit, no: str) -> Response:
    """Show the task's plan and the parts of construction entities, with what the visitor may do to them."""
    task = visit.read(tasks.one, no=no)
    found, match = visit.tagged(plans.plans_of_task, no=no)
    filed: list[Row] = found["plans"]
    whole = next((plan for plan in filed if plan["role"] == "lead"), None)
    own = _own(visit, task, filed)
    open_still = task["state"] == "active" and not (whole and whole["confirmed"])
    _place_errors(visit, len(task["nodes"]))
    typed = any(_is_filled(visit, row) for row in range(len(task["nodes"])))  # never taken away from who wrote it
    return visit.show(
        "my/node_plan.html",
        here="/my" if visit.actor.role in UNIT_ROLES | LEADERS else "/",
        task=task,
        match=match,
        plans=sorted(filed, key=lambda plan: plan["role"] != "lead"),
        whole=whole,
        own=own,
        planned={node["node"]: node for node in own["nodes"]} if own else {},
        may_file=_role(visit, task) is not None and (open_still or typed),
        may_seal=task["state"] == "active"
        and visit.actor.role == "unit_head"
        and own is not None
        and not own["sealed"],
        may_confirm=open_still and visit.actor.role in LEADERS and whole is not None and whole["sealed"],
    )


@pages.post("/tasks/<no>/node-plan", power="file_node_plan", again=show_node_plan)
def file_node_plan(visit: Visit, no: str) -> Response:
    """File the plan of the nodes for which something is planned."""
    own_unit(visit)
    for row in _empty_rows(visit, len(visit.form)):
        visit.form.pop(f"nodes.{row}.node")
    return visit.go(f"/tasks/{no}/node-plan", visit.do(plans.file_for_task, no=no))


@pages.post("/tasks/<no>/node-plan/seal", power="seal_node_plan", again=show_node_plan)
def seal_node_plan(visit: Visit, no: str) -> Response:
    """Seal the plan as the head of the unit."""
    own_unit(visit)
    return visit.go(f"/tasks/{no}/node-plan", visit.do(plans.seal, no=no))


@pages.post("/tasks/<no>/node-plan/confirmation", power="confirm_node_plan", again=show_node_plan)
def confirm_node_plan(visit: Visit, no: str) -> Response:
    """Confirm the sealed plan as the leader in charge."""
    return visit.go(f"/tasks/{no}/node-plan", visit.do(plans.confirm, no=no))


@pages.get("/units/<code>/implementation-plan", power="read_duties")
def show_implementation_plan(visit: Visit, code: str) -> Response:
    """Show the plan a unit has filed, and the unit itself its form; every item that names the unit is covered."""
    scheme = visit.form.get("scheme") or visit.query.get("scheme") or shown_scheme(visit)["scheme"]
    asked = {"unit": code, "kind": "implementation_plan", "scheme": scheme}
    duty = next(iter(visit.every(duties.list_duties, query=asked)), None)
    own = visit.actor.role in UNIT_ROLES and visit.actor.unit == code
    filed, match = _filed(visit, code, scheme)
    if filed is None and not own:
        raise AbsentError("plan", code)
    return visit.show(
        "my/implementation_plan.html",
        here="/my",
        code=code,
        scheme=scheme,
        duty=duty,
        own=own,
        filed=filed,
        match=match,
        items=[one for one in visit.every(items.items, query={"scheme": scheme}) if code in one["units"]],
    )


@pages.post("/units/<code>/implementation-plan", power="file_implementation_plan", again=show_implementation_plan)
def file_implementation_plan(visit: Visit, code: str) -> Response:
    """File the plan, or file it again."""
    own_unit(visit)
    visit.keep_files()
    scheme = visit.form.get("scheme", "")
    return visit.go(f"/units/{code}/implementation-plan?scheme={scheme}", visit.do(plans.file_for_unit, code=code))


def _filed(visit: Visit, code: str, scheme: str) -> tuple[Row | None, str | None]:
    try:
        return visit.tagged(plans.plan_of_unit, code=code, query={"scheme": scheme})
    except AbsentError:
        return None, None


def _role(visit: Visit, task: Row) -> str | None:
    """Return the role in which the visitor's unit files a plan."""
    if visit.actor.role not in UNIT_ROLES:
        return None
    return next((role for role in ("lead", "construction") if visit.actor.unit in task[role]), None)


def _own(visit: Visit, task: Row, filed: list[Row]) -> Row | None:
    """Return the plan that the visitor's unit goes on with: joint leads share the task's one plan (D-041)."""
    role = _role(visit, task)
    mine = [plan for plan in filed if plan["role"] == role and (role == "lead" or plan["unit"] == visit.actor.unit)]
    return mine[0] if mine else None


def _empty_rows(visit: Visit, most: int) -> list[int]:
    return [row for row in range(most) if f"nodes.{row}.node" in visit.form and not _is_filled(visit, row)]


def _is_filled(visit: Visit, row: int) -> bool:
    return any(visit.form.get(f"nodes.{row}.{part}", "").strip() for part in _PARTS)


def _place_errors(visit: Visit, nodes: int) -> None:
    """Let each error name its row on the page: the body left out the rows where nothing is planned."""
    if visit.refusal is None:
        return
    filled = [row for row in range(nodes) if _is_filled(visit, row)]
    places = {f"nodes.{place}.": f"nodes.{row}." for place, row in enumerate(filled)}
    errors = {}
    for field, said in visit.refusal.errors.items():
        head = next((head for head in places if field.startswith(head)), "")
        errors[places.get(head, "") + field.removeprefix(head)] = said
    visit.refusal = replace(visit.refusal, errors=errors)
