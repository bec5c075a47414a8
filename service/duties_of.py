"""What a stream owes and what has become of it, folded in the turn: tasks, plans, notices, interviews."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from domain import bulletins, duties, fulfilment, ids
from domain.duties import Duty, Facts
from domain.editions import Editions
from domain.implementation_plans import PlanFile
from domain.interviews import Interview
from domain.items import Item
from domain.notices import CLOSED, Notice
from domain.office_desk import OfficeDesk
from domain.task_state import Task
from domain.units import UnitGroup
from projections.what_is_due import Candidate
from service.bulletins_of import bulletins_of
from service.known import Folds, calendar, scheme_of

Owed = tuple[Duty, Facts]


def duties_of(turn: Folds, candidates: Iterable[Candidate], zone: tzinfo) -> Iterator[tuple[str, Iterator[Owed]]]:
    """Yield each stream that a candidate names, once, with what it owes; the stream decides, not the read model."""
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.stream in seen:
            continue
        seen.add(candidate.stream)
        kind, _, name = candidate.stream.partition("/")
        if kind == "task":
            yield candidate.stream, duties_of_task(turn, name, zone)
        elif kind == "plan":
            yield candidate.stream, duties_of_unit(turn, candidate.scheme, candidate.unit, candidate.items)
        elif kind == "notice":
            yield candidate.stream, duties_of_notice(turn, name)
        elif kind == "interview":
            yield candidate.stream, duties_of_interview(turn, name)
        elif kind == "office":
            yield candidate.stream, duties_of_office(turn, name)


def duties_of_task(turn: Folds, task_no: str, zone: tzinfo) -> Iterator[Owed]:
    """Yield the node plans and reports owed to a task."""
    task = turn.fold(ids.task(task_no))
    if not isinstance(task, Task):
        return
    scheme = scheme_of(turn, task.scheme)
    days = calendar(turn, scheme.year)
    editions = turn.fold(ids.editions(task.scheme))
    naming = editions.naming(task_no) if isinstance(editions, Editions) else None
    for duty in duties.owed_by_task(scheme, task, days, edition_issued_on=naming.issued_on if naming else None):
        yield duty, fulfilment.by_task(duty, task, days, zone)


def duties_of_unit(turn: Folds, scheme_id: str, unit: str, items: Iterable[str]) -> Iterator[Owed]:
    """Yield the implementation plan a unit owes for `items`, if they name it themselves."""
    scheme = scheme_of(turn, scheme_id)
    named = [item for name in items if isinstance(item := turn.fold(ids.item(name)), Item)]
    groups = {code for item in named for code in item.units if isinstance(turn.fold(ids.unit_group(code)), UnitGroup)}
    filed = turn.fold(ids.plan(scheme_id, unit))
    facts = fulfilment.by_plan(filed if isinstance(filed, PlanFile) else None)
    for duty in duties.owed_by_items(scheme, named, groups, calendar(turn, scheme.year)):
        if duty.unit == unit:
            yield duty, facts


def duties_of_notice(turn: Folds, notice_id: str) -> Iterator[Owed]:
    """Yield the answers owed to a notice; none is owed any more once it is voided or decided."""
    notice = turn.fold(ids.notice(notice_id))
    if not isinstance(notice, Notice):
        return
    scheme = scheme_of(turn, notice.scheme)
    owed = duties.notice_answer(
        scheme, calendar(turn, notice.issued_on.year), notice=notice.notice, task_no=notice.task_no,
        addressees=notice.addressees, issued_on=notice.issued_on, limit_on=notice.limit_on,
        closed=notice.state in (*CLOSED, "voided"),
    )  # fmt: skip
    for duty in owed:
        yield duty, fulfilment.by_notice(duty, notice)


def duties_of_interview(turn: Folds, interview_id: str) -> Iterator[Owed]:
    """Yield the commitments made in an interview; none is owed any more once its task is withdrawn."""
    interview = turn.fold(ids.interview(interview_id))
    if not isinstance(interview, Interview):
        return
    scheme = scheme_of(turn, interview.scheme)
    task = turn.fold(ids.task(interview.task_no))
    withdrawn = isinstance(task, Task) and task.withdrawn_on is not None
    for duty in duties.commitments(scheme, interview, lapsed=withdrawn):
        yield duty, fulfilment.by_commitment(duty, interview)


def duties_of_office(turn: Folds, scheme_id: str) -> Iterator[Owed]:
    """Yield the livelihood specials the office owes; each is met by the bulletin published for its period."""
    scheme = scheme_of(turn, scheme_id)
    desk = turn.fold(ids.office(scheme_id))
    told = bulletins_of(turn, scheme)
    for duty in duties.owed_by_office(scheme, calendar(turn, scheme.year)):
        special = bulletins.special_of(told, scheme_id, duty.period)
        yield duty, fulfilment.by_office(duty, desk if isinstance(desk, OfficeDesk) else None, special)
