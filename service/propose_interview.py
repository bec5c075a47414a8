"""The office proposes an interview by hand; a rule proposes its own with the light or verdict (二(三), D-100)."""

from dataclasses import dataclass

from domain import actors, escalation, ids
from domain.errors import InvalidError
from domain.notices import Notice
from domain.record import Fact
from domain.task_state import Task
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import docket_of


@dataclass(frozen=True, slots=True)
class ProposalForm:
    task_no: str
    level: int
    reason: str
    units: tuple[str, ...] = ()  # empty: the task's lead
    notice: str | None = None


def propose_interview(app: App, act: Act, *, form: ProposalForm) -> Written:
    """Put the proposal on record; the last line is the proposal. Raises: as `domain.escalation.propose`."""
    actors.require("propose_interview", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        task = turn.fold(ids.task(form.task_no))
        if not isinstance(task, Task):
            raise InvalidError("task_no", "unknown_task", task_no=form.task_no)
        docket = docket_of(turn, known.scheme_of(turn, task.scheme))
        return escalation.propose(
            task, docket, units=form.units, level=form.level, reason=form.reason, notice=_notice(turn, form.notice)
        )

    return app.store.write(act, decide)


def _notice(turn: Turn, notice_id: str | None) -> Notice | None:
    found = turn.fold(ids.notice(notice_id)) if notice_id is not None else None
    if notice_id is not None and not isinstance(found, Notice):
        raise InvalidError("notice", "unknown_notice", notice=notice_id)
    return found if isinstance(found, Notice) else None
