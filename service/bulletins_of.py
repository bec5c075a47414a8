"""The bulletins of a scheme, folded from the record: the register of their ids names every one of them."""

from domain import ids
from domain.bulletins import Bulletin
from domain.frame import Register
from domain.scheme import Scheme
from service.known import Folds


def register_of(year: int) -> str:
    """Return the register of bulletin ids; schemes of one year share it."""
    return f"bulletins-{year}"


def issues_of(scheme: str, kind: str) -> str:
    """Return the register of published numbers of a scheme and kind, without gaps."""
    return f"bulletin-issues-{scheme}-{kind}"


def last_number(turn: Folds, register: str) -> int:
    """Return the number last taken from a register; 0 before the first."""
    found = turn.fold(ids.register(register))
    return found.last if isinstance(found, Register) else 0


def bulletins_of(turn: Folds, scheme: Scheme) -> tuple[Bulletin, ...]:
    """Return every bulletin drafted or published under the scheme, by id."""
    numbers = range(1, last_number(turn, register_of(scheme.year)) + 1)
    found = (turn.fold(ids.bulletin(ids.bulletin_id(scheme.year, number))) for number in numbers)
    return tuple(b for b in found if isinstance(b, Bulletin) and b.scheme == scheme.scheme)
