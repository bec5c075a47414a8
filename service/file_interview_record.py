"""The office files the record of an interview, once and for good; its texts lie in the content table (D-102)."""

from domain import actors, ids, interview_record, interviews
from domain.interview_convening import Sitting
from domain.interview_record import Minutes
from domain.record import Fact
from service.act import Act
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.hold_interview import held
from service.interviews_of import looked_at


def file_interview_record(
    app: App, act: Act, *, interview: str, minutes: Minutes, sitting: Sitting | None = None
) -> Written:
    """Put the record on record, and with `sitting` the meeting it is of, in one; the last line is the record.

    Raises: AbsentError; as `domain.interview_record.file_record` and `domain.interview_convening.hold`.
    """
    actors.require("file_interview_record", act.actor)
    check_files(app, "files", minutes.files)
    texts = {field: app.store.content_of(text) for field, text in interview_record.texts_of(minutes).items()}
    digests = {field: text.digest for field, text in texts.items()}

    def decide(turn: Turn) -> list[Fact]:
        found, scheme, _ = looked_at(app, turn, act, interview)
        facts = held(app, turn, found, scheme, sitting) if sitting is not None else []
        for fact in facts:
            found = interviews.evolve(found, fact.event)
        events = interview_record.file_record(found, minutes, scheme.interviews, digests=digests, on=turn.today)
        return [*facts, *(Fact(ids.interview(interview), event) for event in events)]

    return app.store.write(act, decide, contents=list(texts.values()))
