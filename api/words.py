"""Every sentence of the API by reason slug, merged from `api/words_*.py`; 简体 first, 繁體 by asking."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from api.catalogues import gathered
from domain.errors import AbsentError, ConflictError, DuchaError, ForbiddenError, InvalidError, RefusedError
from projections.store import NotCaughtUpError
from service.event_store import ClockRefusedError, NotWrittenError

HANS, HANT, ENGLISH = "zh_Hans", "zh_Hant", "en"

TITLES = {
    400: ("请求无法读取", "The request cannot be read"),
    401: ("请先登录", "Who is asking?"),
    403: ("无权办理", "Not within your powers"),
    404: ("没有找到", "Not found"),
    405: ("此地址不接受这种请求", "Not a method of this address"),
    408: ("等待请求超时", "The request came too slowly"),
    409: ("依规则不能办理", "A rule forbids it"),
    410: ("内容已依法删除", "Erased by law"),
    412: ("内容已变动", "It has moved on"),
    413: ("内容过大", "Too large"),
    415: ("格式不受理", "Not a format accepted here"),
    422: ("填写有误", "Something is filled in wrongly"),
    428: ("须写明依据的版本", "Say which version you saw"),
    429: ("尝试过于频繁", "Too many attempts"),
    500: ("系统故障", "A defect of ours"),
    503: ("暂时不能办理", "Not at this moment"),
}


@cache
def catalogue() -> dict[str, str]:
    """Return slug → sentence of all families."""
    return gathered("words")


def title(status: int, language: str = HANS) -> str:
    chinese, english = TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400])
    return english if language == ENGLISH else _in(chinese, language)


def sentence(slug: str, details: Mapping[str, object], language: str = HANS) -> str:
    """Return the sentence of a reason filled with its details; the slug itself when it has no words."""
    if language == ENGLISH:
        return slug.replace("_", " ").replace(".", ": ")
    text = catalogue().get(slug)
    return _in(text.format_map(_Filled(details)), language) if text is not None else slug


def sentence_of(error: DuchaError, language: str = HANS) -> str:
    """Return what a refusal says outside HTTP: the command line, a workbook's row."""
    match error:
        case RefusedError():
            return f"{sentence(error.reason, error.details, language)}（{error.clause}）"
        case InvalidError():
            return f"{error.field}：{sentence(error.reason, error.details, language)}"
        case AbsentError():
            return f"{error.kind} {error.name}：{sentence('absent', {}, language)}"
        case ForbiddenError():
            return sentence("forbidden", {"power": error.verb, "role": error.role}, language)
        case ConflictError():
            return sentence("moved_on", {"expected": error.expected, "current": error.current}, language)
        case ClockRefusedError():
            return f"{sentence('clock_refused', {}, language)}（{error}）"
        case NotWrittenError():
            return f"{sentence('not_written', {}, language)}（{error}）"
        case NotCaughtUpError():
            return f"{sentence('not_caught_up', {}, language)}（{error}）"
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


class _Filled(dict[str, object]):
    """Details for a sentence; a detail that was not given stays visible as a gap instead of failing the answer."""

    def __init__(self, details: Mapping[str, object]) -> None:
        super().__init__(
            {
                name: "、".join(map(str, value)) if isinstance(value, (list, tuple)) else value
                for name, value in details.items()
            }
        )

    def __missing__(self, name: str) -> str:
        return "…"


def _in(text: str, language: str) -> str:
    return _traditional().convert(text) if language == HANT else text


@cache
def _traditional() -> Any:
    import opencc  # 30 ms and 10 MB: only for who asks for it

    return opencc.OpenCC("s2t")
