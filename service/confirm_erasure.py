"""A second person confirms a lawful erasure: texts go with the line that says so, files right after (D-015)."""

from domain import actors, erasures, ids
from domain.erasures import Erasure
from domain.errors import AbsentError
from domain.record import Fact
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written
from service.remove_erased import remove_erased


def confirm_erasure(app: App, act: Act, *, erasure: str) -> Written:
    """Put the erasure on record and remove what it names. Raises: AbsentError; as `domain.erasures.confirm`."""
    actors.require("confirm_erasure", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = turn.fold(ids.erasure(erasure))
        if not isinstance(found, Erasure):
            raise AbsentError("erasure", erasure)
        return [Fact(ids.erasure(erasure), event) for event in erasures.confirm(found, persons=persons(act))]

    written = app.store.write(act, decide)
    remove_erased(app, written.lines[0].event.files)
    return written
