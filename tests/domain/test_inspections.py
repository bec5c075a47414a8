"""Inspections: recorded afterwards, published to units one by one, and what a finding does to a light (D-111–113)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from domain import events as e
from domain import findings, ids, inspections, lights, reports, untruths
from domain.actors import ASSESSOR, CLERK, HEAD, LEADER, OFFICE, PUBLIC, UNIT_HEAD, Actor
from domain.errors import AbsentError
from domain.findings import Finding
from domain.inspections import Found, Inspection, Visit
from domain.lights import Decision
from domain.record import Fact
from tests.given import by, given
from tests.lit_tasks import AUGUST, CALENDAR, HEYUAN, LIT_ON, OCTOBER, entered, planned, reported, task_of

V = "v-2020-0001"
VISITED = date(2020, 9, 3)
DONE = date(2020, 8, 20)
VISIT = Visit("unannounced", "ledger", VISITED, ("Zhou", "Zheng"), ("the site",), "t" * 64)
TASKS = {
    "2020-001": task_of(entered()),
    "2020-002": task_of(entered("2020-002", lead=("customs",), co=(), construction=())),
}
SCHEMES = {"heyuan-2020": HEYUAN}


def record(*found: Found, visit: Visit = VISIT, today: date = date(2020, 9, 4)) -> Any:
    return given().when(
        lambda _: inspections.record(visit, found, inspection=V, today=today, tasks=TASKS, schemes=SCHEMES)
    )


def found_of(task_no: str = "2020-001", node: str | None = AUGUST, **said: Any) -> Found:
    return Found(task_no, node, **{"done": False, "text": "f" * 64, **said})


def inspected(node: str | None = AUGUST, done: bool | None = False, **said: Any) -> e.TaskInspected:
    usual: dict[str, Any] = {"done_on": None, "visited_on": VISITED, "text": "f" * 64, "photos": ()}
    return e.TaskInspected("2020-001", said.pop("inspection", V), node, done, **{**usual, **said})


def published(*units: str, inspection: str = V) -> e.TaskInspectionPublished:
    return e.TaskInspectionPublished("2020-001", inspection, units)


# --- recorded afterwards -----------------------------------------------------------------------------------------


def test_an_inspection_and_its_findings_arise_in_one_write() -> None:
    facts = inspections.record(
        VISIT, [found_of(), found_of("2020-002", None, done=None)], inspection=V, today=VISITED, tasks=TASKS,
        schemes=SCHEMES,
    )  # fmt: skip
    assert [fact.stream for fact in facts] == [ids.inspection(V), "task/2020-001", "task/2020-002"]
    assert facts[0].event == e.InspectionRecorded(
        V, "unannounced", "ledger", VISITED, ("Zhou", "Zheng"), ("the site",), ("2020-001", "2020-002"), "t" * 64, ()
    )
    assert facts[1].event == inspected()


WRONG = [
    ("a visit to come", (found_of(),), {"today": date(2020, 9, 2)}, "visited_on", "visited_in_the_future"),
    ("nothing was found", (), {}, "findings", "missing"),
    ("a node the scheme has not", (found_of(node="2020-09"),), {}, "findings.0.node", "unknown_node"),
    ("a node named twice", (found_of(), found_of()), {}, "findings.1.node", "finding_named_twice"),
    ("a day of what is not done", (found_of(done_on=DONE),), {}, "findings.0.done_on", "done_on_of_what_is_not_done"),
    ("a day of what could not be told", (found_of(done=None, done_on=DONE),), {}, "findings.0.done_on",
     "done_on_of_what_is_not_done"),
    ("done after the visit", (found_of(done=True, done_on=date(2020, 9, 4)),), {}, "findings.0.done_on",
     "done_after_the_visit"),
    ("neither a verdict nor a word", (found_of(done=None, text=None),), {}, "findings.0.text", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "more", "field", "reason"), [r[1:] for r in WRONG], ids=[r[0] for r in WRONG])
def test_what_cannot_have_been_found_is_not_recorded(found: Any, more: Any, field: str, reason: str) -> None:
    record(*found, **more).invalid(field, reason)


# --- published ---------------------------------------------------------------------------------------------------

RECORDED = e.InspectionRecorded(V, "unannounced", "ledger", VISITED, ("Z",), ("x",), tuple(TASKS), "t" * 64, ())


def publish(*units: str, told: tuple[str, ...] = (), tasks: Any = TASKS) -> Any:
    """Ask for the publication where 2020-001 has been published to `told`."""
    tasks = {**tasks, "2020-001": task_of(entered(), inspected(), published(*told))}
    state = given(RECORDED, fold=inspections.evolve)
    return state.when(inspections.publish, units, today=VISITED, tasks=tasks)


def test_each_task_is_published_to_the_units_that_have_a_part_in_it() -> None:
    publish("finance", "customs").then(
        e.InspectionPublished(V, ("finance", "customs"), VISITED),
        e.TaskInspectionPublished("2020-001", V, ("finance",)),
        e.TaskInspectionPublished("2020-002", V, ("customs",)),
    )


def test_units_that_know_are_passed_over_and_nothing_is_published_twice() -> None:
    publish("finance", "health", told=("finance",)).then(
        e.InspectionPublished(V, ("health",), VISITED), e.TaskInspectionPublished("2020-001", V, ("health",))
    )
    publish("finance", told=("finance",)).refused("inspection.already_published", clause="D-111")


def test_a_unit_that_took_over_another_of_its_tasks_is_told_of_that_one_too() -> None:
    moved = e.TaskTransferred("2020-002", "lead", "customs", "finance", VISITED, True, "reform")
    later = {"2020-002": task_of(entered("2020-002", lead=("customs",), co=(), construction=()), moved)}
    publish("finance", told=("finance",), tasks=later).then(
        e.InspectionPublished(V, ("finance",), VISITED), e.TaskInspectionPublished("2020-002", V, ("finance",))
    )


def test_an_inspection_is_published_to_none_but_the_units_of_its_tasks() -> None:
    publish("finance", "police").invalid("units.1", "unit_not_inspected")
    publish().invalid("units", "missing")


WHO = [
    (Actor("o", OFFICE), True), (Actor("h", HEAD), True), (Actor("a", ASSESSOR), True),
    (Actor("in-charge", LEADER, posts=("vm-1",)), True), (Actor("instructed-it", LEADER, posts=("vm-2",)), True),
    (Actor("another", LEADER, posts=("vm-3",)), False), (Actor("told", CLERK, unit="finance"), True),
    (Actor("untold", UNIT_HEAD, unit="health"), False), (Actor("anonymous", PUBLIC), False),
]  # fmt: skip


@pytest.mark.parametrize(("actor", "knows"), WHO, ids=[actor.account for actor, _ in WHO])
def test_who_may_know_of_an_inspection(actor: Actor, knows: bool) -> None:
    seen = Inspection(V, "unannounced", "in-2020-0001", VISITED, ("2020-001",), published=("finance",))
    assert inspections.may_know(actor, seen, leaders={"vm-1"}, instructed_by="vm-2") is knows


_UNITS = st.sets(st.sampled_from(("finance", "health", "roads")), max_size=3).map(lambda units: tuple(sorted(units)))
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("inspect"), st.sampled_from((V, "v-2020-0002"))),
        st.tuples(st.just("publish"), st.sampled_from((V, "v-2020-0002")), _UNITS),
    ),
    max_size=12,
)


@examples(_STEPS)
def test_a_unit_knows_the_inspections_published_to_it_after_they_were_made_and_no_other(steps: list[Any]) -> None:
    known: tuple[Finding, ...] = ()
    told: set[tuple[str, str]] = set()
    for kind, inspection, *units in steps:
        if kind == "inspect":
            known = findings.added(known, inspected(inspection=inspection))
        else:
            if any(finding.inspection == inspection for finding in known):
                told |= {(inspection, unit) for unit in units[0]}
            known = findings.published(known, published(*units[0], inspection=inspection))
    for unit in ("finance", "health", "roads"):
        assert findings.known_to(known, unit) == {inspection for inspection, to in told if to == unit}


# --- against a report --------------------------------------------------------------------------------------------

LATER = date(2020, 9, 2)  # after August's limit
AGAINST = [
    # what was found,                                               light,    evidence
    ("nothing", [], "green", "report"),
    ("not done, after the day it was reported done", [inspected()], "yellow", "inspection"),
    ("not done, on that very day", [inspected(visited_on=DONE)], "yellow", "inspection"),
    ("not done, but the day before", [inspected(visited_on=date(2020, 8, 19))], "green", "report"),
    ("not done, at another node", [inspected(OCTOBER)], "green", "report"),
    ("not done, of the task as a whole", [inspected(None)], "green", "report"),
    ("could not be told", [inspected(done=None)], "green", "report"),
    ("done, without a day", [inspected(done=True)], "green", "report"),
    ("done, as reported", [inspected(done=True, done_on=DONE)], "green", "report"),
    ("done, but only after the limit", [inspected(done=True, done_on=LATER)], "yellow", "inspection"),
    ("done, later than reported but by the limit", [inspected(done=True, done_on=date(2020, 8, 30))], "green",
     "inspection"),
    ("not done, then done without a day", [inspected(), inspected(done=True, visited_on=date(2020, 9, 4))], "yellow",
     "inspection"),
    ("not done, then found done since the reported day",
     [inspected(), inspected(done=True, done_on=DONE, visited_on=date(2020, 9, 4))], "green", "report"),
    ("the later visit recorded first",
     [inspected(done=True, done_on=DONE, visited_on=date(2020, 9, 4)), inspected()], "green", "report"),
]  # fmt: skip


def proposal(*events: Any) -> lights.Proposal:
    return lights.propose(task_of(entered(), planned(), *events), AUGUST, HEYUAN, CALENDAR, LIT_ON[AUGUST])


@pytest.mark.parametrize(("found", "light", "evidence"), [r[1:] for r in AGAINST], ids=[r[0] for r in AGAINST])
def test_a_contradicting_inspection_outweighs_a_report(found: list[Any], light: str, evidence: str) -> None:
    proposed = proposal(reported(AUGUST, DONE), *found)
    assert (proposed.light, proposed.because["evidence"]) == (light, evidence)
    assert proposed.because["inspection"] == (V if evidence == "inspection" else None)
    assert proposed.because["report_no"] == 1


@pytest.mark.parametrize("report", [[], [reported(AUGUST)]], ids=["no report", "a report that says not done"])
def test_what_an_inspection_found_done_does_not_make_it_done_without_a_report(report: list[Any]) -> None:
    proposed = proposal(*report, inspected(done=True, done_on=DONE))
    assert (proposed.light, proposed.done_on, proposed.because["inspection"]) == ("yellow", None, None)


def test_the_percentage_of_a_contradicted_report_proves_nothing() -> None:
    plain = proposal(reported(AUGUST, DONE, percent=100.0))
    against = proposal(reported(AUGUST, DONE, percent=100.0), inspected())
    assert (plain.because["reported_percent"], against.because["reported_percent"]) == (100.0, None)


def decide(*events: Any) -> e.LightSet:
    task = task_of(entered(), planned(), reported(AUGUST, DONE), *events)
    return lights.decide(
        task, AUGUST, HEYUAN, CALENDAR, today=LIT_ON[AUGUST], decision=Decision(task.task_no), session=1
    )  # fmt: skip


def test_a_light_names_the_inspection_only_when_every_unit_of_the_task_knows_it() -> None:
    everybody = ("finance", "health", "roads")
    for told in ((), ("finance",), ("finance", "health")):
        light = decide(inspected(), published(*told))
        assert light.light == "yellow"
        assert (light.because["evidence"], light.because["inspection"]) == ("office", None)
        assert V not in repr(light)
    light = decide(inspected(), published(*everybody))
    assert (light.because["evidence"], light.because["inspection"]) == ("inspection", V)


# --- found untrue ------------------------------------------------------------------------------------------------

PROPOSED = e.ReportUntrueProposed("2020-001", 1, "no machine stands there", V)
FOUND = e.ReportFoundUntrue("2020-001", 1, "finance", "lead", AUGUST, "no machine stands there", "clerk")
BEFORE = (entered(), planned(), reported(AUGUST, DONE), inspected())


def propose(*before: Any, no: int = 1, reason: str = "no machine stands there", inspection: str | None = V) -> Any:
    return given(*BEFORE, *before).when(untruths.propose, no, reason=reason, inspection=inspection)


def find(*before: Any, persons: tuple[str, ...] = ("head",)) -> Any:
    return given(*BEFORE, *before).when(untruths.find, 1, persons=persons)


def test_the_office_proposes_and_a_second_person_finds_a_report_untrue() -> None:
    propose().then(PROPOSED)
    find(by("clerk", PROPOSED)).then(FOUND)
    find(by("clerk", PROPOSED), persons=("clerk",)).refused("report.second_person", clause="D-072")
    find(by("clerk", PROPOSED), persons=("head", "clerk")).refused("report.second_person")
    find().refused("report.untruth_not_proposed", clause="D-113")


def test_a_later_proposal_takes_the_place_of_the_earlier() -> None:
    again = e.ReportUntrueProposed("2020-001", 1, "the invoice is forged", None)
    find(by("clerk", PROPOSED), by("head", again), persons=("head",)).refused("report.second_person")
    find(by("clerk", PROPOSED), by("head", again), persons=("mayor",)).then(
        e.ReportFoundUntrue("2020-001", 1, "finance", "lead", AUGUST, "the invoice is forged", "head")
    )


def test_only_a_standing_report_is_found_untrue_and_only_once() -> None:
    returned = e.ReportReturned("2020-001", 1, "office", "no figures", LIT_ON[AUGUST])
    propose(returned).refused("report.no_longer_stands", clause="D-113")
    propose(by("clerk", PROPOSED), FOUND).refused("report.found_untrue", clause="D-113")
    find(by("clerk", PROPOSED), FOUND).refused("report.found_untrue")
    find(by("clerk", PROPOSED), returned).refused("report.no_longer_stands")
    assert isinstance(propose(no=2).refusal, AbsentError)


def test_a_finding_of_untruth_says_why_and_rests_on_an_inspection_of_the_task() -> None:
    propose(reason=" ").invalid("reason", "missing")
    propose(inspection="v-2020-0009").invalid("inspection", "inspection_of_other_tasks")
    propose(inspection=None).then(e.ReportUntrueProposed("2020-001", 1, "no machine stands there", None))


def test_an_untrue_report_shows_nothing_and_is_neither_accepted_nor_returned() -> None:
    events = (reported(AUGUST, DONE), PROPOSED, FOUND)
    proposed = proposal(*events)
    assert (proposed.light, proposed.because["evidence"], proposed.because["report_no"]) == ("yellow", "untrue", 1)
    given(entered(), *events).when(reports.accept, 1, by="office").refused("report.found_untrue")


def test_a_new_version_leaves_the_untrue_one_as_it_was_found() -> None:
    again = reported(AUGUST, date(2020, 8, 31), no=2)
    again = e.ReportSubmitted(**{**{f: getattr(again, f) for f in again.__slots__}, "replaces": 1})
    task = task_of(entered(), planned(), reported(AUGUST, DONE), PROPOSED, FOUND, again)
    assert [report.state for report in task.reports] == ["untrue", "submitted"]
    assert lights.propose(task, AUGUST, HEYUAN, CALENDAR, LIT_ON[AUGUST]).because["report_no"] == 2


def test_facts_of_an_inspection_lie_on_its_own_stream_and_its_tasks() -> None:
    assert inspections.publish(
        inspections.evolve(None, RECORDED), ("finance",), today=VISITED, tasks={"2020-001": TASKS["2020-001"]}
    )[1] == Fact("task/2020-001", published("finance"))
