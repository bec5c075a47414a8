"""A unit hands in its progress report of a period, or a new version of it (三(四)2–4)."""

from dataclasses import dataclass
from datetime import date

from domain import actors, ids, reports
from domain.record import Fact
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.attachments import check_files
from service.event_store import Content, Turn, Written
from service.on_behalf import check_paper


@dataclass(frozen=True, slots=True)
class ReportForm:
    """Annex 5 as filled in, in plain words."""

    node: str
    progress: str
    text: str
    done_on: date | None = None
    percent: float | None = None
    problems: str | None = None
    next_steps: str | None = None
    important: bool = False
    files: tuple[str, ...] = ()
    merges: tuple[int, ...] = ()


def submit_report(app: App, act: Act, *, task_no: str, form: ReportForm) -> Written:
    """Put a report on record; the first line written is the report. Raises: as `domain.reports.submit`."""
    actors.require("submit_report", act.actor)
    unit = acting_unit(act)
    check_files(app, "files", form.files)
    handed_in, contents = prepared(app, unit, form)

    def decide(turn: Turn) -> list[Fact]:
        return decided(app, turn, act, task_no=task_no, handed_in=handed_in)

    return app.store.write(act, decide, contents=contents)


def prepared(app: App, unit: str, form: ReportForm) -> tuple[reports.Submission, list[Content]]:
    """Return what the unit hands in, its narratives as digests, and the narratives themselves."""
    text = app.store.content_of(form.text)
    problems = app.store.content_of(form.problems) if form.problems else None
    next_steps = app.store.content_of(form.next_steps) if form.next_steps else None
    handed_in = reports.Submission(
        unit=unit,
        node=form.node,
        done_on=form.done_on,
        progress=form.progress,
        text=text.digest,
        percent=form.percent,
        problems=problems.digest if problems else None,
        next_steps=next_steps.digest if next_steps else None,
        important=form.important,
        files=form.files,
        merges=form.merges,
    )
    return handed_in, [part for part in (text, problems, next_steps) if part]


def decided(app: App, turn: Turn, act: Act, *, task_no: str, handed_in: reports.Submission) -> list[Fact]:
    """Return the facts of a report in the writer's turn. Raises: AbsentError; as `domain.reports.submit`."""
    task = known.task(turn, task_no, act.actor)
    scheme = known.scheme_of(turn, task.scheme)
    calendar = known.calendar(turn, scheme.year)
    check_paper(app, turn, act, scheme, calendar)
    received = reports.Received(turn.received_at, app.settings.zone)
    events = reports.submit(task, handed_in, scheme=scheme, calendar=calendar, received=received)
    return [Fact(ids.task(task_no), event) for event in events]
