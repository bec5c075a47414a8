"""2021 begins beside the year that ends: its own scheme, five tasks, and on 5 February something in every queue."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from domain import ids
from domain.events import NodeTask
from domain.lights import Decision
from domain.task_state import Task
from domain.tasks import NewTask
from service import bundled, known
from service.apply_completion import apply_completion
from service.confirm_node_plan import confirm_node_plan
from service.demonstration.stage import Stage
from service.draft_edition import draft_edition
from service.draft_lights import draft_lights
from service.enter_task import enter_task
from service.file_node_plan import file_node_plan
from service.issue_edition import issue_edition
from service.issue_scheme import issue_scheme
from service.propose_entry import propose_entry
from service.record_inspection import FindingForm, InspectionForm, record_inspection
from service.record_instruction import InstructionForm, record_instruction
from service.request_extension import request_extension
from service.return_report import return_report
from service.seal_node_plan import seal_node_plan
from service.sitting_of import proposed
from service.submit_report import ReportForm, submit_report

SCHEME = "heyuan-2021"
_NODES = ("2021-01", "2021-06", "2021-12")
_TASKS = (
    ("城镇新增就业 3 万人", "renshe", ""),
    ("新建公共停车场 2 个", "zhujian", "yuancheng"),
    ("高新技术企业存量 220 家", "keji", ""),
    ("镇级污水管网新增 200 公里", "zhujian", ""),
    ("公交电动化比例 85 %", "jiaotong", ""),
)


def begin(stage: Stage) -> None:
    """Issue the scheme of 2021 (an example: its notice is not bundled), five tasks, their list and plans."""
    stage.move("2021-01-11 15:00")
    issue_scheme(stage.app, stage.head(), content=_content(stage.scheme))
    for title, lead, construction in _TASKS:
        wished = NewTask(
            title, "hard_task", (lead,), (), (construction,) if construction else (), None, "fushizhang-chengjian",
            "fumishuzhang", roles_presumed=False, note="示例任务",
        )  # fmt: skip
        enter_task(stage.app, stage.office(), scheme=SCHEME, wished=wished)
    draft_edition(stage.app, stage.office(), scheme=SCHEME, note="2021年首批督查清单（示例）")
    stage.move("2021-01-12 09:00")
    issue_edition(stage.app, stage.head(), scheme=SCHEME, edition=1)
    for number in range(1, 6):
        task = _task(stage, number)
        for unit in task.construction:
            file_node_plan(stage.app, stage.clerk(unit), task_no=task.task_no, nodes=_plan())
        file_node_plan(stage.app, stage.clerk(task.lead[0]), task_no=task.task_no, nodes=_plan())
        seal_node_plan(stage.app, stage.unit_head(task.lead[0]), task_no=task.task_no)
        if number != 5:
            confirm_node_plan(stage.app, stage.leader(task.leader), task_no=task.task_no)


def leave_things_pending(stage: Stage) -> None:
    """Reports to accept, returned and to receive, a problem unread, requests undecided, lights drafted."""
    stage.move("2021-02-01 10:00")
    _report(stage, 2, "yuancheng", problems=None)  # its lead has not received it yet
    stage.move("2021-02-02 15:00")
    _report(stage, 1, "renshe", problems=None)
    _report(stage, 3, "keji", problems="两家龙头企业研发数据口径不一，需省科技厅协调。")
    _report(stage, 4, "zhujian", problems=None)
    _report(stage, 5, "jiaotong", problems=None)
    stage.move("2021-02-04 16:30")
    returned = _task(stage, 5)
    return_report(stage.app, stage.office(), task_no=returned.task_no, report_no=1, reason="请附运营车辆清单。")
    asking = _task(stage, 4)
    request_extension(
        stage.app, stage.clerk("zhujian"), task_no=asking.task_no, node="2021-06", new_limit_on=date(2021, 8, 31),
        reason="两镇管线与高速公路交叉，需会审。", progress="已完成三成。",
    )  # fmt: skip
    done = _task(stage, 1)
    apply_completion(stage.app, stage.clerk("renshe"), task_no=done.task_no, done_on=date(2021, 1, 29),
                     text="一季度集中招聘提前完成，附统计。")  # fmt: skip
    added = NewTask("春节保供稳价", "follow_up", ("shangwu",), ("fagai",), roles_presumed=True, reason="节前专项。")
    enter_task(stage.app, stage.office(), scheme=SCHEME, wished=added)
    draft_edition(stage.app, stage.office(), scheme=SCHEME, note="2021年第二批督查清单（示例）")
    stage.move("2021-02-05 09:00")
    _leave_for_the_office(stage)
    stage.move("2021-02-05 10:00")
    seen = proposed(stage.app, SCHEME, "2021-01")
    ready = [Decision(p.task_no) for p in seen.proposals if p.ready]
    draft_lights(stage.app, stage.office(), scheme=SCHEME, node="2021-01", decisions=ready, proposal=seen.tag)
    stage.move("2021-02-05 10:30")


def _leave_for_the_office(stage: Stage) -> None:
    """An instruction to answer, an inspection not yet published, a manual entry to confirm."""
    task = _task(stage, 4)
    record_instruction(
        stage.app, stage.leader(task.leader),
        form=InstructionForm("春节前实地看一看管网施工是否停工。", tasks=(task.task_no,)),
    )  # fmt: skip
    finding = FindingForm(task.task_no, "2021-01", done=True, done_on=date(2021, 1, 29), text="现场在建，进度相符。")
    visit = InspectionForm(
        "unannounced", "in-2021-0001", date(2021, 2, 4), ("邹志远", "喻小川"), ("两个镇",), "直插现场。", (finding,)
    )
    record_inspection(stage.app, stage.office(), form=visit)
    propose_entry(stage.app, stage.by("kaohe"), scheme=SCHEME, unit="renshe", task_no=None, points=Decimal("0.5"),
                  reason="稳就业经验获省厅推广。")  # fmt: skip


def _content(scheme_id: str) -> dict[str, Any]:
    """Return 2020's rules for 2021, with its own nodes and days."""
    content: dict[str, Any] = json.loads(json.dumps(bundled.scheme_content(scheme_id)).replace("2020", "2021"))
    ends = ("2021-01-31", "2021-06-30", "2021-12-31")
    content |= {"title": "2021年重点工作督查方案（示例）", "number": "示例", "issued_on": "2021-01-11",
                "starts_on": "2021-01-11"}  # fmt: skip
    content["nodes"] = [{"node": node, "ends_on": end} for node, end in zip(_NODES, ends, strict=True)]
    kept = [rule for rule in content["duties"] if rule["kind"] in ("node_plan", "progress_report")]
    for rule in kept:
        if rule["kind"] == "node_plan":
            rule["by"] = "2021-01-15"
        else:
            rule["periods"] = list(_NODES)
    content["duties"] = [rule for rule in kept if rule["categories"] != ["livelihood"]]
    return content


def _plan() -> list[NodeTask]:
    return [
        NodeTask(node, f"完成 {percent}%", percent=percent)
        for node, percent in zip(_NODES, (10.0, 50.0, 100.0), strict=True)
    ]


def _task(stage: Stage, number: int) -> Task:
    return known.task(stage.app.store, ids.task_no(2021, number))


def _report(stage: Stage, number: int, unit: str, *, problems: str | None) -> None:
    form = ReportForm(
        "2021-01", "按计划推进", "一月任务已完成。", date(2021, 1, 29), 12.0, problems, important=problems is not None
    )
    submit_report(stage.app, stage.clerk(unit), task_no=ids.task_no(2021, number), form=form)
