"""The office records that an interview took place: when, where, led by whom, who sat on either side (二(三), D-101)."""

from domain import actors, ids, interview_convening
from domain.interview_convening import Sitting
from domain.interviews import Interview
from domain.record import Fact
from domain.scheme import Scheme
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import looked_at, rank_of


def hold_interview(app: App, act: Act, *, interview: str, sitting: Sitting) -> Written:
    """Put the meeting on record. Raises: AbsentError; as `domain.interview_convening.hold`."""
    actors.require("hold_interview", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found, scheme, _ = looked_at(app, turn, act, interview)
        return held(app, turn, found, scheme, sitting)

    return app.store.write(act, decide)


def held(app: App, turn: Turn, found: Interview, scheme: Scheme, sitting: Sitting) -> list[Fact]:
    """Return the facts of the meeting. Raises: as `domain.interview_convening.hold`."""
    events = interview_convening.hold(
        found, sitting, scheme.interviews, host_rank=rank_of(turn, sitting.host), now=turn.now,
        on=sitting.held_at.astimezone(app.settings.zone).date(),
    )  # fmt: skip
    return [Fact(ids.interview(found.interview), event) for event in events]
