"""How an interview comes about: approved or declined, convened in writing, held (二(三), D-101)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from domain import events as e
from domain.errors import InvalidError, RefusedError
from domain.events import Attendee, Meeting
from domain.interview_rules import RANKS, InterviewRules
from domain.interviews import CITY, SIDES, UNIT, WAITING, Interview

CLAUSE = "D-101"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as it took place."""

    held_at: datetime
    place: str
    host: str  # post
    recorder: str  # person
    attendees: tuple[Attendee, ...]


def approve(
    interview: Interview, rules: InterviewRules, *, post: str | None, rank: str, reason: str, on: date
) -> list[e.InterviewApproved]:
    """Return the leader's approval. Raises: RefusedError when it is decided already, or a higher leader decides."""
    _undecided(interview)
    _high_enough(interview, rules, rank)
    return [e.InterviewApproved(interview.interview, post, reason.strip(), on)]


def decline(
    interview: Interview, rules: InterviewRules, *, post: str | None, rank: str, reason: str, on: date
) -> list[e.InterviewDeclined]:
    """Return the leader's refusal. Raises: as `approve`; InvalidError without a reason."""
    _undecided(interview)
    _high_enough(interview, rules, rank)
    return [e.InterviewDeclined(interview.interview, post, _given("reason", reason), on)]


def let_go(interview: Interview, *, fell: bool, reason: str, on: date) -> list[e.InterviewDeclined]:
    """Return the office's own refusal, before the meeting, of an interview whose ground has fallen.

    Raises: RefusedError while the ground stands or once it was held; InvalidError without a reason.
    """
    if interview.state not in WAITING:
        raise _out_of_order(interview, "decline")
    if not fell:
        raise RefusedError("interviews.ground_stands", clause="D-100", interview=interview.interview)
    return [e.InterviewDeclined(interview.interview, None, _given("reason", reason), on)]


def draft(interview: Interview, meeting: Meeting, *, now: datetime) -> list[e.InterviewConveningDrafted]:
    """Return the draft of the written notice; a later one takes its place, also to put a meeting off.

    Raises: RefusedError before approval or after the meeting; InvalidError naming what is missing or past.
    """
    _to_be_held(interview)
    return [e.InterviewConveningDrafted(interview.interview, _checked(meeting, now))]


def convene(
    interview: Interview, *, meeting: Meeting | None, number: str, persons: Collection[str], now: datetime, on: date
) -> list[e.InterviewConvened]:
    """Return the written notice as issued by another person than its drafter; `meeting` replaces the drafted text.

    `number` is the paper's; one convened again keeps its own. Raises: RefusedError, InvalidError.
    """
    _to_be_held(interview)
    if interview.draft is None:
        raise RefusedError("interviews.not_drafted", clause=CLAUSE, interview=interview.interview)
    if interview.drafted_by in persons:
        raise RefusedError("interviews.drafter_may_not_issue", clause="D-072", interview=interview.interview)
    stated = _checked(meeting or interview.draft, now)
    return [e.InterviewConvened(interview.interview, interview.number or number, stated, interview.codes, on)]


def hold(
    interview: Interview, sitting: Sitting, rules: InterviewRules, *, host_rank: str | None, now: datetime, on: date
) -> list[e.InterviewHeld]:
    """Return that the interview took place on the local day `on`; `host_rank` None: there is no such post.

    Raises: RefusedError out of order or when the host's rank is too low; InvalidError naming what does not fit.
    """
    if interview.state != "convened":
        raise _out_of_order(interview, "hold")
    assert interview.convened_on is not None, "convened on a day"
    if sitting.held_at > now:
        raise InvalidError("held_at", "held_in_the_future")
    if on < interview.convened_on:
        raise InvalidError("held_at", "before_it_was_convened", convened_on=interview.convened_on)
    if host_rank is None:
        raise InvalidError("host", "unknown_post", post=sitting.host)
    level = rules.level(interview.level)
    if host_rank not in level.hosted_by:
        raise RefusedError("interviews.host_of_another_rank", clause=rules.clause, level=level.level,
                           hosted_by=list(level.hosted_by))  # fmt: skip
    _check_attendance(interview, sitting)
    return [
        e.InterviewHeld(
            interview.interview, sitting.held_at, on, _given("place", sitting.place), sitting.host,
            sitting.recorder.strip(), sitting.attendees,
        )
    ]  # fmt: skip


def readdress(
    interview: Interview, *, from_unit: str, to_unit: str, effective_on: date
) -> list[e.InterviewReaddressed]:
    """Return the moving of a merged unit's part to its successor; nothing when nothing of it is open any more."""
    if from_unit not in interview.codes or interview.state == "declined":
        return []
    owes = any(p.unit == from_unit and p.state != "fulfilled" and not p.missed for p in interview.promises)
    if interview.state in ("reported", "archived") and not owes:
        return []
    return [e.InterviewReaddressed(interview.interview, from_unit, to_unit, effective_on)]


def _check_attendance(interview: Interview, sitting: Sitting) -> None:
    for place, attendee in enumerate(sitting.attendees):
        at = f"attendees.{place}"
        if attendee.side not in SIDES:
            raise InvalidError(f"{at}.side", "unknown_side", side=attendee.side)
        for name in ("person", "post"):
            _given(f"{at}.{name}", getattr(attendee, name))
        if attendee.side == UNIT and attendee.unit not in interview.codes:
            raise InvalidError(f"{at}.unit", "not_an_interviewed_unit", unit=attendee.unit, units=list(interview.codes))
    city = [attendee for attendee in sitting.attendees if attendee.side == CITY]
    if sitting.host not in [attendee.post for attendee in city]:
        raise InvalidError("host", "host_not_among_attendees", post=sitting.host)
    recorder = _given("recorder", sitting.recorder)
    if recorder not in [attendee.person for attendee in city if attendee.post != sitting.host]:
        raise InvalidError("recorder", "recorder_not_among_attendees", person=recorder)
    present = {attendee.unit for attendee in sitting.attendees if attendee.side == UNIT}
    absent = [unit for unit in interview.codes if unit not in present]
    if absent:
        raise InvalidError("attendees", "unit_not_among_attendees", units=absent)


def _undecided(interview: Interview) -> None:
    if interview.state != "proposed":
        raise _out_of_order(interview, "decide")


def _to_be_held(interview: Interview) -> None:
    if interview.state not in ("approved", "convened"):
        raise _out_of_order(interview, "convene")


def _high_enough(interview: Interview, rules: InterviewRules, rank: str) -> None:
    needed = rules.level(interview.level).approved_by
    if rank not in RANKS[RANKS.index(needed) :]:
        raise RefusedError("interviews.for_a_higher_leader", clause=rules.clause, level=interview.level, needed=needed)


def _checked(meeting: Meeting, now: datetime) -> Meeting:
    if meeting.meets_at <= now:
        raise InvalidError("meets_at", "not_in_the_future", meets_at=meeting.meets_at)
    return Meeting(
        _given("reason", meeting.reason), meeting.meets_at, _given("place", meeting.place), meeting.materials
    )


def _given(field: str, text: str) -> str:
    if not text.strip():
        raise InvalidError(field, "missing")
    return text.strip()


def _out_of_order(interview: Interview, step: str) -> RefusedError:
    return RefusedError(
        f"interviews.cannot_{step}", clause=CLAUSE, interview=interview.interview, state=interview.state
    )
