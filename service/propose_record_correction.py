"""The office proposes to correct a passage of a filed interview record (D-104)."""

from domain import actors, ids, interview_disputes
from domain.interview_disputes import Quote
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.filed_records import filed
from service.interviews_of import interview_named


def propose_record_correction(
    app: App, act: Act, *, interview: str, quote: Quote, replacement: str, reason: str, dispute: int | None = None
) -> Written:
    """Put the proposal on record; nothing changes before a second person confirms it.

    Raises: AbsentError; as `domain.interview_disputes.propose_correction`.
    """
    actors.require("propose_record_correction", act.actor)
    said = {"passage": quote.passage, "replacement": replacement, "reason": reason}
    texts = {field: app.store.content_of(text) for field, text in said.items()}
    digests = {field: text.digest for field, text in texts.items()}

    def decide(turn: Turn) -> list[Fact]:
        found = filed(app, turn, interview_named(turn, interview, act.actor))
        events = interview_disputes.propose_correction(
            found.interview, quote, found.latest, replacement=replacement, digests=digests, dispute=dispute,
            on=turn.today,
        )  # fmt: skip
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide, contents=list(texts.values()))
