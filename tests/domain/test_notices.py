"""Rectification notices: signed for by each addressee, answered, verified, voided by a second person, readdressed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain import duties, notice_issue, notices
from domain import events as e
from domain.errors import AbsentError
from tests.given import by, given
from tests.lit_tasks import CALENDAR, HEYUAN, desk, entered, lit, planned, task_of

LIMIT = date(2020, 9, 18)
ISSUED = e.NoticeIssued(
    "n-2020-0001", "河督改〔2020〕1号", "heyuan-2020", "2020-001", "2020-08", "yellow",
    (e.Addressee("finance", "lead"), e.Addressee("health", "co")), {"limit_on": "2020-08-31"}, "rectify", LIMIT,
    ("vm-1",), date(2020, 9, 4),
)  # fmt: skip
SERVED = e.NoticeServed("n-2020-0001", ("finance", "health"), "system")
RECEIVED = e.NoticeReceived("n-2020-0001", "finance")
AT = datetime(2020, 9, 17, 8, tzinfo=UTC)
ANSWERED = e.NoticeAnswered("n-2020-0001", "finance", "t" * 64, date(2020, 9, 16), (), AT, 0)
VOID = e.NoticeVoidProposed("n-2020-0001", "wrong task")


def notice(*events: Any) -> Any:
    return given(ISSUED, *events, fold=notices.evolve)


def answer(state: Any, unit: str = "finance", on: date = date(2020, 9, 17), done_on: date | None = None) -> Any:
    return notices.answer(
        state, unit, text="t" * 64, done_on=done_on, files=(), effective_at=AT, received_on=on, calendar=CALENDAR
    )


def owing(state: notices.Notice) -> list[str]:
    """Return the units whose duty the answer is."""
    owed = duties.notice_answer(
        HEYUAN, CALENDAR, notice=state.notice, task_no=state.task_no, addressees=state.addressees,
        issued_on=state.issued_on, limit_on=state.limit_on,
    )  # fmt: skip
    return [duty.unit for duty in owed]


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], "issued"),
        ([SERVED], "served"),
        ([SERVED, RECEIVED], "received"),
        ([SERVED, RECEIVED, ANSWERED], "answered"),
        ([SERVED, RECEIVED, ANSWERED, e.NoticeReceived("n-2020-0001", "health")], "answered"),
        ([SERVED, RECEIVED, ANSWERED, e.NoticeVerified("n-2020-0001", True, "", LIMIT)], "rectified"),
        ([SERVED, e.NoticeVerified("n-2020-0001", False, "nothing", LIMIT)], "not_rectified"),
        ([SERVED, VOID], "served"),
        ([SERVED, VOID, e.NoticeVoided("n-2020-0001", "wrong task", "clerk")], "voided"),
    ],
)
def test_the_states_of_a_notice(events: list[Any], state: str) -> None:
    assert notice(*events).state.state == state


def test_each_addressee_signs_for_the_notice_itself() -> None:
    notice(SERVED, RECEIVED).when(notices.receive, "health").then(e.NoticeReceived("n-2020-0001", "health"))


def test_nobody_signs_twice() -> None:
    notice(SERVED, RECEIVED).when(notices.receive, "finance").refused("notices.already_received", clause="D-007")


def test_a_unit_that_is_no_addressee_is_told_nothing() -> None:
    for decide in (notices.receive, answer):
        assert isinstance(notice(SERVED).when(decide, "roads").refusal, AbsentError)


def test_an_answer_in_time_is_not_late() -> None:
    notice(SERVED, RECEIVED).when(answer).then(e.NoticeAnswered("n-2020-0001", "finance", "t" * 64, None, (), AT, 0))


def test_an_answer_after_the_limit_is_late_by_working_days() -> None:
    decided = notice(SERVED, RECEIVED).when(answer, "finance", date(2020, 9, 22))
    assert decided.events[0].late_days == 2


def test_who_answers_has_received_the_notice() -> None:
    decided = notice(SERVED).when(answer)
    assert [type(event) for event in decided.events] == [e.NoticeReceived, e.NoticeAnswered]


def test_the_answer_is_owed_by_the_lead_alone_and_others_may_answer_too() -> None:
    assert owing(notice(SERVED).state) == ["finance"]
    assert notice(SERVED).when(answer, "health").refusal is None


def test_a_done_day_after_the_answer_was_received_is_not_understood() -> None:
    notice(SERVED).when(answer, "finance", date(2020, 9, 17), date(2020, 9, 18)).invalid(
        "done_on", "done_in_the_future"
    )


def test_the_office_judges_an_answer() -> None:
    notice(SERVED, ANSWERED).when(notices.verify, rectified=True, reason="", today=date(2020, 9, 17)).then(
        e.NoticeVerified("n-2020-0001", True, "", date(2020, 9, 17))
    )


def test_an_unanswered_notice_is_judged_only_after_its_limit() -> None:
    asked = {"rectified": False, "reason": "nothing came"}
    notice(SERVED).when(notices.verify, **asked, today=LIMIT).refused("notices.await_answer", clause="D-007")
    notice(SERVED).when(notices.verify, **asked, today=date(2020, 9, 19)).then(
        e.NoticeVerified("n-2020-0001", False, "nothing came", date(2020, 9, 19))
    )


def test_not_rectified_needs_a_reason() -> None:
    notice(SERVED, ANSWERED).when(notices.verify, rectified=False, reason=" ", today=LIMIT).invalid(
        "reason", "needed_when_not_rectified"
    )


def test_after_the_verdict_nothing_is_answered_or_judged_again() -> None:
    closed = (SERVED, ANSWERED, e.NoticeVerified("n-2020-0001", True, "", LIMIT))
    notice(*closed).when(answer).refused("notices.closed")
    notice(*closed).when(notices.verify, rectified=False, reason="no", today=LIMIT).refused("notices.closed")


def test_a_second_person_voids_what_the_first_proposed() -> None:
    notice(SERVED, by("clerk", VOID)).when(notices.confirm_void, persons={"head"}).then(
        e.NoticeVoided("n-2020-0001", "wrong task", "clerk")
    )


def test_who_proposed_to_void_may_not_confirm_it() -> None:
    notice(SERVED, by("head", VOID)).when(notices.confirm_void, persons={"head"}).refused(
        "notices.second_person", clause="D-072"
    )
    notice(SERVED).when(notices.confirm_void, persons={"head"}).refused("notices.void_not_proposed")


def test_a_voided_notice_stands_still() -> None:
    voided = notice(SERVED, VOID, e.NoticeVoided("n-2020-0001", "wrong task", "clerk"))
    voided.when(notices.receive, "finance").refused("notices.voided")
    voided.when(answer).refused("notices.voided")
    voided.when(notices.verify, rectified=True, reason="", today=LIMIT).refused("notices.voided")
    voided.when(notices.propose_void, reason="again").refused("notices.voided")


def test_voiding_needs_a_reason() -> None:
    notice(SERVED).when(notices.propose_void, reason=" ").invalid("reason", "missing")


def test_an_open_notice_is_voided_with_its_task_and_a_judged_one_stays() -> None:
    notice(SERVED).when(notices.void_with_task, reason="withdrawn").then(
        e.NoticeVoided("n-2020-0001", "withdrawn", None)
    )
    notice(SERVED, e.NoticeVerified("n-2020-0001", False, "no", LIMIT)).when(
        notices.void_with_task, reason="withdrawn"
    ).then()


def test_a_readdressed_notice_is_owed_and_signed_for_by_the_new_unit() -> None:
    moved = e.NoticeReaddressed("n-2020-0001", "lead", "finance", "revenue", date(2020, 9, 10))
    asked = {"role": "lead", "from_unit": "finance", "to_unit": "revenue", "effective_on": date(2020, 9, 10)}
    notice(SERVED).when(notices.readdress, **asked).then(moved)
    state = notice(SERVED, RECEIVED, moved).state
    assert owing(state) == ["revenue"]
    assert isinstance(given().when(lambda _: notices.receive(state, "finance")).refusal, AbsentError)
    assert notices.receive(state, "revenue") == [e.NoticeReceived("n-2020-0001", "revenue")]


def test_only_an_open_notice_that_addresses_the_unit_is_readdressed() -> None:
    asked = {"role": "co", "from_unit": "finance", "to_unit": "revenue", "effective_on": date(2020, 9, 10)}
    notice(SERVED).when(notices.readdress, **asked).then()
    voided = (SERVED, e.NoticeVoided("n-2020-0001", "wrong task", "clerk"))
    notice(*voided).when(notices.readdress, **{**asked, "role": "lead"}).then()


REPLACED = by("clerk", e.NoticeVoidProposed("n-2020-0001", "wrong addressees", True))


def test_a_voided_notice_is_replaced_in_the_same_write_when_its_light_stands() -> None:
    task = task_of(entered(), planned(), lit("2020-08", "yellow", notice="n-2020-0001"))
    at = desk(date(2020, 9, 10), last_number=1)
    facts = notice_issue.void(at, task, notice(SERVED, REPLACED).state, persons={"head"})
    assert facts[0].event == e.NoticeVoided("n-2020-0001", "wrong addressees", "clerk", "n-2020-0002")
    [issued] = [fact.event for fact in facts if isinstance(fact.event, e.NoticeIssued)]
    assert (issued.notice, issued.issued_on, issued.facts["replaces"]) == (
        "n-2020-0002",
        date(2020, 9, 10),
        "n-2020-0001",
    )


def test_a_voided_notice_is_not_replaced_once_its_light_is_corrected() -> None:
    task = task_of(entered(), planned(), lit("2020-08", "green"))
    facts = notice_issue.void(desk(date(2020, 9, 10)), task, notice(SERVED, REPLACED).state, persons={"head"})
    assert [fact.event for fact in facts] == [e.NoticeVoided("n-2020-0001", "wrong addressees", "clerk")]
