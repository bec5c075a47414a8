"""A second person finalises a scheme's scores: facts, formula, results and the line they stand at, kept (D-124)."""

from domain import actors, finalisation, formulas, frozen_scores, ids
from domain.finalisation import Frozen
from domain.record import Fact
from projections.as_of import now
from projections.model import Db
from service import known
from service.act import Act, persons
from service.app import App
from service.ask_scores import asked
from service.event_store import Turn, Written
from service.issue_edition import tasks_of
from service.on_figures import write_on_figures


def finalise_assessment(app: App, act: Act, *, scheme: str) -> Written:
    """Put the scores on record for good. Raises: AbsentError; as `domain.finalisation.finalise`."""
    actors.require("finalise_assessment", act.actor)

    def take(db: Db) -> Frozen:
        found = asked(db, now(db), scheme, live=True, year_over=True)
        return Frozen(
            db.position, formulas.content_of(found.formula), frozen_scores.facts_told(found.facts()),
            frozen_scores.results_told(found.rows()),
        )  # fmt: skip

    def decide(turn: Turn, frozen: Frozen) -> list[Fact]:
        rules = known.scheme_of(turn, scheme)
        stream = ids.assessment(scheme)
        events = finalisation.finalise(
            turn.fold(stream), scheme=rules, tasks=tasks_of(turn, scheme), today=turn.today, persons=persons(act),
            frozen=frozen,
        )  # fmt: skip
        return [Fact(stream, event) for event in events]

    return write_on_figures(app, act, take, decide)
