"""The office returns a lead's report, the lead a construction entity's, with a reason (三(四)4, decision 005)."""

from domain import actors, ids, reports
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper, receiving_side


def return_report(app: App, act: Act, *, task_no: str, report_no: int, reason: str) -> Written:
    """Return a report to its author. Raises: as `domain.reports.give_back`."""
    actors.require("return_report", act.actor)
    by = receiving_side(act)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        calendar = known.calendar(turn, scheme.year)
        check_paper(app, turn, act, scheme, calendar)
        events = reports.give_back(
            task, report_no, by=by, reason=reason, scheme=scheme, calendar=calendar, on=turn.today
        )
        return [Fact(ids.task(task_no), event) for event in events]

    return app.store.write(act, decide)
