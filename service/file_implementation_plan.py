"""A responsible unit files its implementation plan for all the items that name it (三(一), 三(四)1)."""

from collections.abc import Sequence

from domain import actors, duties, ids, implementation_plans
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.items import Item
from domain.record import Fact
from projections import frame
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.on_behalf import check_paper
from service.references import scheme_named


def file_implementation_plan(
    app: App, act: Act, *, unit: str, scheme: str, items: Sequence[str], text: str = "", files: Sequence[str] = ()
) -> Written:
    """Put a unit's implementation plan on record. `unit` is the one in the address.

    Raises: AbsentError when it is not the actor's; InvalidError when the paper is another unit's; as
    `domain.implementation_plans.file`.
    """
    actors.require("file_implementation_plan", act.actor)
    if acting_unit(act) != unit:
        if act.paper is None:
            raise AbsentError("unit", unit)
        raise InvalidError("on_behalf_of", "is_another_unit", unit=unit)
    check_files(app, "files", files)
    content = app.store.content_of(text) if text.strip() else None
    # The read model only says which streams to look at; an item entered this very moment names nobody late.
    with app.read.at() as db:
        item_ids = frame.item_ids(db, scheme)

    def decide(turn: Turn) -> list[Fact]:
        current = scheme_named(turn, scheme)
        calendar = known.calendar(turn, current.year)
        check_paper(app, turn, act, current, calendar)
        due = duties.implementation_plan_due(current)
        if due is None:
            raise RefusedError("implementation_plan.not_asked_for", clause="三(四)1", scheme=scheme)
        named = [item for name in item_ids if isinstance(item := turn.fold(ids.item(name)), Item)]
        stream = ids.plan(scheme, unit)
        events = implementation_plans.file(
            turn.fold(stream), named, unit=unit, scheme=current, items=items, text=content.digest if content else "",
            files=files, due=due, calendar=calendar, received_at=turn.received_at, received_on=turn.received_on,
        )  # fmt: skip
        return [Fact(stream, event) for event in events]

    return app.store.write(act, decide, contents=[content] if content else [])
