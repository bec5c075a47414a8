"""How papers write days, moments, lists and what is erased; and the names that stood at a position."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.minutes_text import ERASED
from domain.actors import OFFICE, Actor
from domain.errors import AbsentError
from domain.scheme import Scheme
from projections import frame
from projections.as_of import AsOf, day_of
from projections.model import Db

EYES = Actor("paper", OFFICE)  # who may see a thing may read what its task and notices are called
_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2})?")
__all__ = ["ERASED", "EYES", "Then", "day", "listed", "moment", "node", "paragraphs", "then", "titled"]


def day(on: date | str | None) -> str:
    """Return a day as papers write it: 2020年9月4日; empty for none."""
    if not on:
        return ""
    on = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{on.year}年{on.month}月{on.day}日"


def moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{day(local.date())}{local:%H:%M}"


def node(period: str) -> str:
    """Return a node or period: 2020年8月; a year as such, and what is neither as it stands."""
    if _PERIOD.fullmatch(period) is None:
        return period
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def listed(parts: Iterable[str]) -> str:
    return "、".join(parts)


def titled(title: str) -> str:
    """Return a title in title marks; marks within are single ones (GB/T 15834)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def paragraphs(text: str | None) -> list[str]:
    """Return a narrative by its lines, blank ones left out; what was erased says so."""
    if text is None:
        return [ERASED]
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Then:
    """What things were called when the line at the position was written."""

    position: int
    on: date
    scheme: Scheme
    units: Mapping[str, str]
    posts: Mapping[str, str]
    persons: Mapping[str, str]  # post → who held it

    @property
    def office(self) -> str:
        return f"{self.scheme.issuer}督查室"

    def unit(self, code: str | None) -> str:
        return self.units.get(code or "", code or "")

    def post(self, post: str | None) -> str:
        return self.posts.get(post or "", post or "")

    def light(self, light: str | None) -> str:
        """Return a light's word; colour is never alone on paper."""
        return self.scheme.lights.words.get(light or "none", light or "")

    def head(self) -> dict[str, Any]:
        """Return the fields of `contract.HEAD`."""
        scheme = {"title": self.scheme.title, "number": self.scheme.number}
        return {"issuer": self.scheme.issuer, "office": self.office, "scheme": scheme}


def then(db: Db, scheme: str, position: int, *, zone: ZoneInfo, on: date | None = None) -> Then:
    """Return the names as known at that position; `on` a day other than the line's.

    Raises: AbsentError for a scheme that was not there yet.
    """
    as_of = AsOf(position, true_on=on, zone=zone)
    state = frame.scheme(db, scheme, as_of=as_of)
    if state is None:
        raise AbsentError("scheme", scheme)
    on = day_of(db, as_of)
    posts = frame.posts(db, as_of=as_of)
    return Then(
        position=position, on=on, scheme=state.on(on),
        units={row["code"]: row["full_name"] or row["name"] for row in frame.units(db, as_of=as_of)},
        posts={row["post"]: row["title"] for row in posts},
        persons={row["post"]: row["holder"]["person"] for row in posts if row["holder"]},
    )  # fmt: skip
