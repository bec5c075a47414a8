"""How a round of rectification notices goes: signed for, answered by the lead, verified by the office."""

from collections.abc import Collection, Iterator
from datetime import date

from domain import ids, notice_issue
from domain.frame import Register
from domain.notices import Notice
from service.answer_notice import AnswerForm, answer_notice
from service.demonstration.stage import Stage
from service.propose_void import propose_void
from service.receive_notice import receive_notice
from service.verify_rectification import verify_rectification


def open_notices(stage: Stage, year: int = 2020) -> Iterator[tuple[int, Notice]]:
    """Give (task number, notice) of every notice of a year that awaits something, in order of numbers."""
    register = stage.app.store.fold(ids.register(notice_issue.register_of(year)))
    for number in range(1, register.last + 1 if isinstance(register, Register) else 1):
        notice = stage.app.store.fold(ids.notice(ids.notice_id(year, number)))
        if isinstance(notice, Notice) and notice.state in ("served", "received", "answered"):
            yield int(notice.task_no.split("-")[1]), notice


def sign_for(stage: Stage, *, but: Collection[int] = ()) -> None:
    """Let every addressee sign for its notices."""
    for number, notice in open_notices(stage):
        if number not in but:
            sign(stage, notice)


def sign(stage: Stage, notice: Notice) -> None:
    for addressee in notice.addressees:
        if addressee.unit not in notice.received:
            receive_notice(stage.app, stage.clerk(addressee.unit), notice=notice.notice)


def answer(stage: Stage, done_on: date, *, but: Collection[int] = ()) -> None:
    """Let the lead units answer."""
    for number, notice in open_notices(stage):
        if number not in but and not notice.answers:
            answer_one(stage, notice, done_on)


def answer_one(stage: Stage, notice: Notice, done_on: date) -> None:
    lead = next(a.unit for a in notice.addressees if a.role == "lead")
    form = AnswerForm("已按通知要求整改到位，佐证材料另附。", done_on)
    answer_notice(stage.app, stage.clerk(lead), notice=notice.notice, form=form)


def verify(stage: Stage, *, failed: Collection[int] = (), but: Collection[int] = ()) -> None:
    """Let the office find the tasks rectified, all but the failed."""
    for number, notice in open_notices(stage):
        if number not in but:
            reason = "现场核实未整改到位。" if number in failed else "经核实已整改到位。"
            verify_rectification(stage.app, stage.office(), notice=notice.notice, rectified=number not in failed,
                                 reason=reason)  # fmt: skip


def ask_to_void(stage: Stage, notice: Notice) -> None:
    propose_void(stage.app, stage.office(), notice=notice.notice, reason="送达单位有误，拟重发。", replace=True)
