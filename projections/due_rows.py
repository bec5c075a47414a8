"""How the duties follow the record: each event says what is owed anew, by the rules and states of that moment."""

from dataclasses import replace
from datetime import date

from domain import duties
from domain import events as e
from domain.record import Recorded
from domain.scheme import Scheme
from domain.task_state import Task
from projections import due_derived as derived
from projections import due_known as known
from projections.due_known import Standing
from projections.model import Batch


def scheme_changed(batch: Batch, line: Recorded) -> None:
    known.keep(batch, line)
    derived.everything(batch, line, line.event.scheme)


def day_reached(batch: Batch, line: Recorded) -> None:
    """An amended scheme may come into force with the day."""
    day: date = line.event.day
    for scheme_id in known.keys(batch, "scheme"):
        state = known.state(batch, "scheme", scheme_id)
        if any(since == day for since, _ in state.in_force):
            derived.everything(batch, line, scheme_id)


def calendar_published(batch: Batch, line: Recorded) -> None:
    known.keep(batch, line)
    for memo in ("calendars", "reasons"):
        batch.remembered(f"{known.NAME}.{memo}").clear()
    for scheme_id in known.keys(batch, "scheme"):
        derived.everything(batch, line, scheme_id)


def group_defined(batch: Batch, line: Recorded) -> None:
    known.keep(batch, line)
    for scheme_id in known.keys(batch, "scheme"):
        derived.by_items(batch, line, scheme_id)


def item_changed(batch: Batch, line: Recorded) -> None:
    known.keep(batch, line)
    derived.by_items(batch, line, known.state(batch, "item", line.event.item).scheme)


def plan_changed(batch: Batch, line: Recorded) -> None:
    known.keep(batch, line)
    derived.by_items(batch, line, line.event.scheme)


def edition_issued(batch: Batch, line: Recorded) -> None:
    before = derived.editions_of(batch, line.event.scheme)
    named = {task_no for edition in before.issued for task_no in edition.tasks} if before else set()
    known.keep(batch, line)
    scheme = derived.scheme_then(batch, line.event.scheme, line)
    for task_no in line.event.tasks:
        if task_no not in named and _waits_for_edition(known.state(batch, "task", task_no), scheme):
            derived.by_task(batch, line, task_no)


def _waits_for_edition(task: Task, scheme: Scheme) -> bool:
    """Tell whether its node plan is due from the edition that names it; most tasks were there before the first."""
    by = [rule.by for rule in scheme.duties if rule.kind == duties.NODE_PLAN and rule.by is not None]
    return any(task.entered_on > day for day in by) or any(tenure.by_confirmation for tenure in task.tenures)


def task_changed(batch: Batch, line: Recorded) -> None:
    known.keep(batch, line)
    if isinstance(line.event, e.TaskEntered):
        batch.run("INSERT INTO due_task VALUES (?, ?)", line.event.task_no, line.event.scheme)
    derived.by_task(batch, line, line.event.task_no)


def plan_filed(batch: Batch, line: Recorded) -> None:
    """A plan by a unit that has held its role all along settles the plans of that role and touches nothing else."""
    known.keep(batch, line)
    if known.is_plain(batch, line.event.task_no):
        derived.settle_plan(batch, line)
    else:
        derived.by_task(batch, line, line.event.task_no)


def missed(batch: Batch, line: Recorded) -> None:
    """The tick's finding is kept on the stream that owns the duty."""
    kind, _, key = line.stream.partition("/")
    if kind == "task":
        task_changed(batch, line)
    elif kind == "plan":
        plan_changed(batch, line)
    elif kind == "interview":
        interview_changed(batch, line, key)
    elif kind == "office":
        office_changed(batch, line)
    else:
        notice_changed(batch, line, key)


def reported(batch: Batch, line: Recorded) -> None:
    """A report by a unit that has held its role all along settles its own duty and touches no other."""
    event: e.ReportSubmitted = line.event
    key = (event.unit, event.role, event.node)
    before = known.standing(batch, event.task_no, key)
    if before is not None and before.is_only_replaced(event):
        known.put_number(batch, event.task_no, key, event.report_no)
        return
    known.put_standing(batch, event.task_no, key, _standing(event, before))
    for merged in event.merges:
        _decided(batch, line, merged, "submitted", None)
    if known.is_plain(batch, event.task_no):
        derived.settle_report(batch, line, key)
    else:
        derived.by_task(batch, line, event.task_no)


def _standing(event: e.ReportSubmitted, before: Standing | None) -> Standing:
    first_at, untrue = event.effective_at, before.untrue if before else ()
    if before is not None and before.state != "returned":
        first_at = before.first_at
    if before is not None and before.state == "untrue":
        untrue = (*untrue, before.report_no)  # what was found stays found
    return Standing(
        event.report_no, "submitted", event.late_days, event.due_provisional, event.effective_at, first_at, None, untrue
    )


def found_untrue(batch: Batch, line: Recorded) -> None:
    """Untrue or not, it was handed in: the untruth is a breach of its own (D-113)."""
    event: e.ReportFoundUntrue = line.event
    key = (event.unit, event.role, event.node)
    before = known.standings(batch, event.task_no)[key]
    if before.report_no == event.report_no:
        now = replace(before, state="untrue", resubmit_by=None)
    else:
        now = replace(before, untrue=(*before.untrue, event.report_no))
    known.put_standing(batch, event.task_no, key, now)
    derived.by_task(batch, line, event.task_no)


def returned(batch: Batch, line: Recorded) -> None:
    """The return of the latest version opens the duty again."""
    event: e.ReportReturned = line.event
    _decided(batch, line, event.report_no, "returned", event.resubmit_by)


def accepted(batch: Batch, line: Recorded) -> None:
    _decided(batch, line, line.event.report_no, "submitted", None)


def _decided(batch: Batch, line: Recorded, report_no: int, state: str, resubmit_by: date | None) -> None:
    """Change the latest version of a report; what becomes of an earlier one settles nothing."""
    task_no: str = line.event.task_no
    for key, before in known.standings(batch, task_no).items():
        if before.report_no == report_no and before.state != state:
            known.put_standing(batch, task_no, key, replace(before, state=state, resubmit_by=resubmit_by))
            derived.by_task(batch, line, task_no)
            return


def notice_changed(batch: Batch, line: Recorded, notice_id: str | None = None) -> None:
    known.keep(batch, line)
    derived.by_notice(batch, line, notice_id or line.event.notice)


def interview_changed(batch: Batch, line: Recorded, interview_id: str | None = None) -> None:
    known.keep(batch, line)
    derived.by_interview(batch, line, interview_id or line.event.interview)


def office_changed(batch: Batch, line: Recorded) -> None:
    """A bulletin went out, or a special was found missing: what the office owes itself."""
    known.keep(batch, line)
    derived.by_office(batch, line, line.event.scheme)


def withdrawn(batch: Batch, line: Recorded) -> None:
    """What is still open lapses with the task, commitments made over it too (D-004, D-103)."""
    task_changed(batch, line)
    for interview_id in known.keys(batch, "interview"):
        if known.state(batch, "interview", interview_id).task_no == line.event.task_no:
            derived.by_interview(batch, line, interview_id)


def flush(batch: Batch) -> None:
    known.save_standings(batch)
