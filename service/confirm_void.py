"""A second person voids a notice: its number stays taken, and where asked another takes its place (D-072)."""

from domain import actors, notice_issue
from domain.record import Fact
from service import known
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written
from service.notices_of import notice_named
from service.sitting_of import desk_of


def confirm_void(app: App, act: Act, *, notice: str) -> Written:
    """Put the voiding on record. Raises: AbsentError; as `domain.notice_issue.void`."""
    actors.require("confirm_void", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = notice_named(turn, notice)
        task = known.task(turn, found.task_no)
        desk = desk_of(turn, known.scheme_of(turn, found.scheme), turn.today)
        return notice_issue.void(desk, task, found, persons=persons(act))

    return app.store.write(act, decide)
