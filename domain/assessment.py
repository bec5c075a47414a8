"""A unit's score as a ledger: every point from a fact on the record, by a formula that is data (二(五), D-008)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.scheme import Formula

YELLOW, RED = "yellow", "red"
REPORT_LATE, REPORT_MISSING, REPORT_UNTRUE = "report_late", "report_missing", "report_untrue"
NOTICE_NOT_RECTIFIED, MANUAL, FLOOR = "notice_not_rectified", "manual", "floor"
PRAISED, CRITICISED = "praised", "criticised"
LIGHTS = (YELLOW, RED)
BREACHES = (REPORT_LATE, REPORT_MISSING, REPORT_UNTRUE, NOTICE_NOT_RECTIFIED)
AWARD, CANCEL, NO_SUGGESTION, FOR_DECISION = "award", "cancel", "none", "decision"
UNASSESSED = "unassessed"  # party, military and central bodies
_ANSWERABLE = ("lead", "construction")
_NOTHING, _WHOLE, _RATE = Decimal(0), Decimal(1), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """Something on the record that may move a unit's score. `positions`: the lines of the record it rests on."""

    cause: str  # yellow red report_late report_missing report_untrue notice_not_rectified praised criticised … manual
    unit: str
    role: str  # lead co construction; the unit's in the task
    task_no: str | None
    period: str  # node, month or notice id
    positions: tuple[int, ...]
    duty_kind: str = "progress_report"  # of a lateness: only the formula's `breach_kinds` count
    points: Decimal | None = None  # of a manual entry


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a score; base and entries add up to it. `points` is what it adds: 0 when it is not counted."""

    cause: str
    task_no: str | None
    points: Decimal
    positions: tuple[int, ...]
    counted: bool
    why: str  # counted lighter_light handed_in_late kind_not_counted not_in_formula floor
    role: str = ""
    period: str = ""
    factor: Decimal = _WHOLE


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The latest assessed light of a task in which the unit has a role."""

    task_no: str
    role: str
    light: str
    position: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the office may propose; others decide. `for_decision`: red tasks the unit only co-organises."""

    suggestion: str = NO_SUGGESTION
    tasks: tuple[str, ...] = ()
    for_decision: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a suggestion rests on: the lines of a light or a breach. `speaks_for`: cancel decision award none."""

    speaks_for: str
    cause: str
    task_no: str | None
    role: str
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Principal:
    """A unit's principal, whose eligibility goes with the unit's; `person` held the post at the year's end."""

    post: str
    title: str
    person: str | None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """All that a unit's row rests on. `tasks` counts those in which it has a role; `lights` counts every light."""

    unit: str
    group: str
    facts: tuple[ScoreFact, ...] = ()
    tasks: int = 0
    lights: Mapping[str, int] = field(default_factory=dict)
    year_end: tuple[YearEnd, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's row; `rank` is None for those who are not ranked."""

    unit: str
    group: str
    rank: int | None
    score: Decimal
    rate_per_task: Decimal | None
    tasks: int
    lights: Mapping[str, int]
    breaches: int
    suggestion: Suggestion
    entries: tuple[Entry, ...]
    evidence: tuple[Evidence, ...] = ()
    principals: tuple[Principal, ...] = ()  # named where the suggestion concerns them


def entries(facts: Iterable[ScoreFact], formula: Formula) -> list[Entry]:
    """Return one unit's entries, by task, period and cause; last, what the floor gives back, if it does."""
    ordered = sorted(facts, key=_order)
    settled = {(f.task_no, f.period, f.duty_kind) for f in ordered if f.cause == REPORT_LATE}
    heaviest = _heaviest_lights(ordered, formula)
    found = [_entry(fact, formula, settled, heaviest.get(fact.task_no, fact) is fact) for fact in ordered]
    below = formula.floor - formula.base - total(found)
    if below > 0:
        found.append(Entry(FLOOR, None, below, (), True, FLOOR))
    return found


def total(found: Iterable[Entry]) -> Decimal:
    return sum((entry.points for entry in found), _NOTHING)


def score(facts: Iterable[ScoreFact], formula: Formula) -> Decimal:
    """Return the base and all entries together."""
    return formula.base + total(entries(facts, formula))


def rank(scores: Mapping[str, Decimal], groups: Mapping[str, str]) -> dict[str, int | None]:
    """Return each unit's place within its assessment group; equal scores share the better place (1 1 3)."""
    places: dict[str, int | None] = {}
    for unit, mine in scores.items():
        peers = [other for code, other in scores.items() if groups[code] == groups[unit]]
        places[unit] = None if groups[unit] == UNASSESSED else 1 + sum(other > mine for other in peers)
    return places


def rate_per_task(found: Iterable[Entry], tasks: int) -> Decimal | None:
    """Return the points per task, the floor left aside; None without a task."""
    if not tasks:
        return None
    return (total(entry for entry in found if entry.cause != FLOOR) / tasks).quantize(_RATE)


def suggestion(found: Sequence[Entry], year_end: Sequence[YearEnd], *, year_over: bool = True) -> Suggestion:
    """Return what the lights suggest for awards; nothing before the year is over.

    Red at year end: cancel the eligibility of lead and construction units. An award: no yellow, red or breach all
    year, and at least one light assessed.
    """
    if not year_over:
        return Suggestion()
    red = [last for last in year_end if last.light == RED]
    for_decision = tuple(sorted(last.task_no for last in red if last.role not in _ANSWERABLE))
    tasks = tuple(sorted(last.task_no for last in red if last.role in _ANSWERABLE))
    if tasks:
        return Suggestion(CANCEL, tasks, for_decision)
    blamed = any(map(_is_blame, found))
    return Suggestion(NO_SUGGESTION if blamed or not year_end else AWARD, (), for_decision)


def evidence(suggested: Suggestion, found: Sequence[Entry], year_end: Sequence[YearEnd]) -> tuple[Evidence, ...]:
    """Return what a suggestion rests on, or what stands against an award, each with its lines of the record."""
    red = [last for last in year_end if last.light == RED]
    told = [_lit(CANCEL if last.role in _ANSWERABLE else FOR_DECISION, last) for last in red]
    if suggested.suggestion == AWARD:
        return (*told, *(_lit(AWARD, last) for last in year_end))
    if suggested.suggestion == NO_SUGGESTION:
        against = [entry for entry in found if _is_blame(entry)]
        told += [Evidence(NO_SUGGESTION, x.cause, x.task_no, x.role, x.positions) for x in against]
    return tuple(told)


def _lit(speaks_for: str, last: YearEnd) -> Evidence:
    return Evidence(speaks_for, last.light, last.task_no, last.role, (last.position,))


def standings(units: Iterable[UnitFacts], formula: Formula, *, year_over: bool = True) -> list[Standing]:
    """Return the row of every unit: by group, then best first, then by code. Any formula, the same function."""
    known = list(units)
    ledgers = {u.unit: entries(u.facts, formula) for u in known}
    scores = {unit: formula.base + total(found) for unit, found in ledgers.items()}
    ranks = rank(scores, {u.unit: u.group for u in known})
    rows = []
    for u in known:
        found, judged = ledgers[u.unit], year_over and u.group != UNASSESSED
        suggested = suggestion(found, u.year_end) if judged else Suggestion()
        rows.append(
            Standing(
                u.unit, u.group, ranks[u.unit], scores[u.unit], rate_per_task(found, u.tasks), u.tasks, u.lights,
                sum(map(_is_breach, found)), suggested, tuple(found),
                evidence(suggested, found, u.year_end) if judged else (),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.group, -row.score, row.unit))


def _order(fact: ScoreFact) -> tuple[str, str, str, str, tuple[int, ...], str, Decimal]:
    return (
        fact.task_no or "", fact.period, fact.cause, fact.role, fact.positions, fact.duty_kind,
        fact.points or _NOTHING,
    )  # fmt: skip


def _heaviest_lights(ordered: Sequence[ScoreFact], formula: Formula) -> dict[str | None, ScoreFact]:
    """Return, per task, the light that costs most; of equals the earliest. Empty when every light counts."""
    found: dict[str | None, ScoreFact] = {}
    if not formula.heaviest_light_per_task:
        return found
    for fact in ordered:
        if fact.cause not in LIGHTS:
            continue
        before = found.get(fact.task_no)
        if before is None or _worth(fact, formula) < _worth(before, formula):
            found[fact.task_no] = fact
    return found


def _worth(fact: ScoreFact, formula: Formula) -> Decimal:
    return formula.points.get(fact.cause, _NOTHING) * _factor(fact, formula)


def _factor(fact: ScoreFact, formula: Formula) -> Decimal:
    return formula.role_factor.get(fact.role, _WHOLE) if fact.cause in formula.factored else _WHOLE


def _entry(fact: ScoreFact, formula: Formula, settled: set[tuple[str | None, str, str]], heaviest: bool) -> Entry:
    why = _why_not(fact, formula, settled, heaviest)
    factor = _factor(fact, formula)
    each = fact.points if fact.cause == MANUAL else formula.points.get(fact.cause)
    points = _NOTHING if why or each is None else each * factor
    return Entry(fact.cause, fact.task_no, points, fact.positions, why is None, why or "counted", fact.role,
                 fact.period, factor)  # fmt: skip


def _why_not(
    fact: ScoreFact, formula: Formula, settled: set[tuple[str | None, str, str]], heaviest: bool
) -> str | None:
    """Return why a fact does not count, None when it does. A report handed in after all is late, no longer missing."""
    if fact.cause == MANUAL:
        return None if fact.points is not None else "not_in_formula"
    if fact.cause in (REPORT_LATE, REPORT_MISSING) and fact.duty_kind not in formula.breach_kinds:
        return "kind_not_counted"
    if fact.cause == REPORT_MISSING and (fact.task_no, fact.period, fact.duty_kind) in settled:
        return "handed_in_late"
    if fact.cause not in formula.points:
        return "not_in_formula"
    return None if heaviest or fact.cause not in LIGHTS else "lighter_light"


def _is_blame(entry: Entry) -> bool:
    """Tell whether an entry stands against an award."""
    return entry.cause in LIGHTS or _is_breach(entry)


def _is_breach(entry: Entry) -> bool:
    return entry.counted and entry.cause in BREACHES
