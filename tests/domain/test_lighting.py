"""Lighting sessions: proposals, the draft, the issue with its notices in one write, corrections by a second person."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from domain import corrections, ids, lighting, notice_issue, notices, task_state
from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.lights import Decision
from domain.record import Fact
from tests.given import by, given
from tests.lit_tasks import (
    AUGUST,
    ENDS,
    HEYUAN,
    LIT_ON,
    OCTOBER,
    ONLY_2020,
    YEAR_END,
    desk,
    entered,
    extended,
    happened,
    lit,
    planned,
    reported,
    sitting,
    task_of,
)

DONE = date(2020, 8, 20)
ROADS = task_of(entered("2020-001"), planned(task_no="2020-001"))
BRIDGES = task_of(entered("2020-002"), planned(task_no="2020-002"), reported(AUGUST, DONE, task_no="2020-002"))
DRAFT = e.LightingDrafted(
    "heyuan-2020", AUGUST, ({"task_no": "2020-002", "done_on": None, "light": "yellow", "reason": "empty site"},), "x"
)
ISSUED = e.LightingIssued("heyuan-2020", AUGUST, 1, ("2020-002",), LIT_ON[AUGUST])


def drafted(*events: Any) -> Any:
    return given(*events, fold=lighting.evolve).state


def issue(*tasks: Any, decisions: Any = None, account: str = "head", node: str = AUGUST, **more: Any) -> list[Fact]:
    return lighting.issue(sitting(node, tasks, **more), decisions, persons={account})


# --- proposals and their tag -------------------------------------------------------------------------------------


def test_every_task_has_a_proposal_in_order_of_its_number() -> None:
    found = lighting.proposals(sitting(AUGUST, [BRIDGES, ROADS]))
    assert [(p.task_no, p.light) for p in found] == [("2020-001", "yellow"), ("2020-002", "green")]


def test_a_withdrawn_task_without_a_light_is_not_proposed() -> None:
    gone = task_state.evolve(ROADS, e.TaskWithdrawn("2020-001", "merged", date(2020, 8, 30)))
    assert lighting.proposals(sitting(AUGUST, [gone])) == []


def test_the_tag_changes_with_what_is_proposed_and_with_the_draft_and_with_nothing_else() -> None:
    def tag(*tasks: Any, draft: Any = None, today: date = LIT_ON[AUGUST]) -> str:
        return lighting.etag(lighting.proposals(sitting(AUGUST, tasks, today=today)), draft)

    before = tag(ROADS, BRIDGES)
    assert tag(BRIDGES, ROADS, today=LIT_ON[AUGUST] + timedelta(days=1)) == before
    accepted = task_state.evolve(BRIDGES, e.ReportAccepted("2020-002", 1, "office"))
    assert tag(ROADS, accepted) == before
    late = task_state.evolve(ROADS, reported(AUGUST, DONE))
    assert tag(late, BRIDGES) != before
    assert tag(ROADS, BRIDGES, draft=drafted(by("clerk", DRAFT)).draft) != before


# --- the draft ---------------------------------------------------------------------------------------------------


def test_a_draft_keeps_every_decision_whole() -> None:
    sat = sitting(AUGUST, [ROADS, BRIDGES])
    stated = [Decision("2020-001"), Decision("2020-002", None, True, None, "empty site")]
    given().when(lambda _: lighting.draft(sat, stated, proposal="tag")).then(
        e.LightingDrafted(
            "heyuan-2020", AUGUST,
            ({"task_no": "2020-001", "done_on": None, "light": "yellow", "reason": ""},
             {"task_no": "2020-002", "done_on": None, "light": "yellow", "reason": "empty site"}), "tag",
        )
    )  # fmt: skip


def test_a_draft_of_a_light_that_may_not_be_set_is_refused() -> None:
    sat = sitting(AUGUST, [ROADS], today=date(2020, 9, 3))
    given().when(lambda _: lighting.draft(sat, [Decision("2020-001")], proposal="tag")).refused(
        "lights.not_yet_due", clause="D-070"
    )


def test_a_later_draft_takes_the_place_of_the_earlier_and_an_empty_one_takes_it_back() -> None:
    empty = e.LightingDrafted("heyuan-2020", AUGUST, (), "x")
    assert drafted(DRAFT, by("clerk-2", DRAFT)).draft.drafted_by == "clerk-2"
    assert drafted(DRAFT, empty).draft is None


def test_what_was_issued_leaves_the_draft() -> None:
    state = drafted(DRAFT, ISSUED)
    assert state.draft is None
    assert [session.tasks for session in state.sessions] == [("2020-002",)]


# --- the issue ---------------------------------------------------------------------------------------------------


def test_issuing_sets_lights_and_notices_in_one_write() -> None:
    facts = issue(ROADS, BRIDGES, decisions=[Decision("2020-001"), Decision("2020-002")])
    assert [fact.stream for fact in facts] == [
        "lighting/heyuan-2020/2020-08", "task/2020-001", "register/notices-2020", "notice/n-2020-0001",
        "notice/n-2020-0001", "task/2020-002",
    ]  # fmt: skip
    assert happened(e.LightingIssued, facts) == [
        e.LightingIssued("heyuan-2020", AUGUST, 1, ("2020-001", "2020-002"), LIT_ON[AUGUST])
    ]
    assert [(x.light, x.notice) for x in happened(e.LightSet, facts)] == [("yellow", "n-2020-0001"), ("green", None)]


def test_a_notice_names_its_number_addressees_limit_and_copies() -> None:
    [notice] = happened(e.NoticeIssued, issue(ROADS, decisions=[Decision("2020-001")], last_number=11))
    assert (notice.notice, notice.number) == ("n-2020-0012", "河督改〔2020〕12号")
    assert notice.addressees == (
        e.Addressee("finance", "lead"), e.Addressee("roads", "construction"), e.Addressee("health", "co"),
    )  # fmt: skip
    assert notice.limit_on == date(2020, 9, 18)  # ten working days after Friday 4 September
    assert notice.copies_to == ("vm-1", "dsg-1")
    assert (notice.light, notice.facts["limit_on"], notice.facts["done_on"]) == ("yellow", "2020-08-31", None)


def test_a_red_light_brings_a_notice_too() -> None:
    task = task_of(entered(), planned(), lit(AUGUST, "yellow"))
    facts = issue(task, decisions=[Decision("2020-001")], node=OCTOBER)
    assert [x.light for x in happened(e.NoticeIssued, facts)] == ["red"]


def test_the_number_is_of_the_calendar_year_of_issue() -> None:
    [notice] = happened(e.NoticeIssued, issue(ROADS, decisions=[Decision("2020-001")], node=YEAR_END))
    assert (notice.notice, notice.number) == ("n-2021-0001", "河督改〔2021〕1号")


def test_a_unit_with_two_roles_is_addressed_once_by_the_weightier() -> None:
    task = task_of(entered(co=("finance", "health", "roads")), planned())
    found = notice_issue.addressees(task, HEYUAN.notices)
    assert [(a.unit, a.role) for a in found] == [("finance", "lead"), ("roads", "construction"), ("health", "co")]


def test_a_session_may_cover_a_subset_and_the_next_takes_the_rest() -> None:
    state = drafted(ISSUED)
    [session] = happened(e.LightingIssued, issue(ROADS, decisions=[Decision("2020-001")], lighting=state))
    assert (session.session, session.tasks) == (2, ("2020-001",))


def test_without_decisions_the_draft_is_issued() -> None:
    facts = issue(ROADS, BRIDGES, lighting=drafted(by("clerk", DRAFT)))
    [light] = happened(e.LightSet, facts)
    assert (light.task_no, light.light, light.reason) == ("2020-002", "yellow", "empty site")


def test_repeating_the_drafters_decision_takes_its_reason_over() -> None:
    stated = [Decision("2020-002", None, True)]
    [light] = happened(e.LightSet, issue(BRIDGES, decisions=stated, lighting=drafted(by("clerk", DRAFT))))
    assert light.reason == "empty site"


def test_the_drafter_may_not_issue() -> None:
    with pytest.raises(RefusedError) as refusal:
        issue(BRIDGES, lighting=drafted(by("head", DRAFT)))
    assert (refusal.value.reason, refusal.value.clause) == ("lights.drafter_may_not_issue", "D-072")


def test_nothing_is_issued_without_decisions_or_draft() -> None:
    with pytest.raises(RefusedError) as refusal:
        issue(ROADS)
    assert refusal.value.reason == "lights.nothing_to_issue"


def test_one_light_that_may_not_be_set_refuses_the_whole_session() -> None:
    task = task_of(entered(), planned(), lit(AUGUST, "green"))
    with pytest.raises(RefusedError) as refusal:
        issue(task, BRIDGES, decisions=[Decision("2020-002"), Decision("2020-001")])
    assert (refusal.value.reason, refusal.value.details["task_no"]) == ("lights.already_set", "2020-001")


def test_a_task_named_twice_or_unknown_is_not_understood() -> None:
    with pytest.raises(InvalidError) as wrong:
        issue(ROADS, decisions=[Decision("2020-001"), Decision("2020-001")])
    assert wrong.value.field == "decisions.1.task_no"
    with pytest.raises(AbsentError):
        issue(ROADS, decisions=[Decision("2020-999")])


def test_a_wrong_value_names_its_place_among_the_decisions() -> None:
    with pytest.raises(InvalidError) as wrong:
        issue(ROADS, BRIDGES, decisions=[Decision("2020-002"), Decision("2020-001", date(2020, 12, 1), True, "", "x")])
    assert wrong.value.field == "decisions.1.done_on"


def test_no_notice_is_issued_whose_limit_is_provisional() -> None:
    with pytest.raises(RefusedError) as refusal:
        issue(ROADS, decisions=[Decision("2020-001")], today=date(2020, 12, 28), calendar=ONLY_2020)
    assert refusal.value.reason == "notices.limit_provisional"


def test_a_deferred_light_is_set_in_a_supplementary_session() -> None:
    task = task_of(entered(), planned(), *extended(AUGUST, date(2020, 9, 20)))
    [first] = happened(e.LightSet, issue(task, decisions=[Decision("2020-001")]))
    assert (first.light, first.notice) == ("deferred", None)
    task = task_state.evolve(task, first)
    [light] = happened(e.LightSet, issue(task, decisions=[Decision("2020-001")], today=date(2020, 9, 21)))
    assert (light.light, light.limit_on) == ("yellow", date(2020, 9, 20))


# --- corrections -------------------------------------------------------------------------------------------------

YELLOW = (entered(), planned(), lit(AUGUST, "yellow", notice="n-2020-0001"))
GREEN = (entered(), planned(), lit(AUGUST, "green", done_on=DONE))


def correction(light: str, done_on: date | None = None) -> Any:
    return by("clerk", e.LightCorrectionProposed("2020-001", 1, AUGUST, done_on, light, "the paper came late"))


def notice_of(facts: list[Fact]) -> Any:
    state = None
    for fact in facts:
        if ids.kind(fact.stream) == "notice":
            state = notices.evolve(state, fact.event, "head")
    return state


STANDING = notice_of(issue(ROADS, decisions=[Decision("2020-001")]))


def confirm(task: Any, account: str = "head", notice: Any = None, last_number: int = 1) -> list[Fact]:
    at = desk(date(2020, 9, 10), last_number=last_number)
    return corrections.confirm(task, 1, at, persons={account}, standing_notice=notice)


def test_a_correction_states_the_done_day_and_the_rules_give_the_light() -> None:
    decision = Decision("2020-001", DONE, True, None, "the paper came late")
    given(*YELLOW).when(corrections.propose, AUGUST, HEYUAN, today=date(2020, 9, 9), decision=decision).then(
        e.LightCorrectionProposed("2020-001", 1, AUGUST, DONE, "green", "the paper came late")
    )


@pytest.mark.parametrize(
    ("decision", "reason"),
    [(Decision("2020-001", None, True, None, "again"), "lights.correction_changes_nothing"),
     (Decision("2020-001", None, False, "deferred", "flood"), "lights.only_an_extension_defers")],
)  # fmt: skip
def test_a_correction_that_changes_nothing_or_defers_without_an_extension_is_refused(
    decision: Decision, reason: str
) -> None:
    given(*YELLOW).when(corrections.propose, AUGUST, HEYUAN, today=date(2020, 9, 9), decision=decision).refused(reason)


def test_a_correction_needs_a_reason_and_a_light_that_was_set() -> None:
    no_reason = Decision("2020-001", DONE, True)
    given(*YELLOW).when(corrections.propose, AUGUST, HEYUAN, today=date(2020, 9, 9), decision=no_reason).invalid(
        "reason", "missing"
    )
    with pytest.raises(AbsentError):
        corrections.propose(ROADS, AUGUST, HEYUAN, today=date(2020, 9, 9), decision=no_reason)


def test_who_proposed_a_correction_may_not_confirm_it() -> None:
    with pytest.raises(RefusedError) as refusal:
        confirm(given(*YELLOW, correction("green", DONE)).state, account="clerk", notice=STANDING)
    assert (refusal.value.reason, refusal.value.clause) == ("lights.second_person", "D-072")


def test_a_correction_to_green_voids_the_notice_in_the_same_write() -> None:
    facts = confirm(given(*YELLOW, correction("green", DONE)).state, notice=STANDING)
    [corrected] = happened(e.LightCorrected, facts)
    assert (corrected.was, corrected.light, corrected.proposed_by, corrected.notice) == (
        "yellow",
        "green",
        "clerk",
        None,
    )
    assert happened(e.NoticeVoided, facts) == [e.NoticeVoided("n-2020-0001", "the paper came late", "clerk")]


def test_a_correction_to_yellow_issues_the_missing_notice_in_the_same_write() -> None:
    facts = confirm(given(*GREEN, correction("yellow")).state)
    [corrected] = happened(e.LightCorrected, facts)
    [notice] = happened(e.NoticeIssued, facts)
    assert corrected.notice == notice.notice == "n-2020-0002"
    assert notice.facts["case"] == "correction"


def test_a_correction_from_yellow_to_red_keeps_its_notice() -> None:
    facts = confirm(given(*YELLOW, correction("red")).state, notice=STANDING)
    assert [type(fact.event) for fact in facts] == [e.LightCorrected]
    assert facts[0].event.notice == "n-2020-0001"


def test_a_correction_is_confirmed_once() -> None:
    task = given(*YELLOW, correction("green", DONE)).state
    [corrected] = happened(e.LightCorrected, confirm(task, notice=STANDING))
    with pytest.raises(RefusedError) as refusal:
        confirm(task_state.evolve(task, corrected, "head"))
    assert refusal.value.reason == "lights.correction_confirmed"


def test_a_corrected_light_counts_in_the_run() -> None:
    corrected = e.LightCorrected("2020-001", 1, AUGUST, "green", "yellow", DONE, "paper", "clerk")
    task = given(*YELLOW, correction("green", DONE), corrected).state
    [light] = happened(e.LightSet, issue(task, decisions=[Decision("2020-001")], node=OCTOBER))
    assert (light.light, light.because["previous"]) == ("yellow", [{"node": AUGUST, "light": "green"}])


# --- every yellow or red has exactly one unvoided notice, whatever happens to it ---------------------------------

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("light"), st.sampled_from([AUGUST, OCTOBER, YEAR_END]), st.booleans()),
        st.tuples(st.just("correct"), st.sampled_from([AUGUST, OCTOBER, YEAR_END]),
                  st.sampled_from(["green", "yellow", "red", "none"])),
    ),
    max_size=12,
)  # fmt: skip


class Office:
    """A little record: streams folded as the store folds them."""

    def __init__(self) -> None:
        self.task: Any = ROADS
        self.notices: dict[str, Any] = {}
        self.numbers: list[int] = []

    def write(self, facts: list[Fact], account: str = "head") -> None:
        for fact in facts:
            kind = ids.kind(fact.stream)
            if kind == "task":
                self.task = task_state.evolve(self.task, fact.event, account)
            elif kind == "notice":
                self.notices[fact.stream] = notices.evolve(self.notices.get(fact.stream), fact.event, account)
            elif kind == "register":
                self.numbers.append(fact.event.number)

    def light(self, node: str, done: bool) -> None:
        decision = Decision("2020-001", ENDS[node] if done else None, True, None, "seen")
        self.write(issue(self.task, decisions=[decision], node=node, today=date(2021, 1, 7), last_number=self.last))

    def correct(self, node: str, light: str) -> None:
        decision = Decision("2020-001", None, False, light, "found otherwise")
        proposed = corrections.propose(self.task, node, HEYUAN, today=date(2021, 1, 7), decision=decision)
        self.write([Fact("task/2020-001", event) for event in proposed], "clerk")
        named = self.task.light(node).notice
        at = desk(date(2021, 1, 7), last_number=self.last)
        standing = self.notices[ids.notice(named)] if named else None
        self.write(corrections.confirm(self.task, len(self.task.corrections), at, persons={"head"},
                                       standing_notice=standing))  # fmt: skip

    @property
    def last(self) -> int:
        return self.numbers[-1] if self.numbers else 0


@settings(max_examples=150, deadline=None)
@examples(STEPS)
def test_every_yellow_or_red_has_exactly_one_unvoided_notice(steps: list[Any]) -> None:
    office = Office()
    for kind, node, what in steps:
        try:
            getattr(office, kind)(node, what)
        except (RefusedError, AbsentError):
            continue
        standing = Counter(n.node for n in office.notices.values() if n.state != "voided")
        lights = {light.node: light for light in office.task.lights}
        assert standing == {node: 1 for node, light in lights.items() if light.light in ("yellow", "red")}
        for light in lights.values():
            assert (light.notice is not None) == (light.light in ("yellow", "red"))
        assert office.numbers == list(range(1, len(office.numbers) + 1))
