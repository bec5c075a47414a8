"""`/tasks/<no>/lights/<node>/…`: correcting a light, proposed by one person and confirmed by another (D-072, D-074)."""

from typing import Any

from flask import Response

from api import lighting, tasks
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.errors import AbsentError
from domain.lights import DECIDABLE

pages = Pages("board")


@pages.get("/tasks/<no>/lights/<node>/correction", power="propose_correction")
def show_proposal(visit: Visit, no: str, node: str) -> Response:
    """Show the light that stands and what it rests on, to propose another."""
    return visit.show("board/correction.html", here="/", lights=DECIDABLE, **_standing(visit, no, node))


@pages.post("/tasks/<no>/lights/<node>/correction", power="propose_correction", again=show_proposal)
def propose(visit: Visit, no: str, node: str) -> Response:
    """Propose another done day or another light; it changes nothing yet."""
    not_done = {"done_on": None} if visit.form.get("finding") == "not_done" else {}
    return visit.go(f"/tasks/{no}?node={node}", visit.do(lighting.correct, also=not_done, no=no, node=node))


@pages.get("/tasks/<no>/lights/<node>/corrections/<int:n>", power="confirm_correction")
def show_correction(visit: Visit, no: str, node: str, n: int) -> Response:
    """Show what is proposed beside what stands."""
    shown = _standing(visit, no, node)
    pending = next((one for one in shown["why"]["proposed_corrections"] if one["correction"] == n), None)
    if pending is None and visit.refusal is None:
        raise AbsentError("correction", f"{no}/{node}/{n}")
    return visit.show("board/correction_confirm.html", here="/", pending=pending, n=n, **shown)


@pages.post("/tasks/<no>/lights/<node>/corrections/<int:n>", power="confirm_correction", again=show_correction)
def confirm(visit: Visit, no: str, node: str, n: int) -> Response:
    """Confirm it as the second person; show its notices, and later lights that the rules would now set otherwise."""
    done = visit.do(lighting.confirm, no=no, node=node, n=n)
    if not (done["later"] or done["notices"] or done["voided"]):
        return visit.go(f"/tasks/{no}?node={node}", done)
    return visit.show("board/corrected.html", here="/", done=done, **_standing(visit, no, node))


def _standing(visit: Visit, no: str, node: str) -> dict[str, Any]:
    task, match = visit.tagged(tasks.one, no=no)
    return {"task": task, "node": node, "why": visit.read(lighting.explain, no=no, node=node), "match": match}
