"""November and December: the second notices, the deferred light, the last rounds of reports."""

from datetime import date

from domain.lights import Decision
from domain.tasks import NewTask
from service.apply_completion import apply_completion
from service.confirm_node_plan import confirm_node_plan
from service.demonstration import rectifying
from service.demonstration.reporting import Round, construction_entities_report, form_of, leads_report
from service.demonstration.stage import Stage
from service.draft_edition import draft_edition
from service.draft_lights import draft_lights
from service.enter_task import enter_task
from service.issue_edition import issue_edition
from service.issue_lights import issue_lights
from service.request_extension import request_extension
from service.sitting_of import proposed
from service.submit_report import submit_report

_OCTOBER, _DECEMBER = "2020-10", "2020-12"
_NOVEMBER_ROUND = Round(
    "2020-11", date(2020, 11, 27), "2020-12-01 10:00", "2020-12-02 15:00", not_done=(84,), livelihood=True,
)  # fmt: skip
_DECEMBER_ROUND = Round(
    _DECEMBER, date(2020, 12, 28), "2021-01-04 09:30", "2021-01-05 15:00",
    not_done=(27, 53, 60), missing=(42, 91), construction_missing=(),
    problems={28: "两处变电站征地协议未签，影响年度投入。"},
)  # fmt: skip


def sign_for_notices(stage: Stage) -> None:
    """The notices of October reach their units; the plan of the added task is confirmed."""
    stage.move("2020-11-06 10:00")
    rectifying.sign_for(stage)
    new = stage.task(90)
    confirm_node_plan(stage.app, stage.leader(new.leader), task_no=new.task_no)


def verify(stage: Stage) -> None:
    """The notices of October are answered and verified; one more failed."""
    stage.move("2020-11-16 15:00")
    rectifying.answer(stage, date(2020, 11, 13))
    stage.move("2020-11-20 10:00")
    rectifying.verify(stage, failed=(84,))


def light_deferred(stage: Stage) -> None:
    """The extended task is done by its new limit and lit in a supplementary session."""
    extended = stage.task(34)
    form = form_of(Round(_OCTOBER, date(2020, 11, 18), "", ""), 34)
    stage.move("2020-11-20 15:00")
    submit_report(stage.app, stage.clerk(extended.lead[0]), task_no=extended.task_no, form=form)
    stage.move("2020-11-23 10:00")
    seen = proposed(stage.app, stage.scheme, _OCTOBER)
    draft_lights(stage.app, stage.office(), scheme=stage.scheme, node=_OCTOBER,
                 decisions=[Decision(extended.task_no)], proposal=seen.tag)  # fmt: skip
    stage.move("2020-11-23 15:00")
    seen = proposed(stage.app, stage.scheme, _OCTOBER)
    issue_lights(stage.app, stage.head(), scheme=stage.scheme, node=_OCTOBER, proposal=seen.tag)


def report_november(stage: Stage) -> None:
    """Livelihood tasks report for November."""
    construction_entities_report(stage, _NOVEMBER_ROUND)
    leads_report(stage, _NOVEMBER_ROUND)


def report_december(stage: Stage) -> None:
    """A task is added and extended, one is completed early; the last round of reports."""
    stage.move("2020-12-25 10:00")
    added = NewTask(
        "元旦春节保供稳价", "follow_up", ("shangwu",), ("fagai",), (), "2020-4-4", "fushizhang-jingji",
        "fumishuzhang", roles_presumed=False, reason="年末保供专项。",
    )  # fmt: skip
    written = enter_task(stage.app, stage.office(), scheme=stage.scheme, wished=added)
    stage.task_nos.append(written.lines[0].event.task_no)
    draft_edition(stage.app, stage.office(), scheme=stage.scheme, note="第三批督查清单")
    stage.move("2020-12-28 10:00")
    issue_edition(stage.app, stage.head(), scheme=stage.scheme, edition=3)
    early = stage.task(66)
    request_extension(
        stage.app, stage.clerk(early.lead[0]), task_no=early.task_no, node=_DECEMBER, new_limit_on=date(2020, 12, 31),
        reason="年底监测数据复核需要时间。", progress="全年数据已采集完毕。",
    )  # fmt: skip
    stage.move("2020-12-29 15:00")
    done = stage.task(18)
    apply_completion(stage.app, stage.clerk(done.lead[0]), task_no=done.task_no, done_on=date(2020, 12, 25),
                     text="全年目标已完成，附台账。")  # fmt: skip
    construction_entities_report(stage, _DECEMBER_ROUND)
    leads_report(stage, _DECEMBER_ROUND)
