"""An interviewed unit, or the leader who led the interview, disputes a passage of its record; also on paper (D-104)."""

from dataclasses import dataclass

from domain import actors, ids, interview_disputes
from domain.actors import LEADERS
from domain.interview_disputes import Quote
from domain.interviews import Interview
from domain.record import Fact
from service.act import Act, acting_post, acting_unit
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.filed_records import filed
from service.interviews_of import looked_at


@dataclass(frozen=True, slots=True)
class DisputeForm:
    quote: Quote
    claim: str
    files: tuple[str, ...] = ()


def dispute_record(app: App, act: Act, *, interview: str, form: DisputeForm) -> Written:
    """Put the dispute on record. Raises: AbsentError; InvalidError; as `domain.interview_disputes.dispute`."""
    actors.require("dispute_record", act.actor)
    check_files(app, "files", form.files)
    texts = {"passage": app.store.content_of(form.quote.passage), "claim": app.store.content_of(form.claim)}
    digests = {field: text.digest for field, text in texts.items()}

    def decide(turn: Turn) -> list[Fact]:
        looked, _, _ = looked_at(app, turn, act, interview)
        found = filed(app, turn, looked)
        unit, post = _party(looked, act)
        events = interview_disputes.dispute(
            looked, form.quote, found.versions, unit=unit, post=post, digests=digests, files=form.files,
            on=turn.received_on,
        )  # fmt: skip
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide, contents=list(texts.values()))


def _party(found: Interview, act: Act) -> tuple[str | None, str | None]:
    """Return the unit whose dispute it is, or None and the leader's post. Raises: as `service.act.acting_unit`."""
    if act.actor.role in LEADERS:
        hosts = act.paper is None and found.host in act.actor.posts
        return None, found.host if hosts else acting_post(act)
    if act.paper is not None and act.paper.on_behalf_of.startswith("post:"):
        return None, acting_post(act)
    return acting_unit(act), act.actor.posts[0] if act.paper is None and act.actor.posts else None
