"""The order of the year: who comes on stage, then the chapters month by month."""

from dataclasses import dataclass

from domain.actors import ADMIN
from service.app import build
from service.clock import StandingClock
from service.demonstration import august, autumn, cast, consequences, next_year, winter, year_end
from service.demonstration.stage import Progress, Stage, moment
from service.demonstration_clock import keep_logins, start_from
from service.issue_token import issue_token
from service.open_record import open_record
from service.settings import Settings

SCHEME = "heyuan-2020"
_CHAPTERS = (
    cast.come_on_stage,
    august.enter_the_ledger,
    august.file_plans,
    august.report,
    consequences.tell_of_august,
    august.light,
    autumn.rectify,
    consequences.tell_of_the_first_lights,
    consequences.interview_the_unrectified,
    autumn.adjust,
    autumn.report_september,
    consequences.archive_the_refused,
    autumn.report_october,
    consequences.inspect,
    autumn.light,
    winter.sign_for_notices,
    consequences.publish_what_was_found,
    consequences.interview_the_red,
    winter.verify,
    winter.light_deferred,
    consequences.dispute_the_record,
    winter.report_november,
    consequences.keep_a_commitment,
    winter.report_december,
    year_end.light_december,
    next_year.begin,
    year_end.finalise,
    year_end.correct_afterwards,
    year_end.leave_the_old_year_pending,
    next_year.leave_things_pending,
)


@dataclass(frozen=True, slots=True)
class Played:
    last_position: int
    logins: dict[str, str]  # account → token


def demonstrate(settings: Settings, *, progress: Progress) -> Played:
    """Create a demonstration record in `settings.home` and play the year.

    Raises: as `service.open_record.open_record`.
    """
    clock = StandingClock(moment("2020-08-11 08:30"))
    open_record(settings, scheme_id=SCHEME, demonstration=True, clock=clock)
    app = build(settings, clock=clock)
    try:
        stage = Stage(app, clock, SCHEME)
        for done, chapter in enumerate(_CHAPTERS):
            progress(done, len(_CHAPTERS))
            chapter(stage)
        logins = {name: _token(stage, name) for name in cast.SHOWN}
        progress(len(_CHAPTERS), len(_CHAPTERS))
        keep_logins(settings.home, logins)
        start_from(settings.home, clock.now())
        return Played(app.store.position(), logins)
    finally:
        app.close()


def _token(stage: Stage, account: str) -> str:
    return (
        issue_token(stage.app, stage.by(cast.ADMINISTRATOR, ADMIN), account=account, label="demonstration").token or ""
    )
