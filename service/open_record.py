"""A new record: the scheme, its units and the calendars, in one commit; and the first administrator's one-time code."""

from dataclasses import dataclass
from pathlib import Path

from domain import events as e
from domain import ids, unit_names
from domain.actors import ADMIN, SYSTEM, Actor
from domain.errors import RefusedError
from domain.record import Fact
from service import bundled
from service.accounts import Accounts
from service.act import Act
from service.clock import Clock, clock_of
from service.event_store import EventStore
from service.migrate import RecordExistsError, create_record
from service.settings import Settings

_OPENING = Act(Actor("system", SYSTEM), "init", "init")
ADMINISTRATOR = "admin"


@dataclass(frozen=True, slots=True)
class Opening:
    home: Path
    account: str
    code: str  # shown once


def open_record(settings: Settings, *, scheme_id: str, demonstration: bool, clock: Clock | None = None) -> Opening:
    """Create the record of `settings.home`.

    Raises: RefusedError when there is one already; AbsentError for a scheme that is not bundled; WrongClockError.
    """
    clock = clock or clock_of(settings.clock, settings.zone)
    facts = opening_facts(scheme_id)
    try:
        create_record(
            settings.record_path, demonstration=demonstration, act=_OPENING, clock=clock, zone=settings.zone,
            opening=facts,
        )  # fmt: skip
    except RecordExistsError:
        raise RefusedError("record.exists", clause="D-010", path=str(settings.record_path)) from None
    settings.home.chmod(0o700)  # credentials lie beside the record
    accounts = Accounts(settings.accounts_path, settings.zone)
    accounts.create_tables()
    store = EventStore(settings.record_path, clock, settings.zone)
    try:
        accounts.keep_account(store, ADMINISTRATOR)
        code = accounts.new_code(ADMINISTRATOR, clock.now())
    finally:
        store.close()
        accounts.close()
    return Opening(settings.home, ADMINISTRATOR, code)


def opening_facts(scheme_id: str) -> list[Fact]:
    """Return the facts with which a record of a bundled scheme opens, in order."""
    content = bundled.scheme_content(scheme_id)
    ledger = bundled.ledger(scheme_id)
    facts = [Fact(ids.scheme(scheme_id), e.SchemeIssued(scheme_id, int(content["version"]), content))]
    facts += [Fact(ids.calendar(year.year), year) for year in bundled.calendar_years()]
    names: unit_names.UnitNames | None = None
    for unit in ledger.units:
        facts.append(Fact(ids.unit(unit.code), unit))
        wanted = {str(place): name for place, name in enumerate((unit.name, *unit.aliases))}
        names = _take(facts, names, unit.code, wanted)
    for group in ledger.groups:
        facts.append(Fact(ids.unit_group(group.group), group))
        names = _take(facts, names, group.group, {"name": group.name})
    facts.append(Fact(ids.account(ADMINISTRATOR), e.AccountOpened(ADMINISTRATOR, ADMIN, (), None)))
    return facts


def _take(
    facts: list[Fact], names: unit_names.UnitNames | None, code: str, wanted: dict[str, str]
) -> unit_names.UnitNames | None:
    for event in unit_names.take(names, code=code, wanted=wanted):
        facts.append(Fact(ids.UNIT_NAMES, event))
        names = unit_names.evolve(names, event)
    return names
