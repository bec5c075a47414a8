"""The rectification notice (督查整改通知书) as it was issued, readdressed or voided (二(三), D-007)."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from api.closed_words import chinese
from api.papers.contract import HEAD, Fields
from api.papers.made import Made
from api.papers.told import EYES, Then, day, listed, node, then, titled
from api.routes import Ask
from domain import events as e
from domain import ids
from domain.errors import AbsentError
from domain.notices import Notice
from projections import open_notices, task_state
from projections.as_of import AsOf
from projections.model import Db
from service.as_known import folded, lines_known

NAME = "rectification"
FIELDS: Fields = {
    **HEAD,
    "number": "发文字号",
    "voided": "作废的说明；未作废为空",
    "replaces": "所替代的通知书；没有为空",
    "addressed": "主送单位，以顿号相连",
    "parties": [{"role": "牵头单位、协办单位或建设主体", "units": "这一角色的各单位，以顿号相连"}],
    "task": {"no": "任务编号", "title": "督查重点任务"},
    "node": "节点，如 2020年8月",
    "light": "亮灯",
    "clause": "依据条款",
    "ground": ["发文缘由，每段一项"],
    "facts": ["有关情况，每段一项"],
    "requirement": "整改要求原文",
    "limit_on": "整改期限",
    "requirements": ["整改要求，每段一项"],
    "copies": "抄送，以顿号相连",
    "issued_on": "签发日期",
}
_MOVES = (e.NoticeIssued, e.NoticeReaddressed, e.NoticeVoided)


def gather(ask: Ask, notice: str, position: int | None) -> Made:
    """Return the notice's paper. Raises: AbsentError when there was none then, or it is not the reader's to see."""
    with ask.reading() as db:
        open_notices.one(db, notice_id=notice, viewer=ask.actor)
        lines = [line for line in lines_known(ask.app, ids.notice(notice), position) if isinstance(line.event, _MOVES)]
        state = folded(lines)
        if not isinstance(state, Notice):
            raise AbsentError("notice", notice)
        last, zone = lines[-1], ask.app.settings.zone
        names = then(db, state.scheme, last.position, zone=zone)
        task = task_state.one(db, state.task_no, viewer=EYES, as_of=AsOf(last.position))
        fields = {**names.head(), **_fields(db, names, state, task)}
    voided = state.state == "voided"
    on = last.meta.recorded_at.astimezone(zone)
    fields["voided"] = f"本通知书已于{day(on.date())}作废：{state.void_reason}" if voided else ""
    return Made(NAME, notice, last.position, on, fields)


def _fields(db: Db, names: Then, state: Notice, task: dict[str, Any]) -> dict[str, Any]:
    clause = names.scheme.notices.clause
    limit = day(state.limit_on)
    answering = listed(chinese("role_in_task", role) for role in names.scheme.notices.answer_roles)
    return {
        "number": state.number,
        "replaces": _replaces(db, state),
        "addressed": listed(names.unit(a.unit) for a in state.addressees),
        "parties": [
            {"role": chinese("role_in_task", role), "units": listed(names.unit(a.unit) for a in of_role)}
            for role, of_role in groupby(state.addressees, key=attrgetter("role"))
        ],
        "task": {"no": state.task_no, "title": task["title"]},
        "node": node(state.node),
        "light": names.light(state.light),
        "clause": clause,
        "ground": [
            f"根据{titled(names.scheme.title)}（{names.scheme.number}）{clause}，"
            f"督查重点任务“{task['title']}”（编号{state.task_no}）{node(state.node)}节点亮{names.light(state.light)}。"
            "现将有关事项通知如下。"
        ],
        "facts": _facts(names, state),
        "requirement": state.requirement,
        "limit_on": limit,
        "requirements": [
            state.requirement,
            f"整改期限为{limit}。请在期限内完成整改，由{answering}将整改情况书面答复{names.office}；"
            "逾期整改不到位的，按规定约谈。",
        ],
        "copies": listed(names.post(post) for post in state.copies_to),
        "issued_on": day(state.issued_on),
    }  # fmt: skip


def _facts(names: Then, state: Notice) -> list[str]:
    """Return what the light rests on; it says no more than the light's own facts do."""
    facts = state.facts
    told = [f"该节点任务的完成期限为{day(facts['limit_on'])}。", _corrected(names, state) or _reported(state)]
    earlier = [f"{node(lit['node'])}{names.light(lit['light'])}" for lit in facts.get("previous", ())]
    if earlier:
        told.append(f"此前节点亮灯：{listed(earlier)}。")
    return told


def _corrected(names: Then, state: Notice) -> str:
    """Return what a corrected light rests on; nothing for a light as it was set."""
    facts = state.facts
    if "correction" not in facts:
        return ""
    done = f"任务于{day(facts['done_on'])}完成" if facts["done_on"] else "期限届满时任务未完成"
    return f"经核查，{done}，亮灯由{names.light(facts['was'])}更正为{names.light(state.light)}。"


def _reported(state: Notice) -> str:
    facts = state.facts
    report = f"据牵头单位第{facts['report_no']}号报告" if facts["report_no"] else "未收到牵头单位在期限内的报告"
    if facts["done_on"] is None:
        return f"{report}，期限届满时任务未完成。"
    if facts["done_on"] > facts["limit_on"]:
        return f"{report}，任务于{day(facts['done_on'])}完成，超过期限。"
    return f"{report}，任务于{day(facts['done_on'])}完成；经核查不予认定。"


def _replaces(db: Db, state: Notice) -> str:
    former = state.facts.get("replaces")
    if not former:
        return ""
    found = open_notices.one(db, notice_id=former, viewer=EYES)
    return f"（本通知书替代已作废的{found['number']}）"
