"""Whatever order the acts come in, no interview is archived without record, both sides' word and the report."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import commitments, interview_convening, interview_record, interviews
from domain.errors import DuchaError
from domain.events import Attendee
from domain.interview_record import Promised
from tests import interviewed as told
from tests.lit_tasks import CALENDAR

BEFORE, AFTER = told.MEETS_AT - timedelta(days=3), told.MEETS_AT + timedelta(hours=3)
CONVENED_ON = date(2020, 9, 24)
UNITS = ("finance", "health", "customs")
AT = datetime(2020, 10, 19, tzinfo=UTC)
BOTH = replace(told.SITTING, attendees=(*told.ATTENDEES, Attendee("unit", "Director Zhou", "director", "health")))
SHARED = replace(told.MINUTES, commitments=tuple(Promised("x", told.DUE_ON, unit) for unit in UNITS[:2]))
DIGESTS = {**told.DIGESTS, "commitments.1.text": "1" * 64}
ORDER = ["InterviewApproved", "InterviewHeld", "InterviewRecordFiled", "InterviewReported", "InterviewArchived"]

ranks = st.sampled_from(["leader", "principal_leader", "staff"])
sides = st.sampled_from([("city", None), *(("unit", unit) for unit in UNITS)])
days = st.dates(told.HELD_ON - timedelta(days=9), told.DUE_ON + timedelta(days=30))


def act(decide: Any, *args: Any, **named: Any) -> st.SearchStrategy[Any]:
    """Return the strategy of an act whose named parts may be drawn."""
    drawn = {k: v if isinstance(v, st.SearchStrategy) else st.just(v) for k, v in named.items()}
    return st.fixed_dictionaries(drawn).map(lambda asked: (decide, args, asked))


def _signing(side: Any) -> Any:
    return act(interview_record.sign, side=side[0], unit=side[1], post=st.sampled_from(["vm-1", "vm-2"]), on=days)


def _refusing(side: Any) -> Any:
    return act(
        interview_record.refuse_signature, side=side[0], unit=side[1], post=None, noted=True, reason="no",
        witness=st.sampled_from(["Zhao Min", "Li Wen"]), on=days,
    )  # fmt: skip


ACTS = st.one_of(
    act(interview_convening.approve, told.RULES, post="vm-1", rank=ranks, reason="", on=days),
    act(interview_convening.decline, told.RULES, post="vm-1", rank=st.just("staff"), reason="no", on=days),
    act(interview_convening.let_go, fell=st.booleans(), reason="fell", on=days),
    act(interview_convening.draft, told.MEETING, now=BEFORE),
    act(interview_convening.convene, meeting=None, number="1", persons=st.sampled_from([("a",), ("b",)]), now=BEFORE,
        on=CONVENED_ON),
    *(act(interview_convening.hold, sitting, told.RULES, host_rank=ranks, now=AFTER, on=told.HELD_ON)
      for sitting in (told.SITTING, BOTH)),
    *(act(interview_record.file_record, minutes, told.RULES, digests=DIGESTS, on=days)
      for minutes in (told.MINUTES, SHARED)),
    sides.flatmap(_signing),
    sides.flatmap(_refusing),
    act(interview_record.report, to="mayor", rank=ranks, on=days),
    act(interview_record.archive, archive_number="1", on=days),
    act(commitments.fulfil, commitment=1, unit=st.sampled_from(UNITS), text="k", done_on=days, files=(),
        effective_at=AT, received_on=days, calendar=CALENDAR),
    act(commitments.verify, commitment=1, fulfilled=st.booleans(), reason="so", today=days),
)  # fmt: skip


def _life(joint: bool) -> list[Any]:
    """Return the acts of a whole life, in order: random ones are let in between and some are left out."""
    leader = {"post": "vm-1", "rank": "principal_leader", "reason": "", "on": CONVENED_ON}
    on = {"on": told.HELD_ON}
    sitting, minutes = (BOTH, SHARED) if joint else (told.SITTING, told.MINUTES)
    return [
        (interview_convening.approve, (told.RULES,), leader),
        (interview_convening.draft, (told.MEETING,), {"now": BEFORE}),
        (interview_convening.convene, (),
         {"meeting": None, "number": "1", "persons": ("b",), "now": BEFORE, "on": CONVENED_ON}),
        (interview_convening.hold, (sitting, told.RULES), {"host_rank": "principal_leader", "now": AFTER, **on}),
        (interview_record.file_record, (minutes, told.RULES), {"digests": DIGESTS, **on}),
        (interview_record.sign, (), {"side": "city", "unit": None, "post": "vm-1", **on}),
        *((interview_record.sign, (), {"side": "unit", "unit": unit, "post": None, **on}) for unit in UNITS[:2]),
        (interview_record.report, (), {"to": "mayor", "rank": "principal_leader", **on}),
        (interview_record.archive, (), {"archive_number": "1", **on}),
    ]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.booleans(), st.sampled_from([1, 2]), st.data())
def test_no_order_of_acts_archives_an_interview_that_lacks_a_step(joint: bool, level: int, data: Any) -> None:
    units = (told.LEAD, told.CO) if joint else (told.LEAD,)
    state = interviews.evolve(None, told.proposed(*units, level=level), "office")
    seen: list[str] = []
    for step in _life(joint):
        between = data.draw(st.lists(ACTS, max_size=3))
        for decide, args, asked in [*between, *([step] if data.draw(st.integers(0, 19)) else [])]:
            try:
                events = decide(state, *args, **asked)
            except DuchaError:
                continue
            for event in events:
                state = interviews.evolve(state, event, "a")
                seen.append(type(event).__name__)
            _holds(state, seen)


def test_a_whole_life_reaches_the_archive() -> None:
    for joint in (False, True):
        state = interviews.evolve(None, told.proposed(*((told.LEAD, told.CO) if joint else ())), "office")
        for decide, args, asked in _life(joint):
            if asked.get("unit") in (None, *state.codes):
                for event in decide(state, *args, **asked):
                    state = interviews.evolve(state, event, "a")
        assert state.state == "archived"


def _holds(state: interviews.Interview, seen: list[str]) -> None:
    assert seen.count("InterviewRecordFiled") <= 1, "a filed record never changes"
    if state.state in ("signed", "reported", "archived"):
        assert state.record is not None
        assert state.signature("city", None)
        assert all(state.signature("unit", unit) for unit in state.codes)
    if state.state == "archived":
        assert [name for name in seen if name in ORDER] == ORDER, "each step once, in its order"
        assert state.reported_to == "mayor"
        assert "InterviewDeclined" not in seen
