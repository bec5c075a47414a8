"""Interviews: proposed by a rule or the office, approved, convened, held, recorded, signed or refused, archived."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain import events as e
from domain import interview_convening, interview_record, interviews
from domain.actors import CLERK, LEADER, OFFICE, Actor
from domain.errors import AbsentError
from domain.interview_record import Promised
from tests.given import by, given
from tests.interviewed import (
    APPROVED,
    ARCHIVED,
    ATTENDEES,
    CITY_SIGNED,
    CO,
    CONVENED,
    DIGESTS,
    DRAFTED,
    DUE_ON,
    FILED,
    HELD,
    HELD_ON,
    KEPT,
    LEAD,
    LIFE,
    MEETING,
    MEETS_AT,
    MINUTES,
    MISSED,
    NAME,
    NUMBER,
    REPORTED,
    RULES,
    SITTING,
    UNIT_REFUSED,
    UNIT_SIGNED,
    filed,
    proposed,
)  # fmt: skip

AFTER = MEETS_AT + timedelta(hours=3)
BEFORE = MEETS_AT - timedelta(days=3)
TODAY = date(2020, 9, 30)


def interview(*events: Any) -> Any:
    return given(*events, fold=interviews.evolve)


# --- the states --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "state"),
    [
        (LIFE[:1], "proposed"),
        (LIFE[:2], "approved"),
        ((proposed(), e.InterviewDeclined(NAME, "vm-1", "no need", TODAY)), "declined"),
        (LIFE[:3], "approved"),
        (LIFE[:4], "convened"),
        (LIFE[:5], "held"),
        (LIFE[:6], "filed"),
        (LIFE[:7], "filed"),
        (LIFE[:8], "signed"),
        ((*LIFE[:7], UNIT_REFUSED), "signed"),
        (LIFE[:9], "reported"),
        (LIFE, "archived"),
        ((*LIFE, KEPT), "archived"),
    ],
)
def test_the_states_of_an_interview(events: Any, state: str) -> None:
    assert interview(*events).state.state == state


STEPS = {
    "decide": (interview_convening.approve, (RULES,), {"post": "vm-1", "rank": "leader", "reason": "", "on": TODAY}),
    "convene": (interview_convening.draft, (MEETING,), {"now": BEFORE}),
    "hold": (interview_convening.hold, (SITTING, RULES), {"host_rank": "leader", "now": AFTER, "on": HELD_ON}),
    "file": (interview_record.file_record, (MINUTES, RULES), {"digests": DIGESTS, "on": TODAY}),
    "sign": (interview_record.sign, (), {"side": "city", "unit": None, "post": "vm-1", "on": TODAY}),
    "report": (interview_record.report, (), {"to": "mayor", "rank": "principal_leader", "on": TODAY}),
    "archive": (interview_record.archive, (), {"archive_number": "河督档〔2020〕1号", "on": TODAY}),
}
# how far along LIFE each step may be taken
IN_ORDER = {
    "decide": (1,),
    "convene": (2, 3, 4),
    "hold": (4,),
    "file": (5,),
    "sign": (6,),
    "report": (8,),
    "archive": (9,),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("lived", range(1, len(LIFE) + 1))
def test_each_step_comes_in_its_order(step: str, lived: int) -> None:
    decide, args, named = STEPS[step]
    decided = interview(*LIFE[:lived]).when(decide, *args, **named)
    if lived in IN_ORDER[step]:
        assert decided.refusal is None
    elif (step, lived) in (("sign", 7), ("sign", 8)):
        decided.refused("interviews.signed_already", clause="D-102")
    else:
        decided.refused(f"interviews.cannot_{step}")


# --- approval ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "rank", "may"),
    [(1, "leader", True), (1, "principal_leader", True), (2, "leader", False), (2, "principal_leader", True)],
)
@pytest.mark.parametrize("take", [interview_convening.approve, interview_convening.decline])
def test_the_higher_level_is_for_the_principal_leader(level: int, rank: str, may: bool, take: Any) -> None:
    asked = interview(proposed(level=level)).when(take, RULES, post="p", rank=rank, reason="so", on=TODAY)
    if may:
        assert asked.refusal is None
    else:
        asked.refused("interviews.for_a_higher_leader", clause="二(三)")


def test_declining_needs_a_reason() -> None:
    interview(proposed()).when(
        interview_convening.decline, RULES, post="vm-1", rank="leader", reason=" ", on=TODAY
    ).invalid("reason", "missing")


def test_the_office_lets_go_only_of_an_interview_whose_ground_fell() -> None:
    asked = {"reason": "the light was corrected", "on": TODAY}
    interview(*LIFE[:4]).when(interview_convening.let_go, fell=True, **asked).then(
        e.InterviewDeclined(NAME, None, "the light was corrected", TODAY)
    )
    interview(*LIFE[:4]).when(interview_convening.let_go, fell=False, **asked).refused("interviews.ground_stands")
    interview(*LIFE[:5]).when(interview_convening.let_go, fell=True, **asked).refused("interviews.cannot_decline")


# --- convening and holding ---------------------------------------------------------------------------------------


def convene(**changes: Any) -> Any:
    asked: dict[str, Any] = {"meeting": None, "number": NUMBER, "persons": ("head",), "now": BEFORE, "on": TODAY}
    return interview_convening.convene, {**asked, **changes}


def test_the_head_issues_what_the_clerk_drafted() -> None:
    decide, asked = convene()
    interview(*LIFE[:2], by("clerk", DRAFTED)).when(decide, **asked).then(replace(CONVENED, convened_on=TODAY))


def test_the_drafter_does_not_issue_the_notice() -> None:
    decide, asked = convene(persons=("clerk", "head"))
    interview(*LIFE[:2], by("clerk", DRAFTED)).when(decide, **asked).refused(
        "interviews.drafter_may_not_issue", clause="D-072"
    )


def test_nothing_is_issued_that_was_not_drafted() -> None:
    decide, asked = convene(meeting=MEETING)
    interview(*LIFE[:2]).when(decide, **asked).refused("interviews.not_drafted")


def test_a_meeting_put_off_keeps_its_number() -> None:
    later = replace(MEETING, meets_at=MEETS_AT + timedelta(days=7))
    decide, asked = convene(number="河督约〔2020〕9号")
    decided = interview(*LIFE[:4], by("clerk", e.InterviewConveningDrafted(NAME, later))).when(decide, **asked)
    assert (decided.events[0].number, decided.events[0].meeting) == (NUMBER, later)


@pytest.mark.parametrize(
    ("changes", "field"), [({"reason": ""}, "reason"), ({"place": " "}, "place"), ({"meets_at": BEFORE}, "meets_at")]
)
def test_the_written_notice_says_why_where_and_when(changes: Any, field: str) -> None:
    interview(*LIFE[:2]).when(interview_convening.draft, replace(MEETING, **changes), now=BEFORE).invalid(field)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"held_at": AFTER + timedelta(days=1)}, "held_at", "held_in_the_future"),
        ({"host": "vm-2"}, "host", "host_not_among_attendees"),
        ({"recorder": "nobody"}, "recorder", "recorder_not_among_attendees"),
        ({"recorder": "Vice Mayor Chen"}, "recorder", "recorder_not_among_attendees"),
        ({"place": ""}, "place", "missing"),
        ({"attendees": ATTENDEES[:2]}, "attendees", "unit_not_among_attendees"),
        ({"attendees": (*ATTENDEES, e.Attendee("unit", "x", "y", "health"))}, "attendees.4.unit",
         "not_an_interviewed_unit"),
        ({"attendees": (*ATTENDEES, e.Attendee("unit", "", "y", "finance"))}, "attendees.4.person", "missing"),
    ],
)  # fmt: skip
def test_a_meeting_has_its_host_recorder_and_both_sides(changes: Any, field: str, reason: str) -> None:
    interview(*LIFE[:4]).when(
        interview_convening.hold, replace(SITTING, **changes), RULES, host_rank="leader", now=AFTER, on=HELD_ON
    ).invalid(field, reason)


def test_the_second_level_is_led_by_the_principal_leader() -> None:
    asked = interview(proposed(level=2), APPROVED, CONVENED)
    named = {"now": AFTER, "on": HELD_ON}
    asked.when(interview_convening.hold, SITTING, RULES, host_rank="leader", **named).refused(
        "interviews.host_of_another_rank", clause="二(三)"
    )
    assert asked.when(interview_convening.hold, SITTING, RULES, host_rank="principal_leader", **named).refusal is None


def test_nobody_is_interviewed_before_the_notice_went_out() -> None:
    interview(*LIFE[:4]).when(
        interview_convening.hold, SITTING, RULES, host_rank="leader", now=AFTER, on=date(2020, 9, 23)
    ).invalid("held_at", "before_it_was_convened")


# --- the record --------------------------------------------------------------------------------------------------


def file(minutes: Any, *events: Any) -> Any:
    return interview(*(events or LIFE[:5])).when(
        interview_record.file_record, minutes, RULES, digests=DIGESTS, on=FILED.filed_on
    )


def test_a_record_is_complete_in_itself() -> None:
    file(MINUTES).then(FILED)


@pytest.mark.parametrize("field", interview_record.TEXTS)
def test_a_record_that_lacks_a_content_is_refused_by_its_name(field: str) -> None:
    file(replace(MINUTES, **{field: "  "})).invalid(field, "missing")


@pytest.mark.parametrize(
    ("made", "field", "reason"),
    [
        ((), "commitments", "too_few_commitments"),
        ((Promised("", DUE_ON),), "commitments.0.text", "missing"),
        ((Promised("x", HELD_ON - timedelta(days=1)),), "commitments.0.due_on", "due_before_the_interview"),
        ((Promised("x", DUE_ON, "customs"),), "commitments.0.unit", "not_an_interviewed_unit"),
    ],
)
def test_a_record_holds_commitments_with_days(made: Any, field: str, reason: str) -> None:
    file(replace(MINUTES, commitments=made)).invalid(field, reason)


def test_a_filed_record_never_changes() -> None:
    file(MINUTES, *LIFE[:6]).refused("interviews.cannot_file", clause="D-102")


def sign(side: str = "unit", unit: str | None = "finance", post: str | None = None) -> dict[str, Any]:
    return {"side": side, "unit": unit, "post": post, "on": CITY_SIGNED.signed_on}


def refuse(**changes: Any) -> dict[str, Any]:
    return {**sign(), "noted": True, "reason": "not the cause", "witness": "Zhao Min", **changes}


def test_both_sides_sign_the_record() -> None:
    interview(*LIFE[:6]).when(interview_record.sign, **sign()).then(UNIT_SIGNED)
    interview(*LIFE[:6]).when(interview_record.sign, **sign("city", None, "vm-1")).then(CITY_SIGNED)


def test_for_the_city_only_the_host_signs() -> None:
    interview(*LIFE[:6]).when(interview_record.sign, **sign("city", None, "vm-2")).refused("interviews.not_the_host")


def test_a_unit_that_was_not_interviewed_is_told_nothing() -> None:
    assert isinstance(interview(*LIFE[:6]).when(interview_record.sign, **sign(unit="customs")).refusal, AbsentError)


def test_a_refusal_to_sign_is_noted_with_reason_and_witness() -> None:
    interview(*LIFE[:6]).when(interview_record.refuse_signature, **refuse()).then(UNIT_REFUSED)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"reason": ""}, "refused.reason", "missing"),
        ({"witness": " "}, "refused.witness", "missing"),
        ({"witness": "Li Wen"}, "refused.witness", "witness_of_a_side"),
        ({"witness": "Director Wang"}, "refused.witness", "witness_of_a_side"),
        ({"side": "other"}, "side", "unknown_side"),
    ],
)
def test_a_witness_is_a_person_of_neither_side(changes: Any, field: str, reason: str) -> None:
    interview(*LIFE[:6]).when(interview_record.refuse_signature, **refuse(**changes)).invalid(field, reason)


def test_who_refused_may_still_sign_until_the_record_is_reported() -> None:
    refused = (*LIFE[:6], UNIT_REFUSED)
    interview(*refused).when(interview_record.sign, **sign()).then(UNIT_SIGNED)
    interview(*refused).when(interview_record.refuse_signature, **refuse()).refused("interviews.refused_already")
    interview(*refused, UNIT_SIGNED).when(interview_record.refuse_signature, **refuse()).refused(
        "interviews.signed_already"
    )
    interview(*refused, CITY_SIGNED, REPORTED).when(interview_record.sign, **sign()).refused("interviews.cannot_sign")


def test_every_unit_of_a_joint_interview_signs_for_itself() -> None:
    joint = (proposed(LEAD, CO), APPROVED, CONVENED, HELD, filed(LEAD, CO), CITY_SIGNED, UNIT_SIGNED)
    assert interview(*joint).state.state == "filed"
    assert interview(*joint, replace(UNIT_REFUSED, unit="health")).state.state == "signed"


@pytest.mark.parametrize(("rank", "reason"), [(None, "unknown_post"), ("leader", "not_the_principal_leader")])
def test_the_record_goes_to_a_principal_leader(rank: str | None, reason: str) -> None:
    interview(*LIFE[:8]).when(interview_record.report, to="x", rank=rank, on=TODAY).invalid("to", reason)


# --- who may know of it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "lived", "knows"),
    [
        (Actor("o", OFFICE), 1, True),
        (Actor("l", LEADER, posts=("vm-1",)), 1, True),
        (Actor("l", LEADER, posts=("vm-2",)), 10, False),
        (Actor("u", CLERK, unit="finance"), 3, False),
        (Actor("u", CLERK, unit="finance"), 4, True),
        (Actor("u", CLERK, unit="health"), 10, False),
    ],
)
def test_a_unit_knows_of_its_interview_once_it_is_convened(actor: Actor, lived: int, knows: bool) -> None:
    assert interviews.may_know(actor, interview(*LIFE[:lived]).state, leader="vm-1") is knows


@pytest.mark.parametrize(("lived", "knows"), [(4, False), (5, True), (10, True)])
def test_the_leader_who_led_it_knows_of_it_though_another_is_in_charge_of_the_task(lived: int, knows: bool) -> None:
    host = Actor("l", LEADER, posts=("vm-1",))
    assert interviews.may_know(host, interview(*LIFE[:lived]).state, leader="vm-2") is knows


def test_the_archive_keeps_its_number() -> None:
    interview(*LIFE[:9]).when(
        interview_record.archive, archive_number=ARCHIVED.archive_number, on=ARCHIVED.archived_on
    ).then(ARCHIVED)


# --- reorganisation ----------------------------------------------------------------------------------------------

MERGED = e.InterviewReaddressed(NAME, "finance", "treasury", date(2020, 10, 12))
MERGER = {"from_unit": "finance", "to_unit": "treasury", "effective_on": MERGED.effective_on}


@pytest.mark.parametrize("lived", [1, 4, 6, 8, 10])
def test_a_merged_units_interview_goes_to_its_successor(lived: int) -> None:
    interview(*LIFE[:lived]).when(interview_convening.readdress, **MERGER).then(MERGED)
    after = interview(*LIFE[:lived], MERGED).state
    assert (after.codes, [p.unit for p in after.promises]) == (("treasury",), ["treasury"] * len(after.promises))


def test_a_word_given_on_signing_binds_the_successor() -> None:
    after = interview(*LIFE[:6], UNIT_SIGNED, MERGED)
    after.when(interview_record.sign, **sign(unit="treasury")).refused("interviews.signed_already")
    assert interview(*LIFE[:6], UNIT_SIGNED, MERGED, CITY_SIGNED).state.state == "signed"


def test_the_filed_record_stays_as_it_is_and_so_does_what_was_missed() -> None:
    after = interview(*LIFE, MISSED, MERGED).state
    assert (after.record, after.promises[0].unit) == (FILED, "finance")


@pytest.mark.parametrize(
    "events",
    [
        (proposed(), e.InterviewDeclined(NAME, "vm-1", "no", TODAY)),
        (*LIFE, KEPT, e.CommitmentVerified(NAME, 1, "finance", True, "", TODAY)),
        (proposed(CO),),
    ],
)
def test_an_interview_that_is_over_does_not_move(events: Any) -> None:
    interview(*events).when(interview_convening.readdress, **MERGER).then()


def test_units_of_one_interview_that_merge_become_one() -> None:
    joint = interview(proposed(LEAD, CO), replace(MERGED, to_unit="health")).state
    assert joint.units == (e.Addressee("health", "lead"),)
