"""Inspections (四不两直, 专题调研, 专项督查): recorded afterwards, published to units one by one (二(二), D-111)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import events as e
from domain import ids
from domain.actors import LEADER, SEES_EVERYTHING, UNIT_ROLES, Actor
from domain.errors import InvalidError, RefusedError
from domain.record import Fact
from domain.scheme import Scheme
from domain.task_state import Task

KINDS = ("unannounced", "special_study", "special_supervision")
LEDGER = "ledger"  # started by the ledger's own state; otherwise by an instruction
CLAUSE = "D-111"


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection as its stream tells it; what was found lies with the tasks."""

    inspection: str
    kind: str
    started_by: str
    visited_on: date
    tasks: tuple[str, ...]
    published: tuple[str, ...] = ()  # units that may know of it


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one task; `text` is a content digest."""

    task_no: str
    node: str | None = None
    done: bool | None = None
    done_on: date | None = None
    text: str | None = None
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who went where, and why; `text` is a content digest."""

    kind: str
    started_by: str
    visited_on: date
    team: tuple[str, ...]
    places: tuple[str, ...]
    text: str
    photos: tuple[str, ...] = ()


def register_of(year: int) -> str:
    return f"inspections-{year}"


def evolve(state: Inspection | None, event: Any, account: str = "") -> Inspection:
    """Return the inspection after `event`."""
    if isinstance(event, e.InspectionRecorded):
        return Inspection(event.inspection, event.kind, event.started_by, event.visited_on, event.tasks)
    assert state is not None, "an inspection's stream begins with InspectionRecorded"
    if isinstance(event, e.InspectionPublished):
        return replace(state, published=tuple(dict.fromkeys((*state.published, *event.units))))
    return state


def may_know(
    actor: Actor, inspection: Inspection, *, leaders: Collection[str | None], instructed_by: str | None
) -> bool:
    """Tell whether the actor may know of it: a unit once it is published to it.

    `leaders` are the posts in charge of its tasks, `instructed_by` the post whose instruction started it.
    """
    if actor.role in SEES_EVERYTHING:
        return True
    if actor.role == LEADER:
        return bool({instructed_by, *leaders} & set(actor.posts))
    return actor.role in UNIT_ROLES and actor.unit in inspection.published


def record(
    visit: Visit, found: Sequence[Found], *, inspection: str, today: date, tasks: Mapping[str, Task],
    schemes: Mapping[str, Scheme],
) -> list[Fact]:  # fmt: skip
    """Return everything a visit sets down at once: itself, and on each task what was found of it.

    `tasks` holds every task named in `found`. Raises: InvalidError.
    """
    if visit.visited_on > today:
        raise InvalidError("visited_on", "visited_in_the_future", visited_on=visit.visited_on)
    if not found:
        raise InvalidError("findings", "missing")
    for place, finding in enumerate(found):
        _check(finding, found[:place], f"findings.{place}", visit, schemes[tasks[finding.task_no].scheme])
    inspected = tuple(dict.fromkeys(finding.task_no for finding in found))
    recorded = e.InspectionRecorded(
        inspection, visit.kind, visit.started_by, visit.visited_on, visit.team, visit.places, inspected, visit.text,
        visit.photos,
    )  # fmt: skip
    return [
        Fact(ids.inspection(inspection), recorded),
        *(Fact(ids.task(f.task_no), _inspected(f, inspection, visit.visited_on)) for f in found),
    ]


def _inspected(found: Found, inspection: str, visited_on: date) -> e.TaskInspected:
    return e.TaskInspected(
        found.task_no, inspection, found.node, found.done, found.done_on, visited_on, found.text, found.photos
    )


def _check(finding: Found, earlier: Sequence[Found], path: str, visit: Visit, scheme: Scheme) -> None:
    if any((f.task_no, f.node) == (finding.task_no, finding.node) for f in earlier):
        raise InvalidError(f"{path}.node", "finding_named_twice", task_no=finding.task_no, node=finding.node)
    if finding.node is not None and finding.node not in {place.node for place in scheme.nodes}:
        raise InvalidError(f"{path}.node", "unknown_node", node=finding.node, known=[n.node for n in scheme.nodes])
    if finding.done_on is not None and not finding.done:
        raise InvalidError(f"{path}.done_on", "done_on_of_what_is_not_done")
    if finding.done_on is not None and finding.done_on > visit.visited_on:
        raise InvalidError(f"{path}.done_on", "done_after_the_visit", visited_on=visit.visited_on)
    if finding.done is None and finding.text is None:
        raise InvalidError(f"{path}.text", "missing")


def publish(inspection: Inspection, units: Sequence[str], *, today: date, tasks: Mapping[str, Task]) -> list[Fact]:
    """Return the publication to units with a part in the inspected tasks; on each task to those of its own.

    Units that know all they may know of it are passed over. Raises: RefusedError when all do, InvalidError.
    """
    if not units:
        raise InvalidError("units", "missing")
    concerned = {task_no: task.known_to() for task_no, task in tasks.items()}
    for place, unit in enumerate(units):
        if not any(unit in known for known in concerned.values()):
            raise InvalidError(f"units.{place}", "unit_not_inspected", unit=unit)
    on_tasks = []
    for task_no, task in sorted(tasks.items()):
        told = {unit for f in task.findings if f.inspection == inspection.inspection for unit in f.published}
        theirs = tuple(unit for unit in dict.fromkeys(units) if unit in concerned[task_no] and unit not in told)
        if theirs:
            on_tasks.append(e.TaskInspectionPublished(task_no, inspection.inspection, theirs))
    fresh = tuple(unit for unit in dict.fromkeys(units) if any(unit in event.units for event in on_tasks))
    if not fresh:
        raise RefusedError("inspection.already_published", clause=CLAUSE, inspection=inspection.inspection)
    published = e.InspectionPublished(inspection.inspection, fresh, today)
    return [
        Fact(ids.inspection(inspection.inspection), published),
        *(Fact(ids.task(event.task_no), event) for event in on_tasks),
    ]
