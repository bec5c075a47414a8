"""What follows lights: an inspection that contradicts a report, interviews, a disputed record, bulletins."""

from datetime import date

from domain.interview_disputes import Quote
from service.answer_instruction import answer_instruction
from service.check_record import check_record
from service.close_instruction import close_instruction
from service.correct_record import correct_record
from service.demonstration import interviewing as talk
from service.demonstration import telling
from service.demonstration.interviewing import Appointment
from service.demonstration.stage import Stage
from service.dispute_record import DisputeForm, dispute_record
from service.find_untrue import find_untrue
from service.fulfil_commitment import FulfilmentForm, fulfil_commitment
from service.propose_record_correction import propose_record_correction
from service.propose_untrue import propose_untrue
from service.publish_inspection import publish_inspection
from service.record_inspection import FindingForm, InspectionForm, record_inspection
from service.record_instruction import InstructionForm, record_instruction
from service.resolve_dispute import resolve_dispute
from service.verify_commitment import verify_commitment

_REFUSED, _RED, _CONVENED = 42, 27, 84  # tasks whose interviews are told
_CONTRADICTED = 45
_HOST, _PRINCIPAL = "fushizhang-chengjian", "shizhang"


def tell_of_august(stage: Stage) -> None:
    """The first monthly special, on its last day."""
    telling.livelihood(stage, "2020-08", "2020-09-07 09:30", "2020-09-07 10:00")


def tell_of_the_first_lights(stage: Stage) -> None:
    telling.regular(stage, "2020-08", "2020-09-22 15:00", "2020-09-22 17:00", praise=15, criticism=27)


def interview_the_unrectified(stage: Stage) -> None:
    """A level 1 interview whose record the unit will not sign."""
    (interview,) = talk.interviews_of(stage, _REFUSED)
    when = Appointment(
        "2020-09-23 09:00", "2020-09-23 10:00", "2020-09-23 16:00", "2020-09-25 09:30", "2020-09-25 11:30"
    )
    minutes = talk.minutes(date(2020, 10, 23), cause="责任落实不到位，主要负责人过问不够。")
    talk.hold_and_file(stage, interview, _HOST, when, minutes)
    talk.refuse(stage, interview, _HOST, "成因表述与事实不符，不予签字。")


def archive_the_refused(stage: Stage) -> None:
    """The record goes to the mayor and into the archive unsigned; the special of September comes out late."""
    (interview,) = talk.interviews_of(stage, _REFUSED)
    talk.report_and_archive(stage, interview, "2020-10-19 11:00", "2020-10-19 15:00")
    telling.livelihood(stage, "2020-09", "2020-10-19 15:30", "2020-10-19 16:30")


def dispute_the_record(stage: Stage) -> None:
    """The unit disputes two passages: one is corrected, the other dispute upheld."""
    interview = next(talk.interviews_of(stage, _REFUSED))
    name, unit = interview.interview, interview.codes[0]
    cause = Quote("cause", "主要负责人过问不够")
    stage.move("2020-11-24 10:00")
    dispute_record(stage.app, stage.unit_head(unit), interview=name,
                   form=DisputeForm(cause, "主要负责人先后四次召开专题会，有会议纪要。"))  # fmt: skip
    stage.move("2020-11-25 10:00")
    check_record(stage.app, stage.by("shenji"), interview=name, dispute=1, findings="调阅会议纪要四份，属实。")
    propose_record_correction(
        stage.app, stage.office(), interview=name, quote=cause, replacement="主要负责人督促落实不够有力",
        reason="经核查，会议已召开，落实不力。", dispute=1,
    )  # fmt: skip
    stage.move("2020-11-26 09:00")
    correct_record(stage.app, stage.head(), interview=name, correction=1)
    resolve_dispute(stage.app, stage.by(_PRINCIPAL), interview=name, dispute=1, outcome="corrected",
                    reason="按核查结果更正。")  # fmt: skip
    stage.move("2020-11-27 15:00")
    statement = Quote("statement", "目前已全面复工")
    dispute_record(stage.app, stage.unit_head(unit), interview=name,
                   form=DisputeForm(statement, "陈述原话为“大部分复工”，记录有误。"))  # fmt: skip
    stage.move("2020-11-30 09:00")
    check_record(stage.app, stage.by("shenji"), interview=name, dispute=2, findings="录音显示原话为“大部分复工”。")
    resolve_dispute(stage.app, stage.by(_PRINCIPAL), interview=name, dispute=2, outcome="upheld",
                    reason="异议成立，记录旁注明，成因认定不变。")  # fmt: skip


def inspect(stage: Stage) -> None:
    """A leader's instruction sends a group out; what it finds contradicts the report handed in."""
    stage.move("2020-11-04 09:00")
    task = stage.task(_CONTRADICTED)
    written = record_instruction(
        stage.app, stage.leader(task.leader),
        form=InstructionForm("请督查室实地看一看镇级污水管网的真实进度。", tasks=(task.task_no,)),
    )  # fmt: skip
    instruction = written.lines[0].event.instruction
    stage.move("2020-11-04 17:00")
    finding = FindingForm(task.task_no, "2020-10", done=False, text="三个镇管网未接通，与填报不符。")
    form = InspectionForm(
        "unannounced", instruction, date(2020, 11, 4), ("邹志远", "喻小川"), ("三个镇",), "不打招呼，直插现场。",
        (finding,),
    )  # fmt: skip
    record_inspection(stage.app, stage.office(), form=form)


def publish_what_was_found(stage: Stage) -> None:
    """The unit learns of it the day after its light; the report is found untrue by two persons."""
    task = stage.task(_CONTRADICTED)
    stage.move("2020-11-06 15:00")
    publish_inspection(stage.app, stage.head(), inspection="v-2020-0001", units=(task.lead[0],))
    telling.livelihood(stage, "2020-10", "2020-11-06 15:30", "2020-11-06 17:00")
    stage.move("2020-11-09 10:00")
    report = next(r for r in reversed(task.reports) if r.node == "2020-10" and r.role == "lead")
    propose_untrue(stage.app, stage.office(), task_no=task.task_no, report_no=report.report_no,
                   reason="实地核查与填报不符。", inspection="v-2020-0001")  # fmt: skip
    stage.move("2020-11-10 09:00")
    find_untrue(stage.app, stage.head(), task_no=task.task_no, report_no=report.report_no)
    answer_instruction(stage.app, stage.office(), instruction="in-2020-0001", text="已核查，见督查记录。")
    close_instruction(stage.app, stage.office(), instruction="in-2020-0001", outcome="已按指示核查并亮灯。")


def interview_the_red(stage: Stage) -> None:
    """A level 2 interview by the mayor, signed by both sides; another is convened and waits for its day."""
    interview = list(talk.interviews_of(stage, _RED))[-1]
    when = Appointment(
        "2020-11-10 10:00", "2020-11-10 11:00", "2020-11-10 16:00", "2020-11-12 09:00", "2020-11-12 15:00"
    )
    talk.hold_and_file(stage, interview, _PRINCIPAL, when, talk.minutes(date(2020, 12, 18), cause="项目调度不力。"))
    talk.sign_both(stage, interview, _PRINCIPAL)
    talk.report_and_archive(stage, interview, "2020-11-13 09:00", "2020-11-13 15:00")
    telling.regular(stage, "2020-10", "2020-11-13 16:00", "2020-11-13 17:00", praise=34, criticism=84)


def keep_a_commitment(stage: Stage) -> None:
    """What was promised in November is kept in December; the month's special is the sixth bulletin."""
    telling.livelihood(stage, "2020-11", "2020-12-04 09:00", "2020-12-04 11:00")
    interview = list(talk.interviews_of(stage, _RED))[-1]
    stage.move("2020-12-16 10:00")
    fulfil_commitment(
        stage.app, stage.clerk(interview.codes[0]), interview=interview.interview, commitment=1,
        form=FulfilmentForm("剩余工程已完工并通过验收。", date(2020, 12, 15)),
    )  # fmt: skip
    stage.move("2020-12-17 10:00")
    verify_commitment(stage.app, stage.office(), interview=interview.interview, commitment=1, fulfilled=True,
                      reason="现场核实。")  # fmt: skip
