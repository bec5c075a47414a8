"""`/assessments/{scheme}`: every unit's score, each point with its events; what-if; entries; the year finalised."""

from typing import Any

from api.routes import Ask, Family, receipt_of
from api.schemas import AsOfQuery, ReadQuery
from api.schemas_assessments import (
    ComparedOut,
    ConfirmedEntryOut,
    EntriesOut,
    EntriesQuery,
    EntryIn,
    EntryProposedOut,
    FinalisationIn,
    FinalisationOut,
    FinalisationProposedOut,
    FinalisedOut,
    FormulaIn,
    NothingIn,
    RankingQuery,
    ScoresOut,
    ScoresQuery,
    UnitScoreOut,
)
from api.whole_lists import paged
from domain import ids
from domain.errors import AbsentError
from domain.finalisation import AssessmentFile
from projections.as_of import now
from service import ask_scores
from service.ask_scores import Asked
from service.confirm_entry import confirm_entry
from service.finalise_assessment import finalise_assessment
from service.propose_entry import propose_entry
from service.propose_finalisation import propose_finalisation

family = Family("assessments")


@family.get("/assessments/<scheme>/units", power="read_own_score", query=RankingQuery, answer=ScoresOut)
def list_scores(ask: Ask, scheme: str) -> dict[str, Any]:
    """Return every unit's score by group, best first: as finalised once it is; a unit sees its own alone."""
    with ask.reading() as db:
        found = ask_scores.asked(db, ask.as_of(db), scheme, live=ask.query["live"])
        rows = ask_scores.visible(found.rows(), ask.actor, final=found.final is not None)
        return paged(ask.query, {"items": rows, "next_cursor": None, **_about(found, ask)})


@family.get("/assessments/<scheme>/units/<code>", power="read_own_score", query=ScoresQuery, answer=UnitScoreOut)
def read_score(ask: Ask, scheme: str, code: str) -> dict[str, Any]:
    """Return a unit's score as a ledger: base and entries add up to it, each entry with its events."""
    with ask.reading() as db:
        found = ask_scores.asked(db, ask.as_of(db), scheme, live=ask.query["live"])
        about = _about(found, ask)
        return {
            **ask_scores.one(found.rows(), ask.actor, code, final=found.final is not None),
            **about,
            "differences": [changed for changed in about["differences"] if changed["unit"] == code],
        }


@family.post("/assessments/<scheme>/what-if", power="ask_what_if", query=AsOfQuery, body=FormulaIn, answer=ComparedOut)
def what_if(ask: Ask, scheme: str) -> dict[str, Any]:
    """Reckon the same facts under another formula, beside the official scores; records nothing."""
    with ask.reading() as db:
        found = ask_scores.asked(db, ask.as_of(db), scheme)
        other = found.other(ask.body["formula"])
        return {
            "scheme": scheme,
            "official": ask_scores.formula_of(found.formula),
            "what_if": ask_scores.formula_of(other),
            "items": ask_scores.compared(found.rows(), found.rows(other)),
            "as_of": found.as_of.shown(),
        }


@family.get("/assessments/<scheme>/entries", power="read_scores", query=EntriesQuery, answer=EntriesOut)
def entries(ask: Ask, scheme: str) -> dict[str, Any]:
    """List the manual entries of a scheme, proposed and confirmed, by number."""
    found = _file(ask, scheme).entries
    items = [
        {
            "entry": x.entry, "unit": x.unit, "task_no": x.task_no, "points": float(x.points), "reason": x.reason,
            "proposed_by": x.proposed_by, "confirmed_by": x.confirmed_by,
            "state": "proposed" if x.confirmed_by is None else "confirmed",
        }
        for x in found
    ]  # fmt: skip
    with ask.reading() as db:
        as_of = now(db)
    return paged(ask.query, {"scheme": scheme, "items": items, "next_cursor": None, "as_of": as_of.shown()})


@family.post("/assessments/<scheme>/entries", power="propose_entry", body=EntryIn, answer=EntryProposedOut, status=201)
def propose(ask: Ask, scheme: str) -> dict[str, Any]:
    """Propose an entry of so many points, with a reason; it counts once a second person has confirmed it."""
    written = propose_entry(ask.app, ask.act(), scheme=scheme, **ask.body)
    return {**_entry(written.lines[0].event), "state": "proposed", "receipt": receipt_of(written)}


@family.post(
    "/assessments/<scheme>/entries/<int:n>/confirmation",
    power="confirm_entry", body=NothingIn, answer=ConfirmedEntryOut,
)  # fmt: skip
def confirm(ask: Ask, scheme: str, n: int) -> dict[str, Any]:
    """Confirm a manual entry as the second person."""
    written = confirm_entry(ask.app, ask.act(), scheme=scheme, entry=n)
    event = written.lines[0].event
    told = {**_entry(event), "state": "confirmed", "proposed_by": event.proposed_by}
    return {**told, "receipt": receipt_of(written)}


@family.get("/assessments/<scheme>/finalisation", power="read_scores", query=ReadQuery, answer=FinalisationOut)
def read_finalisation(ask: Ask, scheme: str) -> dict[str, Any]:
    """Return how far finalising is: nobody has proposed it, somebody has, or the scores are final."""
    file = _file(ask, scheme)
    state = "finalised" if file.finalised_on else "proposed" if file.proposed_by else "none"
    told = {"reason": file.reason or None, "proposed_by": file.proposed_by, "finalised_on": file.finalised_on}
    return {"scheme": scheme, "state": state, **told}


@family.post(
    "/assessments/<scheme>/finalisation",
    power="propose_finalisation", body=FinalisationIn, answer=FinalisationProposedOut, status=201,
)  # fmt: skip
def propose_to_finalise(ask: Ask, scheme: str) -> dict[str, Any]:
    """Propose to finalise the year's scores, once the year is over and its last node is lit."""
    written = propose_finalisation(ask.app, ask.act(), scheme=scheme, reason=ask.body["reason"])
    return {"scheme": scheme, "state": "proposed", "receipt": receipt_of(written)}


@family.post(
    "/assessments/<scheme>/finalisation/confirmation",
    power="finalise_assessment", body=NothingIn, answer=FinalisedOut,
)  # fmt: skip
def finalise(ask: Ask, scheme: str) -> dict[str, Any]:
    """Finalise the scores as the second person: facts, formula, results and their line of the record are kept."""
    written = finalise_assessment(ask.app, ask.act(), scheme=scheme)
    line = written.lines[0]
    return {
        "scheme": scheme, "state": "finalised", "position": line.position, "as_of_position": line.event.position,
        "finalised_on": line.event.finalised_on, "units": len(line.event.results), "receipt": receipt_of(written),
    }  # fmt: skip


def _file(ask: Ask, scheme: str) -> AssessmentFile:
    """Return what two persons have decided of a scheme's scores. Raises: AbsentError for a scheme that is none."""
    if ask.app.store.fold(ids.scheme(scheme)) is None:
        raise AbsentError("scheme", scheme)
    file = ask.app.store.fold(ids.assessment(scheme))
    return file if isinstance(file, AssessmentFile) else AssessmentFile(scheme)


def _about(found: Asked, ask: Ask) -> dict[str, Any]:
    """Return what an answer says of itself: formula, what is finalised and has changed since, as of when."""
    return {
        "scheme": found.scheme,
        "formula": ask_scores.formula_of(found.formula),
        "finalised": found.finalised.told if found.finalised else None,
        "differences": ask_scores.differing(found, ask.actor),
        "as_of": found.as_of.shown(),
    }


def _entry(event: Any) -> dict[str, Any]:
    told = {name: getattr(event, name) for name in ("scheme", "entry", "unit", "task_no", "reason")}
    return {**told, "points": float(event.points)}
