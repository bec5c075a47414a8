"""An issued edition of the task list (督查重点任务清单): every task as it stood, and what differs and why (一(二))."""

from collections.abc import Mapping
from typing import Any

from api import editions
from api.closed_words import chinese
from api.papers.contract import HEAD, Fields
from api.papers.made import Made
from api.papers.told import EYES, Then, day, listed, paragraphs, then
from api.routes import Ask
from api.workbook_names import Names, names_of
from domain import ids
from domain.errors import AbsentError
from domain.events import EditionIssued
from projections import task_state
from projections.as_of import AsOf

NAME = "edition"
_CHANGES = {"added": "新增", "amended": "调整", "withdrawn": "撤销"}
FIELDS: Fields = {
    **HEAD,
    "edition": "版次，如 第2版",
    "issued_on": "印发日期",
    "note": ["说明，每段一项"],
    "extent": "只列部分任务的说明；全部列出为空",
    "count": "所列任务数",
    "differences": [
        {"change": "新增、调整或撤销", "no": "任务编号", "title": "督查重点任务", "reason": "理由与生效日期"}
    ],
    "tasks": [
        {
            "no": "任务编号", "category": "任务类别", "title": "督查重点任务", "targets": "年度目标，以分号相连",
            "leader": "市分管领导", "coordinator": "协调副秘书长", "responsible": "责任人", "lead": "牵头单位",
            "principal": "牵头单位负责人", "co": "协办单位", "construction": "建设主体",
        }
    ],
}  # fmt: skip


def gather(ask: Ask, scheme: str, n: int) -> Made:
    """Return the edition's paper, with the tasks the reader may know of. Raises: AbsentError before it is issued."""
    issued = (x for x in ask.app.store.stream(ids.editions(scheme)) if isinstance(x.event, EditionIssued))
    line = next((x for x in issued if x.event.edition == n), None)
    if line is None:
        raise AbsentError("edition", f"{scheme}/{n}")
    body = editions.one(ask, scheme, n).body
    assert isinstance(body, dict)
    zone = ask.app.settings.zone
    with ask.reading() as db:
        names = then(db, scheme, line.position, zone=zone)
        called = names_of(db, AsOf(line.position, zone=zone))
        page = task_state.list_tasks(
            db, viewer=EYES, as_of=AsOf(line.position), scheme=scheme, limit=editions.MOST_TASKS
        )
    titles = {task["task_no"]: task["title"] for task in page["items"]}
    every = len(line.event.tasks)
    part = f"本件只列与阅件人有关的任务{len(body['tasks'])}项" if len(body["tasks"]) < every else ""
    fields = {
        **names.head(),
        "edition": f"第{n}版",
        "issued_on": day(body["issued_on"]),
        "note": paragraphs(body["note"]),
        "extent": part,
        "count": str(len(body["tasks"])),
        "differences": [
            {"change": word, "no": no, "title": titles.get(no, ""), "reason": _reason(body["reasons"].get(no, ()))}
            for change, word in _CHANGES.items()
            for no in body[change]
        ],
        "tasks": [_task(names, called, task) for task in body["tasks"]],
    }
    return Made(NAME, f"{scheme}-{n}", line.position, line.meta.recorded_at.astimezone(zone), fields)


def _reason(told: Any) -> str:
    return "；".join(
        one["reason"] + (f"（{day(one['effective_on'])}起）" if one["effective_on"] else "")
        for one in told
        if one["reason"]
    )


def _task(names: Then, called: Names, task: Mapping[str, Any]) -> dict[str, str]:
    targets = (f"{t['text']} {t['value']}{t['unit_of_measure']}".strip() for t in task["targets"])
    return {
        "no": task["task_no"],
        "category": chinese("category", task["category"]),
        "title": task["title"],
        "targets": "；".join(targets),
        **{name: _holder(names, task[name]) for name in ("leader", "coordinator", "responsible")},
        **{name: listed(map(names.unit, task[name])) for name in ("lead", "co", "construction")},
        "principal": listed(called.principals(task["lead"])),
    }


def _holder(names: Then, post: str | None) -> str:
    return f"{names.post(post)} {names.persons.get(post or '', '')}".strip()
