"""From an HTML form to the body its address takes: the schema says which fields there are and of what kind.

Nested fields are written with dots, `sections.text`; rows with their number between, `commitments.0.due_on`.
"""

import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from api.fields import Moment

Form = MultiDict[str, str]
_MINUTES = len("2020-08-31 15:00")
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?")
_SAID = {"true": True, "false": False}


def body_of(schema: Schema, form: Form, zone: tzinfo, prefix: str = "") -> dict[str, Any]:
    """Return what was filled in; an empty field was not, and a row without any field is none."""
    said: dict[str, Any] = {}
    for name, field in schema.fields.items():
        key = prefix + name
        if isinstance(field, fields.List):
            filled: Any = _listed(field.inner, form, zone, key)
        elif isinstance(field, fields.Nested):
            filled = body_of(field.schema, form, zone, f"{key}.")
        else:
            filled = _value(field, form.get(key, ""), zone)
        if filled not in ("", [], {}):
            said[name] = filled
    return said


def plain(value: str) -> str:
    """Return a text as the record keeps it: one kind of line end, no blanks around it."""
    return value.replace("\r\n", "\n").strip()


def _listed(inner: Any, form: Form, zone: tzinfo, key: str) -> list[Any]:
    if isinstance(inner, fields.Nested):
        rows = [body_of(inner.schema, form, zone, f"{key}.{n}.") for n in _numbers(form, key)]
        return [row for row in rows if row]
    return [value for value in (_value(inner, each, zone) for each in form.getlist(key)) if value != ""]


def _numbers(form: Mapping[str, Any], key: str) -> list[int]:
    """Return the numbers of the rows that the form has, in order."""
    heads = (name.removeprefix(f"{key}.").partition(".")[0] for name in form if name.startswith(f"{key}."))
    return sorted({int(head) for head in heads if head.isascii() and head.isdigit() and len(head) < 6})


def _value(field: Any, written: str, zone: tzinfo) -> str | float | bool:
    """Return a value as JSON has it; what cannot be read stays as written, for the schema to refuse."""
    value = plain(written)
    if isinstance(field, fields.Boolean):
        return _SAID.get(value, value)
    if isinstance(field, fields.Float) and _NUMBER.fullmatch(value):
        return float(value)
    if isinstance(field, Moment) and len(value) == _MINUTES:  # people write local time, the record wants the offset
        from datetime import datetime

        try:
            return datetime.fromisoformat(value).replace(tzinfo=zone).isoformat()
        except ValueError:
            return value
    return value
