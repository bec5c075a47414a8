"""What the duties' read model knows of schemes, calendars, tasks and plans: small states, by the domain's own folds.

A task is kept without its reports: of these, one short row per unit, role and period is enough to say what is owed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from domain import (
    bulletins,
    implementation_plans,
    interviews,
    items,
    notices,
    office_desk,
    task_state,
    units,
    working_days,
)
from domain import editions as edition_rules
from domain import events as e
from domain import frame as frame_rules
from domain.copies import copier
from domain.events import NAMES, STORED_NAME
from domain.frame import SchemeState
from domain.record import Recorded
from domain.scheme import Scheme
from domain.task_reports import Report
from domain.task_state import Task
from domain.working_days import Calendar, Year
from projections.as_of import micros, moment_of
from projections.model import Batch

NAME = "what_is_due"
TABLES = (
    """CREATE TABLE due_line (
        kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL,
        event BLOB NOT NULL, PRIMARY KEY (kind, key, version)
    ) WITHOUT ROWID""",
    """CREATE TABLE due_report (
        task_no TEXT NOT NULL, unit TEXT NOT NULL, role TEXT NOT NULL, period TEXT NOT NULL,
        report_no INTEGER NOT NULL, state TEXT NOT NULL, late_days INTEGER NOT NULL, provisional INTEGER NOT NULL,
        effective_at INTEGER NOT NULL, first_at INTEGER NOT NULL, resubmit_by TEXT, untrue TEXT NOT NULL,
        PRIMARY KEY (task_no, unit, role, period)
    ) WITHOUT ROWID""",
    "CREATE TABLE due_task (task_no TEXT PRIMARY KEY, scheme TEXT NOT NULL) WITHOUT ROWID",
)
OWNS = ("due_line", "due_report", "due_task")

_FOLDS: dict[str, Callable[[Any, Any, str], Any]] = {
    "scheme": frame_rules.evolve_scheme,
    "calendar": working_days.evolve,
    "unit_group": units.evolve_group,
    "item": items.evolve,
    "editions": edition_rules.evolve,
    "plan": implementation_plans.evolve,
    "task": task_state.evolve,
    "notice": notices.evolve,
    "interview": interviews.evolve,
    "bulletin": bulletins.evolve,
    "office": office_desk.evolve,
}
_INSERT = "INSERT INTO due_line VALUES (?, ?, ?, ?, ?, ?)"
_REPORT = "INSERT OR REPLACE INTO due_report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NUMBER = "UPDATE due_report SET report_no = ? WHERE task_no = ? AND unit = ? AND role = ? AND period = ?"
_encode = msgspec.json.Encoder(order="deterministic").encode
_STATES = {kind: f"{NAME}.{kind}" for kind in _FOLDS}
_copy = copier(Task)
_decoders: dict[str, Callable[[bytes], Any]] = {}
_REPORTS, _SINGLE, _UNSAVED, _NUMBERS = (f"{NAME}.{part}" for part in ("reports", "single", "unsaved", "numbers"))
_STANDINGS = (
    "SELECT unit, role, period, report_no, state, late_days, provisional, effective_at, first_at, resubmit_by, untrue"
    " FROM due_report WHERE task_no = ?"
)
Key = tuple[str, str, str]  # unit, role, period


@dataclass(slots=True)
class Standing:
    """The latest report of a unit, in a role, for a period; `first_at`: when the standing one first came.

    `untrue`: numbers of earlier versions that were found so; they were handed in all the same.
    """

    report_no: int
    state: str  # submitted returned untrue
    late_days: int
    provisional: bool
    effective_at: datetime
    first_at: datetime
    resubmit_by: date | None
    untrue: tuple[int, ...] = ()

    def is_only_replaced(self, event: e.ReportSubmitted) -> bool:
        """Tell whether a newer version leaves its duty, and every other report, as they stand."""
        return (
            self.state == "submitted"
            and self.late_days == event.late_days
            and not (self.provisional or event.due_provisional or event.merges)
        )


def keep(batch: Batch, line: Recorded) -> None:
    """Keep an event that a later question folds, and what it makes of its stream."""
    kind, _, key = line.stream.partition("/")
    batch.run(
        _INSERT, kind, key, line.version, STORED_NAME[type(line.event)], line.meta.account, _encode(line.event)
    )  # fmt: skip
    states = batch.remembered(_STATES[kind], 20_000)
    if key in states:
        states[key] = _FOLDS[kind](states[key], line.event, line.meta.account)


def state(batch: Batch, kind: str, key: str) -> Any:
    """Return what a stream's kept events say; None when there are none."""
    states = batch.remembered(_STATES[kind], 20_000)
    if key not in states:
        found: Any = None
        sql = "SELECT name, account, event FROM due_line WHERE kind = ? AND key = ? ORDER BY version"
        for name, account, event in batch.all(sql, kind, key):
            found = _FOLDS[kind](found, _decode(name, event), account)
        states[key] = found
    return states[key]


def keys(batch: Batch, kind: str) -> list[str]:
    sql = "SELECT DISTINCT key FROM due_line WHERE kind = ? ORDER BY key"
    return [row[0] for row in batch.all(sql, kind)]


def scheme_on(batch: Batch, scheme_id: str, day: date) -> Scheme:
    """Return the scheme in the version that rules on a day."""
    found: SchemeState = state(batch, "scheme", scheme_id)
    return found.on(day)


def calendar(batch: Batch, around: int) -> Calendar:
    """Return the calendar a decision would look at: the published years from the one before to two after."""
    memo = batch.remembered(f"{NAME}.calendars")
    if around not in memo:
        found = (state(batch, "calendar", str(year)) for year in range(around - 1, around + 3))
        memo[around] = Calendar({year.year: year for year in found if isinstance(year, Year)})
    calendar: Calendar = memo[around]
    return calendar


def zone_of(batch: Batch, scheme_id: str) -> ZoneInfo:
    found: SchemeState = state(batch, "scheme", scheme_id)
    return ZoneInfo(found.scheme.timezone)


def local_day(batch: Batch, scheme_id: str, moment: datetime) -> date:
    return moment.astimezone(zone_of(batch, scheme_id)).date()


def task(batch: Batch, task_no: str) -> Task:
    """Return a task with the reports that matter for its duties."""
    return _with_reports(state(batch, "task", task_no), sorted(standings(batch, task_no).items()))


def task_with_one(batch: Batch, task_no: str, key: Key) -> Task:
    """Return a task with the reports of one unit, role and period: all that its duty rests on."""
    latest = standing(batch, task_no, key)
    return _with_reports(state(batch, "task", task_no), [(key, latest)] if latest else [])


def task_without_reports(batch: Batch, task_no: str) -> Task:
    found: Task = state(batch, "task", task_no)
    return found


def _with_reports(found: Task, latest_of: Iterable[tuple[Key, Standing]]) -> Task:
    reports: list[Report] = []
    for key, latest in latest_of:
        reports += [_report(key, latest, number, "untrue") for number in latest.untrue]
        reports.append(_report(key, latest, latest.report_no, latest.state))
    return _copy(found, reports=tuple(reports))


def _report(key: Key, standing: Standing, report_no: int, state: str) -> Report:
    unit, role, period = key
    return Report(
        report_no=report_no, unit=unit, role=role, node=period, to="", done_on=None, percent=None,
        effective_at=standing.effective_at, due_on=None, late_days=standing.late_days, merges=(), state=state,
        resubmit_by=standing.resubmit_by, due_provisional=standing.provisional,
    )  # fmt: skip


def is_plain(batch: Batch, task_no: str) -> bool:
    """Tell whether every unit has held its role since the task began, and the task goes on."""
    found: Task = state(batch, "task", task_no)
    return found.state == "active" and all(t.since is None and t.until is None for t in found.tenures)


def standings(batch: Batch, task_no: str) -> dict[Key, Standing]:
    """Return the latest reports of a task."""
    memo: dict[str, Any] = batch.memo.setdefault(_REPORTS, {})  # emptied only once everything is saved
    if task_no not in memo:
        if batch.memo.get(_SINGLE, {}).pop(task_no, None):
            _save(batch)  # what was put one by one is read back with the rest
        memo[task_no] = {(r[0], r[1], r[2]): _standing(r[3:]) for r in batch.all(_STANDINGS, task_no)}
    found: dict[Key, Standing] = memo[task_no]
    return found


def standing(batch: Batch, task_no: str, key: Key) -> Standing | None:
    """Return the latest report of one unit, role and period, without looking at the task's others."""
    known: dict[str, Any] = batch.memo.get(_REPORTS, {})
    if task_no in known:
        return known[task_no].get(key)  # type: ignore[no-any-return]
    memo = batch.memo.setdefault(_SINGLE, {}).setdefault(task_no, {})
    if key not in memo:
        row = batch.one(f"{_STANDINGS} AND unit = ? AND role = ? AND period = ?", task_no, *key)
        memo[key] = _standing(row[3:]) if row else None
    return memo[key]  # type: ignore[no-any-return]


def put_standing(batch: Batch, task_no: str, key: Key, standing: Standing) -> None:
    known: dict[str, Any] = batch.memo.get(_REPORTS, {})
    if task_no in known:
        known[task_no][key] = standing
    else:
        batch.memo.setdefault(_SINGLE, {}).setdefault(task_no, {})[key] = standing
    batch.memo.setdefault(_UNSAVED, {})[(task_no, *key)] = standing


def put_number(batch: Batch, task_no: str, key: Key, report_no: int) -> None:
    """Keep the number of a version that changes nothing else: most reports replace one like them."""
    before = standing(batch, task_no, key)
    assert before is not None, "only a version of a report is replaced by one like it"
    before.report_no = report_no
    whole = (task_no, *key)
    if whole not in batch.memo.setdefault(_UNSAVED, {}):
        batch.memo.setdefault(_NUMBERS, {})[whole] = report_no


def save_standings(batch: Batch) -> None:
    _save(batch)
    batch.remembered(_REPORTS, 20_000)
    batch.remembered(_SINGLE, 20_000)


def _save(batch: Batch) -> None:
    """Write what `put_number` and `put_standing` kept, in that order: a whole row also has the newest number."""
    numbers, unsaved = batch.memo.get(_NUMBERS), batch.memo.get(_UNSAVED)
    if numbers:
        batch.db.executemany(_NUMBER, [(number, *key) for key, number in numbers.items()])
        numbers.clear()
    if unsaved:
        batch.db.executemany(_REPORT, [(*key, *_row(standing)) for key, standing in unsaved.items()])
        unsaved.clear()


def _row(s: Standing) -> tuple[Any, ...]:
    return (
        s.report_no, s.state, s.late_days, s.provisional, micros(s.effective_at), micros(s.first_at),
        s.resubmit_by.isoformat() if s.resubmit_by else None, ",".join(map(str, s.untrue)),
    )  # fmt: skip


def _standing(row: Any) -> Standing:
    report_no, state, late_days, provisional, effective_at, first_at, resubmit_by, untrue = row
    return Standing(
        report_no, state, late_days, bool(provisional), moment_of(effective_at),
        moment_of(first_at), date.fromisoformat(resubmit_by) if resubmit_by else None,
        tuple(int(number) for number in untrue.split(",") if number),
    )  # fmt: skip


def _decode(name: str, event: bytes) -> Any:
    decode = _decoders.get(name)
    if decode is None:
        decode = _decoders[name] = msgspec.json.Decoder(NAMES[name]).decode
    return decode(event)
