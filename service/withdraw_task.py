"""The head of the office withdraws a task: open duties lapse, open notices are voided, past lights stay (D-004)."""

from datetime import date

from domain import actors, ids, notices, tasks
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.notices_of import notices_of


def withdraw_task(app: App, act: Act, *, task_no: str, reason: str, effective_on: date | None = None) -> Written:
    """Put the withdrawal and the voiding of the task's open notices on record, all in one.

    Raises: AbsentError; as `domain.tasks.withdraw`.
    """
    actors.require("withdraw_task", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        on = effective_on or tasks.default_day(scheme, turn.today)
        events = tasks.withdraw(task, reason=reason, effective_on=on, scheme=scheme)
        voided = [
            Fact(ids.notice(notice.notice), event)
            for notice in notices_of(turn, task)
            for event in notices.void_with_task(notice, reason=events[0].reason)
        ]
        return [*(Fact(ids.task(task_no), event) for event in events), *voided]

    return app.store.write(act, decide)
