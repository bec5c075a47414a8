"""The head of the office or the principal leader ends a checked dispute: upheld, rejected or corrected (D-104)."""

from domain import actors, ids, interview_disputes
from domain.record import Fact
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import interview_named


def resolve_dispute(app: App, act: Act, *, interview: str, dispute: int | None, outcome: str, reason: str) -> Written:
    """Put the outcome on record. Raises: AbsentError; as `domain.interview_disputes.resolve`."""
    actors.require("resolve_dispute", act.actor)
    text = app.store.content_of(reason)
    post = act.actor.posts[0] if act.actor.posts else None

    def decide(turn: Turn) -> list[Fact]:
        found = interview_named(turn, interview, act.actor)
        events = interview_disputes.resolve(
            found, dispute, outcome, persons=persons(act), reason=text.digest, post=post, on=turn.today
        )
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide, contents=[text])
