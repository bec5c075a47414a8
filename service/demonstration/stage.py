"""What every chapter stands on: the application, the clock, who acts, and the tasks as they are now."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from domain import ids
from domain.actors import HEAD, OFFICE, UNIT_HEAD, Actor
from domain.task_state import Task
from service import known
from service.act import Act, Paper
from service.app import App
from service.clock import StandingClock
from service.tick import tick

Progress = Callable[[int, int], None]
_ZONE = ZoneInfo("Asia/Shanghai")


def moment(text: str) -> datetime:
    """Return a local moment such as `2020-08-11 08:30`, in UTC as every clock tells it."""
    return datetime.fromisoformat(text).replace(tzinfo=_ZONE).astimezone(UTC)


class Stage:
    def __init__(self, app: App, clock: StandingClock, scheme: str) -> None:
        self.app = app
        self.scheme = scheme
        self.task_nos: list[str] = []
        self._clock = clock
        self._scene = count(1)
        self._cast: dict[str, Actor] = {}

    # --- time ----------------------------------------------------------------------------------------------------

    def move(self, text: str) -> None:
        """Let time pass to a local moment; the daily tick runs for every day that begins on the way."""
        then = moment(text)
        while (day := self.today + timedelta(days=1)) <= then.astimezone(_ZONE).date():
            self._clock.at = moment(f"{day} 00:01")
            tick(self.app)
        self._clock.at = then

    @property
    def today(self) -> date:
        return self._clock.now().astimezone(_ZONE).date()

    # --- who acts ------------------------------------------------------------------------------------------------

    def join(self, actor: Actor) -> None:
        self._cast[actor.account] = actor

    def by(self, account: str, role: str | None = None) -> Act:
        """Return an act of an account of the cast, or of one that has only a role."""
        actor = self._cast.get(account) or Actor(account, role or "")
        return self._act(actor)

    def person(self, account: str) -> str:
        """Return who holds the account's post."""
        return self._cast[account].person or account

    def office(self) -> Act:
        return self.by("banli", OFFICE)

    def head(self) -> Act:
        return self.by("qianfa", HEAD)

    def clerk(self, unit: str) -> Act:
        return self.by(f"{unit}-jingban")

    def unit_head(self, unit: str) -> Act:
        return self.by(f"{unit}-fuzeren", UNIT_HEAD)

    def leader(self, post: str | None) -> Act:
        return self.by(post or "shizhang")

    def paper(self, on_behalf_of: str, received: str, reason: str | None = None) -> Act:
        """Return the office's act for a paper stamped at `received` (代录)."""
        act = self.office()
        return Act(act.actor, act.cause, act.correlation, paper=Paper(on_behalf_of, moment(received), None, reason))

    def _act(self, actor: Actor) -> Act:
        cause = f"demo:{next(self._scene)}"
        return Act(actor, cause, cause)

    # --- what is there -------------------------------------------------------------------------------------------

    def task(self, number: int) -> Task:
        """Return the task of a number, as it is now."""
        return known.task(self.app.store, ids.task_no(2020, number))

    def tasks(self, *, livelihood: bool | None = None, active: bool = True) -> Iterator[tuple[int, Task]]:
        """Give (number, task) in order; `livelihood` keeps one list only."""
        for number, task_no in enumerate(self.task_nos, start=1):
            task = known.task(self.app.store, task_no)
            if livelihood is not None and (task.category == "livelihood") != livelihood:
                continue
            if not active or task.state == "active":
                yield number, task
