"""The audit log's sentences: one Chinese sentence for every stored name, merged from `api/sentences_*.py`."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from typing import Any

from api.catalogues import gathered
from api.vocabulary import chinese

# Which field's words belong to which vocabulary; a field not named here is shown as it was recorded.
_VOCABULARY = {
    "light": "light",
    "was": "light",
    "proposed": "light",
    "category": "category",
    "role": "role_in_task",
    "kind": "duty_kind",
    "group": "assessment_group",
    "ground": "interview_ground",
    "side": "interview_side",
    "among": "bulletin_list",
    "field": "record_field",
    "outcome": "dispute_outcome",
    "checked_by": "dispute_checker",
    "what": "record_viewed",
    "verdict": "copy_verdict",
}
_ALSO = {"role": ("role",), "kind": ("inspection_kind", "bulletin_kind")}


@cache
def catalogue() -> dict[str, str]:
    """Return stored name → sentence of all families."""
    return gathered("sentences")


def sentence(name: str, event: Any, zone: tzinfo = UTC) -> str:
    """Return what happened in one sentence, moments by the clock of `zone`. `event`: the event, or its fields."""
    text = catalogue().get(name)
    if text is None:
        return name
    given = event if isinstance(event, Mapping) else _fields_of(event)
    return text.format_map(_Shown({field: shown(field, value, zone) for field, value in given.items()}))


def shown(field: str, value: Any, zone: tzinfo) -> str:
    """Return a field's value as people read it."""
    if value is None or value == "":
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return _word(field, value)
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "、".join(shown(field, part, zone) for part in value) or "（无）"
    if is_dataclass(value):
        given = {name: part for name, part in _fields_of(value).items() if part not in (None, "")}
        return " ".join(shown(name, part, zone) for name, part in given.items())
    if isinstance(value, Mapping):
        return "；".join(f"{name}：{shown(name, part, zone)}" for name, part in value.items()) or "（无）"
    return str(value)


def _word(field: str, value: str) -> str:
    known = chinese(_VOCABULARY[field], value) if field in _VOCABULARY else value
    # `role` is a unit's part in a task, and an account's role; `kind` speaks of several things: no word is in two
    for other in _ALSO.get(field, ()):
        known = chinese(other, value) if known == value else known
    return known


def _fields_of(event: Any) -> dict[str, Any]:
    return {field.name: getattr(event, field.name) for field in fields(event)}


class _Shown(dict[str, str]):
    """A field that an older shape of the event did not have stays a visible gap."""

    def __missing__(self, name: str) -> str:
        return "…"
