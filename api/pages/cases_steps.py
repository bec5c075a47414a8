"""The forms of an interview's own steps, from the proposal to the judgement of what was promised (D-101, D-102)."""

from datetime import datetime
from typing import Any

from flask import Response
from flask_babel import gettext

from api import interviews, notices, posts, tasks
from api.pages.cases_family import HERE, levels_of, task_of
from api.pages.cases_open import open_to, sides_of
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain.actors import LEADERS, OFFICE_ROLES, PRINCIPAL
from domain.errors import AbsentError
from domain.interviews import CITY

pages = Pages("cases")
_LEAST_PROMISES = 1
_SPARE = 2  # empty rows below what is filled in; who needs more asks for them


@pages.get("/interviews/new", power="propose_interview")
def show_proposal(visit: Visit) -> Response:
    """Ask for the task, then show the form that proposes an interview by hand; rules propose their own."""
    asked = (visit.form.get("task_no") or visit.query.get("task_no", "")).strip()
    task = _task(visit, asked) if asked else None
    if task is None:
        return visit.show("cases/proposal.html", here=HERE, task=None, asked=asked)
    issued = visit.every(notices.list_notices, query={"task_no": asked})
    levels = levels_of(visit, task["scheme"])
    return visit.show(
        "cases/proposal.html", here=HERE, task=task, asked=asked,
        levels_shown=[(str(row["level"]), level_word(row["level"])) for row in levels],
        notices_shown=[(row["notice"], row["number"]) for row in issued if row["number"]],
    )  # fmt: skip


@pages.post("/interviews", power="propose_interview", again=show_proposal)
def propose(visit: Visit) -> Response:
    """Put the proposal on record."""
    done = visit.do(interviews.propose)
    return visit.go(f"{HERE}/{done['interview']}", done)


def level_word(level: int) -> str:
    """Return what a level is called."""
    named: dict[int, str] = {1: gettext("一级约谈"), 2: gettext("二级约谈")}
    return named.get(level) or str(gettext("%(n)s 级约谈", n=level))


def _task(visit: Visit, no: str) -> dict[str, Any] | None:
    try:
        return visit.read(tasks.one, no=no)
    except AbsentError:
        return None


def _form(visit: Visit, interview: str, template: str, **shown: Any) -> Response:
    """Show a step's form beside what the case is; once the step is taken by somebody else, the page says so."""
    found = visit.read(interviews.read_interview, interview=interview)
    begun = found.get("draft") or found["convening"] or {"reason": "", "place": "", "materials": [], "meets_at": None}
    units = [(row["unit"], visit.names.unit(row["unit"])) for row in found["units"]]
    return visit.show(
        f"cases/{template}.html", here=HERE, case=found, open=open_to(visit, found, None), task=task_of(visit, found),
        begun=begun, meets_at=_local(visit, begun["meets_at"]), units_shown=units, **shown,
    )  # fmt: skip


@pages.get("/interviews/<interview>/approval", power="decide_interview")
def show_approval(visit: Visit, interview: str) -> Response:
    """Show the proposal to the leader who decides; the office may let one go whose ground has fallen."""
    return _form(visit, interview, "approval", letting_go=visit.actor.role in OFFICE_ROLES)


@pages.post("/interviews/<interview>/approval", power="decide_interview", again=show_approval)
def approve(visit: Visit, interview: str) -> Response:
    """Approve or decline."""
    return _done(visit, interview, visit.do(interviews.decide, interview=interview))


@pages.get("/interviews/<interview>/convening", power="convene_interview")
def show_convening(visit: Visit, interview: str) -> Response:
    """Show the written notice: a clerk drafts it, the head of the office issues it."""
    return _form(visit, interview, "convening")


@pages.post("/interviews/<interview>/convening", power="convene_interview", again=show_convening)
def convene(visit: Visit, interview: str) -> Response:
    """Draft the notice, or issue it."""
    materials = [line.strip() for line in visit.form.get("materials", "").splitlines() if line.strip()]
    return _done(visit, interview, visit.do(interviews.convene, interview=interview, also={"materials": materials}))


@pages.get("/interviews/<interview>/holding", power="hold_interview")
def show_holding(visit: Visit, interview: str) -> Response:
    """Show the form that says the interview took place: when, where, led by whom, who sat on either side."""
    return _form(visit, interview, "holding", **_people(visit), rows=_others(visit, interview))


@pages.post("/interviews/<interview>/holding", power="hold_interview", again=show_holding)
def hold(visit: Visit, interview: str) -> Response:
    """Put the meeting on record; the button for more rows only shows the form again."""
    if visit.form.get("more"):
        return show_holding(visit, interview)  # type: ignore[no-any-return]
    _seat(visit)
    return _done(visit, interview, visit.do(interviews.hold, interview=interview))


@pages.get("/interviews/<interview>/record", power="file_interview_record")
def show_record(visit: Visit, interview: str) -> Response:
    """Show the minutes' form; where the meeting is not on record yet, its own fields too."""
    promised = range(_LEAST_PROMISES + _filled(visit, "commitments", 0))
    return _form(visit, interview, "record", **_people(visit), rows=_others(visit, interview), promised=promised)


@pages.post("/interviews/<interview>/record", power="file_interview_record", again=show_record)
def file(visit: Visit, interview: str) -> Response:
    """File the record, once and for good."""
    visit.keep_files()
    if visit.form.get("more"):
        return show_record(visit, interview)  # type: ignore[no-any-return]
    _seat(visit)
    return _done(visit, interview, visit.do(interviews.file, interview=interview))


@pages.get("/interviews/<interview>/signature", power="sign_record")
def show_signature(visit: Visit, interview: str) -> Response:
    """Show the record's words to whoever signs it, or notes that a side refuses."""
    found = visit.read(interviews.read_interview, interview=interview)
    sides = sides_of(visit, found) if found["state"] in ("filed", "signed") else []
    refused = {(word["side"], word["unit"]) for word in found["signatures"]}
    shown = [(f"{side}:{unit or ''}", visit.names.unit(unit) or gettext("市方（主谈领导）")) for side, unit in sides]
    return visit.show(
        "cases/signature.html", here=HERE, case=found, noting=visit.actor.role in OFFICE_ROLES, sides=sides,
        sides_shown=shown, may_refuse=any(side not in refused for side in sides), task=task_of(visit, found),
    )  # fmt: skip


@pages.post("/interviews/<interview>/signature", power="sign_record", again=show_signature)
def sign(visit: Visit, interview: str) -> Response:
    """Sign the record for one's side."""
    return _done(visit, interview, visit.do(interviews.sign, interview=interview))


@pages.post("/interviews/<interview>/refusal", power="refuse_signature", again=show_signature)
def refuse(visit: Visit, interview: str) -> Response:
    """Put on record that a side refuses to sign, why, and who saw it."""
    side, _, unit = visit.form.get("whose", "").partition(":")
    whose = {"side": side, "unit": unit} if unit and visit.actor.role in OFFICE_ROLES else {"side": side}
    said = {name: visit.form.get(f"refused.{name}", "").strip() for name in ("reason", "witness")}
    return _done(visit, interview, visit.do(interviews.sign, interview=interview, also={**whose, "refused": said}))


@pages.get("/interviews/<interview>/report", power="report_interview")
def show_report(visit: Visit, interview: str) -> Response:
    """Show to whom the signed record is to be laid before."""
    return _form(visit, interview, "report", **_people(visit))


@pages.post("/interviews/<interview>/report", power="report_interview", again=show_report)
def report(visit: Visit, interview: str) -> Response:
    """Lay the signed record before the principal leader."""
    return _done(visit, interview, visit.do(interviews.report, interview=interview))


@pages.get("/interviews/<interview>/archive", power="archive_interview")
def show_archive(visit: Visit, interview: str) -> Response:
    """Show what is archived."""
    return _form(visit, interview, "archive")


@pages.post("/interviews/<interview>/archive", power="archive_interview", again=show_archive)
def archive(visit: Visit, interview: str) -> Response:
    """Archive the record under its number."""
    return _done(visit, interview, visit.do(interviews.archive, interview=interview))


@pages.get("/interviews/<interview>/commitments/<int:n>/verification", power="verify_commitment")
def show_verification(visit: Visit, interview: str, n: int) -> Response:
    """Show a commitment with what the unit says of it."""
    return _form(visit, interview, "verification", n=n)


@pages.post(
    "/interviews/<interview>/commitments/<int:n>/verification", power="verify_commitment", again=show_verification
)
def verify(visit: Visit, interview: str, n: int) -> Response:
    """Find the commitment kept or not."""
    return _done(visit, interview, visit.do(interviews.verify, interview=interview, n=n))


def _seat(visit: Visit) -> None:
    """Seat the host and the recorder among the city's attendees: the form asks for each of them once."""
    host, recorder = visit.form.get("host", ""), visit.form.get("recorder", "")
    if not (host or recorder):
        return
    for place, said in enumerate(({"post": host}, {"person": recorder})):
        for name, value in {"side": CITY, **said}.items():
            visit.form[f"attendees.{place}.{name}"] = value


def _others(visit: Visit, interview: str) -> range:
    """Return the rows of the form for who sat there beside host, recorder and one person of each unit."""
    first = 2 + len(visit.read(interviews.read_interview, interview=interview)["units"])
    return range(first, first + _SPARE + _filled(visit, "attendees", first))


def _filled(visit: Visit, name: str, first: int) -> int:
    """Return how many rows from `first` on are to be shown as filled in; asking for more adds to them."""
    parts = [key.split(".") for key, said in visit.form.items(multi=True) if key.startswith(f"{name}.") and said]
    last = max((int(part[1]) for part in parts if part[1].isascii() and part[1].isdigit()), default=-1)
    return max(0, last + 1 - first) + (_SPARE if visit.form.get("more") else 0)


def _people(visit: Visit) -> dict[str, Any]:
    """Return the posts that may lead an interview, and those it is reported to, with who holds them."""
    rows = [row for row in visit.every(posts.list_posts) if row["rank"] in LEADERS]
    shown = [(row["post"], " ".join(filter(None, (row["title"], (row["holder"] or {}).get("person"))))) for row in rows]
    principals = {row["post"] for row in rows if row["rank"] == PRINCIPAL}
    return {"leaders_shown": shown, "principals_shown": [one for one in shown if one[0] in principals]}


def _local(visit: Visit, moment: str | None) -> str:
    """Return a moment as it is typed: `2020-09-28 09:30`."""
    return f"{datetime.fromisoformat(moment).astimezone(visit.app.settings.zone):%Y-%m-%d %H:%M}" if moment else ""


def _done(visit: Visit, interview: str, done: dict[str, Any]) -> Response:
    return visit.go(f"{HERE}/{interview}", done)
