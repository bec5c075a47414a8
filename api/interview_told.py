"""An interview as each reader is told of it: a line in a list, the whole file, and what is left out of it."""

from datetime import date
from typing import Any

from api.routes import Ask
from api.told import with_words
from domain.actors import UNIT_ROLES, may
from domain.assessment import Entry
from domain.interview_record import TEXTS
from domain.working_days import Calendar
from projections import as_of, frame, interview_clock, interview_file
from service import ask_scores

_SAME = (
    "interview", "number", "archive_number", "scheme", "task_no", "units", "level", "state", "ground", "node", "lights",
    "notices", "reason", "clause", "disputes", "corrections", "version",
)  # fmt: skip
_PROMISE = ("commitment", "unit", "due_on", "state", "done_on", "late_days", "missed")
_MINUTES = ("convening", "meeting", "record")


def calendar_of(db: Any) -> Calendar:
    return Calendar(frame.years(db, as_of=as_of.now(db)))


def today(ask: Ask) -> date:
    return ask.app.clock.now().astimezone(ask.app.settings.zone).date()


def line_of(found: dict[str, Any], calendar: Calendar, today: date) -> dict[str, Any]:
    """Return an interview as a list shows it: where it stands, since when, and no minutes."""
    return {
        **{name: found[name] for name in _SAME},
        "since_on": interview_clock.since(found),
        "waiting_days": interview_clock.waiting_days(found, calendar, today),
        "proposed_on": found["proposed"]["on"],
        "meets_at": found["convening"]["meets_at"] if found["convening"] else None,
        "held_on": found["meeting"]["held_on"] if found["meeting"] else None,
        "commitments": [{name: c[name] for name in _PROMISE} for c in found["commitments"]],
    }


def file_of(ask: Ask, db: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Return the whole case of an interview, as far as the actor may read it."""
    minutes, calendar = may("read_minutes", ask.actor), calendar_of(db)
    told = {**found, **line_of(found, calendar, today(ask)), "commitments": found["commitments"]}
    told |= {"steps": interview_clock.steps(found, calendar), "case": _case(ask, db, found)}
    if not minutes:
        told |= dict.fromkeys(_MINUTES)
        told["signatures"] = [{**word, "reason": None, "witness": None} for word in found["signatures"]]
    readable = _digests(ask, found) if minutes else []
    words = ask.app.store.contents(readable)
    if minutes and found["record"]:
        erased = [name for name in TEXTS if found["record"][name] not in words]
        texts = {name: words.get(found["record"][name]) for name in TEXTS}
        told["record"] = {**found["record"], **texts, "erased": erased}
    told["commitments"] = [_commitment(c, words, readable, minutes) for c in found["commitments"]]
    return told


def _commitment(
    commitment: dict[str, Any], words: dict[str, str], readable: list[str], minutes: bool
) -> dict[str, Any]:
    said = [
        with_words(word, words)
        if word["text"] in readable
        else {**word, "text": None, "erased": False, "files": []}
        for word in commitment["words"]
    ]  # fmt: skip
    erased = commitment["text"] in readable and commitment["text"] not in words
    verdicts = commitment["verdicts"] if minutes else []
    told = {"text": words.get(commitment["text"]), "erased": erased, "words": said, "verdicts": verdicts}
    return {**commitment, **told}


def _digests(ask: Ask, found: dict[str, Any]) -> list[str]:
    """Return the digests whose words the actor may read: of what is said of commitments, a unit only its own."""
    digests = [found["record"][name] for name in TEXTS] if found["record"] else []
    for commitment in found["commitments"]:
        digests.append(commitment["text"])
        if ask.actor.role not in UNIT_ROLES or commitment["unit"] == ask.actor.unit:
            digests += [word["text"] for word in commitment["words"]]
    return digests


def _case(ask: Ask, db: Any, found: dict[str, Any]) -> dict[str, Any]:
    return {**interview_file.case(db, found), "scores": _scores(ask, db, found)}


def _scores(ask: Ask, db: Any, found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the task has cost the interviewed units, for those whose scores the actor may see."""
    shown = [unit["unit"] for unit in found["units"] if may("read_scores", ask.actor) or unit["unit"] == ask.actor.unit]
    rows = ask_scores.asked(db, as_of.now(db), found["scheme"]).rows() if shown else ()
    return [
        {"unit": row.unit, "entries": [_cost(e) for e in row.entries if e.task_no == found["task_no"]]}
        for row in rows
        if row.unit in shown
    ]


def _cost(entry: Entry) -> dict[str, Any]:
    return {
        "cause": entry.cause, "period": entry.period or None, "points": float(entry.points), "counted": entry.counted,
        "why": entry.why, "positions": list(entry.positions),
    }  # fmt: skip
