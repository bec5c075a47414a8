"""How a notice is made: number, addressees, facts, limit, copies (二(三)); no yellow or red without one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain import events as e
from domain import ids, notices
from domain.errors import RefusedError
from domain.events import Json
from domain.notices import Notice
from domain.record import Fact
from domain.scheme import NoticeRules, Scheme
from domain.task_state import Task
from domain.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Desk:
    """Where notices are made: the rules, the days, and the last number taken."""

    scheme: Scheme
    calendar: Calendar
    today: date
    last_number: int  # of the register of `today`'s calendar year

    @property
    def register(self) -> str:
        """Return the register that numbers today's notices; its year is the calendar year of issue."""
        return register_of(self.today.year)

    def notice_id(self, number: int) -> str:
        return ids.notice_id(self.today.year, number)


def register_of(year: int) -> str:
    return f"notices-{year}"


def needed(scheme: Scheme, task: Task, light: str) -> bool:
    """Tell whether a light of the task brings a notice; a withdrawn task owes nothing any more."""
    return light in scheme.notices.lights and task.state != "withdrawn"


def issue(desk: Desk, task: Task, *, number: int, node: str, light: str, facts: Json) -> list[Fact]:
    """Return the facts of one notice: its number, itself, and its service through the system.

    `facts` are plain data; sentences are rendered at the edge.
    Raises: RefusedError when the limit falls in a year whose calendar is not published, or nobody is addressed.
    """
    rules = desk.scheme.notices
    due = desk.calendar.after(desk.today, rules.limit_days)
    if due.provisional:
        raise RefusedError("notices.limit_provisional", clause=rules.clause, task_no=task.task_no, due_on=due.due_on)
    notice = desk.notice_id(number)
    to = addressees(task, rules)
    if not to:
        raise RefusedError("notices.nobody_addressed", clause="D-007", task_no=task.task_no)
    issued = e.NoticeIssued(
        notice=notice,
        number=rules.number.format(year=desk.today.year, n=number),
        scheme=desk.scheme.scheme,
        task_no=task.task_no,
        node=node,
        light=light,
        addressees=to,
        facts=facts,
        requirement=rules.requirement,
        limit_on=due.due_on,
        copies_to=tuple(dict.fromkeys(post for post in (task.leader, task.coordinator) if post)),
        issued_on=desk.today,
    )
    served = e.NoticeServed(notice, tuple(addressee.unit for addressee in to), "system")
    return [
        Fact(ids.register(desk.register), e.NumberTaken(desk.register, number, notice)),
        Fact(ids.notice(notice), issued),
        Fact(ids.notice(notice), served),
    ]


def addressees(task: Task, rules: NoticeRules) -> tuple[e.Addressee, ...]:
    """Return the units addressed, lead first, each once with its weightiest role.

    A collective has no role in a task, so it gets none (D-007).
    """
    found: dict[str, e.Addressee] = {}
    for unit, role in task.units():
        if role in rules.roles:
            found.setdefault(unit, e.Addressee(unit, role))
    return tuple(found.values())


def facts_of(light: e.LightSet) -> Json:
    """Return what a notice states of the light it comes with."""
    return {
        "limit_on": light.limit_on.isoformat(),
        "done_on": light.done_on.isoformat() if light.done_on else None,
        "case": light.case,
        "report_no": light.because["report_no"],
        "previous": light.because["previous"],
    }


def void(desk: Desk, task: Task, notice: Notice, *, persons: Collection[str]) -> list[Fact]:
    """Return the voiding by a second person and, where the proposal asks for it, the notice that takes its place.

    A notice is replaced only while its light stands: the new one gives a new limit and today's addressees.
    Raises: as `notices.confirm_void` and `issue`.
    """
    light = task.light(notice.node)
    stands = light is not None and needed(desk.scheme, task, light.light)
    number = desk.last_number + 1 if notice.void_replaces and stands else None
    replaced_by = desk.notice_id(number) if number else None
    voided = notices.confirm_void(notice, persons=persons, replaced_by=replaced_by)
    facts = [Fact(ids.notice(notice.notice), event) for event in voided]
    if number is None or light is None:
        return facts
    told = {**notice.facts, "replaces": notice.notice}
    return [*facts, *issue(desk, task, number=number, node=notice.node, light=light.light, facts=told)]
