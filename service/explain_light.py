"""Explains a light: rule and version, due moment, days counted, what was known then, who set it, by what clause."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain import ids
from domain.actors import UNIT_ROLES, Actor, may
from domain.errors import AbsentError
from domain.events import Json, LightCorrected, LightCorrectionProposed, LightSet, TaskInspected
from domain.findings import known_to
from domain.notices import Notice
from domain.record import Recorded
from domain.task_state import Task
from service import known
from service.app import App
from service.as_known import as_known, lines_known


def explain_light(
    app: App, task_no: str, node: str, *, viewer: Actor | None = None, position: int | None = None,
    true_on: date | None = None,
) -> Json:  # fmt: skip
    """Return everything a light rests on, as known at a position; nothing is computed anew.

    `true_on`: the light that held on that day (D-081). `viewer` None: the administrator at the command line.
    Raises: AbsentError when no light was set by then, or the viewer may not know of the task.
    """
    task = known.task(app.store, task_no, viewer)
    lines = [line for line in lines_known(app, ids.task(task_no), position) if getattr(line.event, "node", "") == node]
    lines = _held_on(lines, true_on, app.settings.zone) if true_on else lines
    settings = [line for line in lines if isinstance(line.event, LightSet)]
    if not settings:
        raise AbsentError("light", f"{task_no}/{node}")
    found = settings[-1]
    light: LightSet = found.event
    corrections = [line for line in lines if isinstance(line.event, LightCorrected)]
    standing = max((found, *corrections), key=lambda line: line.position).event
    return {
        "task_no": task_no,
        "node": node,
        "light": standing.light,
        "done_on": standing.done_on,
        **_rule(light),
        "limit_on": light.limit_on,
        "due_on": light.due_on,
        "due_at": _end_of(light, app.settings.zone),
        "due_because": light.because.get("counted", []),
        "known": {name: value for name, value in light.because.items() if name != "counted"},
        "inspections": _inspections(task, [line for line in lines if line.position < found.position], viewer),
        "set": _set(found),
        "earlier": [_set(line) for line in settings[:-1]],
        "corrections": [_corrected(line, lines) for line in corrections],
        "proposed_corrections": _pending(lines, corrections) if viewer is None or may("read_lighting", viewer) else [],
        "notice": _notice(app, standing.notice or light.notice, position),
    }


def _held_on(lines: list[Recorded], day: date, zone: ZoneInfo) -> list[Recorded]:
    """Return the lines of the light that held on a day, what was corrected in it later included (D-081)."""
    later = (
        line.position
        for line in lines
        if isinstance(line.event, LightSet) and line.meta.recorded_at.astimezone(zone).date() > day
    )
    end = next(later, None)
    return lines if end is None else [line for line in lines if line.position < end]


def _rule(light: LightSet) -> Json:
    return {
        "scheme": light.scheme,
        "scheme_version": light.scheme_version,
        "profile": light.profile,
        "case": light.case,
        "clause": light.clause,
        "proposed": light.proposed,
        "reason": light.reason,
    }


def _inspections(task: Task, before: list[Recorded], viewer: Actor | None) -> list[Json]:
    """Return what inspections had found of the node when the light was set; a unit those published to it by now."""
    found = [line.event for line in before if isinstance(line.event, TaskInspected)]
    if viewer is not None and viewer.role in UNIT_ROLES:
        shown = known_to(task.findings, viewer.unit or "")
        found = [event for event in found if event.inspection in shown]
    return [
        {"inspection": event.inspection, "visited_on": event.visited_on, "done": event.done, "done_on": event.done_on}
        for event in found
    ]


def _end_of(light: LightSet, zone: ZoneInfo) -> datetime:
    """Return the moment until which the report could come: the due day, until 24:00 local (D-001)."""
    return datetime.combine(light.due_on + timedelta(days=1), time.min, zone)


def _by(line: Recorded) -> Json:
    meta = line.meta
    return {"account": meta.account, "role": meta.role, "post": meta.post, "person": meta.person}


def _set(line: Recorded) -> Json:
    return {
        "light": line.event.light,
        "at": line.meta.recorded_at,
        "position": line.position,
        "session": line.event.session,
        "by": _by(line),
    }


def _corrected(line: Recorded, lines: list[Recorded]) -> Json:
    event: LightCorrected = line.event
    proposal = _proposal(event.correction, lines)
    return {
        "correction": event.correction,
        "light": event.light,
        "was": event.was,
        "done_on": event.done_on,
        "reason": event.reason,
        "proposed_by": _by(proposal),
        "proposed_at": proposal.meta.recorded_at,
        "confirmed_by": _by(line),
        "at": line.meta.recorded_at,
        "position": line.position,
    }


def _proposal(correction: int, lines: list[Recorded]) -> Recorded:
    return next(
        line
        for line in lines
        if isinstance(line.event, LightCorrectionProposed) and line.event.correction == correction
    )


def _pending(lines: list[Recorded], corrections: list[Recorded]) -> list[Json]:
    confirmed = {line.event.correction for line in corrections}
    return [
        {"correction": line.event.correction, "light": line.event.light, "done_on": line.event.done_on,
         "reason": line.event.reason, "proposed_by": _by(line), "proposed_at": line.meta.recorded_at}
        for line in lines
        if isinstance(line.event, LightCorrectionProposed) and line.event.correction not in confirmed
    ]  # fmt: skip


def _notice(app: App, notice_id: str | None, position: int | None) -> Json | None:
    notice: Any = as_known(app, ids.notice(notice_id), position) if notice_id else None
    while isinstance(notice, Notice) and notice.replaced_by:
        notice = as_known(app, ids.notice(notice.replaced_by), position)
    if not isinstance(notice, Notice):
        return None
    return {"notice": notice.notice, "number": notice.number, "state": notice.state, "limit_on": notice.limit_on}
