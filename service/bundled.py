"""What comes with Ducha as data: schemes, a scheme's ledger, and the recorded calendars."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from domain import events as e
from domain.errors import AbsentError
from domain.scheme import Scheme, parse


@dataclass(frozen=True, slots=True)
class Ledger:
    """A scheme's units, posts, items and tasks, in our own short words (docs/decisions/090)."""

    units: tuple[e.UnitRegistered, ...]
    groups: tuple[e.UnitGroupDefined, ...]
    posts: tuple[e.PostCreated, ...]
    items: tuple[e.ItemEntered, ...]
    tasks: tuple[e.TaskEntered, ...]  # task_no is empty: the register gives it


def scheme_content(scheme_id: str) -> dict[str, Any]:
    """Return the content of a bundled scheme, ready for `scheme.issued.v1`. Raises: AbsentError."""
    content: dict[str, Any] = _plain(_read(f"{scheme_id}.toml", scheme_id))
    return content


def scheme(scheme_id: str) -> Scheme:
    """Return a bundled scheme. Raises: AbsentError."""
    return parse(scheme_content(scheme_id))


def ledger(scheme_id: str) -> Ledger:
    """Return what is bundled for a scheme. Raises: AbsentError."""
    data = _read(f"{scheme_id}-ledger.toml", scheme_id)
    of = scheme(scheme_id)
    units = tuple(_unit(code, row) for code, row in data["units"].items())
    groups = tuple(
        e.UnitGroupDefined(code, group["name"], tuple(group["members"]), of.starts_on)
        for code, group in data["unit_groups"].items()
    )
    posts = tuple(e.PostCreated(post, title, None, rank) for post, (title, rank) in data["posts"].items())
    names = {unit.code: unit.name for unit in units} | {group.group: group.name for group in groups}
    collectives = {group.group for group in groups}
    items = tuple(_item(of, row, names, collectives) for row in data["items"])
    by_id = {item.item: item for item in items}
    leaders = data["leaders"]
    tasks = tuple(_task(of, row, by_id[row[0]], leaders, collectives) for row in data["tasks"])
    return Ledger(units, groups, posts, items, tasks)


def calendar_years() -> list[e.CalendarYearPublished]:
    """Return the recorded working-day calendars that come with Ducha, in order of years."""
    folder = files("domain.calendars")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".json")), key=lambda path: path.name)
    return [_calendar_year(json.loads(path.read_text(encoding="utf-8"))) for path in paths]


def _calendar_year(data: dict[str, Any]) -> e.CalendarYearPublished:
    days_off, workdays = (tuple(map(date.fromisoformat, data[key])) for key in ("days_off", "workdays"))
    return e.CalendarYearPublished(data["year"], days_off, workdays, data["source"])


def _read(name: str, scheme_id: str) -> dict[str, Any]:
    path = files("domain.schemes") / name
    if not path.is_file():
        raise AbsentError("scheme", scheme_id)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _plain(value: Any) -> Any:
    """Return the value as JSON keeps it: dates as ISO strings."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _unit(code: str, row: list[str]) -> e.UnitRegistered:
    name, group, *aliases = row
    return e.UnitRegistered(code, name, name, group, tuple(aliases))


def _item(of: Scheme, row: dict[str, Any], names: dict[str, str], collectives: set[str]) -> e.ItemEntered:
    units = tuple(row["units"])
    return e.ItemEntered(
        item=row["item"],
        scheme=of.scheme,
        label=row["label"],
        aspect=row["label"].partition("(")[0],
        title=row["title"],
        units=units,
        as_written=tuple(names[code] for code in units),
        lead=(),
        co=(),
        presumed_lead=next((code for code in units if code not in collectives), None),
    )


def _task(
    of: Scheme, row: list[str], item: e.ItemEntered, leaders: dict[str, str], collectives: set[str]
) -> e.TaskEntered:
    _, category, title, value, measure, named_lead, construction = row
    lead = named_lead or item.presumed_lead or ""
    others = (code for code in item.units if code not in collectives and code not in (lead, construction))
    return e.TaskEntered(
        task_no="",
        scheme=of.scheme,
        title=f"{title} {value} {measure}".strip() if value else title,
        category=category,
        item=item.item,
        leader=leaders[item.item.split("-")[1]],
        coordinator="fumishuzhang",
        responsible=None,
        lead=(lead,),
        co=tuple(others),
        construction=(construction,) if construction else (),
        roles_presumed=True,
        effective_on=of.starts_on,
        targets=(e.Target(title, value, measure),) if value else (),
        note="" if value else "示例任务：附件3未随通知公布",
    )
