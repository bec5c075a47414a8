"""The office saves its decisions on the lights of a node for the head of the office to issue (拟稿, D-071)."""

from collections.abc import Sequence

from domain import actors, ids, lighting
from domain.errors import ConflictError
from domain.lights import Decision
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.sitting_of import check_tag, sitting_of, what_changed


def draft_lights(
    app: App, act: Act, *, scheme: str, node: str, decisions: Sequence[Decision], proposal: str | None = None
) -> Written:
    """Put the draft on record in place of the one before; an empty one takes it back.

    `proposal` is the tag of what was seen. Raises: ConflictError with what changed; as `domain.lighting.draft`.
    """
    actors.require("draft_lights", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        sitting = sitting_of(turn, scheme, node, turn.today)
        check_tag(sitting, turn.position, proposal)
        events = lighting.draft(sitting, decisions, proposal=proposal or "")
        return [Fact(ids.lighting(scheme, node), event) for event in events]

    try:
        return app.store.write(act, decide)
    except ConflictError as stale:
        changed = what_changed(app, scheme, node, stale.expected)
        raise ConflictError(stale.stream, expected=stale.expected, current=stale.current, changed=changed) from None
