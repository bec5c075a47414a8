"""The office archives the record of an interview under a number without gaps (二(三), S24, D-102)."""

from domain import actors, ids, interview_record
from domain.events import NumberTaken
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import last_of, looked_at


def archive_interview(app: App, act: Act, *, interview: str) -> Written:
    """Put the archiving on record; the last line is it. Raises: AbsentError; as `domain.interview_record.archive`."""
    actors.require("archive_interview", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found, scheme, _ = looked_at(app, turn, act, interview)
        year = turn.today.year
        register = f"interview-archive-{year}"
        number = last_of(turn, register) + 1
        written = scheme.interviews.archive_number.format(year=year, n=number)
        events = interview_record.archive(found, archive_number=written, on=turn.today)
        taken = Fact(ids.register(register), NumberTaken(register, number, interview))
        return [taken, *(Fact(ids.interview(interview), event) for event in events)]

    return app.store.write(act, decide)
