"""What calls for an interview (约谈): a light, a failed rectification, or the office; by task and lead (D-100)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain import events as e
from domain import ids, interviews
from domain.errors import InvalidError, RefusedError
from domain.events import Addressee, LitNode
from domain.interviews import Interview
from domain.notices import Notice
from domain.record import Fact
from domain.scheme import Scheme
from domain.task_state import Task

LIGHT, NOT_RECTIFIED, BY_HAND = "light", "not_rectified", "by_hand"
CLAUSE = "D-100"


@dataclass(frozen=True, slots=True)
class Docket:
    """Where interviews are proposed: the rules, the day, the last number taken, and every interview there is."""

    scheme: Scheme
    today: date
    last_number: int  # of the register of `today`'s calendar year
    interviews: tuple[Interview, ...]

    @property
    def register(self) -> str:
        return register_of(self.today.year)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why an interview is proposed, and at which level."""

    ground: str  # light not_rectified by_hand
    task: Task
    level: int
    node: str | None
    lights: tuple[LitNode, ...]
    notices: tuple[str, ...]
    reason: str = ""


def register_of(year: int) -> str:
    return f"interviews-{year}"


def of_lights(facts: Iterable[Fact], tasks: Mapping[str, Task], scheme: Scheme) -> list[Ground]:
    """Return what the lights being set or corrected call for; a withdrawn task's call for nothing."""
    found = []
    for event in (fact.event for fact in facts):
        if not isinstance(event, e.LightSet | e.LightCorrected):
            continue
        if isinstance(event, e.LightCorrected) and event.was == event.light:
            continue  # only its day was corrected: it has called for what it calls for
        level, task = scheme.interviews.lights.get(event.light), tasks[event.task_no]
        if level is not None and task.state != "withdrawn":
            found.append(_by_light(task, event, level))
    return found


def _by_light(task: Task, event: e.LightSet | e.LightCorrected, level: int) -> Ground:
    """Return the ground with the whole run of misses that led to the light."""
    run: list[tuple[LitNode, str | None]] = []
    for light in task.lights:
        if light.node < event.node and light.assessed:
            run = [] if light.light == "green" else [*run, (LitNode(light.node, light.light), light.notice)]
    run.append((LitNode(event.node, event.light), event.notice))
    notices = tuple(notice for _, notice in run if notice)
    return Ground(LIGHT, task, level, event.node, tuple(lit for lit, _ in run), notices)


def of_verdict(verdict: Iterable[e.NoticeVerified], notice: Notice, task: Task, scheme: Scheme) -> list[Ground]:
    """Return what a verdict on a notice calls for: an interview when it was not rectified by its limit."""
    level = scheme.interviews.not_rectified
    if level is None or task.state == "withdrawn":
        return []
    lit = (LitNode(notice.node, notice.light),)
    return [
        Ground(NOT_RECTIFIED, task, level, notice.node, lit, (notice.notice,))
        for event in verdict
        if not event.rectified
    ]


def proposals(grounds: Iterable[Ground], docket: Docket) -> list[Fact]:
    """Return a proposal for each ground and lead unit, unless one at least as high is still to be held."""
    facts: list[Fact] = []
    for ground in grounds:
        for lead in ground.task.lead:
            if interviews.waiting(docket.interviews, ground.task.task_no, (lead,), ground.level) is None:
                made = _propose(ground, (Addressee(lead, "lead"),), docket)
                facts += made
                docket = replace(docket, last_number=docket.last_number + 1)
    return facts


def propose(task: Task, docket: Docket, *, units: Sequence[str], level: int, reason: str, notice: Notice | None
            ) -> list[Fact]:  # fmt: skip
    """Return the office's own proposal; without units it is of the task's lead, with others it is joint.

    Raises: InvalidError naming the field; RefusedError when the scheme knows no interviews, the task is withdrawn, or
    the same units are to be interviewed already.
    """
    rules = docket.scheme.interviews
    if not rules.levels:
        raise RefusedError("interviews.none_in_scheme", clause=CLAUSE, scheme=docket.scheme.scheme)
    if task.state == "withdrawn":
        raise RefusedError("interviews.task_withdrawn", clause=CLAUSE, task_no=task.task_no)
    rules.level(level)
    if not reason.strip():
        raise InvalidError("reason", "missing")
    if notice is not None and (notice.task_no != task.task_no or notice.state == "voided"):
        raise InvalidError("notice", "not_a_notice_of_the_task", notice=notice.notice, task_no=task.task_no)
    addressed = _addressed(task, tuple(units) or task.lead[:1])
    codes = [unit.unit for unit in addressed]
    before = interviews.waiting(docket.interviews, task.task_no, codes, level)
    if before is not None:
        raise RefusedError("interviews.waiting_already", clause=CLAUSE, interview=before.interview, units=codes)
    bad = docket.scheme.notices.lights
    lights = tuple(LitNode(light.node, light.light) for light in task.lights if light.light in bad)
    node = notice.node if notice else None
    named = (notice.notice,) if notice else tuple(light.notice for light in task.lights if light.notice)
    return _propose(Ground(BY_HAND, task, level, node, lights, named, reason.strip()), addressed, docket)


def fell(interview: Interview, task: Task, notices: Collection[Notice], others: Collection[Interview]) -> bool:
    """Tell whether what called for the interview no longer stands, so that the office itself may let it go (D-100).

    The task was withdrawn, the light corrected, the notice voided; or a later proposal takes its place.
    """
    if task.state == "withdrawn":
        return True
    later = [other for other in others if other.interview > interview.interview]
    if interviews.waiting(later, interview.task_no, interview.codes, interview.level) is not None:
        return True
    if interview.ground == LIGHT:
        light = task.light(interview.node or "")
        return light is None or LitNode(light.node, light.light) not in interview.lights
    named = [notice for notice in notices if notice.notice in interview.notices]
    return bool(named) and all(notice.state == "voided" for notice in named)


def _propose(ground: Ground, units: tuple[Addressee, ...], docket: Docket) -> list[Fact]:
    number = docket.last_number + 1
    name = ids.interview_id(docket.today.year, number)
    proposed = e.InterviewProposed(
        interview=name,
        scheme=docket.scheme.scheme,
        task_no=ground.task.task_no,
        units=units,
        level=ground.level,
        ground=ground.ground,
        node=ground.node,
        lights=ground.lights,
        notices=ground.notices,
        reason=ground.reason,
        clause=docket.scheme.interviews.clause,
        proposed_on=docket.today,
    )
    return [
        Fact(ids.register(docket.register), e.NumberTaken(docket.register, number, name)),
        Fact(ids.interview(name), proposed),
    ]


def _addressed(task: Task, units: Sequence[str]) -> tuple[Addressee, ...]:
    """Return the units with their roles, the lead first; only one lead, for each lead answers for itself."""
    found: dict[str, Addressee] = {}
    for place, unit in enumerate(units):
        role = task.role_of(unit)
        if role is None:
            raise InvalidError(f"units.{place}", "no_role_in_task", unit=unit, task_no=task.task_no)
        found.setdefault(unit, Addressee(unit, role))
    if not found:
        raise InvalidError("units", "missing")
    leads = [unit.unit for unit in found.values() if unit.role == "lead"]
    if len(leads) > 1:
        raise InvalidError("units", "one_lead_an_interview", units=leads)
    return tuple(sorted(found.values(), key=lambda unit: unit.role != "lead"))
