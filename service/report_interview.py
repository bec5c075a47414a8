"""The office lays the signed record of an interview before the principal leader (二(三), S23, D-102)."""

from domain import actors, ids, interview_record
from domain.errors import InvalidError
from domain.interviews import Interview
from domain.record import Fact
from projections import as_of, frame
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.interviews_of import looked_at, rank_of

_PRINCIPAL = "principal_leader"


def report_interview(app: App, act: Act, *, interview: str, to: str | None = None) -> Written:
    """Put the report on record; without `to` it goes to the one principal leader there is.

    Raises: AbsentError; as `domain.interview_record.report`; InvalidError when it must be named.
    """
    actors.require("report_interview", act.actor)
    principals = _principals(app) if to is None else []

    def decide(turn: Turn) -> list[Fact]:
        found, _, _ = looked_at(app, turn, act, interview)
        post = to or _meant(turn, found, principals)
        events = interview_record.report(found, to=post, rank=rank_of(turn, post), on=turn.today)
        return [Fact(ids.interview(interview), event) for event in events]

    return app.store.write(act, decide)


def _meant(turn: Turn, found: Interview, principals: list[str]) -> str:
    if found.approved_by and rank_of(turn, found.approved_by) == _PRINCIPAL:
        return found.approved_by
    if len(principals) != 1:
        raise InvalidError("to", "name_the_principal_leader", known=principals)
    return principals[0]


def _principals(app: App) -> list[str]:
    with app.read.at() as db:
        return [post["post"] for post in frame.posts(db, as_of=as_of.now(db)) if post["rank"] == _PRINCIPAL]
