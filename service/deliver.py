"""Delivers a day's reminders in working hours, again when it failed, beside the tick and the requests (D-147)."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from domain import ids, reminders
from domain.actors import SYSTEM, Actor
from domain.duties import OFFICE
from domain.events import ReminderDelivered, ReminderFailed
from domain.record import Fact
from domain.reminders import Delivery
from projections import as_of, frame
from projections import reminders as prepared
from service.act import Act
from service.app import App
from service.known import calendar
from service.reminder_settings import Address
from service.timer import alone

LOCK = "reminders.lock"
_log = logging.getLogger("ducha.reminders")


class UndeliveredError(Exception):
    """A channel did not take a message; the text says why, without the address."""


Send = Callable[[Address, date, Sequence[dict[str, Any]]], None]  # Raises: UndeliveredError


class Delivering:
    """Sends each address its message of the day, once; whoever runs it holds `LOCK`.

    What went out but could not be put on the record is remembered and put there first: only a death between the two
    lets a message go out again.
    """

    def __init__(self, app: App, send: Send) -> None:
        self._app = app
        self._send = send
        self._unrecorded: dict[str, ReminderDelivered | ReminderFailed] = {}

    def deliver(self) -> int:
        """Send what is to be sent now and return how many messages went out; none outside working hours.

        Raises: whatever refuses a write.
        """
        settings, now = self._app.settings, self._app.clock.now()
        local = now.astimezone(settings.zone)
        in_hours = any(begin <= local.time() < end for begin, end in settings.hours)
        if not in_hours or not calendar(self._app.store, local.year).is_working(local.date()):
            return 0
        return sum(self._to(address, local.date(), now) for address in settings.notify)

    def _to(self, address: Address, day: date, now: datetime) -> bool:
        stream = ids.reminder_delivery(address.to, address.channel)
        outcome = self._unrecorded.get(stream) or self._attempt(stream, address, day, now)
        if outcome is None:
            return False
        self._unrecorded[stream] = outcome
        act = Act(Actor("system", SYSTEM), f"deliver:{day.isoformat()}", f"deliver:{day.isoformat()}")
        self._app.store.write(act, lambda turn: [Fact(stream, outcome)])
        del self._unrecorded[stream]
        return isinstance(outcome, ReminderDelivered)

    def _attempt(
        self, stream: str, address: Address, day: date, now: datetime
    ) -> ReminderDelivered | ReminderFailed | None:
        before = self._app.store.fold(stream)
        attempt = reminders.attempt_now(before if isinstance(before, Delivery) else None, day, now)
        told = self._to_tell(address, day) if attempt else []
        if not attempt or not told:
            return None
        try:
            self._send(address, day, told)
        except UndeliveredError as error:
            _log.warning("reminders_failed to=%s channel=%s attempt=%d reason=%s",
                         address.to, address.channel, attempt, error)  # fmt: skip
            return reminders.failed(address.to, address.channel, day, attempt=attempt, now=now)
        units = tuple(dict.fromkeys(row["unit"] for row in told))
        return ReminderDelivered(address.to, address.channel, day, attempt, units)

    def _to_tell(self, address: Address, day: date) -> list[dict[str, Any]]:
        """Return what is still owed of what was prepared, each with its unit's name."""
        with self._app.read.at() as db:
            rows = prepared.to_deliver(db, day, None if address.to == OFFICE else address.to)
            names = {unit["code"]: unit["name"] for unit in frame.units(db, as_of=as_of.now(db))} if rows else {}
        return [{**row, "unit_name": names.get(row["unit"])} for row in rows]


def deliver_once(app: App, send: Send) -> int:
    """Send what is to be sent now, unless a server of this record does; return how many messages went out."""
    if not app.settings.notify:
        return 0
    with alone(app.settings.home / LOCK) as first:
        return Delivering(app, send).deliver() if first else 0


class Courier(threading.Thread):
    """Looks every `every` seconds whether something is to be delivered; one process of a server does."""

    def __init__(self, app: App, send: Send, *, every: float = 10.0) -> None:
        super().__init__(name="ducha-courier", daemon=True)
        self._app = app
        self._delivering = Delivering(app, send)
        self._every = every
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def run(self) -> None:
        while not self._stopped.wait(self._every):
            with alone(self._app.settings.home / LOCK) as first:
                if first:
                    self._go_on()

    def _go_on(self) -> None:
        """Deliver until stopped, the lock in hand: what one process remembers, another does not know."""
        said = ""
        while not self._stopped.is_set():
            try:
                self._delivering.deliver()
                said = ""
            except Exception as error:  # noqa: BLE001 - whatever it is, tomorrow's reminders must still go out
                if str(error) != said:
                    _log.error("reminders_stuck kind=%s reason=%s", type(error).__name__, error)
                said = str(error)
            self._stopped.wait(self._every)
