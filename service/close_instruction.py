"""The office closes a leader's instruction with what came of it (二(二), D-110)."""

from domain import actors, ids, instructions
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.instructions_of import instruction_named


def close_instruction(app: App, act: Act, *, instruction: str, outcome: str) -> Written:
    """Put the closing on record. Raises: as `domain.instructions.close`."""
    actors.require("close_instruction", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = instruction_named(turn, instruction, act.actor)
        events = instructions.close(found, outcome=outcome, today=turn.today)
        return [Fact(ids.instruction(instruction), event) for event in events]

    return app.store.write(act, decide)
