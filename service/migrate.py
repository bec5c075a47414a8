"""Making a record: its tables and its first line; only `ducha init` and `ducha migrate` come here."""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from domain import ids
from domain.events import RecordCreated
from domain.record import Fact
from service import record_tables as sql
from service.accounts import Accounts
from service.act import Act
from service.clock import Clock, new_id
from service.event_store import EventStore, WrongClockError
from service.settings import Settings
from service.written import Written


class RecordExistsError(Exception):
    """There is a record at this path already; it is never made anew."""


def create_record(
    path: Path, *, demonstration: bool, act: Act, clock: Clock, zone: ZoneInfo, opening: Sequence[Fact] = ()
) -> Written:
    """Make a record with its first line, `record.created.v1`, and in the same commit what it opens with.

    Raises: RecordExistsError; WrongClockError for a clock set by hand without `demonstration`.
    """
    if clock.by_hand and not demonstration:
        raise WrongClockError("only a demonstration record obeys DUCHA_CLOCK")
    path.parent.mkdir(parents=True, exist_ok=True)
    sql.create_tables(path)
    store = EventStore(path, clock, zone)
    try:
        if store.position():
            raise RecordExistsError(str(path))
        created = RecordCreated(new_id(), demonstration)
        return store.write(act, lambda _: [Fact(ids.RECORD, created), *opening])
    finally:
        store.close()


def migrate_home(settings: Settings) -> None:
    """Bring everything that is kept in a home to this release's layout. Raises: RecordNotReadyError."""
    migrate(settings.record_path)
    accounts = Accounts(settings.accounts_path, settings.zone)
    accounts.create_tables()
    accounts.close()


def migrate(path: Path) -> None:
    """Bring a record's tables to this release's layout; a record made by this release is left as it is.

    Raises: RecordNotReadyError when there is no record at all.
    """
    if not path.exists():
        raise sql.RecordNotReadyError(f"no record at {path}: run `ducha init`")
    sql.create_tables(path)
