"""`/bulletins`: read as a paper, drafted over figures of the record, published and corrected by a second person."""

from typing import Any

from flask import Response

from api import bulletins, units
from api.pages.declared import Pages
from api.pages.schemes_shown import schemes_on_record
from api.pages.visit import Visit
from api.pages.year_pictures import lights_by_node
from domain.actors import SEES_EVERYTHING
from domain.bulletin_rules import KINDS
from domain.bulletins import MENTIONS

pages = Pages("year")
HERE = "/bulletins"
_MORE = "more"  # the button that asks for another row
_SPARE = 1  # empty rows offered
_ROW = ("unit", "task_no", "text", "public")


@pages.get("/bulletins", power="read_bulletins")
def list_bulletins(visit: Visit) -> Response:
    """Show the bulletins, the latest first; drafts to who may draft."""
    asked = {name: value for name in ("kind", "state") if (value := visit.query.get(name))}
    rows = sorted(
        visit.every(bulletins.list_bulletins, query=asked),
        key=lambda row: (row["state"] == "draft", row["published_on"] or row["drafted_on"], row["bulletin"]),
        reverse=True,
    )
    return visit.show("year/bulletins.html", here=HERE, rows=rows, kinds=KINDS)


@pages.get("/bulletins/<bulletin>", power="read_bulletins")
def show_bulletin(visit: Visit, bulletin: str, n: int = 0) -> Response:
    """Show a bulletin as its paper; a draft with what can be done next, `n` a correction that was refused."""
    told, match = visit.tagged(bulletins.read, bulletin=bulletin)
    return visit.show(
        "year/bulletin.html", here=HERE, told=told, match=match, picture=lights_by_node(told["figures"]["by_node"]),
        every_task=visit.actor.role in SEES_EVERYTHING,
    )  # fmt: skip


@pages.get("/bulletins/new", power="draft_bulletin")
def show_new(visit: Visit) -> Response:
    """Show the form of a new bulletin."""
    return _form(visit, {"kind": visit.query.get("kind", KINDS[0]), "period": visit.query.get("period", "")})


@pages.post("/bulletins/new", power="draft_bulletin", again=show_new)
def draft(visit: Visit) -> Response:
    """Put a draft on record; its page is the preview."""
    if visit.form.get(_MORE):
        return show_new(visit)
    _leave_out_empty_rows(visit)
    done = visit.do(bulletins.draft)
    return visit.go(f"/bulletins/{done['bulletin']}", done)


@pages.get("/bulletins/<bulletin>/draft", power="draft_bulletin")
def show_draft(visit: Visit, bulletin: str) -> Response:
    """Show the form of a draft, filled in as it stands."""
    told, match = visit.tagged(bulletins.read, bulletin=bulletin)
    if told["state"] != "draft":
        return visit.go(f"/bulletins/{bulletin}")
    return _form(visit, told, bulletin, match)


@pages.post("/bulletins/<bulletin>/draft", power="draft_bulletin", again=show_draft)
def redraft(visit: Visit, bulletin: str) -> Response:
    """Draft a bulletin anew, with figures taken anew."""
    if visit.form.get(_MORE):
        return show_draft(visit, bulletin)
    _leave_out_empty_rows(visit)
    done = visit.do(bulletins.redraft, bulletin=bulletin)
    return visit.go(f"/bulletins/{bulletin}", done)


@pages.post("/bulletins/<bulletin>/publication", power="publish_bulletin", again=show_bulletin)
def publish(visit: Visit, bulletin: str) -> Response:
    """Publish the draft as it is."""
    done = visit.do(bulletins.publish, bulletin=bulletin)
    return visit.go(f"/bulletins/{bulletin}", done)


@pages.get("/bulletins/<bulletin>/corrections", power="propose_bulletin_correction")
def show_correction(visit: Visit, bulletin: str) -> Response:
    """Show the form of a correction to a published bulletin."""
    told, match = visit.tagged(bulletins.read, bulletin=bulletin)
    if told["state"] != "published":
        return visit.go(f"/bulletins/{bulletin}")
    return visit.show("year/correction.html", here=HERE, told=told, match=match)


@pages.post("/bulletins/<bulletin>/corrections", power="propose_bulletin_correction", again=show_correction)
def propose_correction(visit: Visit, bulletin: str) -> Response:
    """Propose a correction; it is printed with the bulletin once a second person has confirmed it."""
    ticked = [value.partition(".") for value in visit.form.getlist("withdraw")]
    withdraws = [{"among": among, "mention": mention} for among, _, mention in ticked]
    done = visit.do(bulletins.propose_correction, also={"withdraws": withdraws}, bulletin=bulletin)
    return visit.go(f"/bulletins/{bulletin}", done)


@pages.post("/bulletins/<bulletin>/corrections/<int:n>/confirmation", power="correct_bulletin", again=show_bulletin)
def correct(visit: Visit, bulletin: str, n: int) -> Response:
    """Confirm a correction as the second person."""
    done = visit.do(bulletins.correct, bulletin=bulletin, n=n)
    return visit.go(f"/bulletins/{bulletin}", done)


def _form(visit: Visit, told: dict[str, Any], bulletin: str | None = None, match: str | None = None) -> Response:
    """Return the form: as typed once something was, else as the draft stands."""
    if not visit.form:
        for among in MENTIONS:
            for place, mention in enumerate(told.get(among, ())):
                said = {**mention, "unit": mention["unit_name"], "public": str(mention["public"]).lower()}
                visit.form.update({f"{among}.{place}.{name}": said[name] or "" for name in _ROW})
    return visit.show(
        "year/bulletin_form.html", here=HERE, told=told, bulletin=bulletin, match=match, kinds=KINDS,
        schemes=schemes_on_record(visit), rows={among: _rows(visit, among) for among in MENTIONS},
        units=visit.every(units.list_units),
    )  # fmt: skip


def _rows(visit: Visit, among: str) -> range:
    """Return the numbers of the rows to show: those there are and a spare one, one more when it was asked for."""
    places = [int(name.split(".")[1]) for name in visit.form if name.startswith(f"{among}.") and name.endswith(".unit")]
    there = max(places, default=-1) + 1
    return range(max(there, _SPARE) + (visit.form.get(_MORE) == among))


def _leave_out_empty_rows(visit: Visit) -> None:
    """Take out rows of which only the choice public or not is filled in: nobody was named."""
    for among in MENTIONS:
        for place in _rows(visit, among):
            row = f"{among}.{place}."
            if not any(visit.form.get(f"{row}{name}", "").strip() for name in ("unit", "task_no", "text")):
                visit.form.poplist(f"{row}public")
