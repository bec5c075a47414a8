"""A unit says that it has kept a commitment made in an interview, and shows it (D-103)."""

from dataclasses import dataclass
from datetime import date

from domain import actors, commitments, ids
from domain.record import Fact
from service.act import Act, acting_unit
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.interviews_of import looked_at


@dataclass(frozen=True, slots=True)
class FulfilmentForm:
    text: str
    done_on: date
    files: tuple[str, ...] = ()


def fulfil_commitment(app: App, act: Act, *, interview: str, commitment: int, form: FulfilmentForm) -> Written:
    """Put the unit's word on record. Raises: AbsentError; as `domain.commitments.fulfil`."""
    actors.require("fulfil_commitment", act.actor)
    unit = acting_unit(act)
    check_files(app, "files", form.files)
    text = app.store.content_of(form.text)

    def decide(turn: Turn) -> list[Fact]:
        found, _, calendar = looked_at(app, turn, act, interview)
        events = commitments.fulfil(
            found, commitment, unit, text=text.digest, done_on=form.done_on, files=form.files,
            effective_at=turn.received_at, received_on=turn.received_on, calendar=calendar,
        )  # fmt: skip
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide, contents=[text])
