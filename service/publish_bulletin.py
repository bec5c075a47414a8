"""The head of the office publishes a drafted bulletin under the next number of its kind (二(四), S26–S28)."""

from domain import actors, bulletins, ids
from domain.bulletins import Bulletin
from domain.errors import AbsentError
from domain.events import NumberTaken
from domain.record import Fact
from service import known
from service.act import Act, persons
from service.app import App
from service.bulletins_of import bulletins_of, issues_of, last_number
from service.event_store import Turn, Written


def publish_bulletin(app: App, act: Act, *, bulletin: str) -> Written:
    """Put the publication and its number on record. Raises: AbsentError; as `domain.bulletins.publish`."""
    actors.require("publish_bulletin", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        stream = ids.bulletin(bulletin)
        current = turn.fold(stream)
        if not isinstance(current, Bulletin):
            raise AbsentError("bulletin", bulletin)
        scheme = known.scheme_of(turn, current.scheme)
        register = issues_of(current.scheme, current.kind)
        issue = last_number(turn, register) + 1
        events = bulletins.publish(
            current, bulletin, scheme=scheme, issue=issue, calendar=known.calendar(turn, scheme.year),
            today=turn.today, persons=persons(act), others=bulletins_of(turn, scheme),
        )  # fmt: skip
        taken = Fact(ids.register(register), NumberTaken(register, issue, bulletin))
        return [*(Fact(stream, event) for event in events), taken]

    return app.store.write(act, decide)
