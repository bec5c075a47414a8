"""`given(*events).when(decide, …).then(*events)`: a domain test as an officer would tell it.

`given` folds a task's events; another noun says so with `fold=items.evolve`. An event that matters for who did it is
wrapped: `by("head", event)`. A decision that knows no state yet is `given().when(decide, …)`: its state is None.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from domain import task_state
from domain.errors import DuchaError, InvalidError, RefusedError
from domain.record import Fact

Fold = Callable[[Any, Any, str], Any]


def by(account: str, event: Any) -> tuple[str, Any]:
    """Return the event as recorded by `account`."""
    return account, event


def given(*events: Any, fold: Fold = task_state.evolve) -> "Given":
    state = None
    for entry in events:
        account, event = entry if isinstance(entry, tuple) else ("office", entry)
        state = fold(state, event, account)
    return Given(state)


@dataclass(frozen=True, slots=True)
class Given:
    state: Any

    def when(self, decide: Callable[..., Sequence[Any]], *args: Any, **named: Any) -> "Decided":
        """Ask the decision; its first argument is the state."""
        try:
            found = decide(self.state, *args, **named)
        except DuchaError as refusal:
            return Decided([], refusal)
        return Decided([entry.event if isinstance(entry, Fact) else entry for entry in found], None)


@dataclass(frozen=True, slots=True)
class Decided:
    events: list[Any]
    refusal: DuchaError | None

    def then(self, *expected: Any) -> None:
        """Exactly these events, in this order."""
        if self.refusal is not None:
            raise self.refusal
        assert self.events == list(expected)

    def refused(self, reason: str | None = None, *, clause: str | None = None) -> None:
        """Refused by rule, for this reason, resting on this clause."""
        assert isinstance(self.refusal, RefusedError), self.refusal or self.events
        assert reason in (None, self.refusal.reason)
        assert clause in (None, self.refusal.clause)
        assert self.refusal.clause, "a refusal names its clause"

    def invalid(self, field: str, reason: str | None = None) -> None:
        """Not understood: this field, for this reason."""
        assert isinstance(self.refusal, InvalidError), self.refusal or self.events
        assert field == self.refusal.field
        assert reason in (None, self.refusal.reason)
