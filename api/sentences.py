"""The audit log's sentences: one for every stored name, merged from `sentences_*.py`, in Chinese or English."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from typing import Any

from api.catalogues import gathered
from api.closed_words import word
from api.languages import ENGLISH, HANS, listed, nothing, yes_or_no

# Which field's words belong to which vocabulary; a field not named here is shown as it was recorded.
_VOCABULARY = {
    "light": "light",
    "was": "light",
    "proposed": "light",
    "category": "category",
    "role": "role_in_task",
    "moment": "reminder_moment",
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
    "unit": "party",
    "by": "party",
    "addressee": "party",
    "started_by": "inspection_cause",
    "form": "workbook_form",
    "mode": "workbook_mode",
}
_MENTIONED = {True: "public", False: "internal"}  # a unit praised or criticised, as a bulletin's list says it
_CALLED = {("report.submitted.v1", "to"): "addressee"}  # elsewhere `to` is a post or an account
_ID = "duty"  # of a piece: made of what its other fields say
_ALSO = {"role": ("role",), "kind": ("inspection_kind", "bulletin_kind")}


@cache
def catalogue(language: str = HANS) -> dict[str, str]:
    """Return stored name → sentence of all families."""
    return gathered("sentences", language)


def sentence(name: str, event: Any, zone: tzinfo = UTC, language: str = HANS) -> str:
    """Return what happened in one sentence, moments by the clock of `zone`. `event`: the event, or its fields.

    The record's own words stay in the characters they were written in.
    """
    text = catalogue(language).get(name)
    if text is None:
        return name
    given = event if isinstance(event, Mapping) else _fields_of(event)
    called = {field: _CALLED.get((name, field), field) for field in given}
    told = {field: shown(called[field], value, zone, language) for field, value in given.items()}
    return text.format_map(_Shown(told))


def shown(field: str, value: Any, zone: tzinfo, language: str = HANS) -> str:
    """Return a field's value as people read it."""
    if value is None or value == "":
        return nothing(language)
    if isinstance(value, bool):
        return word("mention", _MENTIONED[value], language) if field == "public" else yes_or_no(value, language)
    if isinstance(value, str):
        return _word(field, value, language)
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return listed((shown(field, part, zone, language) for part in value), language)
    if is_dataclass(value):
        given = {name: part for name, part in _fields_of(value).items() if part not in (None, "") and name != _ID}
        return " ".join(shown(name, part, zone, language) for name, part in given.items())
    if isinstance(value, Mapping):
        colon, stop = (": ", "; ") if language == ENGLISH else ("：", "；")
        said = (
            f"{word('task_field', name, language)}{colon}{shown(name, part, zone, language)}"
            for name, part in value.items()
        )
        return stop.join(said) or nothing(language)
    return str(value)


def _word(field: str, value: str, language: str) -> str:
    # `role` is a unit's part in a task, and an account's role; `kind` speaks of several things: no word is in two
    for kind in (_VOCABULARY.get(field), *_ALSO.get(field, ())):
        if kind is not None and (known := word(kind, value, language)) != value:
            return known
    return value


def _fields_of(event: Any) -> dict[str, Any]:
    return {field.name: getattr(event, field.name) for field in fields(event)}


class _Shown(dict[str, str]):
    """A field that an older shape of the event did not have stays a visible gap."""

    def __missing__(self, name: str) -> str:
        return "…"
