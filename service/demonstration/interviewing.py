"""How an interview goes, step by step: approved, convened, held, put down, signed, reported, archived."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain import escalation, ids
from domain.events import Attendee, Meeting
from domain.frame import Register
from domain.interview_convening import Sitting
from domain.interview_record import Minutes, Promised
from domain.interviews import CITY, UNIT, Interview
from service.archive_interview import archive_interview
from service.convene_interview import convene_interview
from service.decide_interview import decide_interview
from service.demonstration.stage import Stage, moment
from service.file_interview_record import file_interview_record
from service.refuse_signature import refuse_signature
from service.report_interview import report_interview
from service.sign_record import sign_record

_RECORDER = "邹志远"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Local moments of one interview, in order."""

    approved_at: str
    drafted_at: str
    issued_at: str
    meets_at: str
    filed_at: str


def interviews_of(stage: Stage, number: int, year: int = 2020) -> Iterator[Interview]:
    """Give the interviews over a task, in the order proposed."""
    register = stage.app.store.fold(ids.register(escalation.register_of(year)))
    for taken in range(1, register.last + 1 if isinstance(register, Register) else 1):
        interview = stage.app.store.fold(ids.interview(ids.interview_id(year, taken)))
        if isinstance(interview, Interview) and interview.task_no == ids.task_no(2020, number):
            yield interview


def approve(stage: Stage, interview: Interview, leader: str, at: str) -> None:
    stage.move(at)
    decide_interview(stage.app, stage.by(leader), interview=interview.interview, approved=True, reason="")


def convene(stage: Stage, interview: Interview, drafted_at: str, issued_at: str, meets_at: str) -> None:
    """Draft the written notice and let the head issue it."""
    meeting = Meeting("整改期满仍未到位。", moment(meets_at), "市府三楼会议室", ("整改情况说明", "进度台账"))
    stage.move(drafted_at)
    convene_interview(stage.app, stage.office(), interview=interview.interview, meeting=meeting)
    stage.move(issued_at)
    convene_interview(stage.app, stage.head(), interview=interview.interview, meeting=None)


def hold_and_file(stage: Stage, interview: Interview, host: str, appointment: Appointment, minutes: Minutes) -> None:
    """Approve, convene, hold and put down the record."""
    approve(stage, interview, host, appointment.approved_at)
    convene(stage, interview, appointment.drafted_at, appointment.issued_at, appointment.meets_at)
    stage.move(appointment.filed_at)
    sitting = Sitting(moment(appointment.meets_at), "市府三楼会议室", host, _RECORDER, _present(stage, interview, host))
    file_interview_record(
        stage.app, stage.office(), interview=interview.interview, minutes=minutes, sitting=sitting
    )  # fmt: skip


def minutes(due_on: date, *, cause: str) -> Minutes:
    """Return minutes whose one commitment is due on a day."""
    return Minutes(
        matters="节点任务逾期未完成，整改期满仍未到位。",
        statement="受前期手续影响，开工推迟；目前已全面复工。",
        cause=cause,
        requirements="倒排工期，每周报告进度，按承诺时限完成。",
        commitments=(Promised("按期完成剩余工程并通过验收", due_on),),
    )


def sign_both(stage: Stage, interview: Interview, host: str) -> None:
    sign_record(stage.app, stage.by(host), interview=interview.interview, side=CITY)
    for unit in interview.codes:
        sign_record(stage.app, stage.unit_head(unit), interview=interview.interview, side=UNIT)


def refuse(stage: Stage, interview: Interview, host: str, reason: str) -> None:
    """The city signs; the unit does not, and a witness of neither side is named."""
    sign_record(stage.app, stage.by(host), interview=interview.interview, side=CITY)
    for unit in interview.codes:
        refuse_signature(
            stage.app, stage.unit_head(unit), interview=interview.interview, side=UNIT, reason=reason,
            witness="韩守正（市纪委监委派驻）",
        )  # fmt: skip


def report_and_archive(stage: Stage, interview: Interview, reported_at: str, archived_at: str) -> None:
    stage.move(reported_at)
    report_interview(stage.app, stage.office(), interview=interview.interview)
    stage.move(archived_at)
    archive_interview(stage.app, stage.office(), interview=interview.interview)


def _present(stage: Stage, interview: Interview, host: str) -> tuple[Attendee, ...]:
    city = (Attendee(CITY, stage.person(host), host), Attendee(CITY, _RECORDER, "督查室科员"))
    heads = (Attendee(UNIT, stage.person(f"{unit}-fuzeren"), f"{unit}-principal", unit) for unit in interview.codes)
    return (*city, *heads)
