"""A version of an interview record with every code written out, ready to be put on paper."""

from dataclasses import dataclass
from datetime import date, datetime

from domain import ids
from domain.record_versions import COMMITMENT, Version, Words
from domain.units import Unit
from service.app import App
from service.filed_records import Filed, titles
from service.known import Folds


@dataclass(frozen=True, slots=True)
class Promise:
    commitment: int
    unit: str
    due_on: date
    text: str | None  # None: erased by law


@dataclass(frozen=True, slots=True)
class Sheet:
    """Names are those of the day the record was filed, so that a version is written out alike for ever."""

    number: str
    interview: str
    task_no: str
    units: tuple[tuple[str, str], ...]  # name, role
    lights: tuple[tuple[str, str], ...]  # node, light
    notices: tuple[str, ...]
    level: int
    approved_by: str | None
    approved_on: date
    held_at: datetime  # local
    host: str
    words: Words
    promises: tuple[Promise, ...]
    filed_on: date


def sheet_of(app: App, turn: Folds, found: Filed, version: Version) -> Sheet:
    """Return the version written out."""
    record, words = found.record, version.words
    posts = titles(turn, (record.approved_by, record.host))
    return Sheet(
        number=record.number, interview=record.interview, task_no=record.task_no,
        units=tuple((unit_name(turn, a.unit, record.filed_on), a.role) for a in record.units),
        lights=tuple((lit.node, lit.light) for lit in record.lights), notices=record.notices, level=record.level,
        approved_by=posts.get(record.approved_by, record.approved_by) if record.approved_by else None,
        approved_on=record.approved_on, held_at=record.held_at.astimezone(app.settings.zone),
        host=posts.get(record.host, record.host), words=words,
        promises=tuple(
            Promise(c.commitment, unit_name(turn, c.unit, record.filed_on), c.due_on,
                    words.get(f"{COMMITMENT}{c.commitment}"))
            for c in record.commitments
        ),
        filed_on=record.filed_on,
    )  # fmt: skip


def unit_name(turn: Folds, code: str, on: date) -> str:
    """Return the unit's full name as of a day; its code when it is not on record."""
    found = turn.fold(ids.unit(code))
    return (found.named_on(on).full_name or found.named_on(on).name) if isinstance(found, Unit) else code
