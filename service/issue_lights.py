"""The head of the office issues the lights of a node: every light and its notice in one write (签发, 二(三))."""

from collections.abc import Sequence

from domain import actors, escalation, lighting
from domain.errors import ConflictError
from domain.events import LightSet
from domain.lights import Decision
from domain.record import Fact
from service.act import Act, persons
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import docket_of
from service.later_lights import later_lights
from service.sitting_of import check_tag, sitting_of, what_changed


def issue_lights(
    app: App, act: Act, *, scheme: str, node: str, proposal: str, decisions: Sequence[Decision] | None = None
) -> Written:
    """Decide again on the tasks as they are now, and put session, lights, notices and interview proposals on record.

    `proposal` is the tag of what the head of the office saw; without `decisions` the draft's are issued.
    Raises: ConflictError with what changed since; as `domain.lighting.issue`.
    """
    actors.require("issue_lights", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        sitting = sitting_of(turn, scheme, node, turn.today)
        check_tag(sitting, turn.position, proposal)
        lit = lighting.issue(sitting, decisions, persons=persons(act))
        called_for = escalation.of_lights(lit, sitting.tasks, sitting.desk.scheme)
        return [*lit, *(escalation.proposals(called_for, docket_of(turn, sitting.desk.scheme)) if called_for else ())]

    try:
        return app.store.write(act, decide)
    except ConflictError as stale:
        changed = what_changed(app, scheme, node, stale.expected)
        raise ConflictError(stale.stream, expected=stale.expected, current=stale.current, changed=changed) from None


def differing_after(app: App, written: Written) -> list[dict[str, object]]:
    """Return the later lights that the rules would set otherwise now that these are set (D-074)."""
    nodes = {line.event.task_no: line.event.node for line in written.lines if isinstance(line.event, LightSet)}
    return [row for task_no, node in nodes.items() for row in later_lights(app, task_no, node)]
