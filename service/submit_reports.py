"""A sheet of progress reports: each row a report by the same rules, in one append (annex 5, 三(四)2–4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain import actors
from domain.errors import InvalidError
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.event_store import Turn
from service.row_by_row import Answered, Decided, SheetRow, Upload, write_rows
from service.submit_report import ReportForm, decided, prepared


@dataclass(frozen=True, slots=True)
class ReportRow:
    task_no: str
    form: ReportForm


def submit_reports(app: App, act: Act, upload: Upload, rows: Sequence[SheetRow[ReportRow]]) -> Answered:
    """Put the rows' reports on record. Raises: as `acting_unit`, and what the store raises."""
    actors.require("submit_report", act.actor)
    unit = acting_unit(act)

    def rules(turn: Turn) -> Callable[[ReportRow], Decided]:
        taken: set[tuple[str, str]] = set()

        def rule(row: ReportRow) -> Decided:
            once(taken, row.task_no, row.form.node)
            of_the_scheme(turn, act, upload, row.task_no)
            handed_in, texts = prepared(app, unit, row.form)
            facts = decided(app, turn, act, task_no=row.task_no, handed_in=handed_in)
            taken.add((row.task_no, row.form.node))
            return Decided(facts, texts)

        return rule

    return write_rows(app, act, upload, rows, rules)


def once(taken: set[tuple[str, str]], task_no: str, period: str) -> None:
    """Let pass what no row above has been accepted for. Raises: InvalidError."""
    if (task_no, period) in taken:
        raise InvalidError("task_no", "workbook.row_twice", task_no=task_no, period=period)


def of_the_scheme(turn: Turn, act: Act, upload: Upload, task_no: str) -> None:
    """Let pass a task of the scheme the sheet is for. Raises: InvalidError; AbsentError as `known.task`."""
    task = known.task(turn, task_no, act.actor)
    if upload.scheme is not None and task.scheme != upload.scheme:
        raise InvalidError("task_no", "workbook.another_scheme", said=task.scheme, scheme=upload.scheme)
