"""What people type into cells, as the API takes it; what cannot be told is left as it is, for the form to refuse."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from api import field_words
from api.workbooks import Row
from domain.errors import InvalidError

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:底|末)?")
_YES, _NO = frozenset({"是", "√", "yes", "true", "1"}), frozenset({"否", "×", "no", "false", "0", "无"})
_LIST = re.compile(r"[、,，;；\n]+")


def day(text: str) -> str | None:
    """Return 2020-08-31 for 2020年8月31日, 2020/8/31 and 2020.8.31."""
    if (found := _DAY.fullmatch(text)) is None:
        return text or None
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"


def month(text: str) -> str:
    """Return 2020-08 for 2020年8月 and for a day that a spreadsheet has made of it."""
    found = _MONTH.fullmatch(text) or _DAY.fullmatch(text)
    return f"{found[1]}-{int(found[2]):02d}" if found else text


def yes(text: str, *, otherwise: bool = False) -> bool | str:
    folded = text.strip().lower()
    return True if folded in _YES else False if folded in _NO else text if folded else otherwise


def number(text: str) -> float | str | None:
    """Return 80.0 for 80, 80% and ８０％."""
    if not text:
        return None
    try:
        return float(text.replace("％", "").replace("%", "").replace(",", ""))
    except ValueError:
        return text


def parts(text: str) -> list[str]:
    return [part.strip() for part in _LIST.split(text) if part.strip()]


def loaded(schema: Schema, said: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    """Return what a row says, checked by the shape its address takes.

    `places`: the shape's field → the row's. Raises: InvalidError for the first fault, naming the row's field.
    """
    try:
        checked: dict[str, Any] = schema.load(said)
    except ValidationError as error:
        fault = next(field_words.errors_of(error.messages))
        field = fault["field"]
        place = places.get(field) or places.get(field.partition(".")[0]) or field
        raise InvalidError(place, fault["reason"], **fault["details"]) from None
    return checked


def cells_of(row: Row) -> dict[str, str]:
    """Return where each field of a row stands."""
    return dict(row.places)
