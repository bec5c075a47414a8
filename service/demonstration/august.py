"""August: the ledger, list edition 1, plans by 13 and 17 August, the first reports, the first lights."""

from collections.abc import Iterator
from datetime import date

from domain.events import NodeTask
from domain.items import NewItem
from domain.lights import Decision, Proposal
from domain.task_state import Task
from domain.tasks import NewTask
from service import bundled
from service.accept_report import accept_report
from service.confirm_node_plan import confirm_node_plan
from service.confirm_roles import confirm_roles
from service.demonstration.reporting import (
    Round,
    construction_entities_report,
    form_of,
    lead_reports,
    leads_report,
)
from service.demonstration.stage import Stage
from service.draft_edition import draft_edition
from service.draft_lights import draft_lights
from service.enter_item import enter_item
from service.enter_task import enter_task
from service.file_implementation_plan import file_implementation_plan
from service.file_node_plan import file_node_plan
from service.issue_edition import issue_edition
from service.issue_lights import issue_lights
from service.return_report import return_report
from service.seal_node_plan import seal_node_plan
from service.sitting_of import proposed
from service.submit_report import submit_report

NODE = "2020-08"
_ROLES_STILL_PRESUMED = range(71, 76)
_NO_AUGUST_NODE = (13, 26, 39)
_EARLY_LIMIT = {66: date(2020, 12, 29)}  # December limits before the node's last day
_PLANS_LATE = (46, 57)
_IMPLEMENTATION_LATE, _IMPLEMENTATION_MISSING = ("wenlian", "gongshanglian"), ("chuangwen-ban",)
_ROUND = Round(
    NODE, date(2020, 8, 28), "2020-09-01 10:00", "2020-09-02 15:00",
    not_done=(4, 9, 17, 27, 42, 53, 66, 77, 84), missing=(20, 25, 31, 49, 70), construction_missing=(85,),
    done_elsewhen={62: date(2020, 9, 2)},
    problems={38: "码头用地涉及生态保护红线，需省级部门协调。"},
)  # fmt: skip


def enter_the_ledger(stage: Stage) -> None:
    """Enter items and tasks, confirm most roles, issue list edition 1."""
    stage.move("2020-08-11 09:00")
    ledger = bundled.ledger(stage.scheme)
    for item in ledger.items:
        wished = NewItem(item.label, item.title, item.units, item=item.item, as_written=item.as_written)
        enter_item(stage.app, stage.office(), scheme=stage.scheme, wished=wished)
    for new in ledger.tasks:
        written = enter_task(
            stage.app, stage.office(), scheme=stage.scheme,
            wished=NewTask(
                new.title, new.category, new.lead, new.co, new.construction, new.item, new.leader,
                new.coordinator, new.responsible, targets=new.targets, note=new.note,
            ),
        )  # fmt: skip
        stage.task_nos.append(written.lines[0].event.task_no)
    stage.move("2020-08-11 15:00")
    for number, task in stage.tasks():
        if number not in _ROLES_STILL_PRESUMED:
            confirm_roles(stage.app, stage.office(), task_no=task.task_no, lead=task.lead, co=task.co,
                          construction=task.construction)  # fmt: skip
    draft_edition(stage.app, stage.office(), scheme=stage.scheme, note="首批督查清单")
    stage.move("2020-08-11 17:00")
    issue_edition(stage.app, stage.head(), scheme=stage.scheme, edition=1)


def file_plans(stage: Stage) -> None:
    """Construction entities by 13 August, implementation and node plans by 17 August; some late, one never."""
    stage.move("2020-08-12 15:00")
    for number, task in stage.tasks():
        for unit in task.construction if number != 85 else ():
            file_node_plan(stage.app, stage.clerk(unit), task_no=task.task_no, nodes=nodes_of(number))
    stage.move("2020-08-14 09:30")
    paper = stage.paper("unit:heping", "2020-08-13 17:20")  # stamped in time, entered the next morning
    file_node_plan(stage.app, paper, task_no=stage.task(85).task_no, nodes=nodes_of(85))
    stage.move("2020-08-14 16:00")
    for unit, items in _named_units(stage):
        if unit not in (*_IMPLEMENTATION_LATE, *_IMPLEMENTATION_MISSING):
            _file_implementation_plan(stage, unit, items)
    stage.move("2020-08-17 10:00")
    for number, task in stage.tasks():
        if number not in _PLANS_LATE:
            _file_and_confirm(stage, number, task)
    stage.move("2020-08-18 09:30")
    for number in _PLANS_LATE:
        _file_and_confirm(stage, number, stage.task(number))
    stage.move("2020-08-19 11:00")
    for unit, items in _named_units(stage):
        if unit in _IMPLEMENTATION_LATE:
            _file_implementation_plan(stage, unit, items)


def report(stage: Stage) -> None:
    """The first round: a return within one working day, a merge, papers, late ones, and one that never comes."""
    construction_entities_report(stage, _ROUND)
    stage.move("2020-09-01 14:00")
    returned = stage.task(14)
    return_report(stage.app, stage.clerk(returned.lead[0]), task_no=returned.task_no, report_no=1,
                  reason="未附示范村验收表。")  # fmt: skip
    stage.move("2020-09-02 10:00")
    submit_report(stage.app, stage.clerk("lianping"), task_no=returned.task_no, form=form_of(_ROUND, 14))
    leads_report(stage, _ROUND)
    stage.move("2020-09-02 16:30")
    _return_to_lead(stage, 50)
    stage.move("2020-09-03 09:00")
    _on_paper(stage, 25, "2020-09-02 17:30")
    submit_report(stage.app, stage.clerk(stage.task(50).lead[0]), task_no=stage.task(50).task_no,
                  form=form_of(_ROUND, 50))  # fmt: skip
    stage.move("2020-09-04 10:00")
    _late(stage, 20)
    stage.move("2020-09-07 09:00")
    _late(stage, 49)
    for number in range(1, 13):
        task = stage.task(number)
        standing = task.latest_report(NODE)
        if standing is not None and standing.state == "submitted":
            accept_report(stage.app, stage.office(), task_no=task.task_no, report_no=standing.report_no)


def light(stage: Stage) -> None:
    """Draft on Monday morning, issue in the afternoon; one decision differs from its proposal and says why."""
    stage.move("2020-09-07 10:30")
    seen = proposed(stage.app, stage.scheme, NODE)
    differs = Decision(stage.task(33).task_no, None, states_done=True, reason="佐证材料与填报不符，按未完成认定。")
    draft_lights(stage.app, stage.office(), scheme=stage.scheme, node=NODE, decisions=[differs], proposal=seen.tag)
    stage.move("2020-09-07 15:30")
    seen = proposed(stage.app, stage.scheme, NODE)
    issue_lights(stage.app, stage.head(), scheme=stage.scheme, node=NODE, proposal=seen.tag,
                 decisions=[differs, *_ready(seen.proposals, but=differs.task_no)])  # fmt: skip
    stage.move("2020-09-08 09:20")
    _on_paper(stage, 70, "2020-09-03 16:00", reason="传真件随收文流转，9月8日方转至督查室。")


def nodes_of(number: int) -> list[NodeTask]:
    """Return the node plan of a task: 40, 75 and 100 % of the year's target."""
    nodes = [
        NodeTask("2020-08", "完成年度目标的 40%", measures="每周调度", percent=40.0),
        NodeTask("2020-10", "完成年度目标的 75%", measures="每周调度", percent=75.0),
        NodeTask("2020-12", "完成年度目标", _EARLY_LIMIT.get(number), "销号验收", 100.0),
    ]
    return nodes[1:] if number in _NO_AUGUST_NODE else nodes


def _ready(proposals: list[Proposal], *, but: str) -> Iterator[Decision]:
    return (Decision(p.task_no) for p in proposals if p.ready and p.task_no != but)


def _file_and_confirm(stage: Stage, number: int, task: Task) -> None:
    file_node_plan(stage.app, stage.clerk(task.lead[0]), task_no=task.task_no, nodes=nodes_of(number))
    seal_node_plan(stage.app, stage.unit_head(task.lead[0]), task_no=task.task_no)
    confirm_node_plan(stage.app, stage.leader(task.leader), task_no=task.task_no)


def _named_units(stage: Stage) -> Iterator[tuple[str, list[str]]]:
    ledger = bundled.ledger(stage.scheme)
    collectives = {group.group for group in ledger.groups}
    for unit in ledger.units:
        items = [item.item for item in ledger.items if unit.code in item.units]
        if items and unit.code not in collectives:
            yield unit.code, items


def _file_implementation_plan(stage: Stage, unit: str, items: list[str]) -> None:
    file_implementation_plan(stage.app, stage.clerk(unit), unit=unit, scheme=stage.scheme, items=items,
                             text="目标任务、工作措施、时间安排、内部责任和县区任务见正文。", files=())  # fmt: skip


def _return_to_lead(stage: Stage, number: int) -> None:
    task = stage.task(number)
    standing = task.latest_report(NODE)
    assert standing is not None
    return_report(stage.app, stage.office(), task_no=task.task_no, report_no=standing.report_no,
                  reason="进度数据与上月口径不一致，请核实。")  # fmt: skip


def _on_paper(stage: Stage, number: int, received: str, reason: str | None = None) -> None:
    task = stage.task(number)
    lead_reports(stage, _ROUND, number, task, stage.paper(f"unit:{task.lead[0]}", received, reason))


def _late(stage: Stage, number: int) -> None:
    task = stage.task(number)
    lead_reports(stage, _ROUND, number, task, stage.clerk(task.lead[0]))
