"""Reminders (催办): what a unit is told of what it owes, each duty at most once as coming, due and overdue (D-147)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain import duties
from domain.duties import Duty, Facts
from domain.events import RemindedDuty, ReminderDelivered, ReminderFailed, ReminderPrepared
from domain.working_days import Calendar

COMING, DUE, OVERDUE = "coming", "due", "overdue"
MOMENTS = (COMING, DUE, OVERDUE)
WAITS = (timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=80))  # after each failed attempt but the last


@dataclass(frozen=True, slots=True)
class Window:
    """What a working day is near to: before `next_day` nothing is worked any more, `soon` is too far to speak of."""

    day: date
    next_day: date
    soon: date

    def moment(self, due_on: date) -> str | None:
        """Return as what something due on a day is told; what falls due on a day off is told on the day before."""
        if due_on < self.day:
            return OVERDUE
        if due_on < self.next_day:
            return DUE
        return COMING if due_on < self.soon else None


@dataclass(frozen=True, slots=True)
class Told:
    """What one unit has been told of: (duty, moment)."""

    duties: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the latest day's message to one address; `again_at` None: it is not tried again."""

    day: date
    attempt: int
    again_at: datetime | None


def window(day: date, days_before: int, calendar: Calendar) -> Window:
    """Return the window of a working day."""
    return Window(day, calendar.after(day, 1).due_on, calendar.after(day, days_before + 1).due_on)


def of_duty(duty: Duty, facts: Facts, near: Window) -> RemindedDuty | None:
    """Return what is told of a duty on the window's day; None for one that is met, lapsed, provisional or far off."""
    if facts.pending or duties.state_of(duty, facts)[0] not in (duties.OPEN, duties.MISSED):
        return None
    due_on = facts.until(duty)
    moment = near.moment(due_on)
    if moment is None:
        return None
    return RemindedDuty(duty.duty_id, duty.scheme, duty.kind, duty.task_no, duty.period, due_on, moment)


def prepare(told: Told | None, unit: str, day: date, found: Iterable[RemindedDuty]) -> list[ReminderPrepared]:
    """Tell a unit what it has not been told before, by due day; nothing new is no reminder."""
    before = told.duties if told else frozenset()
    new = [one for one in found if (one.duty, one.moment) not in before]
    new.sort(key=lambda one: (one.due_on, one.duty))
    return [ReminderPrepared(unit, day, tuple(new))] if new else []


def attempt_now(delivery: Delivery | None, day: date, now: datetime) -> int | None:
    """Return which attempt to deliver a day's reminders is to be made now; None when none is."""
    if delivery is None or delivery.day < day:
        return 1
    if delivery.day > day or delivery.again_at is None or now < delivery.again_at:
        return None
    return delivery.attempt + 1


def failed(to: str, channel: str, day: date, *, attempt: int, now: datetime) -> ReminderFailed:
    """Say that an attempt failed, and when the next one is made: later each time, and not for ever."""
    again_at = now + WAITS[attempt - 1] if attempt <= len(WAITS) else None
    return ReminderFailed(to, channel, day, attempt, again_at)


def evolve(told: Told | None, event: Any, account: str = "") -> Told | None:
    """Return what a unit has been told after `event`."""
    if not isinstance(event, ReminderPrepared):
        return told
    before = told.duties if told else frozenset()
    return Told(before | {(one.duty, one.moment) for one in event.duties})


def evolve_delivery(delivery: Delivery | None, event: Any, account: str = "") -> Delivery | None:
    """Return what became of an address's latest message after `event`."""
    if isinstance(event, ReminderDelivered):
        return Delivery(event.day, event.attempt, None)
    if isinstance(event, ReminderFailed):
        return Delivery(event.day, event.attempt, event.again_at)
    return delivery
