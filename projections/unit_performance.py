"""What each unit's score rests on, and the score: lights, breaches, verdicts as known at a line (二(五), D-008)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from domain import assessment, ids
from domain.assessment import ScoreFact, Standing, UnitFacts, YearEnd
from domain.duties import OFFICE
from domain.scheme import Formula
from projections import frame
from projections import performance_decided as decided
from projections import performance_rows as rows
from projections.as_of import AsOf, day_of
from projections.model import Db, Model, kept
from projections.what_is_due import known_at

NAME = "unit_performance"
VERSION = 2
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=(*rows.OWNS, *decided.OWNS),
    tables=(*rows.TABLES, *decided.TABLES),
    steps={
        "task.entered.v1": rows.entered,
        "task.roles_confirmed.v1": rows.roles_confirmed,
        "task.transferred.v1": rows.transferred,
        "task.light_set.v1": rows.light_set,
        "task.light_corrected.v1": rows.light_corrected,
        "notice.issued.v1": rows.notice_issued,
        "notice.readdressed.v1": rows.notice_readdressed,
        "notice.verified.v1": rows.notice_verified,
        "notice.voided.v1": rows.notice_voided,
        "bulletin.published.v1": decided.published,
        "bulletin.corrected.v1": decided.corrected,
        "score.entry_proposed.v1": decided.entry_proposed,
        "score.entry_confirmed.v1": decided.entry_confirmed,
        "assessment.finalised.v1": decided.finalised,
        "report.found_untrue.v1": rows.found_untrue,
    },
)
_BREACH = {"late": assessment.REPORT_LATE, "missed": assessment.REPORT_MISSING}
_ASSESSED = ("green", "yellow", "red")


def facts(db: Db, *, as_of: AsOf, scheme: str, unit: str | None = None) -> list[UnitFacts]:
    """Return what every unit with a part in the scheme is scored by, by code; or the one unit asked for."""
    known, parameters = known_at(db, as_of)
    where = " AND ".join(["scheme = ?", *known])
    values = [scheme, *parameters]
    roles = db.execute(f"SELECT task_no, unit, role FROM performance_role WHERE {where}", values).fetchall()
    lights = _lights(db, where, values)
    found = [
        *_light_facts(lights),
        *_breaches(db, where, values),
        *_verdicts(db, where, values),
        *_untrue(db, where, values),
    ]
    found += [*decided.mentions(db, where, values), *decided.entries(db, where, values)]
    groups = {row["code"]: row["group"] for row in frame.units(db, as_of=as_of)}
    # a unit whose role went to another keeps its row as long as a light was its own
    wanted = {unit} if unit is not None else {row["unit"] for row in (*roles, *lights)} | {f.unit for f in found}
    by_unit: dict[str, list[ScoreFact]] = {code: [] for code in wanted}
    for fact in found:
        if fact.unit in by_unit:
            by_unit[fact.unit].append(fact)
    lit: dict[str, list[Any]] = {}
    for row in lights:
        lit.setdefault(row["unit"], []).append(row)
    tasks: dict[str, set[str]] = {}
    for task_no, code, _ in roles:
        tasks.setdefault(code, set()).add(task_no)
    return [
        UnitFacts(
            code, groups.get(code, assessment.UNASSESSED), tuple(by_unit[code]), len(tasks.get(code, ())),
            _counts(lit.get(code, ())), _year_end(lit.get(code, ())),
        )
        for code in sorted(wanted)
    ]  # fmt: skip


def standings(db: Db, *, as_of: AsOf, scheme: str, formula: Formula, year_over: bool = True) -> Sequence[Standing]:
    """Return every unit's row under a formula: by group, then best first; kept until a fact of the scheme changes."""
    rests_on = (NAME, scheme, *_rests_on(db, as_of, scheme))

    def reckoned() -> Sequence[Standing]:
        known = kept(db, (*rests_on, "facts"), lambda: facts(db, as_of=as_of, scheme=scheme))
        return tuple(assessment.standings(known, formula, year_over=year_over))

    found: Sequence[Standing] = kept(db, (*rests_on, repr(formula), year_over), reckoned)
    return found


def _rests_on(db: Db, as_of: AsOf, scheme: str) -> tuple[Any, ...]:
    """Return what the facts of a scheme depend on: the last lines that moved them, and the day for the groups."""
    if as_of.position != db.position:
        return (as_of.position, as_of.true_on)
    row = db.execute(
        "SELECT (SELECT position FROM performance_moved WHERE scheme = ?1),"
        " (SELECT position FROM due_moved WHERE scheme = ?1),"
        " (SELECT max(position) FROM frame_line WHERE kind = 'unit')",
        (scheme,),
    ).fetchone()
    return (*row, day_of(db, as_of))


def _lights(db: Db, where: str, values: Sequence[Any]) -> list[Any]:
    """Return each light with each unit that had a role when it was set."""
    sql = (
        "SELECT l.task_no, l.node, l.light, l.set_position, l.from_position, r.unit, r.role"
        f" FROM (SELECT * FROM performance_light WHERE {where}) l JOIN performance_role r ON r.task_no = l.task_no"
        " AND r.from_position <= l.set_position AND (r.to_position IS NULL OR r.to_position > l.set_position)"
        " ORDER BY l.task_no, l.node"
    )
    return list(db.execute(sql, values).fetchall())


def _light_facts(lights: Iterable[Any]) -> Iterable[ScoreFact]:
    for row in lights:
        if row["light"] in assessment.LIGHTS:
            positions = tuple(dict.fromkeys((row["set_position"], row["from_position"])))
            yield ScoreFact(row["light"], row["unit"], row["role"], row["task_no"], row["node"], positions)


def _breaches(db: Db, where: str, values: Sequence[Any]) -> Iterable[ScoreFact]:
    sql = (
        "SELECT state, unit, role, task_no, period, from_position, kind FROM due_duty"
        f" WHERE {where} AND state IN ('late', 'missed') AND unit != '{OFFICE}'"
    )
    for state, unit, role, task_no, period, position, kind in [
        *db.execute(sql, values),
        *_made_good(db, where, values),
    ]:
        yield ScoreFact(_BREACH[state], unit, role, task_no, period, (position,), kind)


def _made_good(db: Db, where: str, values: Sequence[Any]) -> Iterable[Any]:
    """Return what was found missing and came late after all: the finding stays an entry, at nothing (D-008)."""
    sql = (
        "SELECT 'missed', late.unit, late.role, late.task_no, late.period, min(found.from_position), late.kind"
        f" FROM (SELECT * FROM due_duty WHERE {where} AND state = 'late' AND unit != '{OFFICE}') late"
        " JOIN due_duty found ON found.owner = late.owner AND found.duty_id = late.duty_id"
        " AND found.state = 'missed' AND found.from_position < late.from_position"
        " GROUP BY late.owner, late.duty_id"
    )
    return list(db.execute(sql, values).fetchall())


def _verdicts(db: Db, where: str, values: Sequence[Any]) -> Iterable[ScoreFact]:
    sql = f"SELECT notice, task_no, addressees, from_position FROM performance_verdict WHERE {where}"
    for notice, task_no, addressees, position in db.execute(sql, values):
        for unit, role in json.loads(addressees):
            yield ScoreFact(assessment.NOTICE_NOT_RECTIFIED, unit, role, task_no, notice, (position,))


def _untrue(db: Db, where: str, values: Sequence[Any]) -> Iterable[ScoreFact]:
    """A report found untrue rests on its own line and on the finding's."""
    sql = f"SELECT task_no, report_no, unit, role, period, from_position FROM performance_untrue WHERE {where}"
    for task_no, report_no, unit, role, period, position in db.execute(sql, values).fetchall():
        positions = (*_reported_at(db, task_no, report_no), position)
        yield ScoreFact(assessment.REPORT_UNTRUE, unit, role, task_no, period, positions)


def _reported_at(db: Db, task_no: str, report_no: int) -> tuple[int, ...]:
    """Return the position of a task's report; its number counts the reports on the task's stream."""
    sql = (
        "SELECT position FROM audit_line WHERE stream = (SELECT id FROM audit_term WHERE term = ?)"
        " AND name = (SELECT id FROM audit_term WHERE term = 'report.submitted.v1') ORDER BY version LIMIT 1 OFFSET ?"
    )
    return tuple(row[0] for row in db.execute(sql, (ids.task(task_no), report_no - 1)))


def _counts(lights: Iterable[Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in lights:
        counts[row["light"]] = counts.get(row["light"], 0) + 1
    return counts


def _year_end(lights: Iterable[Any]) -> tuple[YearEnd, ...]:
    """Return the latest assessed light of each of a unit's tasks; its rows are in node order."""
    last: dict[str, YearEnd] = {}
    for row in lights:
        if row["light"] in _ASSESSED:
            last[row["task_no"]] = YearEnd(row["task_no"], row["role"], row["light"], row["from_position"])
    return tuple(last.values())
