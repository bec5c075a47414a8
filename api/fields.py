"""Kinds of value the API takes, each refusing what the record could not keep or the calendar could not count."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate

FIRST_YEAR, LAST_YEAR = 1900, 2199  # beyond them date arithmetic overflows before it means anything
LARGEST = 2**53 - 1  # the largest integer every JSON reader keeps exactly
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")  # tabs, line ends: kept


class Form(validate.Regexp):
    """A pattern that must match from end to end: `$` alone would let a final newline through."""

    def __call__(self, value: Any) -> Any:
        if not isinstance(value, str) or self.regex.fullmatch(value) is None:
            raise ValidationError("wrong_form")
        return value


class Day(fields.Date):
    """A date written 2020-08-31."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:
        return day_of(value)


class Moment(fields.AwareDateTime):
    """A moment with its offset; given on as UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        return moment_of(value)


class KnownAt(fields.Field[Any]):
    """A date (what was known at the end of that local day), a moment with offset, or `position:N`, kept as said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "examples": ["2020-09-03", "position:120"]}, **kwargs)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> date | datetime | str:
        if isinstance(value, str):
            head, colon, number = value.partition(":")
            if head == "position" and colon and number.isascii() and number.isdigit() and len(number) < 16:
                return value
            if len(value) == 10:
                return day_of(value, "not_a_moment_or_position")
        return moment_of(value, "not_a_moment_or_position")


class Line(fields.String):
    """One line of text: a name, a title."""

    limit = 200

    def __init__(self, *, limit: int | None = None, blank: bool = False, **kwargs: Any) -> None:
        length = validate.Length(min=0 if blank else 1, max=limit or self.limit)
        checks = [length, _sound] if blank else [length, _not_blank, _sound]
        super().__init__(validate=checks, **kwargs)


class Text(Line):
    """A narrative: what was done, why, what is asked for."""

    limit = 20_000


class Whole(fields.Integer):
    """A whole number every JSON reader keeps exactly; `least` is 0 unless said."""

    def __init__(self, *, least: int = 0, most: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(strict=False, validate=validate.Range(min=least, max=most), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        if isinstance(value, (bool, float)) or (isinstance(value, str) and len(value) > 20):
            raise ValidationError("not_a_whole_number")
        return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[return-value]


class _Name(fields.String):
    pattern = re.compile("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=Form(self.pattern), **kwargs)


class UnitCode(_Name):
    pattern = re.compile(r"^[a-z0-9-]{2,32}$")


class TaskNo(_Name):
    pattern = re.compile(r"^[0-9]{4}-[0-9]{3,6}$")


class ItemId(_Name):
    pattern = re.compile(r"^[0-9]{4}-[0-9]{1,3}(-[0-9]{1,3})?$")


class Node(_Name):
    pattern = re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])$")


class Digest(_Name):
    """A file as `POST /files` named it: the SHA-256 of its bytes."""

    pattern = re.compile(r"^[0-9a-f]{64}$")


class Id(_Name):
    """A post, an account, a scheme: letters, digits, hyphen, dot, underscore."""

    pattern = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")


def one_of(*words: str, **kwargs: Any) -> fields.String:
    """Return a field of a closed vocabulary."""
    return fields.String(validate=validate.OneOf(words), **kwargs)


def list_of(inner: fields.Field[Any], *, most: int = 500, least: int = 0, **kwargs: Any) -> fields.List[Any]:
    return fields.List(inner, validate=validate.Length(min=least, max=most), **kwargs)


def day_of(value: Any, slug: str = "not_a_date") -> date:
    """Read 2020-08-31 and nothing else. Raises: marshmallow.ValidationError."""
    if not isinstance(value, str) or len(value) != 10 or value[4] != "-" or value[7] != "-":
        raise ValidationError(slug)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ValidationError(slug) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError("out_of_range")
    return day


def moment_of(value: Any, slug: str = "not_a_moment") -> datetime:
    """Read a moment with its offset, as UTC. Raises: marshmallow.ValidationError."""
    if not isinstance(value, str) or len(value) > 40:
        raise ValidationError(slug)
    if len(value) > 6 and value[-6] == " ":  # an unencoded `+` arrives in a query as a space
        value = f"{value[:-6]}+{value[-5:]}"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValidationError(slug) from None
    if moment.tzinfo is None:
        raise ValidationError(slug)
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        raise ValidationError("out_of_range")
    return moment.astimezone(UTC)


def _sound(value: str) -> str:
    """Refuse what is not seen but acts: terminal controls, and marks that turn the reading order of a name round."""
    if _UNSEEN.search(value):
        raise ValidationError("unsound_text")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValidationError("blank")
    return value
