"""Which sheets each workbook has, for a viewer as of a line: what addresses and the command line both give out."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from api import workbook_boards, workbook_ledger, workbook_node_plan, workbook_progress, workbook_scores
from api.sentences import sentence
from api.workbook_names import Names, names_of
from api.workbook_sheet import About, Column, Sheet
from domain import duties as duty_rules
from domain import ids
from domain.actors import UNIT_ROLES, Actor
from domain.errors import AbsentError, InvalidError
from domain.frame import SchemeState
from domain.task_state import Task
from projections import audit_log, frame, task_state, what_is_due
from projections.as_of import AsOf, day_of
from projections.model import Db
from service import ask_scores
from service.app import App

MOST_AUDIT_LINES = 20_000
_BEFORE_THE_RECORD = datetime(1980, 1, 1, tzinfo=UTC)  # the first moment a zip can hold
_EVERY = 1_000_000  # a workbook has no pages
_AUDIT = (
    Column("position", "位置", 8), Column("recorded_at", "记录时间", 22), Column("account", "账号", 16),
    Column("person", "姓名", 12), Column("post", "岗位", 16), Column("unit", "单位", 18),
    Column("on_behalf_of", "代录", 16), Column("sentence", "事项", 70), Column("name", "事件", 28),
    Column("stream", "记录流", 22), Column("version", "版本", 8), Column("leaf", "叶哈希", 66),
)  # fmt: skip
Query = Mapping[str, Any]


class Wanted:
    """One question for a workbook: who asks, as of when, with which filters."""

    def __init__(self, app: App, viewer: Actor, db: Db, as_of: AsOf, query: Query) -> None:
        self.app, self.viewer, self.db, self.as_of, self.query = app, viewer, db, as_of, query
        self.scheme_id: str = query.get("scheme") or ""
        self.names: Names = names_of(db, as_of)

    def scheme(self) -> SchemeState:
        found = frame.scheme(self.db, self.scheme_id, as_of=self.as_of)
        if found is None:
            raise AbsentError("scheme", self.scheme_id)
        return found

    def filters(self, *names: str) -> dict[str, Any]:
        return {name: self.query.get(name) for name in names}

    def tasks(self, **filters: Any) -> list[dict[str, Any]]:
        asked = {"scheme": self.scheme_id, **filters}
        found = task_state.list_tasks(self.db, viewer=self.viewer, as_of=self.as_of, limit=_EVERY, **asked)
        return list(found["items"])

    def duties(self, **filters: Any) -> list[dict[str, Any]]:
        asked = {"scheme": self.scheme_id, **filters}
        found = what_is_due.list_duties(self.db, viewer=self.viewer, as_of=self.as_of, limit=_EVERY, **asked)
        return list(found["items"])

    def about(self, form: str, *, unit: str = "", period: str = "") -> About:
        version = self.scheme().version if self.scheme_id else 0
        line = self.app.store.line(self.as_of.position)
        at = line.meta.recorded_at if line is not None else _BEFORE_THE_RECORD
        return About(form, self.scheme_id, version, self.as_of.position, at, unit, period)


def ledger(wanted: Wanted) -> list[Sheet]:
    wanted.scheme()
    tasks = wanted.tasks(**wanted.filters("unit", "leader", "category", "light", "node", "state", "item"))
    return workbook_ledger.ledger(tasks, wanted.names)


def livelihood(wanted: Wanted) -> list[Sheet]:
    wanted.scheme()
    tasks = wanted.tasks(**wanted.filters("unit", "leader", "light", "node", "state", "item"), category="livelihood")
    return workbook_ledger.ledger(tasks, wanted.names, livelihood_only=True)


def items(wanted: Wanted) -> list[Sheet]:
    wanted.scheme()
    return workbook_ledger.items(frame.items(wanted.db, scheme=wanted.scheme_id, limit=_EVERY), wanted.names)


def lights(wanted: Wanted) -> list[Sheet]:
    scheme = wanted.scheme().on(day_of(wanted.db, wanted.as_of))
    tasks = wanted.tasks(**wanted.filters("unit", "leader", "category", "light", "node", "state", "item"))
    return workbook_boards.lights(
        tasks, wanted.names, nodes=[node.node for node in scheme.nodes], words=scheme.lights.words,
        profile=scheme.lights.profile,
    )  # fmt: skip


def duties(wanted: Wanted) -> list[Sheet]:
    wanted.scheme()
    rows = wanted.duties(**wanted.filters("unit", "state", "kind", "task_no", "due_before"))
    titles = {task["task_no"]: task["title"] for task in wanted.tasks()}
    return workbook_boards.duties(rows, wanted.names, titles)


def scores(wanted: Wanted) -> list[Sheet]:
    live = bool(wanted.query.get("live"))
    found = ask_scores.asked(wanted.db, wanted.as_of, wanted.scheme_id, live=live)
    standings, final = found.rows(), found.final is not None
    shown = ask_scores.visible(standings, wanted.viewer, final=final)
    rows = [ask_scores.one(standings, wanted.viewer, row["unit"], final=final) for row in shown]
    formula = f"公式 {found.formula.name} 第 {found.formula.version} 版，基础分 {found.formula.base}"
    return workbook_scores.scores(rows, wanted.names, caption=f"{formula}，{'已定稿' if final else '未定稿'}")


def audit(wanted: Wanted) -> list[Sheet]:
    """Raises: InvalidError when there are more lines than a sheet should hold: ask for fewer days."""
    found = audit_log.lines(
        wanted.db, viewer=wanted.viewer, as_of=wanted.as_of, zone=wanted.app.settings.zone,
        limit=MOST_AUDIT_LINES, **wanted.filters("stream", "actor", "unit", "event", "from_on", "to_on", "q"),
    )  # fmt: skip
    if found["next_cursor"] is not None:
        raise InvalidError("from", "workbook.too_many_rows", most=MOST_AUDIT_LINES)
    rows = []
    for row in found["items"]:
        line = wanted.app.store.line(row["position"])
        assert line is not None, "the read models are never ahead of the record"
        told = sentence(row["name"], line.event, wanted.app.settings.zone)
        rows.append({**row, "unit": wanted.names.unit(row["unit"]), "sentence": told})
    return [Sheet("操作记录", _AUDIT, rows)]


def node_plan(wanted: Wanted, unit: str) -> list[Sheet]:
    """Return annex 4 for a unit: every node plan it owes, as filed where it is."""
    nodes = [node.node for node in wanted.scheme().on(day_of(wanted.db, wanted.as_of)).nodes]
    owed = _owed(wanted, unit, duty_rules.NODE_PLAN)
    tasks = {task["task_no"]: task for task in wanted.tasks(unit=unit)}
    plans = {no: plan for no in tasks if (plan := _plan_of(wanted.app, no, unit))}
    owed = [duty for duty in owed if duty["task_no"] in tasks]
    return [workbook_node_plan.template(owed, tasks, plans, nodes)]


def progress(wanted: Wanted, unit: str, period: str) -> list[Sheet]:
    """Return annex 5 for a unit and period: every report it owes."""
    wanted.scheme()
    tasks = {task["task_no"]: task for task in wanted.tasks(unit=unit)}
    owed = [duty for duty in _owed(wanted, unit, duty_rules.PROGRESS_REPORT) if duty["period"] == period]
    return [workbook_progress.template([duty for duty in owed if duty["task_no"] in tasks], tasks)]


def unit_asked(viewer: Actor, unit: str | None) -> str:
    """Return whose form it is. Raises: InvalidError when nobody is named, AbsentError for another unit's."""
    asked = unit or viewer.unit
    if asked is None:
        raise InvalidError("unit", "missing")
    if viewer.role in UNIT_ROLES and asked != viewer.unit:
        raise AbsentError("unit", asked)
    return asked


FORMS: dict[str, Callable[[Wanted], list[Sheet]]] = {
    "ledger": ledger, "livelihood": livelihood, "items": items, "duties": duties, "lights": lights, "scores": scores,
    "audit": audit,
}  # fmt: skip


def _owed(wanted: Wanted, unit: str, kind: str) -> list[dict[str, Any]]:
    found = [duty for duty in wanted.duties(unit=unit, kind=kind) if duty["state"] != duty_rules.LAPSED]
    return sorted(found, key=lambda duty: (str(duty["task_no"]), duty["period"]))


def _plan_of(app: App, task_no: str, unit: str) -> Any:
    task = app.store.fold(ids.task(task_no))
    if not isinstance(task, Task):
        return ()
    role = task.role_of(unit)
    plan = task.plan() if role == "lead" else next((p for p in task.plans if (p.unit, p.role) == (unit, role)), None)
    return plan.nodes if plan else ()
