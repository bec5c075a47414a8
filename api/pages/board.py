"""`/`: the lights board 亮灯总览, tasks by nodes as of two times; the objects of its family hang on `pages`."""

from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import editions
from api.pages import board_rows as rows
from api.pages.base import home_of
from api.pages.board_times import DAY, Times, all_tasks, node_name, times_of
from api.pages.board_trend import trend
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record, shown_scheme
from api.pages.visit import Refusal, Visit
from api.problems import AskError, told
from domain.actors import UNIT_ROLES
from domain.errors import AbsentError, InvalidError

pages = Pages("board")
_ASKED = ("scheme", DAY, "basis", "group", *rows.FILTERS)
_KNOWN_TO_THE_WORKBOOK = ("category", "unit", "leader")  # and a light, when it is one light
_NO_TASKS: tuple[list[Any], dict[str, Any]] = ([], {"position": 0, "known_at": None, "true_on": None})


@pages.get("/", power="read_own_account")
def show(visit: Visit) -> Response:
    """Show the board; who may read no tasks has a page of their own to begin with."""
    if not visit.may("read_tasks"):
        return visit.go(home_of(visit.actor.role))
    try:
        scheme = shown_scheme(visit)
    except AbsentError:
        if visit.query.get("scheme"):
            raise
        return visit.show("board/empty.html", here="/")
    return _board(visit, scheme)


def _board(visit: Visit, scheme: dict[str, Any]) -> Response:
    times, (tasks, as_of) = _as_asked(visit, scheme["scheme"])
    differences = _differences(visit, scheme["scheme"], times, tasks)
    filters = {name: visit.query[name].strip() for name in rows.FILTERS if visit.query.get(name, "").strip()}
    edition = _edition(visit, scheme["scheme"], filters.get("list", ""))
    shown = [task for task in tasks if rows.wanted(task, filters, visit.names, edition)]
    grouping = rows.GROUPINGS.get(visit.query.get("group", ""), rows.GROUPINGS["aspect"])
    return visit.show(
        "board/board.html",
        here="/",
        mine=visit.actor.role in UNIT_ROLES,
        scheme=scheme,
        schemes=schemes_on_record(visit),
        times=times,
        as_of=as_of,
        filters=filters,
        group=visit.query.get("group", "aspect"),
        nodes=[node["node"] for node in tasks[0]["nodes"]] if tasks else [],
        tasks=tasks,
        shown=shown,
        groups=rows.grouped(shown, grouping(visit, scheme["scheme"])),
        counts=rows.counted(tasks),
        counts_shown=rows.counted(shown),
        trend=trend(tasks),
        differences=differences,
        corrected={(one.task_no, one.node) for one in differences if one.node},
        comparing="differences" in visit.query,
        units=rows.units_of(tasks, visit.names),
        leaders=rows.leaders_of(tasks, visit.names),
        editions=_issued(visit, scheme["scheme"]),
        export=_export(scheme["scheme"], times, filters),
        left_out=_left_out(filters),
        link=_linker(visit),
        node_name=node_name,
    )


def _as_asked(visit: Visit, scheme: str) -> tuple[Times, tuple[list[Any], dict[str, Any]]]:
    """Return the times asked for with the tasks then; a day that is none is said at the form, over the tasks of now."""
    times = times_of(visit)
    try:
        return times, all_tasks(visit, scheme, times)
    except (AskError, InvalidError) as error:
        visit.refusal = Refusal.of(told(error), visit.language)
        said = next(iter(visit.refusal.errors.values()), visit.refusal.detail)
        visit.refusal.errors.clear()
        visit.refusal.errors[DAY] = said
        return Times(), all_tasks(visit, scheme, Times())


def _differences(visit: Visit, scheme: str, times: Times, tasks: list[Any]) -> list[rows.Difference]:
    """Return where the two views of the day differ; a question about today has one answer."""
    if times.other is None:
        return []
    others, _ = all_tasks(visit, scheme, times.other)
    known, true = (tasks, others) if times.as_known else (others, tasks)
    return rows.differences(known, true, visit.names)


def _edition(visit: Visit, scheme: str, number: str) -> set[str] | None:
    """Return the tasks that an edition lists; None when no edition is asked for."""
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        return None
    return {task["task_no"] for task in visit.read(editions.one, scheme=scheme, n=int(number))["tasks"]}


def _issued(visit: Visit, scheme: str) -> list[dict[str, Any]]:
    found = visit.every(editions.editions, query={"scheme": scheme})
    return [edition for edition in found if edition["state"] == "issued"]


def _left_out(filters: dict[str, str]) -> bool:
    """Tell whether the page is narrowed by something that the workbook does not know."""
    return bool(filters.keys() & {"q", "list"}) or filters.get("light") == rows.BEHIND


def _export(scheme: str, times: Times, filters: dict[str, str]) -> str:
    asked = {name: filters[name] for name in _KNOWN_TO_THE_WORKBOOK if name in filters}
    if filters.get("light", rows.BEHIND) != rows.BEHIND:
        asked["light"] = filters["light"]
    return f"/get/workbooks/lights?{urlencode({'scheme': scheme, **times.query, **asked})}"


def _linker(visit: Visit) -> Any:
    """Return what makes the address of this page with something changed; an empty value takes it out."""
    given = {name: visit.query[name] for name in _ASKED if visit.query.get(name)}

    def link(**changed: str) -> str:
        asked = {name: value for name, value in {**given, **changed}.items() if value}
        return f"/?{urlencode(asked)}" if asked else "/"

    return link
