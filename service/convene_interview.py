"""The written notice of an interview: drafted by the office, issued by its head under a number without gaps (D-101)."""

from domain import actors, ids, interview_convening
from domain.actors import HEAD
from domain.errors import InvalidError
from domain.events import Meeting, NumberTaken
from domain.interviews import Interview
from domain.record import Fact
from domain.scheme import Scheme
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import last_of, looked_at


def convene_interview(app: App, act: Act, *, interview: str, meeting: Meeting | None) -> Written:
    """Put the clerk's draft on record, or the notice the head issues; the last line is the draft or the notice.

    The head issues what was drafted, or `meeting` in its place. Raises: AbsentError; as `domain.interview_convening`.
    """
    actors.require("convene_interview", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found, scheme, _ = looked_at(app, turn, act, interview)
        stream = ids.interview(interview)
        if act.actor.role != HEAD:
            if meeting is None:
                raise InvalidError("meets_at", "missing")
            drafted = interview_convening.draft(found, meeting, now=turn.now)
            return [Fact(stream, event) for event in drafted]
        facts, number = _number(turn, found, scheme)
        convened = interview_convening.convene(
            found, meeting=meeting, number=number, persons=persons(act), now=turn.now, on=turn.today
        )
        return [*facts, *(Fact(stream, event) for event in convened)]

    return app.store.write(act, decide)


def _number(turn: Turn, found: Interview, scheme: Scheme) -> tuple[list[Fact], str]:
    """Return the next number of the calendar year; none is used up by one that is convened again."""
    if found.number:
        return [], found.number
    year = turn.today.year
    register = f"interview-notices-{year}"
    number = last_of(turn, register) + 1
    taken = NumberTaken(register, number, found.interview)
    return [Fact(ids.register(register), taken)], scheme.interviews.number.format(year=year, n=number)
