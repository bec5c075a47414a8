"""The office accepts a lead's report, the lead a construction entity's (三(四)4)."""

from domain import actors, ids, reports
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.on_behalf import check_paper, receiving_side


def accept_report(app: App, act: Act, *, task_no: str, report_no: int) -> Written:
    """Accept a report as it stands. Raises: as `domain.reports.accept`."""
    actors.require("accept_report", act.actor)
    by = receiving_side(act)

    def decide(turn: Turn) -> list[Fact]:
        task = known.task(turn, task_no, act.actor)
        scheme = known.scheme_of(turn, task.scheme)
        check_paper(app, turn, act, scheme, known.calendar(turn, scheme.year))
        return [Fact(ids.task(task_no), event) for event in reports.accept(task, report_no, by=by)]

    return app.store.write(act, decide)
