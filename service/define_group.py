"""Define a group of units (市府直属各单位), or who belongs to it from a date on (D-030)."""

from collections.abc import Sequence
from datetime import date

from domain import actors, ids, unit_names, units
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def define_group(
    app: App, act: Act, *, group: str, name: str, members: Sequence[str], effective_on: date
) -> Written:  # fmt: skip
    """Define the group. Raises: InvalidError naming an unknown member; RefusedError when code or name is another's."""
    actors.require("change_unit", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        defined = units.define_group(
            turn.fold(ids.unit_group(group)), turn.fold(ids.unit(group)),
            {member: turn.fold(ids.unit(member)) for member in members},
            code=group, name=name.strip(), effective_on=effective_on,
        )  # fmt: skip
        taken = unit_names.take(turn.fold(ids.UNIT_NAMES), code=group, wanted={"name": name})
        return [
            *(Fact(ids.unit_group(group), event) for event in defined),
            *(Fact(ids.UNIT_NAMES, event) for event in taken),
        ]

    return app.store.write(act, decide)
