"""The office or discipline inspection looks into a dispute of an interview record and says what it found (D-104)."""

from domain import actors, ids, interview_disputes
from domain.actors import AUDITOR
from domain.record import Fact
from service.act import Act
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.interviews_of import interview_named


def check_record(
    app: App, act: Act, *, interview: str, dispute: int | None, findings: str, files: tuple[str, ...] = ()
) -> Written:
    """Put the findings on record; without a number they are of the only dispute that still runs.

    Raises: AbsentError; InvalidError; as `domain.interview_disputes.check`.
    """
    actors.require("check_record", act.actor)
    check_files(app, "files", files)
    text = app.store.content_of(findings)
    checked_by = "auditor" if act.actor.role == AUDITOR else "office"

    def decide(turn: Turn) -> list[Fact]:
        found = interview_named(turn, interview, act.actor)
        events = interview_disputes.check(
            found, dispute, checked_by=checked_by, findings=text.digest, files=files, on=turn.today
        )
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide, contents=[text])
