"""`/imports/notice`: a red-head document read on a page, its names settled, then its items entered (annex 1, D-163)."""

from pathlib import PurePath
from typing import Any

from flask import Response

from api import imports, units
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import KEY, Visit
from domain.errors import InvalidError
from service.reading_text import decoded, fold

pages = Pages("frame")
_FILE = "file"
_LARGEST = imports.LONGEST * 4  # bytes, in the longest of the encodings in use
_COUNTS = ("aspects", "items", "tasks", "livelihood", "total")


@pages.get("/imports/notice", power="enter_item")
def show_source(visit: Visit) -> Response:
    """Show where the text of a notice is pasted, or its file given."""
    found = schemes_on_record(visit)
    this_year = [scheme["scheme"] for scheme in found if scheme["year"] == visit.today.year]
    chosen = visit.query.get("scheme") or next(iter(this_year), "")
    return visit.show("frame/notice.html", here="/admin", schemes=found, chosen=chosen)


@pages.post("/imports/notice", power="enter_item", again=show_source)
def read(visit: Visit) -> Response:
    """Show what was read; nothing is entered."""
    _take_file(visit)
    return _reading(visit)


def show_reading(visit: Visit) -> Response:
    """Show again what is read, while something of it is being settled; what cannot be read any more is asked for."""
    try:
        return _reading(visit)
    except InvalidError:
        return show_source(visit)


@pages.post("/imports/notice/aliases", power="enter_item", again=show_reading)
def confirm_alias(visit: Visit) -> Response:
    """Confirm that one of the names read means a unit, and read on."""
    row = visit.form.get("row", "")
    code, alias = visit.form.get(f"unit.{row}", ""), visit.form.get(f"alias.{row}", "")
    if code not in visit.names.units:
        raise InvalidError(f"unit.{row}", "missing")
    visit.do(units.add_alias, also={"alias": alias}, code=code)
    visit.form.pop(KEY, None)  # what is entered next is another act
    return _reading(visit)


@pages.post("/imports/notice/items", power="enter_item", again=show_reading)
def enter(visit: Visit) -> Response:
    """Enter the items that were shown, all of them or none."""
    done = visit.do(imports.notice)
    return visit.go(f"/items?scheme={visit.form['scheme']}&only=presumed", done)


def _take_file(visit: Visit) -> None:
    """Put the file in the form: a .txt as its text, any other by its digest. Raises: InvalidError."""
    given = visit.files.get(_FILE)
    if given is None or not given.filename:
        return
    if visit.form.get("text", "").strip():
        raise InvalidError(_FILE, "one_source")
    if PurePath(given.filename).suffix.lower() == ".txt":
        content = given.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise InvalidError(_FILE, "too_long", max=imports.LONGEST)
        visit.form["text"] = decoded(content)
    else:
        visit.form["sha256"] = visit.keep_files(_FILE)[-1]


def _reading(visit: Visit) -> Response:
    found = visit.do(imports.notice, also={"dry_run": True})
    known = {unit["name"]: {**unit, "known_as": _known_as(visit, unit)} for unit in found["units"]}
    return visit.show(
        "frame/notice_read.html", here="/admin", read=found, known=known, counts=_counts(found),
        unknown=[unit for unit in found["units"] if unit["unit"] is None],
        taken=[item for item in found["items"] if item["taken"]],
        unnumbered=[item for item in found["items"] if item["item"] is None],
        choices=sorted(((row["code"], row["name"]) for row in visit.every(units.list_units) if not row["ended_on"]),
                       key=lambda unit: unit[1]),
    )  # fmt: skip


def _known_as(visit: Visit, unit: dict[str, Any]) -> str | None:
    """Return what the unit is called where that is another name, and not the same in other characters."""
    called = visit.names.unit(unit["unit"])
    return called if unit["unit"] and fold(called) != fold(unit["name"]) else None


def _counts(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the text states beside what was counted in it; tasks stand in other annexes and are not counted."""
    counted = {"aspects": found["aspects"], "items": len(found["items"])}
    counted |= {one["what"]: one["found"] for one in found["differences"]}
    stated, differing = found["stated_counts"], {one["what"] for one in found["differences"]}
    return [
        {"what": what, "stated": stated.get(what), "counted": counted.get(what), "differs": what in differing}
        for what in _COUNTS
        if what in stated or what in counted
    ]
