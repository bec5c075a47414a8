"""The languages spoken here, and how each shows a list, nothing, yes and no."""

from collections.abc import Iterable
from functools import cache
from typing import Any

HANS, HANT, ENGLISH = "zh_Hans", "zh_Hant", "en"


def ours(text: str, language: str) -> str:
    """Return a Chinese text of our own in the characters of `language`; words of the record are never given to it."""
    return _traditional().convert(text) if language == HANT else text


def listed(parts: Iterable[str], language: str) -> str:
    """Return the parts as a list is written, or that there are none."""
    return (", " if language == ENGLISH else "、").join(parts) or nothing(language)


def nothing(language: str) -> str:
    return "(none)" if language == ENGLISH else ours("（无）", language)


def yes_or_no(value: bool, language: str) -> str:
    if language == ENGLISH:
        return "yes" if value else "no"
    return "是" if value else "否"


@cache
def _traditional() -> Any:
    import opencc  # 30 ms and 10 MB: only for who asks for it

    return opencc.OpenCC("s2tw")  # characters alone; as docs/glossary.md writes them (docs/decisions/140)
