"""What the board shows of its tasks: those wanted, in groups, counted; and where two views of a day differ."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api import items
from api.closed_words import word
from api.pages.visit import Visit
from api.workbook_names import Names
from domain.scheme import CATEGORIES, ROLES

FILTERS = ("category", "light", "unit", "leader", "list", "q")
BEHIND = "behind"  # yellow or red
COUNTED = ("green", "yellow", "red", "none")
Task = dict[str, Any]
Key = Callable[[Task], tuple[Any, str]]  # what groups are ordered by, and what the group is called


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    tasks: list[Task]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the day's two views tell differently. `what`: light lead state listed."""

    task_no: str
    title: str
    what: str
    node: str | None
    known: str | None
    true: str | None


def wanted(task: Task, filters: Mapping[str, str], names: Names, edition: set[str] | None) -> bool:
    """Tell whether the task is among those asked for; filters mean what the API's of the same name mean."""
    if edition is not None and task["task_no"] not in edition:
        return False
    if any(task[name] != filters[name] for name in ("category", "leader") if name in filters):
        return False
    if "unit" in filters and not any(filters["unit"] in task[role] for role in ROLES):
        return False
    return _lit(task, filters.get("light")) and _said(task, filters.get("q", ""), names)


def grouped(tasks: Iterable[Task], key: Key) -> list[Group]:
    """Return the groups in order, each with its tasks by number and its counts."""
    found: dict[tuple[Any, str], list[Task]] = {}
    for task in tasks:
        found.setdefault(key(task), []).append(task)
    ordered = sorted(found.items(), key=lambda group: group[0])
    return [Group(name, listed, counted(listed)) for (_, name), listed in ordered]


def counted(tasks: Iterable[Task]) -> dict[str, int]:
    """Count the tasks in force by their latest assessed light, as a bulletin does (D-156)."""
    lights = Counter(task["light"] or "none" for task in tasks if task["state"] != "withdrawn")
    return {light: lights[light] for light in COUNTED}


def differences(known: list[Task], true: list[Task], names: Names) -> list[Difference]:
    """Return what was known otherwise on a day than it is known today to have been, by task."""
    before, after = ({task["task_no"]: task for task in tasks} for tasks in (known, true))
    found: list[Difference] = []
    for task_no in sorted(before.keys() | after.keys()):
        old, new = before.get(task_no), after.get(task_no)
        if old is None or new is None:
            one = old or new or {}
            found.append(Difference(task_no, one["title"], "listed", None, _yes(old), _yes(new)))
            continue
        found += [Difference(task_no, new["title"], *rest) for rest in _changes(old, new, names)]
    return found


def units_of(tasks: Iterable[Task], names: Names) -> list[tuple[str, str]]:
    """Return the units with a part in the tasks, by name."""
    codes = {unit for task in tasks for role in ROLES for unit in task[role]}
    return sorted(((code, names.unit(code)) for code in codes), key=lambda unit: unit[1])


def leaders_of(tasks: Iterable[Task], names: Names) -> list[tuple[str, str]]:
    return sorted({(task["leader"], names.post(task["leader"])) for task in tasks if task["leader"]})


def _lit(task: Task, light: str | None) -> bool:
    if light == BEHIND:
        return task["light"] in ("yellow", "red")
    return light is None or (task["light"] or "none") == light


def _said(task: Task, sought: str, names: Names) -> bool:
    words = sought.casefold().split()
    if not words:
        return True
    units = (names.unit(unit) for role in ROLES for unit in task[role])
    text = " ".join((task["task_no"], task["title"], *units)).casefold()
    return all(word in text for word in words)


def _changes(old: Task, new: Task, names: Names) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    for then, now in zip(old["nodes"], new["nodes"], strict=True):
        if then["light"] != now["light"]:
            yield "light", now["node"], then["light"], now["light"]
    if old["lead"] != new["lead"]:
        yield "lead", None, names.listed(old["lead"]), names.listed(new["lead"])
    if old["state"] != new["state"]:
        yield "state", None, old["state"], new["state"]


def _yes(task: Task | None) -> str | None:
    return None if task is None else task["task_no"]


def _by_aspect(visit: Visit, scheme: str) -> Key:
    listed = visit.every(items.items, query={"scheme": scheme})
    aspects = {item["item"]: item["aspect"] for item in listed}
    order = {aspect: place for place, aspect in enumerate(dict.fromkeys(aspects.values()))}
    titles: dict[str, list[str]] = {}
    for item in listed:
        titles.setdefault(item["aspect"], []).append(item["title"])

    def key(task: Task) -> tuple[Any, str]:
        aspect = aspects.get(task["item"] or "")
        if aspect is None:
            return len(order), ""
        return order[aspect], f"{aspect}、{' · '.join(titles[aspect])}"

    return key


def _by_category(visit: Visit, scheme: str) -> Key:
    return lambda task: (CATEGORIES.index(task["category"]), word("category", task["category"], visit.language))


def _by_leader(visit: Visit, scheme: str) -> Key:
    return lambda task: (task["leader"] or "~", visit.names.post(task["leader"]))


def _by_lead(visit: Visit, scheme: str) -> Key:
    return lambda task: ((name := visit.names.unit(next(iter(task["lead"]), None))), name)


GROUPINGS: dict[str, Callable[[Visit, str], Key]] = {
    "aspect": _by_aspect,
    "category": _by_category,
    "leader": _by_leader,
    "lead": _by_lead,
}
