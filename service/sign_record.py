"""A side signs the record of an interview: the head of the unit, or the post that led it; also on paper (D-102)."""

from domain import actors, ids, interview_record
from domain.interviews import CITY, Interview
from domain.record import Fact
from service.act import Act, acting_post, acting_unit
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import looked_at


def sign_record(app: App, act: Act, *, interview: str, side: str) -> Written:
    """Put the signature on record. Raises: AbsentError; as `domain.interview_record.sign`."""
    actors.require("sign_record", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found, _, _ = looked_at(app, turn, act, interview)
        unit, post = signing(found, act, side)
        events = interview_record.sign(found, side=side, unit=unit, post=post, on=turn.received_on)
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide)


def signing(found: Interview, act: Act, side: str) -> tuple[str | None, str | None]:
    """Return the unit and the post that sign for a side. Raises: as `service.act.acting_unit`, `acting_post`."""
    if side == CITY:
        hosts = found.host in act.actor.posts and act.paper is None
        return None, found.host if hosts else acting_post(act)
    unit = acting_unit(act)
    return unit, act.actor.posts[0] if act.paper is None and act.actor.posts else None
