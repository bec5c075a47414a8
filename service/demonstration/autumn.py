"""September and October: rectification, adjustments of the ledger, list edition 2, the second lights."""

from datetime import date

from domain.lights import Decision
from domain.tasks import NewTask
from service.apply_completion import apply_completion
from service.close_problem import close_problem
from service.confirm_correction import confirm_correction
from service.decide_extension import decide_extension
from service.demonstration import rectifying
from service.demonstration.august import nodes_of
from service.demonstration.reporting import Round, construction_entities_report, lead_reports, leads_report
from service.demonstration.stage import Stage
from service.draft_edition import draft_edition
from service.draft_lights import draft_lights
from service.enter_task import enter_task
from service.file_node_plan import file_node_plan
from service.instruct_problem import instruct_problem
from service.issue_edition import issue_edition
from service.issue_lights import issue_lights
from service.propose_correction import propose_correction
from service.read_problem import read_problem
from service.request_extension import request_extension
from service.seal_node_plan import seal_node_plan
from service.sitting_of import proposed
from service.transfer_task import TransferForm, transfer_task
from service.verify_completion import verify_completion
from service.withdraw_task import withdraw_task

NODE = "2020-10"
_NOT_RECTIFIED = (27, 42)  # the second never answered
_SEPTEMBER = Round(
    "2020-09", date(2020, 9, 28), "2020-10-09 10:00", "2020-10-10 11:00",  # a Saturday that works
    not_done=(84,), missing=(88,), livelihood=True,
)  # fmt: skip
_OCTOBER = Round(
    NODE, date(2020, 10, 29), "2020-11-02 10:00", "2020-11-03 15:00",
    not_done=(9, 27, 34, 37, 60, 84), missing=(12, 71), construction_missing=(59,),
)  # fmt: skip


def rectify(stage: Stage) -> None:
    """Sign for the notices, answer, verify; correct the one light that a paper in time shows to be wrong."""
    stage.move("2020-09-08 10:00")
    rectifying.sign_for(stage)
    wrong = stage.task(70)
    stage.move("2020-09-09 09:30")
    read_problem(stage.app, stage.leader(stage.task(38).leader), task_no=stage.task(38).task_no, problem_no=1)
    instruct_problem(stage.app, stage.leader(stage.task(38).leader), task_no=stage.task(38).task_no, problem_no=1,
                     text="请市自然资源局牵头，一周内向省对口部门汇报衔接。")  # fmt: skip
    propose_correction(
        stage.app, stage.office(), task_no=wrong.task_no, node="2020-08",
        decision=Decision(wrong.task_no, date(2020, 8, 28), states_done=True,
                          reason="纸质反馈表9月3日已收到，8月28日完成。"),
    )  # fmt: skip
    stage.move("2020-09-10 09:00")
    confirm_correction(stage.app, stage.head(), task_no=wrong.task_no, node="2020-08", correction=1)
    stage.move("2020-09-17 16:00")
    rectifying.answer(stage, date(2020, 9, 16), but=(42,))
    stage.move("2020-09-22 10:00")
    rectifying.verify(stage, failed=_NOT_RECTIFIED)


def adjust(stage: Stage) -> None:
    """Withdraw, transfer and add a task; close a problem; the changes appear in list edition 2."""
    stage.move("2020-09-25 15:00")
    withdraw_task(stage.app, stage.head(), task_no=stage.task(10).task_no, reason="与省级部署合并推进，不再单列。")
    stage.move("2020-09-28 10:00")
    close_problem(stage.app, stage.office(), task_no=stage.task(38).task_no, problem_no=1,
                  outcome="省级部门已明确用地路径，港口岸线手续同步办理。")  # fmt: skip
    stage.move("2020-10-09 09:00")
    transfer_task(
        stage.app, stage.head(), task_no=stage.task(63).task_no,
        form=TransferForm("lead", "shuiwu", "chengguan", duties_move=True, reason="职能划转。"),
    )  # fmt: skip


def report_september(stage: Stage) -> None:
    """Livelihood tasks report monthly: due Monday 12 October, since Saturday the 10th works."""
    construction_entities_report(stage, _SEPTEMBER)
    leads_report(stage, _SEPTEMBER)
    stage.move("2020-10-12 15:00")
    added = NewTask(
        "交通指挥中心建设", "follow_up", ("jiaotong",), ("gongan",), (), "2020-8-1", "fushizhang-chengjian",
        "fumishuzhang", roles_presumed=False, reason="市政府常务会议明确新增。",
    )  # fmt: skip
    written = enter_task(stage.app, stage.office(), scheme=stage.scheme, wished=added)
    stage.task_nos.append(written.lines[0].event.task_no)
    draft_edition(stage.app, stage.office(), scheme=stage.scheme, note="第二批督查清单")
    stage.move("2020-10-13 09:30")
    issue_edition(stage.app, stage.head(), scheme=stage.scheme, edition=2)
    late = stage.task(88)
    lead_reports(stage, _SEPTEMBER, 88, late, stage.clerk(late.lead[0]))
    stage.move("2020-10-19 10:00")
    new = stage.task(90)
    file_node_plan(stage.app, stage.clerk("jiaotong"), task_no=new.task_no, nodes=nodes_of(90)[1:])
    seal_node_plan(stage.app, stage.unit_head("jiaotong"), task_no=new.task_no)


def report_october(stage: Stage) -> None:
    """An extension granted and one refused, an early completion, the second round of node reports."""
    done = stage.task(15)
    apply_completion(stage.app, stage.clerk(done.lead[0]), task_no=done.task_no, done_on=date(2020, 10, 16),
                     text="全年目标提前完成，附统计数据。")  # fmt: skip
    _ask_for_time(stage, 34, date(2020, 11, 20), "2020-10-20 10:00")
    stage.move("2020-10-21 10:00")
    verify_completion(stage.app, stage.office(), task_no=done.task_no, accepted=True)
    stage.move("2020-10-22 09:00")
    _decide(stage, 34, granted=True, reason="审核单位排期所致，同意顺延。")
    _ask_for_time(stage, 37, date(2020, 11, 30), "2020-10-26 10:00")
    stage.move("2020-10-28 09:00")
    _decide(stage, 37, granted=False, reason="前期已有安排，不予延期。")
    construction_entities_report(stage, _OCTOBER)
    leads_report(stage, _OCTOBER)


def light(stage: Stage) -> None:
    """The second lights: two yellows running turn red; the extended task is deferred."""
    stage.move("2020-11-05 10:00")
    late = stage.task(12)
    lead_reports(stage, _OCTOBER, 12, late, stage.clerk(late.lead[0]))
    seen = proposed(stage.app, stage.scheme, NODE)
    accepted = [Decision(p.task_no) for p in seen.proposals if p.ready]
    draft_lights(stage.app, stage.office(), scheme=stage.scheme, node=NODE, decisions=accepted, proposal=seen.tag)
    stage.move("2020-11-05 16:00")
    seen = proposed(stage.app, stage.scheme, NODE)
    issue_lights(stage.app, stage.head(), scheme=stage.scheme, node=NODE, proposal=seen.tag)


def _ask_for_time(stage: Stage, number: int, new_limit_on: date, at: str) -> None:
    stage.move(at)
    task = stage.task(number)
    request_extension(
        stage.app, stage.clerk(task.lead[0]), task_no=task.task_no, node=NODE, new_limit_on=new_limit_on,
        reason="第三方机构排期紧张。", progress="已完成八成，余下部分合同已签。",
    )  # fmt: skip


def _decide(stage: Stage, number: int, *, granted: bool, reason: str) -> None:
    task = stage.task(number)
    decide_extension(stage.app, stage.leader(task.leader), task_no=task.task_no, extension=1, granted=granted,
                     reason=reason)  # fmt: skip
