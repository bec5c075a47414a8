"""The office finds a notice rectified or not; if not, an interview is proposed in the same write (二(三), D-007)."""

from domain import actors, escalation, ids, notices
from domain.record import Fact
from service import known
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import docket_of
from service.notices_of import notice_named


def verify_rectification(app: App, act: Act, *, notice: str, rectified: bool, reason: str) -> Written:
    """Put the verdict on record; the first line is the verdict. Raises: AbsentError; as `domain.notices.verify`."""
    actors.require("verify_rectification", act.actor)

    def decide(turn: Turn) -> list[Fact]:
        found = notice_named(turn, notice)
        events = notices.verify(found, rectified=rectified, reason=reason, today=turn.today)
        scheme, task = known.scheme_of(turn, found.scheme), known.task(turn, found.task_no)
        called_for = escalation.of_verdict(events, found, task, scheme)
        proposed = escalation.proposals(called_for, docket_of(turn, scheme)) if called_for else []
        return [*(Fact(ids.notice(notice), event) for event in events), *proposed]

    return app.store.write(act, decide)
