"""Every sentence of the API by reason slug, merged from `words_*.py`: 简体 first, 繁體 and English by asking."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from api.catalogues import gathered
from api.closed_words import word
from api.languages import ENGLISH, HANS, HANT, listed, nothing, ours
from domain.errors import AbsentError, ConflictError, DuchaError, ForbiddenError, InvalidError, RefusedError
from projections.store import NotCaughtUpError
from service.event_store import ClockRefusedError, NotWrittenError

TITLES = {
    400: ("请求无法读取", "The request cannot be read"),
    401: ("请先登录", "Log in first"),
    403: ("无权办理", "You may not do this"),
    404: ("没有找到", "Not found"),
    405: ("此地址不接受这种请求", "This address does not take such requests"),
    408: ("等待请求超时", "The request came too slowly"),
    409: ("依规则不能办理", "A rule does not allow this"),
    410: ("内容已依法删除", "Erased by law"),
    412: ("内容已变动", "It has changed since you saw it"),
    413: ("内容过大", "Too large"),
    415: ("格式不受理", "This format is not accepted"),
    422: ("填写有误", "Something is filled in wrongly"),
    428: ("须写明依据的版本", "Say which version you saw"),
    429: ("尝试过于频繁", "Too many attempts"),
    500: ("系统故障", "Something went wrong on our side"),
    503: ("暂时不能办理", "Not possible at this moment"),
}

# By slug, which detail's words belong to which vocabulary; any other detail is shown as it was given. What a refusal
# offers to choose from (`known`) is a member of the problem too, as programs have to send it.
_SPEAKS_OF: dict[str, dict[str, str]] = {
    "lights.differs_without_reason": {"proposed": "light", "decided": "light"},
    "no_such_passage_field": {"where": "record_field", "known": "record_field"},
    "not_in_the_record": {"where": "record_field"},
    "notices.closed": {"state": "notice_state"},
    "quoted_more_than_once": {"where": "record_field"},
    "unknown_assessment_group": {"known": "assessment_group"},
    "unknown_bulletin_kind": {"known": "bulletin_kind"},
    "unknown_category": {"known": "category"},
    "unknown_kind": {"known": "duty_kind"},
    "unknown_outcome": {"known": "dispute_outcome"},
    "unknown_role": {"known": "role"},
    "unknown_role_in_task": {"known": "role_in_task"},
    "workbook.another_form": {"said": "workbook_form", "form": "workbook_form"},
}
_AT_FAULT = {ClockRefusedError: "clock_refused", NotWrittenError: "not_written", NotCaughtUpError: "not_caught_up"}


@cache
def catalogue(language: str = HANS) -> dict[str, str]:
    """Return slug → sentence of all families."""
    return gathered("words", language)


def title(status: int, language: str = HANS) -> str:
    chinese, english = TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400])
    return english if language == ENGLISH else ours(chinese, language)


def sentence(slug: str, details: Mapping[str, object], language: str = HANS) -> str:
    """Return the sentence of a reason filled with its details; the slug itself when it has no words."""
    text = catalogue(language).get(slug)
    return text.format_map(_Filled(slug, details, language)) if text is not None else slug


def sentence_of(error: DuchaError, language: str = HANS) -> str:
    """Return what a refusal says outside HTTP: the command line, a workbook's row."""
    match error:
        case RefusedError():
            return noted(sentence(error.reason, error.details, language), error.clause, language)
        case InvalidError():
            return _headed(error.field, sentence(error.reason, error.details, language), language)
        case AbsentError():
            return _headed(f"{error.kind} {error.name}", sentence("absent", {}, language), language)
        case ForbiddenError():
            return sentence("forbidden", {"power": error.verb, "role": error.role}, language)
        case ConflictError():
            return sentence("moved_on", {"expected": error.expected, "current": error.current}, language)
        case ClockRefusedError() | NotWrittenError() | NotCaughtUpError():
            return noted(sentence(_AT_FAULT[type(error)], {}, language), str(error), language)
    return str(error)


def field_sentence(error: Mapping[str, Any], language: str = HANS) -> str:
    return sentence(str(error["reason"]), error.get("details") or {}, language)


def language_of(accept: str, otherwise: str = HANS) -> str:
    """Return the first language asked for that is spoken here, else the one of the place."""
    for part in accept.lower().split(","):
        tag = part.partition(";")[0].strip()
        if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
            return HANT
        if tag.startswith("zh"):
            return HANS
        if tag.startswith("en"):
            return ENGLISH
    return otherwise


def _headed(heading: str, said: str, language: str) -> str:
    return f"{heading}: {said}" if language == ENGLISH else f"{heading}：{said}"


def noted(said: str, note: str | None, language: str) -> str:
    """Return a sentence with its clause, or whatever it rests on, behind it."""
    if not note:
        return said
    return f"{said} ({note})" if language == ENGLISH else f"{said}（{note}）"


class _Filled(dict[str, object]):
    """Details for a sentence; a detail that was not given stays visible as a gap instead of failing the answer."""

    def __init__(self, slug: str, details: Mapping[str, object], language: str) -> None:
        kinds = _SPEAKS_OF.get(slug, {})
        super().__init__({name: _shown(kinds.get(name), value, language) for name, value in details.items()})

    def __missing__(self, name: str) -> str:
        return "…"


def _shown(kind: str | None, value: object, language: str) -> object:
    if value is None:
        return nothing(language)
    if isinstance(value, (list, tuple)):
        return listed((str(_shown(kind, part, language)) for part in value), language)
    return word(kind, value, language) if kind and isinstance(value, str) else value
