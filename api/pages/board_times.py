"""The two times a page may be asked for: a day, and whether as it was known then or as it is known to have been."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask_babel import format_date

from api import tasks
from api.pages.visit import Visit

DAY, AS_KNOWN, AS_TRUE = "day", "known", "true"


@dataclass(frozen=True, slots=True)
class Times:
    """`day` is empty for now, and may be a line of the record (`position:120`), which has one view only."""

    day: str = ""
    basis: str = AS_KNOWN

    @property
    def as_known(self) -> bool:
        return self.basis == AS_KNOWN

    @property
    def query(self) -> dict[str, str]:
        """Return what the API's questions are asked with."""
        return {"known_at" if self.as_known else "true_on": self.day} if self.day else {}

    @property
    def known(self) -> dict[str, str]:
        """Return what questions that know one time only are asked with: what was on record then, or everything."""
        return self.query if self.as_known else {}

    @property
    def other(self) -> "Times | None":
        """Return the other view of the same day."""
        if not self.day or ":" in self.day:
            return None
        return Times(self.day, AS_TRUE if self.as_known else AS_KNOWN)

    @property
    def asked(self) -> str:
        """Return the part of an address that keeps to these times, to stand behind a `?`; empty for now."""
        return urlencode({DAY: self.day, "basis": self.basis}) if self.day else ""

    @property
    def on(self) -> str | None:
        """Return the day alone, where one is named."""
        return self.day if self.day and ":" not in self.day else None


def times_of(visit: Visit) -> Times:
    """Return the times that the address asks for, by its form or by the API's own names."""
    for name, basis in ((DAY, visit.query.get("basis", AS_KNOWN)), ("known_at", AS_KNOWN), ("true_on", AS_TRUE)):
        day = visit.query.get(name, "").strip()
        if day:
            return Times(day, AS_TRUE if basis == AS_TRUE else AS_KNOWN)
    return Times()


def all_tasks(visit: Visit, scheme: str, times: Times) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return every task of a scheme that the reader may know of, and what the answer says of its times."""
    asked = {"scheme": scheme, "limit": 500, **times.query}
    found: list[dict[str, Any]] = []
    while True:
        body = visit.read(tasks.tasks, query=asked)
        found += body["items"]
        if body["next_cursor"] is None:
            return found, body["as_of"]
        asked["cursor"] = body["next_cursor"]


def day_meant(visit: Visit, times: Times) -> str:
    """Return the day whose posts and persons are shown: the one asked for, else today."""
    return times.on or visit.today.isoformat()


def node_name(node: str) -> str:
    """Return a node or period as the head of a column has room for it: `10月`, `Oct`."""
    return str(format_date(date.fromisoformat(f"{node}-01"), "MMM"))
