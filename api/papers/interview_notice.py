"""The notice that calls a unit's heads to an interview (约谈通知书), as convened last (二(三), D-101)."""

from typing import Any

from api.papers.contract import HEAD, Fields
from api.papers.made import Made
from api.papers.told import EYES, Then, day, listed, moment, node, paragraphs, then, titled
from api.routes import Ask
from domain import events as e
from domain import ids
from domain.actors import PRINCIPAL
from domain.errors import AbsentError
from domain.interviews import Interview
from projections import interview_file, open_notices, task_state
from projections.as_of import AsOf
from projections.model import Db
from service.as_known import as_known, lines_known

NAME = "interview-notice"
TASK: Fields = {"no": "任务编号", "title": "督查重点任务"}
FIELDS: Fields = {
    **HEAD,
    "number": "发文字号",
    "addressed": "被约谈单位，以顿号相连",
    "moved": "改期的说明；未改期为空",
    "level": "约谈层级，如 第1级",
    "called": "被约谈的人：单位负责人或单位主要负责人",
    "approved_by": "批准人职务；没有为空",
    "approved_on": "批准日期",
    "clause": "依据条款",
    "ground": ["发文缘由，每段一项"],
    "task": TASK,
    "lights": [{"node": "节点", "light": "亮灯"}],
    "basis": "所据亮灯与整改通知书，一句话",
    "notices": "整改通知书文号，以顿号相连",
    "reason": ["约谈事由，每段一项"],
    "meets_at": "约谈时间",
    "place": "约谈地点",
    "materials": ["须带材料"],
    "convened_on": "签发日期",
}


def gather(ask: Ask, interview: str, position: int | None) -> Made:
    """Return the notice's paper. Raises: AbsentError when none was issued by then, or it is not the reader's to see."""
    stream = ids.interview(interview)
    with ask.reading() as db:
        interview_file.one(db, interview=interview, viewer=ask.actor)
        lines = [x for x in lines_known(ask.app, stream, position) if isinstance(x.event, e.InterviewConvened)]
        if not lines:
            raise AbsentError("interview", interview)
        last, zone = lines[-1], ask.app.settings.zone
        state = as_known(ask.app, stream, last.position)
        assert isinstance(state, Interview)
        names = then(db, state.scheme, last.position, zone=zone)
        meeting: e.Meeting = last.event.meeting
        before = [moment(line.event.meeting.meets_at, zone) for line in lines[:-1]]
        fields = {
            **names.head(), **case_of(db, names, state), **_about(names, state),
            "number": last.event.number,
            "addressed": listed(names.unit(unit) for unit in last.event.units),
            "moved": f"（原定{before[-1]}的约谈改期，以本通知为准）" if before else "",
            "reason": paragraphs(meeting.reason),
            "meets_at": moment(meeting.meets_at, zone),
            "place": meeting.place,
            "materials": list(meeting.materials),
            "convened_on": day(last.event.convened_on),
        }  # fmt: skip
    return Made(NAME, interview, last.position, last.meta.recorded_at.astimezone(zone), fields)


def case_of(db: Db, names: Then, state: Interview) -> dict[str, Any]:
    """Return what an interview rests on: task, lights, notices."""
    task = task_state.one(db, state.task_no, viewer=EYES, as_of=AsOf(names.position))
    numbers = [open_notices.one(db, notice_id=n, viewer=EYES)["number"] for n in state.notices]
    lights = [{"node": node(lit.node), "light": names.light(lit.light)} for lit in state.lights]
    told = [f"{lit['node']}节点亮{lit['light']}" for lit in lights]
    notices = listed(numbers)
    return {
        "task": {"no": state.task_no, "title": task["title"]},
        "lights": lights,
        "notices": notices,
        "basis": "，".join([*told, *([f"已发整改通知书{notices}"] if notices else [])]),
    }


def _about(names: Then, state: Interview) -> dict[str, Any]:
    rules = names.scheme.interviews
    principal = any(x.level == state.level and x.hosted_by == (PRINCIPAL,) for x in rules.levels)
    called = "单位主要负责人" if principal else "单位负责人"
    approved_by = names.post(state.approved_by)
    by = f"经{approved_by}批准，" if approved_by else ""
    return {
        "level": f"第{state.level}级",
        "called": called,
        "approved_by": approved_by,
        "approved_on": day(state.approved_on),
        "clause": rules.clause,
        "ground": [
            f"根据{titled(names.scheme.title)}（{names.scheme.number}）{rules.clause}，{by}"
            f"决定对你单位进行第{state.level}级约谈，请{called}按时参加。现将有关事项通知如下。"
        ],
    }
