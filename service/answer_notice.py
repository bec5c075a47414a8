"""A unit answers a rectification notice: what was done, since when, with what proof (二(三), D-007)."""

from dataclasses import dataclass
from datetime import date

from domain import actors, done_days, ids, notices
from domain.record import Fact
from service import known
from service.act import Act, acting_unit
from service.app import App
from service.attachments import check_files
from service.event_store import Turn, Written
from service.notices_of import notice_named
from service.on_behalf import check_paper


@dataclass(frozen=True, slots=True)
class AnswerForm:
    text: str
    done_on: date | None = None
    files: tuple[str, ...] = ()


def answer_notice(app: App, act: Act, *, notice: str, form: AnswerForm) -> Written:
    """Put the answer on record, and the signature of a unit that had not signed.

    Raises: AbsentError for a unit that is no addressee; as `domain.notices.answer` and `domain.done_days`.
    """
    actors.require("answer_notice", act.actor)
    unit = acting_unit(act)
    check_files(app, "files", form.files)
    text = app.store.content_of(form.text)

    def decide(turn: Turn) -> list[Fact]:
        found = notice_named(turn, notice)
        scheme = known.scheme_of(turn, found.scheme)
        calendar = known.calendar(turn, scheme.year)
        check_paper(app, turn, act, scheme, calendar)
        events = notices.answer(
            found, unit, text=text.digest, done_on=form.done_on, files=form.files, effective_at=turn.received_at,
            received_on=turn.received_on, calendar=calendar,
        )  # fmt: skip
        done_days.not_before_the_year(form.done_on, scheme)
        return [Fact(ids.notice(notice), event) for event in events]

    return app.store.write(act, decide, contents=[text])
