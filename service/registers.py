"""Gap-free series of numbers, as the writer's turn finds them."""

from domain import ids
from domain.frame import Register
from service.known import Folds


def next_number(turn: Folds, register: str) -> int:
    """Return the number after the last one the register gave."""
    found = turn.fold(ids.register(register))
    return (found.last if isinstance(found, Register) else 0) + 1
