"""`/admin/posts …units …calendar …schemes`, `/imports`: the frame that the work stands in, and the ledger coming in."""

from typing import Any

import msgspec
from flask import Response

from api import calendar, posts, schemes, units, workbook_mappings, workbook_uploads
from api.ledger_workbook import HEADINGS
from api.pages import forms
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.errors import AbsentError, InvalidError
from domain.posts import RANKS
from domain.units import GROUPS
from service.change_unit import KINDS

pages = Pages("frame")


@pages.get("/admin/posts", power="read_posts")
def list_posts(visit: Visit) -> Response:
    """List the posts with who holds them; the forms create a post and appoint a holder."""
    return visit.show(
        "frame/posts.html", here="/admin", rows=visit.every(posts.list_posts), ranks=RANKS, today=visit.today,
    )  # fmt: skip


@pages.post("/admin/posts", power="create_post", again=list_posts)
def create_post(visit: Visit) -> Response:
    """Create a post."""
    return visit.go("/admin/posts", visit.do(posts.create))


@pages.get("/admin/posts/<post>", power="read_posts")
def show_post(visit: Visit, post: str) -> Response:
    """Show a post with all its holders."""
    return visit.show("frame/post.html", here="/admin", row=_one(visit.every(posts.list_posts), "post", post))


@pages.post("/admin/posts/<post>", power="appoint_holder", again=show_post)
def appoint(visit: Visit, post: str) -> Response:
    """Appoint a holder from a day on."""
    also = {"acting": "acting" in visit.form}
    return visit.go(f"/admin/posts/{post}", visit.do(posts.appoint, also=also, post=post))


@pages.get("/admin/units", power="read_units")
def list_units(visit: Visit) -> Response:
    """List the units as they are called today, and the groups of units."""
    return visit.show(
        "frame/units.html", here="/admin", rows=visit.every(units.list_units), groups=GROUPS,
        collectives=visit.every(units.list_groups),
    )  # fmt: skip


@pages.post("/admin/units", power="register_unit", again=list_units)
def register_unit(visit: Visit) -> Response:
    """Register a unit."""
    return visit.go("/admin/units", visit.do(units.register, also=_lines_of(visit, "aliases")))


@pages.get("/admin/units/<code>", power="read_units")
def show_unit(visit: Visit, code: str) -> Response:
    """Show a unit with its names through time."""
    row = _one(visit.every(units.list_units), "code", code)
    return visit.show("frame/unit.html", here="/admin", row=row, kinds=KINDS, groups=GROUPS)


@pages.post("/admin/units/<code>/changes", power="change_unit", again=show_unit)
def change_unit(visit: Visit, code: str) -> Response:
    """Rename, regroup, merge or split the unit from a day on."""
    to = forms.plain(visit.form.get("to", ""))
    several = visit.form.get("kind") == "split"
    also = {"to": to.split() if several else to, "duties_move": "duties_move" in visit.form} if to else {}
    return visit.go(f"/admin/units/{code}", visit.do(units.change, also=also, code=code))


@pages.post("/admin/units/<code>/aliases", power="change_unit", again=show_unit)
def add_alias(visit: Visit, code: str) -> Response:
    """Confirm that a written form means this unit."""
    return visit.go(f"/admin/units/{code}", visit.do(units.add_alias, code=code))


@pages.get("/admin/calendar/<int:year>", power="publish_calendar")
def show_calendar(visit: Visit, year: int) -> Response:
    """Show where a year's working days are published, filled with what is in force."""
    try:
        known: dict[str, Any] | None = visit.read(calendar.read_year, year=year)
    except AbsentError:
        known = None
    return visit.show("frame/calendar.html", here="/admin", year=year, known=known)


@pages.post("/admin/calendar/<int:year>", power="publish_calendar", again=show_calendar)
def publish_calendar(visit: Visit, year: int) -> Response:
    """Publish the year's holidays and make-up working days."""
    also = {**_lines_of(visit, "days_off"), **_lines_of(visit, "workdays")}
    done = visit.do(calendar.publish, also={"days_off": [], "workdays": [], **also}, year=year)
    return visit.go(f"/admin/calendar/{year}", done)


@pages.get("/admin/schemes/<scheme>", power="amend_scheme")
def show_amendment(visit: Visit, scheme: str) -> Response:
    """Show where a figure of the scheme is amended."""
    return visit.show("frame/scheme.html", here="/admin", scheme=visit.read(schemes.read_scheme, scheme=scheme))


@pages.post("/admin/schemes/<scheme>", power="amend_scheme", again=show_amendment)
def amend_scheme(visit: Visit, scheme: str) -> Response:
    """Amend one figure of the scheme from a day on, with a reason."""
    path, value = forms.plain(visit.form.get("path", "")), forms.plain(visit.form.get("value", ""))
    if not path:
        raise InvalidError("path", "missing")
    try:
        changes = {path: msgspec.json.decode(value)}
    except msgspec.DecodeError:
        changes = {path: value}  # a word stands for itself
    return visit.go(f"/admin/schemes/{scheme}", visit.do(schemes.amend, also={"changes": changes}, scheme=scheme))


@pages.get("/imports", power="enter_task")
def show_imports(visit: Visit) -> Response:
    """Show where a ledger comes in as a workbook, and which headings of other forms are known."""
    return visit.show(
        "frame/imports.html", here="/admin", schemes=visit.every(schemes.list_schemes), answered=None,
        mappings=visit.every(workbook_mappings.confirmed), headings=HEADINGS,
    )  # fmt: skip


@pages.post("/imports", power="enter_task", again=show_imports)
def import_ledger(visit: Visit) -> Response:
    """Enter the tasks of a ledger workbook, answered row by row on the page."""
    answered = visit.do(workbook_uploads.ledger)
    return visit.show("frame/imported.html", here="/admin", answered=answered, scheme=visit.form["scheme"])


@pages.get("/imports/progress", power="enter_task")
def show_progress(visit: Visit) -> Response:
    """Tell a page that waits how many rows of its sheet are done: `{done, total}`."""
    told = visit.read(workbook_uploads.imports, query=visit.query)
    return Response(msgspec.json.encode(told), content_type="application/json")


@pages.post("/imports/mappings", power="confirm_mapping", again=show_imports)
def confirm_mapping(visit: Visit) -> Response:
    """Confirm what a heading of somebody's form means."""
    return visit.go("/imports", visit.do(workbook_mappings.confirm))


def _lines_of(visit: Visit, name: str) -> dict[str, list[str]]:
    """Return a field of one value per line as the list that the address takes; nothing when it is empty."""
    values = visit.form.get(name, "").split()
    return {name: values} if values else {}


def _one(rows: list[dict[str, Any]], name: str, value: str) -> dict[str, Any]:
    for row in rows:
        if row[name] == value:
            return row
    raise AbsentError(name, value)
