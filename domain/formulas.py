"""Another formula for the same facts: the official one with some of its parts changed (D-062)."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from domain.errors import InvalidError
from domain.scheme import Formula, parse_formula

OTHER = "what-if"
_TABLES = ("role_factor", "points")  # a part of these may be given, the rest stays


def overlay(official: Formula, wished: Mapping[str, Any]) -> Formula:
    """Return the official formula with the parts that `wished` names; it is called `what-if` unless it says otherwise.

    Raises: InvalidError naming the path, `formula.points.yellow`.
    """
    content = content_of(official)
    for name, value in wished.items():
        if name not in content:
            raise InvalidError(f"formula.{name}", "unknown_path", step=name)
        if name in _TABLES:
            if not isinstance(value, Mapping):
                raise InvalidError(f"formula.{name}", "wrong_kind", value=str(value))
            value = {**content[name], **value}
        content[name] = value
    if not isinstance(content["heaviest_light_per_task"], bool):
        raise InvalidError("formula.heaviest_light_per_task", "wrong_kind", value=content["heaviest_light_per_task"])
    formula = parse_formula({**content, "name": wished.get("name", OTHER)})
    if formula.floor > formula.base:
        raise InvalidError("formula.floor", "above_base")
    return formula


def content_of(formula: Formula) -> dict[str, Any]:
    """Return the formula as data that `domain.scheme.parse_formula` reads back; numbers are exact, as text."""
    return {field.name: _plain(getattr(formula, field.name)) for field in fields(formula)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: str(number) for name, number in value.items()}
    return value if isinstance(value, (str, int, tuple)) else str(value)
