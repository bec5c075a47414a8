"""January 2021: the December lights, a manual entry, the scores finalised; lights corrected after that."""

from datetime import date
from decimal import Decimal

from domain.lights import Decision
from service.confirm_correction import confirm_correction
from service.confirm_entry import confirm_entry
from service.demonstration import rectifying
from service.demonstration.interviewing import approve, convene, interviews_of
from service.demonstration.stage import Stage
from service.demonstration.telling import draft
from service.draft_bulletin import Wished
from service.draft_lights import draft_lights
from service.finalise_assessment import finalise_assessment
from service.issue_lights import issue_lights
from service.propose_correction import propose_correction
from service.propose_entry import propose_entry
from service.propose_finalisation import propose_finalisation
from service.sitting_of import proposed

_DECEMBER = "2020-12"
_CORRECTED = (24, 55, 59)  # found by the audit of January not to have been done at the year's end


def light_december(stage: Stage) -> None:
    """The year's last lights."""
    stage.move("2021-01-07 10:00")
    seen = proposed(stage.app, stage.scheme, _DECEMBER)
    ready = [Decision(p.task_no) for p in seen.proposals if p.ready]
    draft_lights(stage.app, stage.office(), scheme=stage.scheme, node=_DECEMBER, decisions=ready, proposal=seen.tag)
    stage.move("2021-01-07 16:00")
    seen = proposed(stage.app, stage.scheme, _DECEMBER)
    issue_lights(stage.app, stage.head(), scheme=stage.scheme, node=_DECEMBER, proposal=seen.tag)


def finalise(stage: Stage) -> None:
    """A manual entry by two persons, then the whole table by two persons."""
    stage.move("2021-01-13 10:00")
    entry = propose_entry(
        stage.app, stage.by("kaohe"), scheme=stage.scheme, unit="renshe", task_no=None, points=Decimal("0.5"),
        reason="稳就业工作获省政府督查激励。",
    )  # fmt: skip
    confirm_entry(stage.app, stage.head(), scheme=stage.scheme, entry=entry.lines[-1].event.entry)
    stage.move("2021-01-18 10:00")
    propose_finalisation(stage.app, stage.by("kaohe"), scheme=stage.scheme, reason="年终考核汇总。")
    stage.move("2021-01-20 10:00")
    finalise_assessment(stage.app, stage.by("shizhang"), scheme=stage.scheme)


def correct_afterwards(stage: Stage) -> None:
    """Three lights are corrected after the scores are final: the final table stays, the differences are shown."""
    stage.move("2021-01-25 10:00")
    for number in _CORRECTED:
        task = stage.task(number)
        propose_correction(
            stage.app, stage.office(), task_no=task.task_no, node=_DECEMBER,
            decision=Decision(task.task_no, None, states_done=True, reason="审计发现年底节点未完成。"),
        )  # fmt: skip
    stage.move("2021-01-25 16:00")
    for number in _CORRECTED:
        task_no = stage.task(number).task_no
        confirm_correction(stage.app, stage.head(), task_no=task_no, node=_DECEMBER, correction=1)


def leave_the_old_year_pending(stage: Stage) -> None:
    """Notices in every state, interviews waiting for their next step, drafts waiting for the head."""
    stage.move("2021-01-28 15:00")
    notices = dict(rectifying.open_notices(stage, 2021))
    rectifying.sign(stage, notices[24])
    rectifying.sign(stage, notices[55])
    rectifying.answer_one(stage, notices[24], date(2021, 1, 28))
    rectifying.ask_to_void(stage, notices[59])
    nine = list(interviews_of(stage, 9))[-1]
    approve(stage, nine, "shizhang", "2021-01-29 09:00")
    last = list(interviews_of(stage, 84))[-1]
    approve(stage, last, "shizhang", "2021-01-29 09:30")
    convene(stage, last, "2021-01-29 10:00", "2021-01-29 11:00", "2021-02-08 09:30")
    doubtful = stage.task(12)
    propose_correction(
        stage.app, stage.office(), task_no=doubtful.task_no, node="2020-10",
        decision=Decision(doubtful.task_no, None, states_done=True, reason="年终核对发现10月底未完成。"),
    )  # fmt: skip
    draft(stage, Wished("livelihood", _DECEMBER, "2020-12 十件民生实事进展专报", "全年收官情况。"))
