"""The bulletin 《…政务督查》 as drafted, published and corrected, with the record's size and root (二(四), D-120)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.closed_words import chinese
from api.papers.contract import HEAD, Fields
from api.papers.made import Made
from api.papers.told import ERASED, Then, day, node, paragraphs, then
from api.routes import Ask
from domain import events as e
from domain import evidence, ids
from domain.actors import may
from domain.bulletin_rules import LIVELIHOOD
from domain.bulletins import MENTIONS
from domain.errors import AbsentError
from domain.record import Recorded
from projections import audit_log, bulletins
from service.app import App
from service.as_known import lines_known

NAME, SPECIAL = "bulletin", "livelihood"
_LIGHTS: Fields = {"green": "绿灯数", "yellow": "黄灯数", "red": "红灯数", "none": "未评定数"}
_TASK: Fields = {"no": "任务编号", "title": "督查重点任务", "lead": "牵头单位", "light": "最近亮灯"}
_MENTION: Fields = {"unit": "单位", "task": "任务编号；没有为空", "text": "内容", "withdrawn": "撤回的说明；未撤回为空"}
FIELDS: Fields = {
    **HEAD,
    "name": "刊名，如 河源政务督查",
    "number": "期号，如 第3期；草稿为空",
    "title": "标题",
    "period": "期间，如 2020年8月",
    "draft": "草稿的说明；已印发为空",
    "public": "公开版的说明；内部版为空",
    "published_on": "印发日期；草稿为空",
    "text": ["正文，每段一项"],
    "profile": "亮灯规则名称",
    "words": {"green": "绿灯的名称", "yellow": "黄灯的名称", "red": "红灯的名称", "none": "未评定的名称"},
    "counts": {"in_force": "在列任务数", "active": "在办数", "completed": "已办结数", "withdrawn": "已撤销数",
               **_LIGHTS},
    "by_category": [{"category": "任务类别", "tasks": "任务数", **_LIGHTS}],
    "by_node": [{"node": "节点", **_LIGHTS, "deferred": "延期数", "not_set": "尚未亮灯数"}],
    "behind": [_TASK],
    "on_schedule": [_TASK],
    "reports": {"owed": "应报数", "met": "按时数", "late": "迟报数", "missed": "未报数"},
    "late_reports": [{"unit": "单位", "task": "任务编号", "period": "期间", "late_days": "迟报工作日数"}],
    "missing_reports": [{"unit": "单位", "task": "任务编号", "period": "期间", "due_on": "截止日期"}],
    "notices": [{"state": "整改通知书所处状态", "count": "份数"}],
    "praise": [_MENTION],
    "criticism": [_MENTION],
    "corrections": [{"no": "序号", "text": "更正内容", "on": "日期"}],
    "figures_position": "数据所据记录的条号",
    "checkpoint": {
        "size": "本件制作时记录的条数", "root": "这些条的根（SHA-256，RFC 6962）",
        "previous": "此前印发的一期；没有为空", "previous_size": "那一期印发时的条数",
        "previous_root": "那一期印发时的根",
    },
}  # fmt: skip
SPECIAL_FIELDS: Fields = {
    **FIELDS,
    "tasks": [{**_TASK, "construction": "建设主体", "progress": "进展", "percent": "完成比例", "done_on": "完成日期"}],
}
_MOVES = (e.BulletinDrafted, e.BulletinPublished, e.BulletinCorrected)
_COUNTED = ("green", "yellow", "red", "none")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A bulletin as somebody may read it: the act that tells it whole, and the corrections confirmed since."""

    told: e.BulletinDrafted | e.BulletinPublished
    corrections: tuple[e.BulletinCorrected, ...]
    last: Recorded
    public: bool


def gather(ask: Ask, bulletin: str, position: int | None) -> Made:
    """Return a bulletin's paper. Raises: AbsentError when there was none then, or it is not the reader's to see."""
    with ask.reading() as db:
        bulletins.one(db, bulletin=bulletin, viewer=ask.actor)
        seen = _seen(ask.app, bulletin, position, public=False)
        if isinstance(seen.told, e.BulletinDrafted) and not may("draft_bulletin", ask.actor):
            raise AbsentError("bulletin", bulletin)
        return _made(ask, db, seen)


def gather_publicly(ask: Ask, bulletin: str) -> Made:
    """Return what anybody may read of a published bulletin as a paper. Raises: AbsentError."""
    with ask.reading() as db:
        bulletins.one_publicly(db, bulletin=bulletin)
        return _made(ask, db, _seen(ask.app, bulletin, None, public=True))


def _seen(app: App, bulletin: str, position: int | None, *, public: bool) -> _Seen:
    lines = [line for line in lines_known(app, ids.bulletin(bulletin), position) if isinstance(line.event, _MOVES)]
    whole = [line for line in lines if not isinstance(line.event, e.BulletinCorrected)]
    if not whole:
        raise AbsentError("bulletin", bulletin)
    corrections = tuple(line.event for line in lines if isinstance(line.event, e.BulletinCorrected))
    return _Seen(whole[-1].event, corrections, lines[-1], public)


def _made(ask: Ask, db: Any, seen: _Seen) -> Made:
    told, last, zone = seen.told, seen.last, ask.app.settings.zone
    names = then(db, told.scheme, last.position, zone=zone)
    corrected = [c for c in seen.corrections if c.public or not seen.public]
    mentions = [(among, digest) for among in MENTIONS for digest in getattr(told, f"{among}_texts")]
    texts = ask.app.store.contents([told.text, *(d for _, d in mentions), *(c.text for c in corrected)])
    published = told if isinstance(told, e.BulletinPublished) else None
    figures = bulletins.public_figures(told.figures) if seen.public else told.figures
    fields = {
        **names.head(), **_figures(names, figures),
        "name": names.scheme.bulletins.names.get(told.kind, ""),
        "number": published.number if published else "",
        "title": told.title,
        "period": node(told.period),
        "draft": "" if published else "草稿，未印发",
        "public": "公开版" if seen.public else "",
        "published_on": day(published.published_on) if published else "",
        "text": paragraphs(texts.get(told.text)),
        **{among: list(_mentions(names, seen, among, texts)) for among in MENTIONS},
        "corrections": [
            {"no": str(c.correction), "text": texts.get(c.text, ERASED), "on": day(c.corrected_on)} for c in corrected
        ],
        "checkpoint": _checkpoint(ask.app, db, names),
    }  # fmt: skip
    paper = NAME
    if told.kind == LIVELIHOOD:
        paper, fields["tasks"] = SPECIAL, [_livelihood(names, task) for task in figures.get("livelihood", ())]
    of = f"{told.bulletin}-public" if seen.public else told.bulletin
    return Made(paper, of, last.position, last.meta.recorded_at.astimezone(zone), fields)


def _figures(names: Then, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures as they were frozen; what the public is not told is empty."""
    reports = figures.get("reports", {})
    return {
        "profile": figures["profile"],
        "words": {light: names.light(light) for light in _COUNTED},
        "counts": {**_numbers(figures["tasks"]), **_numbers(figures["lights"])},
        "by_category": [
            {"category": chinese("category", category), "tasks": str(told["tasks"]), **_numbers(told["lights"])}
            for category, told in figures["by_category"].items()
        ],
        "by_node": [{"node": node(name), **_numbers(told)} for name, told in figures["by_node"].items()],
        **{among: [_task(names, task) for task in figures.get(among, ())] for among in ("behind", "on_schedule")},
        "reports": {name: str(reports[name]) if reports else "" for name in ("owed", "met", "late", "missed")},
        "late_reports": [
            {**_report(names, row), "late_days": str(row["late_days"])} for row in reports.get("late_reports", ())
        ],
        "missing_reports": [
            {**_report(names, row), "due_on": day(row["due_on"])} for row in reports.get("missing_reports", ())
        ],
        "notices": [
            {"state": chinese("notice_state", state), "count": str(count)}
            for state, count in figures.get("notices", {}).items()
        ],
        "figures_position": str(figures["position"]),
    }


def _numbers(counted: Mapping[str, int]) -> dict[str, str]:
    return {name: str(count) for name, count in counted.items()}


def _task(names: Then, task: Mapping[str, Any]) -> dict[str, str]:
    return {
        "no": task["task_no"], "title": task["title"], "lead": _units(names, task["lead"]),
        "light": names.light(task["light"]),
    }  # fmt: skip


def _livelihood(names: Then, task: Mapping[str, Any]) -> dict[str, str]:
    percent = task["percent"]
    return {
        **_task(names, task),
        "construction": _units(names, task["construction"]),
        "progress": task["progress"] or "",
        "percent": "" if percent is None else f"{percent:g}%",
        "done_on": day(task["done_on"]),
    }


def _report(names: Then, row: Mapping[str, Any]) -> dict[str, str]:
    return {"unit": names.unit(row["unit"]), "task": row["task_no"], "period": node(row["period"])}


def _units(names: Then, codes: Sequence[str]) -> str:
    return "、".join(map(names.unit, codes))


def _mentions(names: Then, seen: _Seen, among: str, texts: Mapping[str, str]) -> Iterable[dict[str, str]]:
    """Give a list's mentions; the public reads those meant for it that stand."""
    gone = {(w.among, w.mention): c.correction for c in seen.corrections for w in c.withdraws}
    said = zip(getattr(seen.told, among), getattr(seen.told, f"{among}_texts"), strict=True)
    for place, (mention, digest) in enumerate(said, 1):
        correction = gone.get((among, place))
        if seen.public and (correction is not None or not mention.public):
            continue
        yield {
            "unit": names.unit(mention.unit),
            "task": mention.task_no or "",
            "text": texts.get(digest, ERASED),
            "withdrawn": f"（由第{correction}号更正撤回）" if correction is not None else "",
        }


def _checkpoint(app: App, db: Any, names: Then) -> dict[str, str]:
    """Return size and root of the record at this line, and at the bulletin published before it."""
    before = audit_log.last_before(db, "bulletin.published.v1", names.position)
    line = app.store.line(before) if before else None
    return {
        "size": str(names.position),
        "root": _root(app, names.position),
        "previous": names.scheme.bulletins.names.get(line.event.kind, "") + line.event.number if line else "",
        "previous_size": str(before) if before else "",
        "previous_root": _root(app, before) if before else "",
    }


def _root(app: App, size: int) -> str:
    return evidence.root(app.store.edge(size)).hex()
