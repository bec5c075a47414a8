"""The head of the office gives a role in a task to another unit, with or without what is open in it (D-004)."""

from dataclasses import dataclass
from datetime import date

from domain import actors, ids, notices, tasks
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.notices_of import notices_of
from service.references import look_up


@dataclass(frozen=True, slots=True)
class TransferForm:
    role: str
    from_unit: str
    to_unit: str
    duties_move: bool
    reason: str
    effective_on: date | None = None


def transfer_task(app: App, act: Act, *, task_no: str, form: TransferForm) -> Written:
    """Put the transfer on record; open notices are readdressed in the same write when the duties move.

    Raises: AbsentError; as `domain.tasks.transfer`.
    """
    actors.require("transfer_task", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        on = form.effective_on or tasks.default_day(scheme, turn.today)
        (event,) = tasks.transfer(
            task, role=form.role, from_unit=form.from_unit, to_unit=form.to_unit, effective_on=on,
            duties_move=form.duties_move, reason=form.reason, scheme=scheme,
            known=look_up(turn, units=(form.from_unit, form.to_unit)),
        )  # fmt: skip
        readdressed = [
            Fact(ids.notice(notice.notice), moved)
            for notice in (notices_of(turn, task) if event.duties_move else ())
            for moved in notices.readdress(
                notice, role=event.role, from_unit=event.from_unit, to_unit=event.to_unit, effective_on=on
            )
        ]
        return [Fact(ids.task(task_no), event), *readdressed]

    return app.store.write(act, decide)
