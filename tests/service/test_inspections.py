"""Instructions, inspections and untrue reports on a real record: one write, second persons, what a unit is told."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.actors import CLERK, HEAD, LEADER, OFFICE, PRINCIPAL, Actor
from domain.errors import AbsentError, ForbiddenError, InvalidError, RefusedError
from domain.lights import Decision
from domain.record import Fact
from projections.store import ReadStore
from service import bundled
from service.act import Act, Paper
from service.answer_instruction import answer_instruction
from service.app import App
from service.close_instruction import close_instruction
from service.explain_light import explain_light
from service.files import Files
from service.find_untrue import find_untrue
from service.issue_lights import issue_lights
from service.propose_untrue import propose_untrue
from service.publish_inspection import publish_inspection
from service.record_inspection import FindingForm, InspectionForm, record_inspection
from service.record_instruction import InstructionForm, record_instruction
from service.settings import Settings
from service.sitting_of import proposed
from tests.fakes import ZONE, FixedClock, a_record, act, local
from tests.lit_tasks import AUGUST, entered, planned, reported

SCHEME, NO, OTHER = "heyuan-2020", "2020-001", "2020-002"
CLERK_1, HEAD_1 = Actor("clerk-1", OFFICE), Actor("head-1", HEAD)
LEADER_1 = Actor("leader-1", LEADER, posts=("vm-1",))
LEADER_2 = Actor("leader-2", LEADER, posts=("vm-2",))
MAYOR = Actor("mayor", PRINCIPAL, posts=("mayor",))
FINANCE, HEALTH = Actor("finance-1", CLERK, unit="finance"), Actor("health-1", CLERK, unit="health")
DONE = date(2020, 8, 20)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    clock = FixedClock(local("2020-08-11"))
    store = a_record(tmp_path, clock=clock)
    read = ReadStore(tmp_path / "read.db", store)
    store.follow = read.follow
    settings = Settings(tmp_path, ZONE, "zh_Hans", None, 0, "json", timer=False)
    made = App(settings, clock, store, read=read, accounts=None, files=Files(tmp_path / "files"))  # type: ignore[arg-type]
    store.write(act(HEAD_1), lambda _: _beginning())
    clock.move_to(local("2020-09-04"))
    yield made
    read.close()
    store.close()


def _beginning() -> list[Fact]:
    years = [Fact(ids.calendar(year.year), year) for year in bundled.calendar_years() if year.year in (2020, 2021)]
    numbers = [Fact(ids.register(f"tasks-{SCHEME}"), e.NumberTaken(f"tasks-{SCHEME}", n, f"2020-{n:03d}"))
               for n in (1, 2)]  # fmt: skip
    ranks = {"mayor": "principal_leader", "vm-1": "leader", "vm-2": "leader", "typist": "staff"}
    units = [Fact(ids.unit(code), e.UnitRegistered(code, code, code, "municipal")) for code in ("finance", "health")]
    tasks = [entered(), planned(), reported(AUGUST, DONE), entered(OTHER, leader="vm-2", lead=("customs",), co=())]
    return [
        Fact(ids.scheme(SCHEME), e.SchemeIssued(SCHEME, 1, bundled.scheme_content(SCHEME))),
        *years, *numbers, *units,
        *(Fact(ids.post(post), e.PostCreated(post, post, None, rank)) for post, rank in ranks.items()),
        *(Fact(ids.task(event.task_no), event) for event in tasks),
    ]  # fmt: skip


def instruct(app: App, by: Act, **said: Any) -> Any:
    usual = {"text": "查清此事", "tasks": (NO,), "units": ("finance",)}
    return record_instruction(app, by, form=InstructionForm(**{**usual, **said}))


def inspect(app: App, *found: FindingForm, by: Actor = CLERK_1, key: str | None = None, **said: Any) -> Any:
    usual: dict[str, Any] = {
        "kind": "unannounced", "started_by": "ledger", "visited_on": date(2020, 9, 3), "team": ("周",),
        "places": ("工地",), "text": "未打招呼直奔现场",
    }  # fmt: skip
    findings = found or (FindingForm(NO, AUGUST, False, text="现场无人施工"),)
    return record_inspection(app, act(by, key=key), form=InspectionForm(**{**usual, **said}, findings=findings))


# --- instructions ------------------------------------------------------------------------------------------------


def test_instructions_are_numbered_without_gaps_whoever_records_them(app: App) -> None:
    first = instruct(app, act(LEADER_1))
    assert [line.name for line in first.lines] == ["instruction.recorded.v1", "register.number_taken.v1"]
    assert (first.lines[0].event.instruction, first.lines[0].event.leader) == ("in-2020-0001", "vm-1")
    with pytest.raises(InvalidError):
        instruct(app, act(LEADER_1), tasks=("2020-099",))
    paper = Paper("post:mayor", local("2020-09-03", "16:00"))
    second = instruct(app, act(CLERK_1, paper), tasks=(), units=())
    assert (second.lines[0].event.instruction, second.lines[0].event.leader) == ("in-2020-0002", "mayor")
    assert second.lines[0].event.given_on == date(2020, 9, 3), "the day of its stamp"


def test_the_office_needs_the_leaders_paper_and_a_leader_knows_the_task(app: App) -> None:
    with pytest.raises(RefusedError, match=r"act\.office_needs_a_paper"):
        instruct(app, act(CLERK_1), leader="mayor")
    with pytest.raises(InvalidError, match="task_not_known"):
        instruct(app, act(LEADER_2))
    with pytest.raises(InvalidError, match="not_a_leaders_post"):
        instruct(app, act(CLERK_1, Paper("post:typist", local("2020-09-03"))))
    with pytest.raises(InvalidError, match="not_the_acting_post"):
        instruct(app, act(LEADER_1), leader="mayor")
    with pytest.raises(RefusedError, match=r"act\.late_entry_needs_reason"):
        instruct(app, act(CLERK_1, Paper("post:mayor", local("2020-08-12"))), tasks=())
    with pytest.raises(ForbiddenError):
        instruct(app, act(FINANCE))


def test_a_unit_answers_what_was_passed_on_to_it_and_another_finds_none(app: App) -> None:
    instruct(app, act(LEADER_1))
    written = answer_instruction(app, act(FINANCE), instruction="in-2020-0001", text="已派人核实")
    event = written.lines[0].event
    assert (event.by, app.store.contents([event.text])) == ("finance", {event.text: "已派人核实"})
    assert answer_instruction(app, act(CLERK_1), instruction="in-2020-0001", text="x").lines[0].event.by == "office"
    for stranger in (HEALTH, LEADER_2):
        with pytest.raises((AbsentError, ForbiddenError)):
            answer_instruction(app, act(stranger), instruction="in-2020-0001", text="x")
    close_instruction(app, act(CLERK_1), instruction="in-2020-0001", outcome="已专报")
    with pytest.raises(RefusedError, match=r"instruction\.closed"):
        answer_instruction(app, act(FINANCE), instruction="in-2020-0001", text="补充")


# --- inspections -------------------------------------------------------------------------------------------------


def test_an_inspection_and_its_findings_are_one_write_with_one_receipt(app: App) -> None:
    instruct(app, act(LEADER_1))
    found = (FindingForm(NO, AUGUST, False, text="无人施工"), FindingForm(OTHER, None, True, date(2020, 9, 1)))
    written = inspect(app, *found, started_by="in-2020-0001", key="k")
    assert [line.stream for line in written.lines] == [
        "inspection/v-2020-0001", f"task/{NO}", f"task/{OTHER}", "register/inspections-2020",
    ]  # fmt: skip
    assert written.receipt.position == written.lines[0].position
    again = inspect(app, *found, started_by="in-2020-0001", key="k")
    assert again.replayed and again.lines == written.lines
    assert "无人施工" not in repr([line.event for line in written.lines])
    assert inspect(app).lines[0].event.inspection == "v-2020-0002"


def test_what_an_inspection_names_must_be_there(app: App) -> None:
    wrong = [
        ({"started_by": "in-2020-0009"}, (), "started_by"),
        ({"photos": ("a" * 64,)}, (), "photos.0"),
        ({}, (FindingForm(NO, AUGUST, False, photos=("a" * 64,)),), "findings.0.photos.0"),
        ({}, (FindingForm("2020-099", AUGUST, False),), "findings.0.task_no"),
        ({"visited_on": date(2020, 9, 5)}, (), "visited_on"),
    ]
    for said, found, field in wrong:
        with pytest.raises(InvalidError) as refusal:
            inspect(app, *found, **said)
        assert refusal.value.field == field
    assert app.store.fold(ids.register("inspections-2020")) is None, "a refused one takes no number"
    photo = app.files.put(BytesIO(PDF), "x.pdf").sha256
    assert inspect(app, photos=(photo,)).lines[0].event.photos == (photo,)
    with pytest.raises(ForbiddenError):
        inspect(app, by=FINANCE)


def test_only_the_head_of_the_office_publishes_and_to_units_of_the_tasks(app: App) -> None:
    inspect(app)
    with pytest.raises(ForbiddenError):
        publish_inspection(app, act(CLERK_1), inspection="v-2020-0001", units=("finance",))
    with pytest.raises(InvalidError):
        publish_inspection(app, act(HEAD_1), inspection="v-2020-0001", units=("customs",))
    written = publish_inspection(app, act(HEAD_1), inspection="v-2020-0001", units=("finance",))
    assert [line.name for line in written.lines] == ["inspection.published.v1", "task.inspection_published.v1"]
    assert app.store.fold(ids.task(NO)).findings[0].published == ("finance",)


def test_a_light_set_on_a_hidden_inspection_is_explained_without_it_until_it_is_published(app: App) -> None:
    inspect(app)
    seen = proposed(app, SCHEME, AUGUST)
    because = next(p for p in seen.proposals if p.task_no == NO).because
    assert (because["evidence"], because["inspection"]) == ("inspection", "v-2020-0001")
    issue_lights(app, act(HEAD_1), scheme=SCHEME, node=AUGUST, proposal=seen.tag, decisions=[Decision(NO)])
    told = {who: explain_light(app, NO, AUGUST, viewer=who) for who in (CLERK_1, LEADER_1, FINANCE, HEALTH)}
    assert {told[who]["light"] for who in told} == {"yellow"}
    assert "v-2020-0001" not in repr(told[FINANCE]) and "v-2020-0001" not in repr(told[HEALTH])
    for who in (CLERK_1, LEADER_1):
        assert told[who]["inspections"] == [
            {"inspection": "v-2020-0001", "visited_on": date(2020, 9, 3), "done": False, "done_on": None}
        ]
    publish_inspection(app, act(HEAD_1), inspection="v-2020-0001", units=("finance",))
    assert explain_light(app, NO, AUGUST, viewer=FINANCE)["inspections"] == told[CLERK_1]["inspections"]
    assert explain_light(app, NO, AUGUST, viewer=HEALTH)["inspections"] == []


# --- untrue reports ----------------------------------------------------------------------------------------------


def test_a_report_is_found_untrue_by_two_persons_one_of_them_the_head(app: App) -> None:
    inspect(app)
    propose_untrue(app, act(CLERK_1), task_no=NO, report_no=1, reason="现场未见", inspection="v-2020-0001")
    with pytest.raises(ForbiddenError):
        find_untrue(app, act(CLERK_1), task_no=NO, report_no=1)
    lent = Actor("head-1", HEAD, delegated_by="clerk-1")
    with pytest.raises(RefusedError, match=r"report\.second_person"):
        find_untrue(app, act(lent), task_no=NO, report_no=1)
    event = find_untrue(app, act(HEAD_1), task_no=NO, report_no=1).lines[0].event
    assert (event.unit, event.role, event.node, event.proposed_by) == ("finance", "lead", AUGUST, "clerk-1")
    assert "v-2020-0001" not in repr(event), "the unit reads it"
    assert app.store.fold(ids.task(NO)).report(1).state == "untrue"
    assert proposed(app, SCHEME, AUGUST).proposals[0].because["evidence"] == "untrue"
    with pytest.raises(RefusedError, match=r"report\.found_untrue"):
        propose_untrue(app, act(CLERK_1), task_no=NO, report_no=1, reason="x")
