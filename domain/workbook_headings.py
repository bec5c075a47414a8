"""What a heading on somebody's form means here, once a person has said so (annexes 2–5, D-132)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain import events as e
from domain.errors import InvalidError, RefusedError

CLAUSE = "D-132"


@dataclass(frozen=True, slots=True)
class Headings:
    confirmed: Mapping[str, e.HeadingMapped] = field(default_factory=dict)  # heading's key → what was said last

    @property
    def mapped(self) -> dict[str, str]:
        """Return heading's key → field."""
        return {key: event.field for key, event in self.confirmed.items()}


def evolve(state: Headings | None, event: Any, account: str = "") -> Headings:
    before = state or Headings()
    if not isinstance(event, e.HeadingMapped):
        return before
    return Headings({**before.confirmed, event.key: event})


def confirm(
    state: Headings | None, *, form: str, heading: str, key: str, field: str, fields: Collection[str], own: str | None
) -> list[e.HeadingMapped]:
    """Confirm that a heading means a field; said anew, the last word stands.

    `own`: the field that the heading means without anybody's saying. Raises: InvalidError, RefusedError.
    """
    if not key:
        raise InvalidError("heading", "blank")
    if field not in fields:
        raise InvalidError("field", "workbook.unknown_field", known=sorted(fields))
    if own is not None:
        raise RefusedError("workbook.heading_is_ours", clause=CLAUSE, heading=heading, field=own)
    if state is not None and key in state.confirmed and state.confirmed[key].field == field:
        raise RefusedError("workbook.mapped_already", clause=CLAUSE, heading=heading, field=field)
    return [e.HeadingMapped(form, heading.strip(), key, field)]
