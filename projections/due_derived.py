"""What is owed, derived anew when something it rests on has changed, and compared with what stood before.

A row is closed when the record says otherwise and another opened, so that a list can be asked for as known at any
line. A duty that was settled by a firm day keeps that day when a rule changes later (docs/decisions/082).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from domain import bulletins, duties, fulfilment, ids
from domain import events as e
from domain.duties import Duty
from domain.editions import Editions
from domain.implementation_plans import PlanFile
from domain.interviews import Interview
from domain.notices import CLOSED, Notice
from domain.record import Recorded
from domain.scheme import Scheme
from domain.task_state import Task
from domain.working_days import Due
from projections import due_known as known
from projections.model import Batch

TABLES = (
    *known.TABLES,
    "CREATE TABLE due_moved (scheme TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE due_reason (reason TEXT PRIMARY KEY, because TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE due_duty (
        owner TEXT NOT NULL, duty_id TEXT NOT NULL, from_position INTEGER NOT NULL, to_position INTEGER,
        scheme TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL, role TEXT NOT NULL, task_no TEXT,
        period TEXT NOT NULL, due_on TEXT NOT NULL, provisional INTEGER NOT NULL, reason TEXT NOT NULL,
        receiver TEXT NOT NULL, clause TEXT NOT NULL, items TEXT NOT NULL, state TEXT NOT NULL,
        late_days INTEGER NOT NULL, settled_on TEXT, PRIMARY KEY (owner, duty_id, from_position)
    ) WITHOUT ROWID""",
)
INDEXES = (
    "CREATE INDEX due_duty_open ON due_duty (due_on, duty_id) WHERE state = 'open' AND to_position IS NULL",
    "CREATE INDEX due_duty_unit ON due_duty (unit, due_on) WHERE to_position IS NULL",
    "CREATE INDEX due_duty_breach ON due_duty (scheme, unit) WHERE state IN ('late', 'missed')",
)
OWNS = (*known.OWNS, "due_reason", "due_duty", "due_moved")

BREACHES = (duties.LATE, duties.MISSED)
_SETTLED = (duties.MET, duties.LATE, duties.MISSED)
_STANDING = (
    "SELECT duty_id, from_position, scheme, kind, unit, role, task_no, period, due_on, provisional, reason, receiver,"
    " clause, items, state, late_days, settled_on FROM due_duty WHERE owner = ? AND to_position IS NULL"
)
_CLOSE = "UPDATE due_duty SET to_position = ? WHERE owner = ? AND duty_id = ? AND from_position = ?"
_OPEN = f"INSERT INTO due_duty VALUES (?, ?, ?, NULL{', ?' * 15})"
_DUE = slice(6, 9)  # due_on, provisional, reason within a row as compared
_STATE = 12
Row = tuple[Any, ...]


def everything(batch: Batch, line: Recorded, scheme_id: str) -> None:
    """Derive every duty of a scheme anew."""
    by_items(batch, line, scheme_id)
    by_office(batch, line, scheme_id)
    for (task_no,) in batch.all("SELECT task_no FROM due_task WHERE scheme = ?", scheme_id):
        by_task(batch, line, task_no)
    for notice_id in known.keys(batch, "notice"):
        if known.state(batch, "notice", notice_id).scheme == scheme_id:
            by_notice(batch, line, notice_id)


def by_task(batch: Batch, line: Recorded, task_no: str) -> None:
    task = known.task(batch, task_no)
    scheme, zone = scheme_then(batch, task.scheme, line), known.zone_of(batch, task.scheme)
    days = known.calendar(batch, scheme.year)
    editions = editions_of(batch, task.scheme)
    naming = editions.naming(task_no) if editions else None
    first_at = {key: standing.first_at for key, standing in known.standings(batch, task_no).items()}
    first_at.update({(plan.unit, plan.role, "plan"): plan.effective_at for plan in task.plans})
    rows = []
    for duty in duties.owed_by_task(scheme, task, days, edition_issued_on=naming.issued_on if naming else None):
        facts = fulfilment.by_task(duty, task, days, zone)
        period = "plan" if duty.kind == duties.NODE_PLAN else duty.period
        at = first_at.get((duty.unit, duty.role, period))
        rows.append(_row(batch, duty, facts, at.astimezone(zone).date() if at else None, line))
    _compare(batch, line, ids.task(task_no), rows)


def by_items(batch: Batch, line: Recorded, scheme_id: str) -> None:
    if known.state(batch, "scheme", scheme_id) is None:
        return
    scheme, zone = scheme_then(batch, scheme_id, line), known.zone_of(batch, scheme_id)
    named = [known.state(batch, "item", key) for key in known.keys(batch, "item")]
    groups = set(known.keys(batch, "unit_group"))
    of_scheme = [item for item in named if item.scheme == scheme_id]
    rows = []
    for duty in duties.owed_by_items(scheme, of_scheme, groups, known.calendar(batch, scheme.year)):
        plan: PlanFile | None = known.state(batch, "plan", f"{scheme_id}/{duty.unit}")
        on = plan.effective_at.astimezone(zone).date() if plan and plan.effective_at else None
        rows.append(_row(batch, duty, fulfilment.by_plan(plan), on, line))
    _compare(batch, line, f"items/{scheme_id}", rows)


def by_notice(batch: Batch, line: Recorded, notice_id: str) -> None:
    notice: Notice = known.state(batch, "notice", notice_id)
    scheme, zone = scheme_then(batch, notice.scheme, line), known.zone_of(batch, notice.scheme)
    owed = duties.notice_answer(
        scheme, known.calendar(batch, notice.issued_on.year), notice=notice_id, task_no=notice.task_no,
        addressees=notice.addressees, issued_on=notice.issued_on, limit_on=notice.limit_on,
        closed=notice.state in (*CLOSED, "voided"),
    )  # fmt: skip
    answered: dict[str, date] = {}
    for answer in notice.answers:
        answered.setdefault(answer.unit, answer.effective_at.astimezone(zone).date())
    rows = [_row(batch, duty, fulfilment.by_notice(duty, notice), answered.get(duty.unit), line) for duty in owed]
    _compare(batch, line, ids.notice(notice_id), rows)


def by_interview(batch: Batch, line: Recorded, interview_id: str) -> None:
    interview: Interview = known.state(batch, "interview", interview_id)
    scheme, task = scheme_then(batch, interview.scheme, line), known.state(batch, "task", interview.task_no)
    lapsed = task is not None and task.withdrawn_on is not None
    rows = []
    for duty, promise in zip(duties.commitments(scheme, interview, lapsed=lapsed), interview.promises, strict=True):
        rows.append(_row(batch, duty, fulfilment.by_commitment(duty, interview), promise.done_on, line))
    _compare(batch, line, ids.interview(interview_id), rows)


def by_office(batch: Batch, line: Recorded, scheme_id: str) -> None:
    if known.state(batch, "scheme", scheme_id) is None:
        return
    scheme = scheme_then(batch, scheme_id, line)
    desk = known.state(batch, "office", scheme_id)
    told = [known.state(batch, "bulletin", key) for key in known.keys(batch, "bulletin")]
    rows = []
    for duty in duties.owed_by_office(scheme, known.calendar(batch, scheme.year)):
        special = bulletins.special_of(told, scheme_id, duty.period)
        on = special.published.published_on if special and special.published else None
        rows.append(_row(batch, duty, fulfilment.by_office(duty, desk, special), on, line))
    _compare(batch, line, ids.office(scheme_id), rows)


def scheme_then(batch: Batch, scheme_id: str, line: Recorded) -> Scheme:
    """Return the version of the scheme that ruled on the local day of a line."""
    return known.scheme_on(batch, scheme_id, known.local_day(batch, scheme_id, line.meta.recorded_at))


def editions_of(batch: Batch, scheme_id: str) -> Editions | None:
    found: Editions | None = known.state(batch, "editions", scheme_id)
    return found


# --- rows --------------------------------------------------------------------------------------------------------


def _row(batch: Batch, duty: Duty, facts: duties.Facts, handed_in_on: date | None, line: Recorded) -> tuple[str, Row]:
    state, late_days = duties.state_of(duty, facts)
    settled_on = handed_in_on if state in (duties.MET, duties.LATE) else None
    if state in (duties.MISSED, duties.LAPSED):
        settled_on = known.local_day(batch, duty.scheme, line.meta.recorded_at)
    return duty.duty_id, (
        duty.scheme, duty.kind, duty.unit, duty.role, duty.task_no, duty.period, duty.due.due_on.isoformat(),
        int(duty.due.provisional), _reason(batch, duty.due), duty.to, duty.clause, json.dumps(duty.items), state,
        late_days, settled_on.isoformat() if settled_on else None,
    )  # fmt: skip


def _reason(batch: Batch, due: Due) -> str:
    """Return the name of the days counted, kept once: a month's reports are all due for the same reason."""
    first = due.because[0]
    memo = batch.remembered(f"{known.NAME}.reasons")
    key = (first.date, first.why, due.due_on, due.provisional)  # forgotten when a calendar is published
    if key not in memo:
        because = json.dumps(
            [{"date": c.date.isoformat(), "counted": c.counted, "why": c.why} for c in due.because],
            separators=(",", ":"),
        )
        memo[key] = hashlib.sha256(because.encode()).hexdigest()[:16]
        batch.run("INSERT OR IGNORE INTO due_reason VALUES (?, ?)", memo[key], because)
    return str(memo[key])


def settle_report(batch: Batch, line: Recorded, key: known.Key) -> None:
    """Settle one report's duty as `by_task` would, without deriving the task's others anew."""
    task_no: str = line.event.task_no
    unit, role, period = key
    duty_id = f"{duties.PROGRESS_REPORT}:{task_no}:{period}:{role}:{unit}"
    found = batch.all(f"{_STANDING} AND duty_id = ?", ids.task(task_no), duty_id)
    latest = known.standing(batch, task_no, key)
    task = known.task_with_one(batch, task_no, key)
    _settle(batch, line, task, found, {unit: latest.first_at} if latest else {})


def settle_plan(batch: Batch, line: Recorded) -> None:
    """Settle the duties that one node plan meets, as `by_task` would."""
    event: e.NodePlanFiled = line.event
    sql = f"{_STANDING} AND kind = ? AND role = ? AND (role = 'lead' OR unit = ?)"  # joint leads share one plan
    found = batch.all(sql, ids.task(event.task_no), duties.NODE_PLAN, event.role, event.unit)
    task = known.task_without_reports(batch, event.task_no)
    _settle(batch, line, task, found, {p.unit: p.effective_at for p in task.plans if p.role == event.role})


def _settle(
    batch: Batch, line: Recorded, task: Task, found: Iterable[Any], handed_in_at: Mapping[str, datetime]
) -> None:
    """`task` holds all that the duties found rest on."""
    zone = known.zone_of(batch, task.scheme)
    calendar = known.calendar(batch, scheme_then(batch, task.scheme, line).year)
    owner = ids.task(task.task_no)
    for duty_id, from_position, *columns in found:
        before: Row = tuple(columns)
        scheme, kind, unit, role, task_no, period, due_on, provisional, _, receiver, clause = before[:11]
        due = Due(date.fromisoformat(due_on), (), bool(provisional))
        duty = Duty(kind, scheme, unit, role, task_no, period, due, receiver, clause)
        state, late_days = duties.state_of(duty, fulfilment.by_task(duty, task, calendar, zone))
        settled_on = before[-1]
        if state in (duties.MET, duties.LATE):
            at = handed_in_at.get(unit)
            settled_on = at.astimezone(zone).date().isoformat() if at else None
        row: Row = (*before[:_STATE], state, late_days, settled_on)
        if row != before:
            batch.run(_CLOSE, line.position, owner, duty_id, from_position)
            batch.run(_OPEN, owner, duty_id, line.position, *row)
            _moved(batch, line, before, row)


def _compare(batch: Batch, line: Recorded, owner: str, rows: Iterable[tuple[str, Row]]) -> None:
    """Close the rows that no longer hold and open those that now do."""
    standing = {row[0]: (row[1], tuple(row[2:])) for row in batch.all(_STANDING, owner)}
    for duty_id, row in rows:
        from_position, before = standing.pop(duty_id, (0, None))
        if before is not None:
            row = _kept(before, row)
            if row == before:
                continue
            batch.run(_CLOSE, line.position, owner, duty_id, from_position)
        batch.run(_OPEN, owner, duty_id, line.position, *row)
        _moved(batch, line, before, row)
    for duty_id, (from_position, before) in standing.items():
        batch.run(_CLOSE, line.position, owner, duty_id, from_position)
        _moved(batch, line, before, before)


def _moved(batch: Batch, line: Recorded, before: Row | None, after: Row) -> None:
    """Say that a scheme's breaches have changed: scores reckoned before no longer hold."""
    if after[_STATE] in BREACHES or (before is not None and before[_STATE] in BREACHES):
        batch.run("INSERT OR REPLACE INTO due_moved VALUES (?, ?)", after[0], line.position)


def _kept(before: Row, row: Row) -> Row:
    """Keep the firm day a duty was settled by, and the day on which it was found missing or lapsed."""
    if before[_STATE] in _SETTLED and not before[7]:
        row = (*row[:6], *before[_DUE], *row[9:])
    if row[_STATE] == before[_STATE] and row[_STATE] in (duties.MISSED, duties.LAPSED):
        row = (*row[:-1], before[-1])
    return row
