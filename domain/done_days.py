"""The days on which a scheme's work can have been done: from the first day of its year until the day it is told."""

from datetime import date

from domain.errors import InvalidError
from domain.scheme import Scheme


def not_before_the_year(done_on: date | None, scheme: Scheme) -> None:
    """Raises: InvalidError for a day before the scheme's year: a mistyped year would end a task's duties at once."""
    begins_on = date(scheme.year, 1, 1)
    if done_on is not None and done_on < begins_on:
        raise InvalidError("done_on", "done_before_the_scheme_year", begins_on=begins_on)
