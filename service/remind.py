"""What the daily tick prepares to tell each unit: what comes due, is due today, or is overdue (催办, D-147)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from domain import ids, reminders
from domain.events import RemindedDuty
from domain.record import Fact
from domain.reminders import Told, Window
from projections import frame
from projections import reminders as prepared
from projections.what_is_due import Candidate
from service.app import App
from service.duties_of import duties_of
from service.known import Folds, calendar, scheme_of


@dataclass(frozen=True, slots=True)
class Near:
    """By scheme, what a day is near to; and the streams on which something may be to be told."""

    windows: Mapping[str, Window]
    candidates: Sequence[Candidate]


def near_to(app: App, day: date) -> Near:
    """Return where to look on a day; nowhere on one that is past or not worked: the next one tells."""
    days = calendar(app.store, day.year)
    if day != app.store.today or not days.is_working(day):
        return Near({}, ())
    with app.read.at() as db:
        rules = {scheme: scheme_of(app.store, scheme).reminders for scheme in frame.scheme_ids(db)}
        windows = {
            scheme: reminders.window(day, rule.days_before, days) for scheme, rule in rules.items() if rule is not None
        }
        found = [one for scheme, window in windows.items() for one in prepared.candidates(db, scheme, window)]
    return Near(windows, found)


def reminders_of(turn: Folds, near: Near, day: date, *, began_on: date, zone: tzinfo) -> list[Fact]:
    """Return one reminder for each unit that is to be told something, by unit; the streams decide."""
    found: dict[str, list[RemindedDuty]] = {}
    for _, owed in duties_of(turn, near.candidates, zone):
        for duty, facts in owed:
            window = near.windows.get(duty.scheme)
            told = window and reminders.of_duty(duty, facts, window)
            if told and told.due_on >= began_on:
                found.setdefault(duty.unit, []).append(told)
    return [
        Fact(ids.reminders(unit), event)
        for unit in sorted(found)
        for event in reminders.prepare(_told(turn, unit), unit, day, found[unit])
    ]


def _told(turn: Folds, unit: str) -> Told | None:
    told = turn.fold(ids.reminders(unit))
    return told if isinstance(told, Told) else None
