"""`/office/nodes`: lighting sessions 节点亮灯: look, draft, check, issue; what is typed is never lost (二(三))."""

from typing import Any

from flask import Response
from flask_babel import gettext

from api import audit, lighting, schemes
from api.pages import office_rows as rows
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import MATCH, Visit
from domain.errors import DuchaError

pages = Pages("office")
HERE = "/office/nodes"
_SINCE = 8  # lines told of each task that moved, and tasks told of
_TASKS = 40


@pages.get("/office/nodes", power="read_lighting")
def show_nodes(visit: Visit) -> Response:
    """Show every node of every scheme: when it may be lit, what waits, which sessions there were."""
    years = [{**scheme, "nodes": nodes_of(visit, scheme["scheme"])} for scheme in schemes_on_record(visit)]
    return visit.show("office/nodes.html", here=HERE, years=years)


def nodes_of(visit: Visit, scheme: str) -> list[dict[str, Any]]:
    """Return the nodes of a scheme that have ended, the latest first, each with what its session would decide."""
    content = visit.read(schemes.read_scheme, scheme=scheme)["content"]
    ended = [node["node"] for node in content["nodes"] if node["ends_on"] < visit.today.isoformat()]
    later = [node for node in reversed(content["nodes"]) if node["node"] not in ended]
    told = [_told(visit.read(lighting.read_lighting, query={"scheme": scheme}, node=node)) for node in reversed(ended)]
    return [*({"node": node["node"], "ends_on": node["ends_on"], "later": True} for node in later), *told]


def _told(body: dict[str, Any]) -> dict[str, Any]:
    """Return a node's session in short; `none` alone, for a task without a node task, calls nobody."""
    ready = [item for item in body["items"] if item["ready"]]
    due = [item["due_on"] for item in body["items"]]
    return {
        "node": body["node"],
        "ends_on": body["ends_on"],
        "due_on": max(due) if due else None,
        "ready": len(ready),
        "waits": any(item["light"] != "none" for item in ready),
        "waiting_until": sum(item["blocked_by"] in ("not_yet_due", "provisional") for item in body["items"]),
        "draft": body["draft"],
        "sessions": body["sessions"],
        "later": False,
    }


@pages.get("/office/nodes/<node>", power="read_lighting")
def show_session(visit: Visit, node: str) -> Response:
    """Show the session: what is proposed and why, what was decided, and what would go out."""
    body, tag = visit.tagged(lighting.read_lighting, query={"scheme": _scheme(visit)}, node=node)
    found = rows.rows_of(body, visit.form)
    moved = _moved(visit, found) if visit.refusal and visit.refusal.reason == "moved_on" else []
    preview = _preview(visit, body, found)
    if visit.refusal:
        no = visit.refusal.details.get("task_no")
        missing = visit.refusal.reason == "lights.differs_without_reason"
        detail = gettext("%(no)s：请写明理由", no=no) if missing else visit.refusal.detail
        said = rows.named(found, visit.refusal.errors, no, detail)
        visit.refusal.errors.clear()
        visit.refusal.errors.update(said)
    show = visit.form.get("show") or visit.query.get("show") or rows.DECIDE
    led_by = visit.form.get("unit", visit.query.get("unit", ""))
    refused = {name.rpartition(".")[0] for name in visit.refusal.errors} if visit.refusal else set()
    wanted = [row for row in found if row.prefix in refused or (row.wanted(show) and led_by in ("", *row.item["lead"]))]
    return visit.show(
        "office/session.html", here=HERE, body=body, tag=tag, rows=found, shown=wanted, moved=moved,
        hidden=_kept(found, wanted), show=show, led_by=led_by, units=_leads(visit, found),
        preview=preview, as_of=body["as_of"], may_edit=visit.may("draft_lights"),
        drafter_is_here=bool(body["draft"]) and body["draft"]["drafted_by"] in _persons(visit),
    )  # fmt: skip


@pages.post("/office/nodes/<node>", power="draft_lights", again=show_session)
def decide(visit: Visit, node: str) -> Response:
    """Look at the rows again, save them as the draft, take the draft back, or issue: `do` is the button pressed."""
    do = visit.form.get("do", "look")
    if do == "look":
        return show_session(visit, node)
    body = visit.read(lighting.read_lighting, query={"scheme": _scheme(visit)}, node=node)
    said = {"scheme": body["scheme"], "decisions": rows.decisions(rows.rows_of(body, visit.form))}
    address = f"{HERE}/{node}?scheme={body['scheme']}"
    if do == "issue":
        done = visit.do(lighting.issue, also=said, node=node)
        return _issued(visit, done) if done["later"] else visit.go(f"{address}&issued={done['session']}", done)
    if do == "withdraw":
        return visit.go(address, visit.do(lighting.draft, also={**said, "decisions": []}, node=node))
    return visit.go(
        f"{address}&show={visit.form.get('show', rows.DECIDE)}", visit.do(lighting.draft, also=said, node=node)
    )


def _issued(visit: Visit, done: dict[str, Any]) -> Response:
    """Show what was issued where later lights would now be otherwise: the office decides whether to correct them."""
    return visit.show("office/issued.html", here=HERE, done=done)


def _scheme(visit: Visit) -> str | None:
    return visit.form.get("scheme") or visit.query.get("scheme")


def _moved(visit: Visit, found: list[rows.Row]) -> list[rows.Row]:
    """Mark the rows whose proposal is no longer what the form was made from, with the lines recorded since."""
    assert visit.refusal is not None
    changed: Any = visit.refusal.details.get("changed") or []
    by_task = {one["task_no"]: one for one in changed}
    since = _position(visit.form.get(MATCH, ""))
    moved = [row for row in found if row.item["task_no"] in by_task]
    for place, row in enumerate(moved):
        one = by_task[row.item["task_no"]]
        row.moved = {**one, "lines": _lines(visit, one["task_no"], since) if place < _TASKS else []}
    return moved


def _lines(visit: Visit, task_no: str, since: int) -> list[dict[str, Any]]:
    """Return what was recorded of a task after a position, the newest first, each line as a sentence."""
    asked = {"stream": f"task/{task_no}", "limit": _SINCE}
    return [line for line in visit.read(audit.audit, query=asked)["items"] if line["position"] > since]


def _position(tag: str) -> int:
    position = tag.partition(".")[2]
    return int(position) if position.isascii() and position.isdigit() else 0


def _kept(found: list[rows.Row], shown: list[rows.Row]) -> list[tuple[str, str]]:
    """Return the fields of rows that are not shown but were changed: they go with the form all the same."""
    places = {row.prefix for row in shown}
    away = [row for row in found if row.prefix not in places and (row.light != rows.AS_PROPOSED or row.reason)]
    return [
        (f"{row.prefix}.{name}", value)
        for row in away
        for name, value in (("light", row.light), ("done_on", row.done_on), ("reason", row.reason))
    ]


def _preview(visit: Visit, body: dict[str, Any], found: list[rows.Row]) -> dict[str, Any] | None:
    """Return what would go out; None while something is missing, which the form says where it is missing."""
    if visit.refusal and visit.refusal.reason != "moved_on":
        return None
    try:
        said = {"scheme": body["scheme"], "decisions": rows.decisions(found)}
        return visit.do(lighting.preview, also=said, node=body["node"])
    except DuchaError:
        return None


def _leads(visit: Visit, found: list[rows.Row]) -> list[tuple[str, str]]:
    codes = sorted({unit for row in found for unit in row.item["lead"]})
    return [(code, visit.names.unit(code)) for code in codes]


def _persons(visit: Visit) -> set[str]:
    return {visit.actor.account, *([visit.actor.delegated_by] if visit.actor.delegated_by else [])}
