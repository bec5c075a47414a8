"""A side refuses to sign the record of an interview: noted with its reason and a witness of neither side (D-102)."""

from domain import actors, ids, interview_record
from domain.actors import OFFICE_ROLES
from domain.interviews import CITY, Interview
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import looked_at
from service.sign_record import signing


def refuse_signature(
    app: App, act: Act, *, interview: str, side: str, reason: str, witness: str, unit: str | None = None
) -> Written:
    """Put the refusal on record; the office notes it of either side, a side of itself alone.

    `unit` says whose head refused, where several were interviewed. Raises: AbsentError; as
    `domain.interview_record.refuse_signature`.
    """
    actors.require("refuse_signature", act.actor)
    noted = act.actor.role in OFFICE_ROLES and act.paper is None

    def decide(turn: Turn) -> list[Fact]:
        found, _, _ = looked_at(app, turn, act, interview)
        whose, post = (_noted_of(found, side, unit), None) if noted else signing(found, act, side)
        events = interview_record.refuse_signature(
            found, side=side, unit=whose, post=post, noted=noted, reason=reason, witness=witness, on=turn.received_on
        )
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide)


def _noted_of(found: Interview, side: str, unit: str | None) -> str | None:
    if side == CITY:
        return None
    return unit or (found.codes[0] if len(found.codes) == 1 else None)
