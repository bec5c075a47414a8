"""What issuing the lights of a node would put on record: lights, notices, interview proposals; nothing is written."""

from collections.abc import Sequence

from domain import escalation, lighting
from domain.lights import Decision
from domain.record import Fact
from service.app import App
from service.interviews_of import docket_of
from service.sitting_of import proposed


def preview_lights(app: App, *, scheme: str, node: str, decisions: Sequence[Decision] | None = None) -> list[Fact]:
    """Return the facts that issuing would write now; without `decisions` the draft's, else every light that is ready.

    Raises: as `domain.lighting.issue` for a decision that could not be issued.
    """
    found = proposed(app, scheme, node)
    sitting = found.sitting
    if decisions is None and found.draft is None:
        decisions = [Decision(one.task_no) for one in found.proposals if one.ready]
    if decisions is not None and not decisions:
        return []
    lit = lighting.issue(sitting, decisions, persons=())  # whoever looks at it issues nothing
    called_for = escalation.of_lights(lit, sitting.tasks, sitting.desk.scheme)
    proposals = escalation.proposals(called_for, docket_of(app.store, sitting.desk.scheme)) if called_for else []
    return [*lit, *proposals]
