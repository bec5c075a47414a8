"""PDF/A-2b by typst: the template, the page it shares with the others, the fields as JSON; no clock, no network."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import dropwhile
from pathlib import Path
from typing import Any

import msgspec

MEDIA_TYPE = "application/pdf"
STANDARD = "a-2b"
PAGE = "gongwen.typ"
_DEBIAN = Path("/usr/share/fonts/opentype/noto")  # fonts-noto-cjk
_SERIF = ("Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC")
_SANS = ("Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC")
_SONG = ("SimSun", "宋体", "STSong", *_SERIF)
_FANGSONG = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02S", *_SERIF, "SimSun")
FACES = {  # GB/T 9704: titles in 小标宋, body in 仿宋, headings in 黑体 and 楷体; the first family there is
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", *_SONG),
    "song": _SONG,
    "body": _FANGSONG,
    "hei": ("SimHei", "黑体", "STHeiti", *_SANS, *_SERIF),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", *_FANGSONG),
}


_GAP, _MOST_GAPS = "〓", 50
_UNSHOWN = re.compile(r'the text [`"]+(.+?)[`"]+ could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")  # as Rust writes a string for people
_PLACE = re.compile(r"(?:main\.typ:|(?=gongwen\.typ))(\S+)")


class NoFontError(Exception):
    """There is no Chinese font where fonts are looked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no Chinese font in {folder}")
        self.folder = folder


class TemplateFaultError(Exception):
    """A template cannot be used; `place` is where, in its reader's words."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}")
        self.place, self.fault = place, fault


def written(template: bytes, page: bytes, context: dict[str, Any], *, at: datetime, fonts: Path | None,
            root: Path) -> bytes:  # fmt: skip
    """Return the PDF. `root`: the only folder the template may read from. Raises: NoFontError, TemplateFaultError."""
    found, faces = _fonts(fonts or _DEBIAN)
    if any(family is None for family in faces.values()):
        raise NoFontError(fonts or _DEBIAN)
    return _displayable(template, page, context, faces, at, found, root)


def try_out(template: bytes, page: bytes, context: dict[str, Any], *, root: Path) -> None:
    """Write the template to nowhere, with whatever font there is. Raises: TemplateFaultError."""
    import typst

    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[])
    faces = dict.fromkeys(FACES, "Libertinus Serif")
    at = datetime(2020, 1, 1, tzinfo=UTC)
    _compiled(template, page, context, faces, at=at, fonts=none, root=root, standards=[])


def _displayable(template: bytes, page: bytes, context: dict[str, Any], faces: Mapping[str, Any], at: datetime,
                 fonts: Any, root: Path) -> bytes:  # fmt: skip
    """Return the PDF with 〓 for characters that no font has: PDF/A admits none that cannot be shown."""
    for _ in range(_MOST_GAPS):
        try:
            return _compiled(template, page, context, faces, at=at, fonts=fonts, root=root, standards=[STANDARD])
        except TemplateFaultError as fault:
            gap = _UNSHOWN.search(fault.fault)
            if gap is None:
                raise
            context = _without(context, _ESCAPED.sub(_plain, gap[1]))
    raise TemplateFaultError("?", "too many characters that no font has")


def _compiled(template: bytes, page: bytes, context: Mapping[str, Any], faces: Mapping[str, Any], *, at: datetime,
              fonts: Any, root: Path, standards: list[Any]) -> bytes:  # fmt: skip
    import typst  # 30 MB, only when a paper is written

    files = {"main.typ": template, PAGE: page, "paper.json": msgspec.json.encode(context),
             "faces.json": msgspec.json.encode(faces)}  # fmt: skip
    try:
        pdf: bytes = typst.compile(
            files, root=str(root), font_paths=fonts, ignore_system_fonts=True, format="pdf", pdf_standards=standards,
            timestamp=int(at.timestamp()),
        )  # fmt: skip
    except typst.TypstError as error:
        raise _fault(error) from None
    return pdf


def _plain(escaped: "re.Match[str]") -> str:
    code, char = escaped.groups()
    return chr(int(code, 16)) if code else {"n": "\n", "t": "\t", "r": "\r"}.get(char, char)


def _without(value: Any, gap: str) -> Any:
    if isinstance(value, str):
        head, *tails = value.split(gap)
        shown = "" if all(map(_clings, gap)) else _GAP
        return head + "".join(shown + "".join(dropwhile(_clings, tail)) for tail in tails)
    if isinstance(value, list):
        return [_without(part, gap) for part in value]
    return {name: _without(part, gap) for name, part in value.items()}


def _clings(char: str) -> bool:
    """Tell whether a character is nothing by itself: an accent, a joiner."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def _fault(error: Any) -> TemplateFaultError:
    """Return the first error of a diagnostic; warnings stand before it and mean nothing here."""
    _, _, told = error.diagnostic.partition("error: ")
    found = _PLACE.search(told)
    return TemplateFaultError(found[1] if found else "?", error.message)


@cache
def _fonts(folder: Path) -> tuple[Any, dict[str, str | None]]:
    """Return the fonts of a folder and the family of each face, None where none fits."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    there = set(fonts.families())
    return fonts, {face: next((f for f in wanted if f in there), None) for face, wanted in FACES.items()}
