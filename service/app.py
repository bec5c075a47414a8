"""The application: the one place where the parts are put together."""

from dataclasses import dataclass

from projections.store import ReadStore
from service.accounts import Accounts
from service.clock import Clock, clock_of
from service.demonstration_clock import clock_setting
from service.event_store import EventStore
from service.files import Files
from service.settings import Settings


@dataclass(slots=True)
class App:
    """One process's parts. A forked process builds its own."""

    settings: Settings
    clock: Clock
    store: EventStore
    read: ReadStore
    accounts: Accounts
    files: Files

    def close(self) -> None:
        self.store.close()
        self.read.close()
        self.accounts.close()


def build(settings: Settings, *, clock: Clock | None = None) -> App:
    """Open the record, the read models and the accounts of `settings.home`. `clock` replaces the settings'.

    Raises: RecordNotReadyError when there is no record yet, WrongClockError, ValueError for a clock that is no moment.
    """
    clock = clock or clock_of(settings.clock or clock_setting(settings.home), settings.zone)
    store = EventStore(settings.record_path, clock, settings.zone)
    read = ReadStore(settings.read_path, store)
    store.follow = read.follow
    accounts = Accounts(settings.accounts_path, settings.zone)
    accounts.catch_up(store)
    return App(settings, clock, store, read, accounts, Files(settings.files_path))
