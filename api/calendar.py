"""`/calendar/{year}`: the working days of a year as published, every version of them (D-001)."""

from typing import Any

from marshmallow import fields

from api.fields import Day, Line, list_of
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import In, Out, WriteOut
from domain import ids
from domain.errors import AbsentError
from domain.events import CalendarYearPublished
from domain.record import Recorded
from service.publish_calendar import publish_calendar

family = Family("calendar")


class YearIn(In):
    """`days_off`: public holidays on Monday to Friday; `workdays`: make-up working Saturdays and Sundays."""

    days_off = list_of(Day(), most=261, required=True)
    workdays = list_of(Day(), most=105, required=True)
    source = Line(limit=500, required=True)


class VersionOut(Out):
    version = fields.Integer(required=True)
    position = fields.Integer(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    days_off = fields.List(fields.Date(), required=True)
    workdays = fields.List(fields.Date(), required=True)
    source = fields.String(required=True)


class YearOut(VersionOut):
    """The version in force; `earlier` are those it replaced, latest first."""

    year = fields.Integer(required=True)
    earlier = fields.List(fields.Nested(VersionOut), required=True)


class YearWritten(WriteOut):
    year = fields.Integer(required=True)
    version = fields.Integer(required=True)
    days_off = fields.List(fields.Date(), required=True)
    workdays = fields.List(fields.Date(), required=True)
    source = fields.String(required=True)


@family.get("/calendar/<int:year>", power="read_calendar", answer=YearOut)
def read_year(ask: Ask, year: int) -> Answer:
    """Return a published year; an unpublished one is absent, and due days in it are provisional."""
    versions = [_version(line) for line in reversed(ask.app.store.stream(ids.calendar(year)))]
    if not versions:
        raise AbsentError("calendar", str(year))
    return Answer({"year": year, **versions[0], "earlier": versions[1:]}, etag=versions[0]["version"])


@family.put("/calendar/<int:year>", power="publish_calendar", body=YearIn, answer=YearWritten)
def publish(ask: Ask, year: int) -> Answer:
    """Publish a year, or publish it anew: the older version stays on the record, provisional due days become firm."""
    written = publish_calendar(ask.app, ask.act(ids.calendar(year)), year=year, **ask.body)
    line = written.lines[0]
    told = {name: value for name, value in _version(line).items() if name not in ("position", "recorded_at")}
    return Answer({"year": year, **told, "receipt": receipt_of(written)}, etag=line.version)


def _version(line: Recorded) -> dict[str, Any]:
    event: CalendarYearPublished = line.event
    return {
        "version": line.version,
        "position": line.position,
        "recorded_at": line.meta.recorded_at,
        "days_off": event.days_off,
        "workdays": event.workdays,
        "source": event.source,
    }
