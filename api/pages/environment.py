"""What every template may say: words of the vocabularies, days and moments, names of units and posts, addresses."""

from datetime import date, datetime
from pathlib import Path

from flask import Flask, g
from flask_babel import Babel, format_date, format_datetime, format_decimal
from flask_wtf.csrf import generate_csrf

from api import words
from api.closed_words import word
from api.pages.assets import address_of
from api.pages.families import FAMILIES
from api.pages.visit import KEY, MATCH, Visit
from domain import ids
from service.app import App

_TRANSLATIONS = Path(__file__).parents[1] / "translations"
_SHAPES = {"green": "●", "yellow": "▲", "red": "■", "none": "○", "deferred": "◇"}
_TAGS = {words.HANS: "zh-Hans", words.HANT: "zh-Hant", words.ENGLISH: "en"}


def register(flask: Flask, app: App) -> None:
    """Give the templates their language, filters and names."""
    folders = [str(_TRANSLATIONS / name) for name in dict.fromkeys(family.name for family in FAMILIES)]
    Babel(
        flask,
        default_locale=words.HANS,
        default_translation_directories=";".join(folders),
        default_domain=";".join("messages" for _ in folders),
        locale_selector=lambda: g.visit.language,
        timezone_selector=lambda: app.settings.zone.key,
    )
    jinja = flask.jinja_env
    jinja.trim_blocks = jinja.lstrip_blocks = True
    jinja.filters.update(
        day=day, month=month, moment=moment, number=number, word=_word, spaced=spaced, short=short, weekday=weekday
    )
    jinja.globals.update(
        asset=address_of,
        csrf=generate_csrf,
        shape_of=_SHAPES.get,
        tag_of=_TAGS.get,
        KEY=KEY,
        MATCH=MATCH,
        demonstration=lambda: app.store.fold(ids.RECORD).demonstration,
        unit=lambda code: g.visit.names.unit(code),
        post=lambda post: g.visit.names.post(post),
        item_label=lambda item: g.visit.names.labels.get(item, item),
    )


def day(value: str | date | None, weekday: bool = True) -> str:
    """Return a day as its language writes it: `2020-11-04 周三`, `Wed 4 Nov 2020`; nothing for none."""
    if not value:
        return ""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    if _english():
        return format_date(on, "EEE d MMM yyyy" if weekday else "d MMM yyyy")
    return format_date(on, "yyyy-MM-dd EEE" if weekday else "yyyy-MM-dd")


def short(value: str | date | None) -> str:
    """Return a day without its year: `11-04 周三`, `Wed 4 Nov`."""
    if not value:
        return ""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return format_date(on, "EEE d MMM" if _english() else "MM-dd EEE")


def weekday(value: str) -> str:
    """Return the day of the week alone, as a calendar's cell has room for: `三`, `Wed`."""
    return format_date(date.fromisoformat(value), "EEE" if _english() else "EEEEE")


def month(value: str | None) -> str:
    """Return a node or period as people say it: `2020-10` as `2020 年 10 月`, `October 2020`; `2020` as the year."""
    if not value:
        return ""
    if len(value) == len("2020"):  # an implementation plan is owed for a year
        return value if _english() else f"{value} 年"
    on = date.fromisoformat(f"{value}-01")
    return format_date(on, "MMMM yyyy" if _english() else "yyyy 年 M 月")


def moment(value: str | datetime | None, seconds: bool = False) -> str:
    """Return a moment by the clock of the place: `2020-11-04 15:20`."""
    if not value:
        return ""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    clock = "HH:mm:ss" if seconds else "HH:mm"
    return format_datetime(at, f"d MMM yyyy {clock}" if _english() else f"yyyy-MM-dd {clock}")


def number(value: float | None, places: int | None = None) -> str:
    """Return a figure as its language writes it; `places` fixes the decimals."""
    if value is None:
        return ""
    return format_decimal(value, None if places is None else f"#,##0.{'0' * places}" if places else "#,##0")


def spaced(digest: str) -> str:
    """Return a digest in groups of four, to be compared by eye."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _word(value: str | None, kind: str) -> str:
    """Return a word of a closed vocabulary: `{{ light | word("light") }}`."""
    return word(kind, value, g.visit.language) if value else ""


def _english() -> bool:
    visit: Visit = g.visit
    return visit.language == words.ENGLISH
