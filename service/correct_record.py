"""A second person confirms the correction of a filed interview record, which stays readable beside it (D-104)."""

from domain import actors, ids, interview_disputes
from domain.record import Fact
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written
from service.filed_records import filed
from service.interviews_of import interview_named


def correct_record(app: App, act: Act, *, interview: str, correction: int) -> Written:
    """Put the correction on record. Raises: AbsentError; as `domain.interview_disputes.confirm_correction`."""
    actors.require("correct_record", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = filed(app, turn, interview_named(turn, interview, act.actor))
        proposed = found.interview.file.correction(correction)
        events = interview_disputes.confirm_correction(
            found.interview, correction, found.latest, passage=found.texts.get(proposed.passage) if proposed else None,
            persons=persons(act), on=turn.today,
        )  # fmt: skip
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide)
