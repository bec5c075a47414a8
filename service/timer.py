"""The server's own timer: when a local day begins, one of its processes runs the daily tick (DUCHA_TIMER)."""

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from domain import ids
from domain.frame import TickState
from service.app import App
from service.tick import tick

_log = logging.getLogger("ducha.timer")


class Timer(threading.Thread):
    """Looks at the clock every `every` seconds; ends with its process."""

    def __init__(self, app: App, *, every: float = 1.0) -> None:
        super().__init__(name="ducha-timer", daemon=True)
        self._app = app
        self._every = every
        self._stopped = threading.Event()
        self._reached: date | None = None

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def run(self) -> None:
        told = ""
        while not self._stopped.wait(self._every):
            try:
                self._look()
                told = ""
            except Exception as error:  # noqa: BLE001 - whatever it is, tomorrow's tick must still come
                if str(error) != told:  # said once, not every second until somebody looks
                    _log.error("tick_failed kind=%s reason=%s", type(error).__name__, error)
                told = str(error)

    def _look(self) -> None:
        """Reach the day if it is new. Raises: whatever refuses the tick, a clock that is not believed above all."""
        today = self._app.store.today
        if today == self._reached:
            return
        with alone(self._app.settings.home / "timer.lock") as first:
            if not first:
                return
            state = self._app.store.fold(ids.TICK)
            if not isinstance(state, TickState) or state.last_day < today:
                result = tick(self._app)
                _log.info("ticked days=%d missed=%d", len(result.days), len(result.missed))
            self._reached = today


@contextmanager
def alone(place: Path) -> Iterator[bool]:
    """Give whether no other process is at it; the lock goes with the process if it dies."""
    with place.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
