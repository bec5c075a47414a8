"""A unit, or the office in its own name, answers a leader's instruction (二(二), D-110)."""

from domain import actors, ids, instructions
from domain.record import Fact
from service.act import Act
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.instructions_of import check_its_paper, instruction_named, rules_on_record
from service.on_behalf import receiving_side


def answer_instruction(app: App, act: Act, *, instruction: str, text: str, files: tuple[str, ...] = ()) -> Written:
    """Put the answer on record. Raises: as `domain.instructions.answer`."""
    actors.require("answer_instruction", act.actor)
    side = receiving_side(act)
    check_files(app, "files", files)
    words = app.store.content_of(text)
    rules = rules_on_record(app) if act.paper else []

    def decide(turn: Turn) -> list[Fact]:
        found = instruction_named(turn, instruction, act.actor)
        check_its_paper(app, turn, act, found.tasks, rules)
        events = instructions.answer(found, side, text=words.digest, files=files, effective_at=turn.received_at)
        return [Fact(ids.instruction(instruction), event) for event in events]

    return app.store.write(act, decide, contents=[words])
