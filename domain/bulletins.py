"""Bulletins 《…政务督查》: drafted with figures that never move again, published by a second person (二(四), D-120)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain import duties
from domain import events as e
from domain.bulletin_rules import LIVELIHOOD, REGULAR
from domain.duties import OFFICE, OFFICE_SPECIAL
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.references import References
from domain.scheme import Scheme
from domain.task_state import Task
from domain.working_days import Calendar, Due

CLAUSE, SECOND_PERSON = "二(四)", "D-120"
PRAISE, CRITICISM = "praise", "criticism"
MENTIONS = (PRAISE, CRITICISM)
_YEARS_AROUND = 1  # a bulletin of January tells of December


@dataclass(frozen=True, slots=True)
class Correction:
    correction: int
    text: str  # content digest
    reason: str
    withdraws: tuple[e.Withdrawn, ...]
    public: bool
    proposed_by: str
    state: str = "proposed"  # proposed confirmed


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin as its stream tells it; before it is published only the latest draft counts."""

    bulletin: str
    scheme: str
    kind: str
    period: str
    drafted: e.BulletinDrafted | None = None
    drafted_by: str = ""
    published: e.BulletinPublished | None = None
    corrections: tuple[Correction, ...] = ()

    def correction(self, number: int) -> Correction | None:
        return self.corrections[number - 1] if 0 < number <= len(self.corrections) else None

    def taken_back(self) -> frozenset[tuple[str, int]]:
        """Return the mentions that confirmed corrections have withdrawn."""
        confirmed = (c for c in self.corrections if c.state == "confirmed")
        return frozenset((gone.among, gone.mention) for c in confirmed for gone in c.withdraws)


@dataclass(frozen=True, slots=True)
class Said:
    """A mention as asked for; `unit` as written (code or known name), `text` a content digest."""

    unit: str
    task_no: str | None
    text: str
    public: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A bulletin as asked for; `text` is a content digest."""

    kind: str
    period: str
    title: str
    text: str
    praise: tuple[Said, ...] = ()
    criticism: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the turn says of what a bulletin names: units, tasks by number, the year's other bulletins."""

    units: References
    tasks: Mapping[str, Task] = field(default_factory=dict)
    others: tuple[Bulletin, ...] = ()


def evolve(bulletin: Bulletin | None, event: Any, account: str = "") -> Bulletin:
    """Return the bulletin after `event`; what was published is told whole by its own event."""
    if isinstance(event, e.BulletinDrafted):
        return Bulletin(event.bulletin, event.scheme, event.kind, event.period, event, account)
    if isinstance(event, e.BulletinPublished):
        before = bulletin or Bulletin(event.bulletin, event.scheme, event.kind, event.period)
        return replace(before, published=event, drafted_by=event.drafted_by)
    assert bulletin is not None, "a bulletin's stream begins with BulletinDrafted"
    if isinstance(event, e.BulletinCorrectionProposed):
        proposed = Correction(
            event.correction, event.text, event.reason, event.withdraws, event.public, proposed_by=account
        )
        return replace(bulletin, corrections=(*bulletin.corrections, proposed))
    if isinstance(event, e.BulletinCorrected):
        corrections = tuple(
            replace(c, state="confirmed") if c.correction == event.correction else c for c in bulletin.corrections
        )
        return replace(bulletin, corrections=corrections)
    return bulletin


def draft(
    current: Bulletin | None, form: Form, *, bulletin: str, scheme: Scheme, known: Known, position: int,
    figures: e.Json, today: date,
) -> list[e.BulletinDrafted]:  # fmt: skip
    """Return the draft over figures frozen at `position`; drafted anew, it takes the place of the draft before.

    Raises: RefusedError when it is published, or its period is not over, not owed or told already; InvalidError.
    """
    if current is not None and current.published is not None:
        raise RefusedError("bulletin.published", clause=CLAUSE, bulletin=bulletin)
    if not form.title.strip():
        raise InvalidError("title", "missing")
    _check_period(form, scheme, today)
    _check_untold(form.kind, form.period, scheme, bulletin, known.others)
    praise = _mentions(PRAISE, form.praise, scheme, known, today)
    criticism = _mentions(CRITICISM, form.criticism, scheme, known, today)
    return [
        e.BulletinDrafted(
            bulletin=bulletin, scheme=scheme.scheme, kind=form.kind, period=form.period, title=form.title.strip(),
            text=form.text, praise=praise, praise_texts=tuple(said.text for said in form.praise),
            criticism=criticism, criticism_texts=tuple(said.text for said in form.criticism),
            position=position, figures=figures, drafted_on=today,
        )
    ]  # fmt: skip


def publish(
    current: Bulletin | None, bulletin: str, *, scheme: Scheme, issue: int, calendar: Calendar, today: date,
    persons: Collection[str], others: Iterable[Bulletin],
) -> list[e.BulletinPublished]:  # fmt: skip
    """Publish the standing draft as it is. `persons` are the accounts that publish, `issue` its number.

    Raises: AbsentError, RefusedError when it is published already, its period is told already, or the drafter
    publishes.
    """
    if current is None or current.drafted is None:
        raise AbsentError("bulletin", bulletin)
    if current.published is not None:
        raise RefusedError("bulletin.published", clause=CLAUSE, bulletin=bulletin)
    if current.drafted_by in persons:
        raise RefusedError("bulletin.drafter_may_not_publish", clause=SECOND_PERSON, bulletin=bulletin)
    _check_untold(current.kind, current.period, scheme, bulletin, others)
    due = special_due(scheme, current.period, calendar) if current.kind == LIVELIHOOD else None
    late_days = calendar.late_days(due.due_on, today) if due and not due.provisional else 0
    told = current.drafted
    return [
        e.BulletinPublished(
            bulletin=bulletin, scheme=told.scheme, kind=told.kind, period=told.period,
            number=scheme.bulletins.number.format(n=issue), issue=issue, title=told.title, text=told.text,
            praise=told.praise, praise_texts=told.praise_texts, criticism=told.criticism,
            criticism_texts=told.criticism_texts, position=told.position, figures=told.figures,
            drafted_by=current.drafted_by, published_on=today, due_on=due.due_on if due else None,
            late_days=late_days,
        )
    ]  # fmt: skip


def special_due(scheme: Scheme, period: str, calendar: Calendar) -> Due | None:
    """Return when the office owes the livelihood special of a period; None where the scheme asks for none."""
    if not any(rule.kind == OFFICE_SPECIAL for rule in scheme.duties):
        return None
    return duties.due_by(duties.rule_for(scheme, OFFICE_SPECIAL, OFFICE, period), scheme, period, calendar)


def special_of(others: Iterable[Bulletin], scheme: str, period: str) -> Bulletin | None:
    """Return the published livelihood special of a period."""
    return next(
        (b for b in others if b.published and (b.scheme, b.kind, b.period) == (scheme, LIVELIHOOD, period)), None
    )


def _check_period(form: Form, scheme: Scheme, today: date) -> None:
    ends_on = duties.period_end(scheme, form.period)
    if abs(ends_on.year - scheme.year) > _YEARS_AROUND:
        raise InvalidError("period", "period_outside_scheme", period=form.period)
    if form.kind == REGULAR:
        return
    if any(rule.kind == OFFICE_SPECIAL for rule in scheme.duties):
        duties.rule_for(scheme, OFFICE_SPECIAL, OFFICE, form.period)
    if today <= ends_on:
        raise RefusedError("bulletin.period_not_over", clause=CLAUSE, period=form.period, ends_on=ends_on)


def _check_untold(kind: str, period: str, scheme: Scheme, bulletin: str, others: Iterable[Bulletin]) -> None:
    """Let pass unless the period's special is out: what is wrong in it is corrected, not told again."""
    before = special_of(others, scheme.scheme, period) if kind == LIVELIHOOD else None
    if before is not None and before.bulletin != bulletin:
        raise RefusedError("bulletin.special_published", clause=CLAUSE, period=period, bulletin=before.bulletin)


def _mentions(
    where: str, wished: Sequence[Said], scheme: Scheme, known: Known, today: date
) -> tuple[e.Mention, ...]:  # fmt: skip
    """Return the mentions by unit code. Raises: InvalidError naming the place, `praise.0.unit`."""
    found: list[e.Mention] = []
    for place, said in enumerate(wished):
        unit = known.units.unit(f"{where}.{place}.unit", said.unit, today)
        if said.task_no is not None:
            task = known.tasks.get(said.task_no)
            if task is None or task.scheme != scheme.scheme:
                raise InvalidError(f"{where}.{place}.task_no", "unknown_task", task_no=said.task_no)
            if unit not in {tenure.unit for tenure in task.tenures}:
                raise InvalidError(f"{where}.{place}.unit", "unit_has_no_part", unit=said.unit, task_no=said.task_no)
        if any((other.unit, other.task_no) == (unit, said.task_no) for other in found):
            raise InvalidError(f"{where}.{place}", "mention_named_twice", unit=said.unit)
        found.append(e.Mention(unit, said.task_no, said.public))
    return tuple(found)
