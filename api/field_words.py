"""Marshmallow's messages as stable reason slugs with a path to the field: `nodes.2.limit_on` → `not_a_date`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_EXACT = {
    "Missing data for required field.": "missing",
    "Field may not be null.": "null",
    "Unknown field.": "unknown_field",
    "Not a valid string.": "not_a_text",
    "Not a valid utf-8 string.": "not_a_text",
    "Not a valid integer.": "not_a_whole_number",
    "Not a valid number.": "not_a_number",
    "Special numeric values (nan or infinity) are not permitted.": "not_a_number",
    "Number too large.": "out_of_range",
    "Not a valid boolean.": "not_a_boolean",
    "Not a valid date.": "not_a_date",
    "Not a valid datetime.": "not_a_moment",
    "Not a valid aware datetime.": "not_a_moment",
    "Not a valid list.": "not_a_list",
    "Not a valid tuple.": "not_a_list",
    "Not a valid mapping type.": "not_an_object",
    "Invalid input type.": "not_an_object",
    "Invalid type.": "not_an_object",
    "Invalid value.": "invalid",
    "String does not match expected pattern.": "wrong_form",
}
_SHAPED = (
    (re.compile(r"Longer than maximum length (?P<max>\d+)\."), "too_long"),
    (re.compile(r"Shorter than minimum length (?P<min>\d+)\."), "too_short"),
    (re.compile(r"Length must be between (?P<min>\d+) and (?P<max>\d+)\."), "wrong_length"),
    (re.compile(r"Must be one of: (?P<choices>.*)\.", re.DOTALL), "not_one_of"),
    (re.compile(r"Must be (?:greater|less) than.*"), "out_of_range"),
    (re.compile(r"Not a valid (?:email|url|uuid).*", re.IGNORECASE), "wrong_form"),
)
_SLUG = re.compile(r"[a-z][a-z0-9_.]*")


def errors_of(messages: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """Yield {field, reason, details} of each message of a ValidationError, depth first."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from errors_of(inner, path if key == "_schema" else f"{path}.{key}" if path else str(key))
    elif isinstance(messages, (list, tuple)):
        for inner in messages:
            yield from errors_of(inner, path)
    else:
        reason, details = reason_of(str(messages))
        yield {"field": path or "body", "reason": reason, "details": details}


def reason_of(message: str) -> tuple[str, dict[str, str]]:
    """Return the slug and its details; a message that is a slug already is kept, an unknown one is `invalid`."""
    if (known := _EXACT.get(message)) is not None:
        return known, {}
    for pattern, slug in _SHAPED:
        if (found := pattern.fullmatch(message)) is not None:
            return slug, {name: value for name, value in found.groupdict().items() if value is not None}
    return (message, {}) if _SLUG.fullmatch(message) else ("invalid", {})
