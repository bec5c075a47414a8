"""Register a responsible unit under a code, with the names it is known by (一(一), D-030)."""

from collections.abc import Sequence

from domain import actors, ids, unit_names, units
from domain.record import Fact
from service.act import Act
from service.app import App
from service.event_store import Turn, Written


def register_unit(
    app: App, act: Act, *, code: str, name: str, group: str, full_name: str = "", aliases: Sequence[str] = ()
) -> Written:
    """Register a unit. Raises: InvalidError; RefusedError when the code, or a name, is another's."""
    actors.require("register_unit", act.actor)
    wanted = {"name": name, "full_name": full_name or name}
    wanted |= {f"aliases.{place}": alias for place, alias in enumerate(aliases)}

    def decide(turn: Turn) -> list[Fact]:
        registered = units.register(
            turn.fold(ids.unit(code)), turn.fold(ids.unit_group(code)), code=code, name=name.strip(),
            full_name=full_name.strip(), group=group, aliases=[alias.strip() for alias in aliases],
        )  # fmt: skip
        taken = unit_names.take(turn.fold(ids.UNIT_NAMES), code=code, wanted=wanted)
        return [
            *(Fact(ids.unit(code), event) for event in registered),
            *(Fact(ids.UNIT_NAMES, event) for event in taken),
        ]

    return app.store.write(act, decide)
