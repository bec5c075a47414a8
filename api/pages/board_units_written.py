"""Units as people write them in one field, 市发展改革局、市财政局: taken apart for the API, put together to show."""

import re
from collections.abc import Iterable

from api.pages.visit import Visit

_BETWEEN = re.compile(r"[、，,；;\n\r\t]+")


def take_apart(visit: Visit, *fields: str) -> None:
    """Turn each field of the form into the list of names that stand in it."""
    for field in fields:
        visit.form.setlist(field, written(visit.form.get(field, "")))


def written(text: str) -> list[str]:
    return [name for part in _BETWEEN.split(text) if (name := part.strip())]


def put_together(visit: Visit, *fields: str) -> None:
    """Show a refused form as it was typed; what is wrong with one of the names is said at its field."""
    if visit.refusal is None:
        return
    for field in fields:
        visit.form[field] = "、".join(visit.form.getlist(field))
    told = visit.refusal.errors
    for name in list(told):
        head = _head(name, fields)
        if head is not None and head != name:
            told.setdefault(head, told[name])
            del told[name]


def _head(name: str, fields: Iterable[str]) -> str | None:
    return next((field for field in fields if name == field or name.startswith(f"{field}.")), None)
