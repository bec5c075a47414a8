"""`/paper`: a paper entered on behalf of its author 代录: whose, when received, its scan; then its own form."""

from typing import Any
from urllib.parse import urlencode

from flask import Response

from api import duties, handed_in, instructions, interviews, notices, posts, problems_raised, tasks, units
from api.pages.declared import Pages
from api.pages.office import opens
from api.pages.office_notices import CLOSED
from api.pages.visit import Visit
from domain.errors import InvalidError

pages = Pages("office")
HERE = "/office"
_CARRIED = ("on_behalf_of", "received_at", "paper", "entry_reason")
_RANKS = ("principal_leader", "leader")


@pages.get("/paper", power="enter_paper")
def show_paper(visit: Visit) -> Response:
    """Ask whose paper it is, when it was received and for its scan."""
    people = [post for post in visit.every(posts.list_posts) if post["rank"] in _RANKS]
    return visit.show(
        "office/paper.html", here=HERE,
        units=[(f"unit:{one['code']}", one["name"]) for one in visit.every(units.list_units)],
        leaders=[(f"post:{one['post']}", _held(one)) for one in people],
        chosen=_addressee(visit),
    )  # fmt: skip


@pages.post("/paper", power="enter_paper", again=show_paper)
def take_paper(visit: Visit) -> Response:
    """Keep the scan and go on to what that unit or leader can hand in."""
    (*_, scan) = [visit.form.get("paper", ""), *visit.keep_files()]
    visit.form["paper"] = scan
    said = {name: value for name in _CARRIED if (value := visit.form.get(name, "").strip())}
    for name in ("on_behalf_of", "received_at"):
        if name not in said:
            raise InvalidError(name, "missing")
    visit.entering = None  # the next page takes the place
    return visit.go(f"/paper/forms?{urlencode(said)}")


@pages.get("/paper/forms", power="enter_paper")
def show_forms(visit: Visit) -> Response:
    """Show what the unit or leader can hand in, each leading to its own form with the paper's facts on top."""
    if visit.entering is None:
        return visit.go("/paper")
    said = {name: visit.query[name] for name in _CARRIED if visit.query.get(name)}

    def form(address: str) -> str | None:
        carried = f"{address}{'&' if '?' in address else '?'}{urlencode(said)}"
        return carried if opens(visit, address) else None

    listed = visit.every(tasks.tasks, query={"state": "active"})
    of_unit = _of_unit(visit) if visit.actor.unit else {}
    return visit.show(
        "office/paper_forms.html", here=HERE, form=form, tasks=listed, said=said, **of_unit,
        **({} if visit.actor.unit else _of_leader(visit)),
    )  # fmt: skip


def _of_unit(visit: Visit) -> dict[str, Any]:
    """Return what the unit owes and what it was asked, each with what it is answered with."""
    owed = visit.every(duties.list_duties, query={"unit": visit.actor.unit})
    return {
        "owed": [duty for duty in owed if duty["state"] in ("open", "missed", "provisional")],
        "notices": [one for one in visit.every(notices.list_notices) if one["state"] not in CLOSED],
        "asked": [one for one in visit.every(instructions.list_instructions) if one["state"] != "closed"],
        "interviews": visit.every(interviews.list_interviews),
    }


def _of_leader(visit: Visit) -> dict[str, Any]:
    """Return what waits for the leader."""
    return {
        "waiting": visit.every(handed_in.list_handed_in, query={"to": "leader"}),
        "problems": [one for one in visit.every(problems_raised.list_problems) if one["state"] in ("raised", "read")],
        "interviews": visit.every(interviews.list_interviews),
    }


def _held(post: dict[str, Any]) -> str:
    holder = post["holder"]
    return f"{post['title']} {holder['person']}" if holder else str(post["title"])


def _addressee(visit: Visit) -> str:
    """Return the lead a notice is addressed to, when the clerk comes from a notice."""
    named = visit.query.get("notice")
    return f"unit:{visit.read(notices.read_notice, notice=named)['addressees'][0]['unit']}" if named else ""
