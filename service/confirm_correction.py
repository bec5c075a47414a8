"""A second person confirms the correction of a light; its notice follows in the same write (D-072, D-074)."""

from domain import actors, corrections, escalation
from domain.errors import AbsentError
from domain.record import Fact
from service import known
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import docket_of
from service.notices_of import standing_notice
from service.sitting_of import desk_of


def confirm_correction(app: App, act: Act, *, task_no: str, node: str, correction: int) -> Written:
    """Put the corrected light and what becomes of its notice on record. Raises: as `domain.corrections.confirm`."""
    actors.require("confirm_correction", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        if not any((c.correction, c.node) == (correction, node) for c in task.corrections):
            raise AbsentError("correction", f"{task_no}/{node}/{correction}")
        scheme = known.scheme_of(turn, task.scheme)
        desk = desk_of(turn, scheme, turn.today)
        notice = standing_notice(turn, task.light(node))
        corrected = corrections.confirm(task, correction, desk, persons=persons(act), standing_notice=notice)
        called_for = escalation.of_lights(corrected, {task_no: task}, scheme)
        return [*corrected, *(escalation.proposals(called_for, docket_of(turn, scheme)) if called_for else ())]

    return app.store.write(act, decide)
