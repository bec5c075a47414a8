"""Who held which role in a task, and from when to when: whose a duty is follows from it (D-060)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain import events as e

_ROLES = ("lead", "construction", "co")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A unit's time in a role. `since` None: from the task's entry; `until` is the first day it holds it no more."""

    unit: str
    role: str
    since: date | None = None
    until: date | None = None
    after: str | None = None  # the unit it took the role over from
    takes_open: bool = False  # open duties came along with the role
    keeps_open: bool = False  # open duties stayed when the role went
    by_confirmation: bool = False  # joined when the office confirmed presumed roles

    def bears(self, opened_on: date, due_on: date) -> bool:
        """Tell whether a duty that opens and falls due on these days is this unit's."""
        if self.since is not None and (due_on < self.since or (opened_on < self.since and not self.takes_open)):
            return False
        return self.until is None or due_on < self.until or (opened_on < self.until and self.keeps_open)


def entered(event: e.TaskEntered) -> tuple[Tenure, ...]:
    return tuple(Tenure(unit, role) for role in _ROLES for unit in getattr(event, role))


def transferred(tenures: tuple[Tenure, ...], event: e.TaskTransferred) -> tuple[Tenure, ...]:
    """End the giving unit's tenure and begin the taking unit's on the same day."""
    ended = tuple(
        replace(tenure, until=event.effective_on, keeps_open=not event.duties_move)
        if (tenure.unit, tenure.role, tenure.until) == (event.from_unit, event.role, None)
        else tenure
        for tenure in tenures
    )
    taking = Tenure(
        event.to_unit, event.role, since=event.effective_on, after=event.from_unit, takes_open=event.duties_move
    )
    return (*ended, taking)


def confirmed(tenures: tuple[Tenure, ...], event: e.TaskRolesConfirmed) -> tuple[Tenure, ...]:
    """End the tenures that the office did not confirm and begin those it added; unchanged ones go on.

    A unit in place of another takes its open duties over; one that is merely added owes what opens from then on.
    """
    return tuple(tenure for role in _ROLES for tenure in _confirmed_role(tenures, event, role))


def _confirmed_role(tenures: tuple[Tenure, ...], event: e.TaskRolesConfirmed, role: str) -> Iterator[Tenure]:
    confirmed_units: tuple[str, ...] = getattr(event, role)
    of_role = [tenure for tenure in tenures if tenure.role == role]
    holding = {tenure.unit for tenure in of_role if tenure.until is None}
    replaced = bool(holding - set(confirmed_units))
    for tenure in of_role:
        if tenure.until is not None or tenure.unit in confirmed_units:
            yield tenure
        elif event.confirmed_on is not None:  # undated: the presumption never counted
            yield replace(tenure, until=event.confirmed_on)
    for unit in confirmed_units:
        if unit not in holding:
            yield Tenure(unit, role, since=event.confirmed_on, takes_open=replaced, by_confirmation=True)
