"""Whoever is shown what an interview record says is put on the record, before it is shown (D-105)."""

from domain import actors, ids, interview_disputes
from domain.interviews import ON_FILE
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import interview_named

MINUTES, DISPUTES, EVIDENCE = "minutes", "disputes", "evidence"


def view_record(app: App, act: Act, *, interview: str, what: str = MINUTES) -> Written | None:
    """Record the reading; None when there is no record to read yet, or it is still the same reading.

    Raises: AbsentError; ForbiddenError for who may not read minutes; as the store when it cannot write.
    """
    actors.require("read_minutes", act.actor)
    if interview_named(app.store, interview, act.actor).state not in ON_FILE:
        return None
    post = act.actor.posts[0] if act.actor.posts else None

    def decide(turn: Turn) -> list[Fact]:
        found = interview_named(turn, interview, act.actor)
        events = interview_disputes.view(found, account=act.actor.account, post=post, what=what, at=turn.now)
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide)
