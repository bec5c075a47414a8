"""The office records an inspection that has taken place, and what was found of each task (二(二), D-111)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain import actors, ids, inspections
from domain import events as e
from domain.errors import AbsentError, InvalidError
from domain.inspections import LEDGER, Found, Visit
from domain.instructions import Instruction
from domain.record import Fact
from domain.task_state import Task
from service import known
from service.act import Act
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.registers import next_number


@dataclass(frozen=True, slots=True)
class FindingForm:
    task_no: str
    node: str | None = None
    done: bool | None = None
    done_on: date | None = None
    text: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InspectionForm:
    kind: str
    started_by: str
    visited_on: date
    team: tuple[str, ...]
    places: tuple[str, ...]
    text: str
    findings: tuple[FindingForm, ...]
    photos: tuple[str, ...] = ()


def record_inspection(app: App, act: Act, *, form: InspectionForm) -> Written:
    """Put the inspection on record under the next number of the year; the first line is the inspection itself.

    Raises: as `domain.inspections.record`; InvalidError for a task, instruction or photo that is not there.
    """
    actors.require("record_inspection", act.actor)
    check_files(app, "photos", form.photos)
    for place, finding in enumerate(form.findings):
        check_files(app, f"findings.{place}.photos", finding.photos)
    words = app.store.content_of(form.text)
    said = [app.store.content_of(f.text) if f.text.strip() else None for f in form.findings]
    visit = Visit(
        form.kind, form.started_by, form.visited_on, form.team, form.places, words.digest, form.photos
    )  # fmt: skip
    found = [
        Found(f.task_no, f.node, f.done, f.done_on, text.digest if text else None, f.photos)
        for f, text in zip(form.findings, said, strict=True)
    ]

    def decide(turn: Turn) -> list[Fact]:
        tasks = _tasks(turn, found)
        _check_start(turn, form.started_by)
        year = turn.today.year
        number = next_number(turn, inspections.register_of(year))
        name = ids.inspection_id(year, number)
        schemes = {task.scheme: known.scheme_of(turn, task.scheme) for task in tasks.values()}
        facts = inspections.record(visit, found, inspection=name, today=turn.today, tasks=tasks, schemes=schemes)
        taken = e.NumberTaken(inspections.register_of(year), number, name)
        return [*facts, Fact(ids.register(taken.register), taken)]

    return app.store.write(act, decide, contents=[words, *(text for text in said if text)])


def _tasks(turn: Turn, found: Sequence[Found]) -> dict[str, Task]:
    tasks = {}
    for place, finding in enumerate(found):
        try:
            tasks[finding.task_no] = known.task(turn, finding.task_no)
        except AbsentError:
            raise InvalidError(f"findings.{place}.task_no", "task_not_known", task_no=finding.task_no) from None
    return tasks


def _check_start(turn: Turn, started_by: str) -> None:
    if started_by != LEDGER and not isinstance(turn.fold(ids.instruction(started_by)), Instruction):
        raise InvalidError("started_by", "instruction_not_known", instruction=started_by)
